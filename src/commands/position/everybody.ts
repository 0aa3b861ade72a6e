import type { Answer, Block, Span } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted, inSeries } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import { recordId } from '../../domain/briefing.ts';
import { newestFirst } from '../../domain/lookups/about-index.ts';
import { type Position, STANCES } from '../../domain/position.ts';
import type { Subject } from '../../search/names/find-subject.ts';
import { briefPosition } from '../../views/brief/record.ts';
import { cardWith, recordRows, row, tellerOf } from '../../views/brief/rows.ts';
import { conflictBlocks, conflictsOn } from '../../views/conflict.ts';
import { holderOf, latestPositions, positionLine, stanceWord } from '../../views/position.ts';
import { clearest } from '../../views/wording.ts';
import { voteBlocks, votesOf } from './groups.ts';
import { isOn, POSITIONS_SHOWN } from './on-subject.ts';

const NAME = 'position';

/** Letters of names that may stand beside the counts; more are left to the rows. */
const NAMES_FIT = 160;

/**
 * Who stands where on a subject, or the newest position of everybody. One position of each party comes first, as
 * parties are what the headline counts; without a subject no others follow.
 */
export function everybody(subject: Subject | undefined, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const teller = tellerOf(context, citer);
  const on = briefing.positions.filter((one) => isOn(one, subject));
  const perSubject = latestPositions(on);
  const seen = new Set<string>();
  const latest = perSubject.filter((one) => {
    if (seen.has(one.party)) return false;
    seen.add(one.party);
    return true;
  });
  const rest = subject === undefined ? [] : perSubject.filter((one) => !latest.includes(one));
  const past = subject === undefined ? [] : newestFirst(on).filter((one) => !perSubject.includes(one));
  const votes = subject === undefined ? [] : votesOf(null, subject.about, context);
  const conflicts = subject === undefined ? [] : conflictsOn([...on, ...votes], briefing);
  const bySide = STANCES.flatMap((stance) => {
    const those = latest.filter((one) => one.stance === stance);
    return those.length === 0 ? [] : [{ stance, those }];
  });
  // Who is against is asked as often as how many are.
  const namesThem =
    latest.length > 1 && latest.reduce((sum, one) => sum + holderOf(one, briefing).length, 0) <= NAMES_FIT;
  const counts = bySide.map(({ stance, those }) => {
    const who = those.map((one) => holderOf(one, briefing)).join(', ');
    return `${those.length} ${stanceCount(stance)}${namesThem ? ` (${who})` : ''}`;
  });
  const headline: readonly Span[] =
    on.length === 0
      ? [text(`${subject === undefined ? 'No' : `${subject.title}: no`} position is on record.`)]
      : [
          ...(subject === undefined
            ? [
                text(
                  `${counted(latest.length, 'party has', 'parties have')} a position on record; the latest of each. `,
                ),
              ]
            : [
                strong(`${subject.title}:`),
                text(` ${counted(latest.length, 'party', 'parties')}, ${inSeries(counts)}. `),
              ]),
          ...citer.cite(clearest(latest).flatMap((one) => clearest(one.sources, 1))),
        ];
  const items = (positions: readonly Position[], withTopic: boolean): readonly Block[] =>
    positions.map((one) => ({
      kind: 'item',
      spans: positionLine(
        one,
        briefing,
        citer,
        `${holderOf(one, briefing)}${withTopic ? ` on ${one.topic}` : ''} (${stanceWord(one.stance)}):`,
      ),
    }));
  const manyTopics = new Set(on.map((one) => one.topic)).size > 1;
  const shortRows = [...latest, ...rest, ...past]
    .slice(0, POSITIONS_SHOWN)
    .map((one) => row(briefPosition(one, teller.row, manyTopics ? undefined : holderOf(one, briefing))));
  return answer(
    {
      command: NAME,
      card: cardWith(headline, conflicts, [...shortRows, ...recordRows(votes, teller)], teller),
      status: on.length + votes.length === 0 ? 'not-reported' : 'answered',
      whole: () => ({
        headline,
        blocks: [
          ...items(latest, manyTopics),
          ...items(rest, manyTopics),
          ...(past.length === 0 ? [] : [{ kind: 'heading', text: 'Before' } as const]),
          ...items(past, manyTopics),
          ...voteBlocks(null, votes, context, citer),
          ...(subject?.gap === undefined
            ? []
            : [{ kind: 'context', spans: [text(subject.gap.note)] } as const]),
          ...conflictBlocks(conflicts, citer),
        ],
      }),
      records: [...latest, ...rest, ...past, ...votes, ...conflicts].map(recordId),
      actions: latest.slice(0, 4).map((one) => ask(holderOf(one, briefing), NAME, { party: one.party })),
    },
    citer,
    context,
  );
}

/** A stance as it is counted: "3 against". */
function stanceCount(stance: Position['stance']): string {
  if (stance === 'abstains') return 'abstaining';
  return stance === 'supports' ? 'for it' : stance === 'rejects' ? 'against' : stanceWord(stance);
}
