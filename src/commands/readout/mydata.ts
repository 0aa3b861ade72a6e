import type { Answer, Span } from '../../answer/answer.ts';
import { ask, strong, text } from '../../answer/compose.ts';
import { inSeries } from '../../answer/phrases.ts';
import type { Command, CommandContext } from '../../core/command.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { MyData, Services } from '../services.ts';

/** Said with what is kept, be it nothing: what is never kept cannot be listed. */
const NEVER = 'Questions are not kept with who asked them, and nothing is sent to anybody but this platform.';

/**
 * What is kept of the asker, and taking them out of it. Anybody may, for themselves alone. Throws a `Refusal` where the
 * process has no store.
 */
export const myDataWith = (services: Services): Command => ({
  name: 'mydata',
  summary: 'Show what is kept of you here, or have it forgotten',
  options: [{ name: 'do', description: 'show or forget; show where left out', choices: ['show', 'forget'] }],
  examples: ['/readout mydata', '/readout mydata forget'],
  async run(values, context) {
    const kept = services.myData;
    if (kept === undefined) {
      throw new Refusal(
        'not-available',
        'What is kept of somebody is shown by a running Readout; here nothing is kept.',
        [asking('readout status')],
      );
    }
    return values.do === 'forget' ? forgotten(kept, context) : shown(kept, context);
  },
});

/** What is kept with the asker’s id. The button to forget it is there only where there is something to forget. */
async function shown(kept: MyData, context: CommandContext): Promise<Answer> {
  const things = await kept.show(context.asker);
  if (things.length === 0) return said(context, [strong('Nothing here names you.'), text(` ${NEVER}`)], []);
  return said(
    context,
    [strong(`Kept with your id: ${inSeries(things)}.`), text(` ${NEVER}`)],
    [ask('Forget me', 'readout mydata', { do: 'forget' })],
  );
}

/**
 * Counts the entries that named the asker. What a channel gets does not end with whoever set it up; what was told to
 * the asker alone does.
 */
async function forgotten(kept: MyData, context: CommandContext): Promise<Answer> {
  const count = await kept.forget(context.asker);
  if (count === 0) return said(context, [strong('Nothing here named you.')], []);
  return said(
    context,
    [
      strong(
        `You are taken out of ${count === 1 ? 'the one entry' : `all ${count} entries`} that named you.`,
      ),
      text(' Digests and watches of channels go on as somebody’s; watches of your own have ended.'),
    ],
    [],
  );
}

/** To the asker alone: it tells of nobody else. */
function said(context: CommandContext, headline: readonly Span[], actions: Answer['actions']): Answer {
  return {
    status: 'answered',
    headline,
    blocks: [],
    citations: [],
    records: [],
    actions,
    command: 'readout',
    audience: 'asker',
    asOf: context.asOf,
  };
}
