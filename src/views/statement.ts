import type { Block, Span } from '../answer/answer.ts';
import { type Citer, date, quote, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import { provenanceWords } from '../answer/provenance.ts';
import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isFragment, type Printing, type Statement } from '../domain/statement.ts';
import { earliestDay, latestDay } from '../domain/when.ts';
import { normalize } from '../search/text/normalize.ts';
import { isShort, shortened } from './wording.ts';

/** Name with the role held on that day: "Ada Holm, Premier of Northmark"; the name alone where no role is on record. */
export function actorWithRole(actor: Actor, day = ''): string {
  if (actor.kind === 'party') return actor.name;
  const held = actor.roles.find(
    (role) => day === '' || ((role.from ?? '') <= day && day <= (role.to ?? '9999')),
  );
  return held === undefined ? actor.name : `${actor.name}, ${held.title}`;
}

/** The speaker's name with role on the day of the statement. */
export function speakerOf(statement: Statement, briefing: Briefing): string {
  const actor = lookupOf(briefing).actor(statement.speaker);
  return actor === undefined
    ? statement.speaker
    : actorWithRole(actor, earliestDay(statement.date) || latestDay(statement.date));
}

/** True where exact words may be shown in quotation marks. */
export function isVerbatim(statement: Statement): boolean {
  return statement.words !== undefined;
}

/**
 * A statement as a quotation block: exact words in quotation marks where a clean source prints them so, otherwise what
 * was said in our words, marked as reported; then speaker, occasion, date, kind of knowledge and sources.
 */
export function statementBlock(statement: Statement, briefing: Briefing, citer: Citer): Block {
  const attribution: Span[] = [
    text(`${speakerOf(statement, briefing)} · ${statement.occasion} · `),
    date(statement.date),
    text(` · ${provenanceWords(statement.provenance)} `),
    ...citer.cite(statement.sources),
  ];
  if (statement.words !== undefined) {
    return { kind: 'quotation', verbatim: true, spans: [quote(statement.words)], attribution };
  }
  return { kind: 'quotation', verbatim: false, spans: [text(statement.gist)], attribution };
}

/** One line for lists: speaker, words or gist, date, cites. A fragment stands in what was said around it. */
export function statementLine(
  statement: Statement,
  briefing: Briefing,
  citer: Citer,
  room: 'ample' | 'brief' = 'ample',
): readonly Span[] {
  return room === 'ample' ? lineOf([statement], briefing, citer) : briefLine(statement, briefing, citer);
}

/** A line for each of these in a list, but one for fragments of the same sentence that follow each other. */
export function statementLines(
  statements: readonly Statement[],
  briefing: Briefing,
  citer: Citer,
): readonly (readonly Span[])[] {
  const groups: Statement[][] = [];
  for (const statement of statements) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && areOneSentence(last[0], statement)) last.push(statement);
    else groups.push([statement]);
  }
  return groups.map((group) => lineOf(group, briefing, citer));
}

function lineOf(group: readonly Statement[], briefing: Briefing, citer: Citer): readonly Span[] {
  const [first] = group;
  if (first === undefined) return [];
  const name = lookupOf(briefing).actor(first.speaker)?.name ?? first.speaker;
  const words = group.flatMap((one) => one.words ?? []);
  const quoted = words.flatMap((one, at): Span[] => [text(at === 0 ? '' : ', '), quote(one)]).slice(1);
  const said: Span[] =
    words.length === 0
      ? [text(`${name} (reported): ${first.gist} `)]
      : isFragment(first)
        ? [text(`${name} (in part): ${sentence(first.gist)} In these words: `), ...quoted, text(' ')]
        : [text(`${name}: `), ...quoted, text(' ')];
  return [
    ...said,
    text('('),
    date(first.date),
    text(') '),
    ...citer.cite(group.flatMap((one) => one.sources)),
  ];
}

/** Exact words are never cut: where they are long, our own words for them stand in their place. */
function briefLine(statement: Statement, briefing: Briefing, citer: Citer): readonly Span[] {
  const short = { ...statement, gist: shortened(statement.gist) };
  if (statement.words === undefined || isShort(statement.words)) return lineOf([short], briefing, citer);
  const name = lookupOf(briefing).actor(statement.speaker)?.name ?? statement.speaker;
  return [
    text(`${name} (in short): ${short.gist} (`),
    date(statement.date),
    text(') '),
    ...citer.cite(statement.sources),
  ];
}

/** Two fragments of one moment that are told in the same words of ours. */
function areOneSentence(one: Statement, other: Statement): boolean {
  const told = ({ gist }: Statement) => normalize(gist).split(' ').sort().join(' ');
  return (
    isFragment(one) &&
    isFragment(other) &&
    one.speaker === other.speaker &&
    one.occasion === other.occasion &&
    latestDay(one.date) === latestDay(other.date) &&
    told(one) === told(other)
  );
}

/**
 * How far the words can be trusted, where that needs saying: they survive only in a machine-reworded copy, or a source
 * credits somebody else.
 */
export function statementCautions(statement: Statement, briefing: Briefing, citer: Citer): readonly Block[] {
  const lookup = lookupOf(briefing);
  const blocks: Block[] = isFragment(statement)
    ? [
        {
          kind: 'context',
          spans: [text(`Said around it: ${sentence(statement.gist)} `), ...citer.cite(statement.sources)],
        },
      ]
    : [];
  const qualities = statement.sources.map((printing) => lookup.source(printing.source)?.quality);
  if (
    statement.words === undefined &&
    qualities.length > 0 &&
    qualities.every((quality) => quality === 'machine-reworded')
  ) {
    blocks.push({
      kind: 'context',
      spans: [
        text('Only a machine-reworded copy carries these words, so nothing here is verbatim. '),
        ...(statement.likely === undefined
          ? []
          : [text(`The original probably read: ${statement.likely.words} (${statement.likely.basis}). `)]),
        ...citer.cite(statement.sources),
      ],
    });
  }
  for (const printing of otherCredits(statement)) {
    const credited = lookup.actor(printing.credits ?? '')?.name ?? printing.credits ?? '';
    const publisher = lookup.source(printing.source)?.publisher ?? printing.source;
    blocks.push({
      kind: 'paragraph',
      spans: [text(`${publisher} credits ${credited} instead. `), ...citer.cite([printing])],
    });
  }
  if (statement.note !== undefined) {
    blocks.push({ kind: 'context', spans: [text(`${statement.note} `), ...citer.cite(statement.sources)] });
  }
  return blocks;
}

/** Printings that credit somebody other than the statement's speaker. */
export function otherCredits(statement: Statement): readonly Printing[] {
  return statement.sources.filter(
    (printing) => printing.credits !== undefined && printing.credits !== statement.speaker,
  );
}
