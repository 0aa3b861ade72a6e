import type { Action, Answer, Block, Span } from '../answer/answer.ts';
import { ask, type Citer, createCiter, date, strong, text } from '../answer/compose.ts';
import { counted } from '../answer/phrases.ts';
import { translatedBy, translationsIn } from '../answer/words/translation.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext, OptionValues } from '../core/command.ts';
import { anyWords } from '../core/examples.ts';
import type { Actor } from '../domain/actor.ts';
import { asking } from '../domain/ask.ts';
import type { Briefing, Gap } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { unreachable } from '../domain/errors.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import {
  countStatements,
  eachStatement,
  hasStatement,
  type SaidBy,
  saidBy,
} from '../domain/lookups/said-by.ts';
import type { Statement } from '../domain/statement.ts';
import { formatDay } from '../domain/when.ts';
import { languageName } from '../domain/words/languages.ts';
import { occasionCalled } from '../search/evidence/find-occasion.ts';
import { isTaken, whoIsMeant } from '../search/names/find-actor.ts';
import { findGaps, SURE_ENOUGH } from '../search/names/find-provision.ts';
import { mentionedActors } from '../search/names/mentioned-actors.ts';
import { phraseWords, tellingWords } from '../search/names/topics.ts';
import { statementsHolding } from '../search/statements/statements-holding.ts';
import { cardWith, recordRows, tellerOf } from '../views/brief/rows.ts';
import { conflictBlocks, conflictsOn } from '../views/conflict.ts';
import {
  isVerbatim,
  speakerOf,
  statementBlock,
  statementCautions,
  statementLine,
  statementLines,
} from '../views/statement.ts';
import { matchBlock, printingBlocks } from '../views/statement-evidence.ts';

import { quotedWords } from './quoted-words.ts';
import { nobodyCalled, takenFor, whichOfThem } from './which-actor.ts';
import { saidAtOccasion } from './who-said/at-occasion.ts';

const NAME = 'who-said';
/** Statements of a speaker on one page; the next is offered. */
const A_PAGE = 30;
/** What a page number is held to, whatever was typed; a number that cannot be read is page 1. */
const MOST_PAGES = 1_000_000;
/** Statements that a question may mean, more than are shown. */
const MOST_HITS = 10;
/** Further statements shown below the first. */
const MOST_OTHERS = 4;
/** Nearest statements shown where nobody said it. */
const MOST_NEAREST = 3;
/** Questions of so few words are looked up literally where the index abstains. */
const MOST_WORDS_HELD = 2;
/** Letters from which a single telling word is looked up literally whatever stands around it. */
const LONG_WORD = 8;
/** A second hit this close to the first may just as well be the one meant. */
const RIVAL_SHARE = 0.9;

/** Finds the statement behind half-remembered words, or says that nobody on record said them. */
export const whoSaid: Command = {
  name: NAME,
  reads: 'message',
  summary: 'Find who said something, with the exact words, or learn that nobody did',
  options: [
    {
      name: 'words',
      description: 'Words you remember, in any order: a long way to go',
      rest: true,
      suggest: 'statement',
    },
    { name: 'speaker', description: 'Only this person, party or office', suggest: 'speaker' },
  ],
  carried: ['page'],
  examples: [],
  storyExamples: (briefing) => {
    const words = anyWords(briefing);
    return words === undefined ? [] : [asking(NAME, { words })];
  },
  run,
};

interface Hit {
  readonly statement: Statement;
  readonly score: number;
}

interface Hits {
  readonly first: readonly Hit[];
  /** How many there are, those that are not among the first included. */
  readonly total: number;
}

/** Words, a speaker or both. Of a name that was misspelt the answer says whom it was taken for. */
function run(values: OptionValues, context: CommandContext): Answer {
  const words = quotedWords(values.words ?? '');
  const typed = values.speaker?.trim() ?? '';
  const page = Math.max(1, Math.min(MOST_PAGES, Number.parseInt(values.page ?? '1', 10) || 1));
  if (typed === '') return answerFor(words, null, page, context);
  const meant = whoIsMeant(typed, context.briefing);
  const asked = {
    command: NAME,
    typed,
    askFor: (actor: Actor) => asking(NAME, { words, speaker: actor.id }),
  };
  switch (meant.kind) {
    case 'several':
      return whichOfThem(asked, meant.actors, context);
    case 'nobody':
      return nobodyCalled(asked, meant.near, context, gapIn(typed, context.briefing));
    case 'one': {
      const { actor } = meant;
      const found = answerFor(words, { actor, said: saidBy(actor.id, context.briefing) }, page, context);
      return isTaken(meant.fit) ? takenFor(found, typed, actor) : found;
    }
    default:
      return unreachable(meant);
  }
}

/** Without words it tells all that a speaker said. `speakers` is null where nobody was named. */
function answerFor(words: string, speakers: Speakers | null, page: number, context: CommandContext): Answer {
  if (words === '')
    return speakers === null ? nothingAsked(context) : everythingSaid(speakers, page, context);
  const occasion = occasionCalled(words, context.briefing);
  if (occasion !== undefined) {
    const of = speakers === null ? null : { actor: speakers.actor, has: speakers.said.has };
    return saidAtOccasion(occasion, of, context);
  }
  const hits = hitsFor(words, speakers, context);
  const [first] = hits.first;
  if (first === undefined || saidByAnother(words, first, speakers, context)) {
    return nobodySaid(words, speakers, context);
  }
  return found(words, first, hits, context);
}

/** Whose words alone count. */
interface Speakers {
  readonly actor: Actor;
  /** The statements by the actor and everyone who speaks for it. */
  readonly said: SaidBy;
}

/** What the index claims; where it is too little to judge by, statements that hold every word asked for. */
function hitsFor(words: string, speakers: Speakers | null, context: CommandContext): Hits {
  const claimed = find(words, speakers, context);
  return claimed.length > 0 ? { first: claimed, total: claimed.length } : holding(words, speakers, context);
}

/** What the index claims was meant, best first; empty where it abstains. */
function find(words: string, speakers: Speakers | null, context: CommandContext): readonly Hit[] {
  return hitsOf(
    context.index.search(words, { limit: MOST_HITS, ...admission(speakers, context.briefing) }),
    context.briefing,
  );
}

/** Statements that hold every telling word of a question too short to be anybody's words in particular. */
function holding(words: string, speakers: Speakers | null, context: CommandContext): Hits {
  const { briefing } = context;
  const asked = tellingWords(phraseWords(words));
  // Among one speaker's own statements a little less is enough: names tell nothing there.
  const named = speakers === null ? [] : mentionedActors(words, briefing);
  const unnamed = phraseWords(words).filter((_, at) => !named.some(({ from, to }) => from <= at && at < to));
  const telling = tellingWords(unnamed).length > 0 ? tellingWords(unnamed) : asked;
  // One long word carries "who called the plan a capitulation"; a short one ("good") is in anybody's mouth.
  const oneLong = telling.length === 1 && (telling[0] ?? '').length >= LONG_WORD;
  const count = speakers === null && !oneLong ? phraseWords(words).length : telling.length;
  if (telling.length === 0 || count > MOST_WORDS_HELD) return { first: [], total: 0 };
  const admits = (id: string) => speakers === null || speakers.said.has(id);
  const { statements, total } = statementsHolding(telling, context, { admits, limit: MOST_HITS });
  return { first: statements.map((statement) => ({ statement, score: 1 })), total };
}

/** True where the words are plainly somebody else's: nothing is forced on the speaker asked for. */
function saidByAnother(
  words: string,
  first: Hit,
  speakers: Speakers | null,
  context: CommandContext,
): boolean {
  if (speakers === null) return false;
  const [best] = find(words, null, context);
  return best !== undefined && best.score > first.score && !speakers.said.has(best.statement.id);
}

/** Which statements the index may find: all of them needs no asking. */
function admission(
  speakers: Speakers | null,
  briefing: Briefing,
): { readonly only?: (id: string) => boolean } {
  if (speakers !== null) return { only: (id) => speakers.said.has(id) };
  return briefing.asOf === null ? {} : { only: (id) => hasStatement(id, briefing) };
}

/** Leaves out what the briefing has not by the day asked for: the index is of all days. */
function hitsOf(
  found: readonly { readonly id: string; readonly score: number }[],
  briefing: Briefing,
): readonly Hit[] {
  const lookup = lookupOf(briefing);
  return found.flatMap(({ id, score }) => {
    const statement = lookup.statement(id);
    return statement === undefined ? [] : [{ statement, score }];
  });
}

/**
 * The statement with its words, its sources and how it was printed. Where it is disputed who said it, the dispute
 * stands right below the words; any other comes last.
 */
function found(words: string, first: Hit, hits: Hits, context: CommandContext): Answer {
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
  return answer(
    {
      command: NAME,
      status: disputed ? 'conflict' : 'answered',
      headline,
      card,
      blocks,
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

function actionsOf(statement: Statement, briefing: Briefing): readonly Action[] {
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

function nobodySaid(words: string, speakers: Speakers | null, context: CommandContext): Answer {
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

function gapIn(words: string, briefing: Briefing): Gap | null {
  const [best] = findGaps(words, briefing);
  return best !== undefined && best.score >= SURE_ENOUGH ? best.gap : null;
}

function everythingSaid(speakers: Speakers, page: number, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const { actor, said } = speakers;
  const before = (page - 1) * A_PAGE;
  const statements = said.newest(A_PAGE, before);
  if (statements.length === 0) {
    const gap = gapIn(actor.name, briefing);
    return answer(
      {
        command: NAME,
        status: 'not-found',
        headline: [
          strong(
            said.size === 0
              ? `No statement by ${actor.name} is on record in this briefing.`
              : `No more statements by ${actor.name} are on record in this briefing.`,
          ),
        ],
        blocks: gap === null || said.size > 0 ? [] : [{ kind: 'context', spans: [text(gap.note)] }],
        records: gap === null || said.size > 0 ? [] : [`gap:${gap.id}`],
      },
      citer,
      context,
    );
  }
  const exact = statements.filter(isVerbatim).length;
  const voices = new Set(statements.map((statement) => statement.speaker));
  const others = [...voices].some((voice) => voice !== actor.id) ? ' and those who speak for it' : '';
  const conflicts = conflictsOn(statements, briefing).filter((conflict) => isOpenConflict(conflict.type));
  const older = said.size - before - statements.length;
  const shown =
    statements.length === said.size
      ? `, ${exact} in exact words, newest first`
      : `; ${before + 1} to ${before + statements.length}, ${exact} in exact words, newest first`;
  const lead = [strong(`${counted(said.size, 'statement')} by ${actor.name}${others}`), text(`${shown}.`)];
  const teller = tellerOf(context, citer);
  const credited = conflicts.filter((conflict) => conflict.type === 'attribution');
  const card = cardWith(lead, credited, recordRows(statements, teller), teller);
  return answer(
    {
      command: NAME,
      status: credited.length > 0 ? 'conflict' : 'answered',
      headline: [
        strong(`${said.size} ${said.size === 1 ? 'statement' : 'statements'} by ${actor.name}${others}`),
        text(shown),
      ],
      card,
      blocks: [
        ...statementLines(statements, briefing, citer).map((spans): Block => ({ kind: 'item', spans })),
        ...conflictBlocks(credited, citer),
      ],
      records: statements.map((statement) => `statement:${statement.id}`),
      actions:
        older > 0 ? [ask(`${older} older`, NAME, { speaker: actor.name, page: String(page + 1) })] : [],
      narrower: 'Words beside the speaker find one of them.',
    },
    citer,
    context,
  );
}

function nothingAsked(context: CommandContext): Answer {
  return answer(
    {
      command: NAME,
      status: 'refused',
      headline: [strong('Give me words you remember, or a speaker.')],
      actions: eachStatement(context.briefing)
        .take(1)
        .map((statement) => {
          const sample = (statement.words ?? statement.gist).split(' ').slice(0, 4).join(' ');
          return ask(sample, NAME, { words: sample });
        })
        .toArray(),
    },
    createCiter(context.briefing),
    context,
  );
}
