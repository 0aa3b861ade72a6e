import { everyCommand } from '../../../commands/every-command.ts';
import { createCore } from '../../../dispatch/dispatch.ts';
import type { BriefingProblem } from '../../../domain/errors.ts';
import { findingIn } from '../../../pack/format/records.ts';
import type { LoadedPack } from '../../../pack/read/load.ts';
import { problemAt, shown } from '../../../pack/read/problem.ts';
import { TERMINAL_ASKER } from '../../../platforms/terminal/request.ts';
import { storyOf } from '../../serve/briefings.ts';

/** A gap below these is not what a reader is told. */
const SEEN_FIRST = 2;

/**
 * Names of gaps that are answered with something else: who asks for what nobody reports is then told what somebody does
 * report. Each name is asked as people type it, which is the only way to know.
 */
export async function gapAdvice(
  pack: LoadedPack,
  clock: () => Temporal.Instant,
): Promise<readonly BriefingProblem[]> {
  const story = storyOf(pack.briefing);
  const core = createCore({
    stories: () => [story],
    commands: await everyCommand(),
    clock,
    named: pack.briefing.id,
  });
  const advice: BriefingProblem[] = [];
  for (const gap of pack.records.lists.gaps) {
    const lost: { readonly at: number; readonly name: string; readonly first: string }[] = [];
    for (const [at, name] of [gap.data.topic, ...gap.data.aliases].entries()) {
      const { status, records } = await core.respond({ kind: 'words', words: name, asker: TERMINAL_ASKER });
      const [first] = records;
      // Where nothing is claimed, or the gap stands beside what is, nobody is misled.
      const isClaimed = status === 'answered' || status === 'conflict' || status === 'corrected';
      const isShown = records.slice(0, SEEN_FIRST).includes(`gap:${gap.data.id}`);
      if (isClaimed && !isShown && first !== undefined) lost.push({ at, name, first });
    }
    const [one] = lost;
    if (one === undefined) continue;
    const others = lost.length === 1 ? '' : `, and ${lost.length - 1} more of its names likewise`;
    const finding = findingIn(gap, one.at === 0 ? ['topic'] : ['aliases', one.at - 1], {
      rule: 'advice',
      expected: 'names that find the gap',
      found: `${shown(one.name)}, which is answered with ${one.first}${others}`,
      hint: `Give the gap the word that sets it apart, or take the name that it shares from ${one.first}.`,
    });
    advice.push(problemAt(finding, pack.lineAt));
  }
  return advice;
}
