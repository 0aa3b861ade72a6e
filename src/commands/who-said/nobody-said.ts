import type { Answer, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Briefing, Gap } from '../../domain/briefing.ts';
import { countStatements } from '../../domain/lookups/said-by.ts';
import { formatDay } from '../../domain/when.ts';
import { findGaps, SURE_ENOUGH } from '../../search/names/find-provision.ts';
import { recordRows, tellerOf } from '../../views/brief/rows.ts';
import { conflictBlocks, conflictsOn } from '../../views/conflict.ts';
import { speakerOf, statementBlock, statementCautions, statementLine } from '../../views/statement.ts';
import { actionsOf } from './found.ts';
import { admission, find, hitsOf, type Speakers } from './hits.ts';

const NAME = 'who-said';

/** Nearest statements shown where nobody said it. */
const MOST_NEAREST = 3;

/** Says whether somebody else said it; else that nobody did, in how many statements it was looked for, and the nearest. */
export function nobodySaid(words: string, speakers: Speakers | null, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const elsewhere = speakers === null ? [] : find(words, null, context);
  const [other] = elsewhere;
  if (speakers !== null && other !== undefined) {
    return answer(
      {
        command: NAME,
        status: 'not-found',
        headline: [
          text(`Not ${speakers.actor.name}: in this briefing `),
          strong(speakerOf(other.statement, briefing)),
          text(' said something like it '),
          ...citer.cite(other.statement.sources),
        ],
        blocks: [
          statementBlock(other.statement, briefing, citer),
          ...statementCautions(other.statement, briefing, citer),
          ...conflictBlocks(conflictsOn([other.statement], briefing), citer),
        ],
        records: [`statement:${other.statement.id}`],
        actions: actionsOf(other.statement, briefing),
      },
      citer,
      context,
    );
  }
  const gap = gapIn(words, briefing);
  const nearest = hitsOf(
    context.index.candidates(words, { limit: MOST_NEAREST, ...admission(speakers, briefing) }),
    briefing,
  );
  const card = (lead: Answer['headline']) => ({
    lead,
    rows: [
      ...(gap === null ? [] : [{ kind: 'context', spans: [text(gap.note)] } as const]),
      ...(nearest.length === 0 ? [] : [{ kind: 'heading', text: 'Nearest statements on record' } as const]),
      ...recordRows(
        nearest.map((hit) => hit.statement),
        tellerOf(context, citer),
      ),
    ],
  });
  const blocks: Block[] = [];
  if (gap !== null) blocks.push({ kind: 'context', spans: [text(gap.note)] });
  if (nearest.length > 0) {
    blocks.push({ kind: 'heading', text: 'Nearest statements on record' });
    for (const hit of nearest)
      blocks.push({ kind: 'item', spans: statementLine(hit.statement, briefing, citer) });
  }
  const who =
    speakers === null
      ? 'No one in this briefing said that.'
      : `${speakers.actor.name} did not say that in this briefing, and no one else did.`;
  return answer(
    {
      command: NAME,
      status: 'not-found',
      headline: [strong(who), text(` ${searchedWords(speakers, briefing)}`)],
      card: card([strong(who), text(` ${searchedWords(speakers, briefing)}`)]),
      blocks,
      records: [
        ...(gap === null ? [] : [`gap:${gap.id}`]),
        ...nearest.map((hit) => `statement:${hit.statement.id}`),
      ],
      actions:
        speakers === null
          ? []
          : [ask(`All from ${speakers.actor.name}`, NAME, { speaker: speakers.actor.name })],
    },
    citer,
    context,
  );
}

/** What a no was looked for in. */
function searchedWords(speakers: Speakers | null, briefing: Briefing): string {
  const known = briefing.asOf === null ? 'on record' : `known by ${formatDay(briefing.asOf)}`;
  const all = `None of the ${counted(countStatements(briefing), 'statement')} ${known} has these words.`;
  if (speakers === null) return all;
  return `${all} ${counted(speakers.said.size, 'is theirs', 'are theirs')}.`;
}

/** The known unknown that the words plainly mean. */
export function gapIn(words: string, briefing: Briefing): Gap | null {
  const [best] = findGaps(words, briefing);
  return best !== undefined && best.score >= SURE_ENOUGH ? best.gap : null;
}
