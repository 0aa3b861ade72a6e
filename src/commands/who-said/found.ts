import type { Action, Answer, Block, Span } from '../../answer/answer.ts';
import { ask, type Citer, createCiter, date, strong, text } from '../../answer/compose.ts';
import { translatedBy, translationsIn } from '../../answer/words/translation.ts';
import { answer } from '../../core/answering.ts';
import type { CommandContext } from '../../core/command.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Statement } from '../../domain/statement.ts';
import { languageName } from '../../domain/words/languages.ts';
import { cardWith, recordRows, tellerOf } from '../../views/brief/rows.ts';
import { conflictBlocks, conflictsOn } from '../../views/conflict.ts';
import { isVerbatim, statementBlock, statementCautions, statementLine } from '../../views/statement.ts';
import { matchBlock, printingBlocks } from '../../views/statement-evidence.ts';
import type { Hit, Hits } from './hits.ts';

const NAME = 'who-said';

/** Further statements shown below the first. */
const MOST_OTHERS = 4;
/** A second hit this close to the first may just as well be the one meant. */
const RIVAL_SHARE = 0.9;

/**
 * The statement with its words, its sources and how it was printed. Where it is disputed who said it, the dispute
 * stands right below the words; any other comes last.
 */
export function found(words: string, first: Hit, hits: Hits, context: CommandContext): Answer {
  const { briefing } = context;
  const others = hits.first.slice(1);
  const citer = createCiter(briefing);
  const { statement } = first;
  const conflicts = conflictsOn([statement], briefing);
  const disputed = conflicts.some((conflict) => conflict.type === 'attribution');
  const rivals = others.filter((hit) => hit.score >= first.score * RIVAL_SHARE);
  const headline =
    rivals.length > 0 && !disputed
      ? severalHeadline([first, ...rivals], hits, briefing, citer)
      : headlineOf(statement, disputed, briefing, citer);
  const said = statementBlock(statement, briefing, citer);
  const teller = tellerOf(context, citer);
  const card = cardWith(
    headline,
    conflicts,
    [
      said,
      ...(disputed ? [] : statementCautions(statement, briefing, citer)),
      ...matchBlock(words, statement, context),
      ...recordRows(
        others.map((hit) => hit.statement),
        teller,
      ),
    ],
    teller,
  );
  const whole = () => {
    const blocks: Block[] = [
      said,
      ...(disputed ? conflictBlocks(conflicts, citer) : statementCautions(statement, briefing, citer)),
      ...matchBlock(words, statement, context),
      ...printingBlocks(statement, briefing, citer),
    ];
    if (others.length > 0) {
      blocks.push({ kind: 'heading', text: rivals.length > 0 ? 'Just as close' : 'Also close' });
      for (const hit of others.slice(0, MOST_OTHERS)) {
        blocks.push({ kind: 'item', spans: statementLine(hit.statement, briefing, citer) });
      }
    }
    if (!disputed) blocks.push(...conflictBlocks(conflicts, citer));
    return { headline, blocks };
  };
  return answer(
    {
      command: NAME,
      status: disputed ? 'conflict' : 'answered',
      card,
      whole,
      records: [
        ...[first, ...others.slice(0, MOST_OTHERS)].map((hit) => `statement:${hit.statement.id}`),
        ...conflicts.map((conflict) => `conflict:${conflict.id}`),
      ],
      actions: actionsOf(statement, briefing),
    },
    citer,
    context,
  );
}

/** Nobody is picked where several statements fit as well. */
function severalHeadline(
  hits: readonly Hit[],
  { first, total }: Hits,
  briefing: Briefing,
  citer: Citer,
): readonly Span[] {
  const lookup = lookupOf(briefing);
  const names = [
    ...new Set(hits.map(({ statement }) => lookup.actor(statement.speaker)?.name ?? statement.speaker)),
  ];
  const listed = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
  return [
    // Only what holds the words to the letter is counted without being shown, and all of it fits equally.
    text(
      total > first.length
        ? `${total} statements fit these words equally well, among them some by `
        : `${hits.length} statements fit these words equally well, by `,
    ),
    strong(listed),
    text(' '),
    ...citer.cite(hits.flatMap(({ statement }) => statement.sources)),
  ];
}

/** Who and when, and how sure it is that these were the words: exact, translated, or only reported. */
function headlineOf(
  statement: Statement,
  disputed: boolean,
  briefing: Briefing,
  citer: Citer,
): readonly Span[] {
  const cites = citer.cite(statement.sources);
  const name = lookupOf(briefing).actor(statement.speaker)?.name ?? statement.speaker;
  const speaker = strong(name);
  if (disputed)
    return [
      text('Sources credit this to different people; most clearly to '),
      speaker,
      text(', '),
      date(statement.date),
      text(' '),
      ...cites,
    ];
  if (isVerbatim(statement)) return [speaker, text(' said it, '), date(statement.date), text(' '), ...cites];
  const [translation] = translationsIn(statement, briefing);
  if (translation !== undefined)
    return [
      speaker,
      text(
        ` said this in ${languageName(statement.language ?? '')}; the words here are ${translatedBy(statement, translation.printings, briefing)}, `,
      ),
      date(statement.date),
      text(' '),
      ...cites,
    ];
  // No verb that would have to agree: a name alone does not tell whether it is one or many.
  return [
    speaker,
    text(' said this, as reported and not in these exact words, '),
    date(statement.date),
    text(' '),
    ...cites,
  ];
}

export function actionsOf(statement: Statement, briefing: Briefing): readonly Action[] {
  const lookup = lookupOf(briefing);
  const actions: Action[] = [];
  for (const { source } of statement.sources.slice(0, 2)) {
    const record = lookup.source(source);
    if (record?.url !== undefined) actions.push({ kind: 'open', label: record.publisher, url: record.url });
  }
  const speaker = lookup.actor(statement.speaker);
  if (speaker !== undefined) actions.push(ask(`All from ${speaker.name}`, NAME, { speaker: speaker.name }));
  const provision = statement.about.map((id) => lookup.provision(id)).find((record) => record !== undefined);
  if (provision !== undefined) actions.push(ask(provision.title, 'plan-point', { point: provision.title }));
  return actions;
}
