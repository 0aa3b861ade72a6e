import type { Answer, Block, Span } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, date, strong, text } from '../../answer/compose.ts';
import { counted, inSeries, sentence } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Actor } from '../../domain/actor.ts';
import { type Briefing, recordId } from '../../domain/briefing.ts';
import { isOpenConflict } from '../../domain/conflict.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { saidAt } from '../../domain/lookups/occasion-index.ts';
import { type Occasion, occasionWords } from '../../domain/occasion.ts';
import type { Statement } from '../../domain/statement.ts';
import { capital } from '../../domain/words/capital.ts';
import { conflictBlocks, conflictsOn } from '../../views/conflict.ts';
import { statementLines } from '../../views/statement.ts';

const NAME = 'who-said';
/** More are told by who said them. */
const MOST_SHOWN = 20;

/** Everything said at an occasion, or what somebody said there: `of` is who, with whose words count as theirs. */
export function saidAtOccasion(
  occasion: Occasion,
  of: { readonly actor: Actor; readonly has: (id: string) => boolean } | null,
  context: CommandContext,
): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const all = saidAt(occasion.id, briefing);
  const statements = of === null ? all : all.filter(({ id }) => of.has(id));
  const shown = statements.slice(0, MOST_SHOWN);
  const conflicts = conflictsOn(shown, briefing).filter((conflict) => isOpenConflict(conflict.type));
  const lookup = lookupOf(briefing);
  const speakers = [...new Set(all.map(({ speaker }) => speaker))].flatMap((id) => lookup.actor(id) ?? []);
  const rest = statements.length - shown.length;
  const blocks: Block[] = statementLines(shown, briefing, citer).map(
    (spans): Block => ({ kind: 'item', spans }),
  );
  if (of !== null && statements.length === 0)
    blocks.push({
      kind: 'paragraph',
      spans: [text(`Nothing ${of.actor.name} said there is on record in this briefing.`)],
    });
  if (rest > 0) blocks.push({ kind: 'context', spans: [text(`And ${rest} more: ask by speaker.`)] });
  return answer(
    {
      command: NAME,
      status:
        of !== null && statements.length === 0
          ? 'not-found'
          : conflicts.some(({ type }) => type === 'attribution')
            ? 'conflict'
            : 'answered',
      headline: occasionSpans(occasion, all, briefing, citer),
      blocks: [...blocks, ...conflictBlocks(conflicts, citer)],
      records: [recordId(occasion), ...shown.map(recordId)],
      actions:
        speakers.length < 2
          ? []
          : speakers
              .slice(0, 3)
              .map((actor) => ask(`Only ${actor.name}`, NAME, { words: occasion.name, speaker: actor.name })),
    },
    citer,
    context,
  );
}

/** "Press conference in the customs hall, Lorn, 10 April 2041: Tor Halden and Inês Valadar spoke; 3 statements are on record. [1]". */
function occasionSpans(
  occasion: Occasion,
  statements: readonly Statement[],
  briefing: Briefing,
  citer: Citer,
): readonly Span[] {
  const ids =
    occasion.speakers.length > 0 ? occasion.speakers : [...new Set(statements.map(({ speaker }) => speaker))];
  const names = inSeries(ids.map((id) => lookupOf(briefing).actor(id)?.name ?? id));
  const spoke = names === '' ? '' : `${capital(names)} spoke; `;
  // A few words of a sentence are told within it and are none of their own.
  const whole = statements.filter(({ partOf }) => partOf === undefined).length;
  const count =
    whole === 0
      ? 'nothing said there is on record'
      : counted(whole, 'statement is on record', 'statements are on record');
  return [
    strong(capital(occasionWords(occasion))),
    text(', '),
    date(occasion.date),
    text(`: ${capital(`${spoke}${count}`)}. `),
    ...(occasion.note === undefined ? [] : [text(`${sentence(occasion.note)} `)]),
    ...citer.cite(occasion.sources),
  ];
}
