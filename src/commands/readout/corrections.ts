import type { Answer, Block, Citation } from '../../answer/answer.ts';
import { renumbered } from '../../answer/citations.ts';
import { strong, text } from '../../answer/compose.ts';
import type { Command } from '../../core/command.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { formatDay } from '../../domain/when.ts';
import { serviceOf } from '../digest/shared.ts';
import type { Services } from '../services.ts';

/**
 * What this channel was told that is no longer right. Each under the day it was posted, by the briefing’s zone. Throws
 * a `Refusal` where no digests are posted.
 */
export const correctionsWith = (services: Services): Command => ({
  name: 'corrections',
  summary: 'List what this channel was told that is no longer right',
  options: [],
  examples: ['/readout corrections'],
  async run(_, context): Promise<Answer> {
    const posted = await serviceOf(services).corrections(context.asker);
    const { zone } = context.briefing;
    let blocks: readonly Block[] = [];
    let citations: readonly Citation[] = [];
    for (const { at, answer: said } of posted) {
      const day = formatDay(dayIn(at, zone));
      // Every post counted its citations from one: here they are one list.
      const added = renumbered(citations, said);
      blocks = [...blocks, { kind: 'heading', text: day }, ...added.blocks];
      citations = added.citations;
    }
    const none = 'Nothing this channel was told has had to be corrected.';
    return {
      status: 'answered',
      blocks,
      citations,
      actions: [],
      command: 'corrections',
      audience: 'asker',
      headline:
        posted.length === 0
          ? [text(none)]
          : [
              strong(
                `${posted.length} ${posted.length === 1 ? 'correction' : 'corrections'} in this channel`,
              ),
            ],
      // One record may have been corrected more than once.
      records: [...new Set(posted.flatMap(({ answer: said }) => said.records))],
      asOf: context.asOf,
    };
  },
});
