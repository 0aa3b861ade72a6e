import type { Block, Span } from '../answer/answer.ts';
import { type Citer, date, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import { provenanceWords } from '../answer/provenance.ts';
import { exactSpans, translatedBy, translationsIn, wordingsSpans } from '../answer/words/translation.ts';
import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isFragment, type Printing, type Statement } from '../domain/statement.ts';
import { earliestDay, latestDay } from '../domain/when.ts';
import { addedSpans, gathered, partsSpans, type Said, saidIn } from './fragment.ts';
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
 * was said in translation or in our words, marked as such; then speaker, occasion, date, kind of knowledge and sources.
 * `under` a moment that is said above: kind of knowledge and sources alone.
 */
export function statementBlock(
  statement: Statement,
  briefing: Briefing,
  citer: Citer,
  under: 'nothing' | 'moment' = 'nothing',
): Block {
  const moment: readonly Span[] =
    under === 'moment'
      ? []
      : [
          text(`${speakerOf(statement, briefing)} · ${statement.occasion} · `),
          date(statement.date),
          text(' · '),
        ];
  const attribution: Span[] = [
    ...moment,
    text(`${provenanceWords(statement.provenance)} `),
    ...citer.cite(statement.sources),
  ];
  // A word or two set apart say nothing: they are told within what was said around them.
  if (isFragment(statement)) return fragmentBlock(statement, attribution, briefing, citer);
  if (statement.words !== undefined) {
    return { kind: 'quotation', verbatim: true, spans: exactSpans(statement, briefing), attribution };
  }
  const translations = translationsIn(statement, briefing);
  const [first] = translations;
  if (first !== undefined) {
    return {
      kind: 'quotation',
      verbatim: false,
      spans: wordingsSpans(translations, briefing),
      attribution: [text(`${translatedBy(statement, first.printings, briefing)} · `), ...attribution],
    };
  }
  return { kind: 'quotation', verbatim: false, spans: [text(statement.gist)], attribution };
}

function fragmentBlock(
  statement: Statement,
  attribution: readonly Span[],
  briefing: Briefing,
  citer: Citer,
): Block {
  const { whole, parts } = saidIn(statement, briefing);
  const said =
    whole === undefined
      ? spaced(partsSpans('', parts))
      : [
          ...spaced([...wholeSpans('', whole, briefing), ...addedSpans(whole, parts)]),
          ...citer.cite(whole.sources),
          text(' '),
        ];
  return { kind: 'item', spans: [...said, text('— '), ...attribution] };
}

/** One line for lists: speaker, words or gist, date, cites. A fragment stands in what was said around it. */
export function statementLine(
  statement: Statement,
  briefing: Briefing,
  citer: Citer,
  room: 'ample' | 'brief' = 'ample',
): readonly Span[] {
  return room === 'ample'
    ? lineOf(saidIn(statement, briefing), briefing, citer)
    : briefLine(statement, briefing, citer);
}

/** A line for each of these in a list, but one for a sentence and its fragments, and for fragments of one moment. */
export function statementLines(
  statements: readonly Statement[],
  briefing: Briefing,
  citer: Citer,
): readonly (readonly Span[])[] {
  return gathered(statements, briefing).map((said) => lineOf(said, briefing, citer));
}

function lineOf(said: Said, briefing: Briefing, citer: Citer): readonly Span[] {
  const { whole, parts } = said;
  const all = [...(whole === undefined ? [] : [whole]), ...parts];
  const [first] = all;
  if (first === undefined) return [];
  const name = lookupOf(briefing).actor(first.speaker)?.name ?? first.speaker;
  return [
    ...(whole === undefined
      ? spaced(partsSpans(`${name} (in part): `, parts))
      : spaced([...wholeSpans(name, whole, briefing), ...addedSpans(whole, parts)])),
    text('('),
    date(first.date),
    text(') '),
    ...citer.cite(all.flatMap((one) => one.sources)),
  ];
}

/** With a space at the end. */
function spaced(spans: readonly Span[]): readonly Span[] {
  const last = spans.at(-1);
  return last?.kind === 'text' ? [...spans.slice(0, -1), text(`${last.text} `)] : [...spans, text(' ')];
}

/** The sentence behind who said it; an empty name leaves that to what follows. */
function wholeSpans(name: string, whole: Statement, briefing: Briefing): readonly Span[] {
  const lead = (how: string) => (name === '' ? [] : [text(`${name}${how}: `)]);
  if (whole.words !== undefined) return [...lead(''), ...exactSpans(whole, briefing)];
  const translations = translationsIn(whole, briefing);
  const [first] = translations;
  if (first === undefined)
    return [text(`${name === '' ? '' : `${name} (reported): `}${sentence(whole.gist)}`)];
  return [
    ...lead(` (${translatedBy(whole, first.printings, briefing)})`),
    ...wordingsSpans(translations, briefing),
  ];
}

/** Exact words are never cut: where they are long, our own words for them stand in their place. */
function briefLine(statement: Statement, briefing: Briefing, citer: Citer): readonly Span[] {
  const short = { ...statement, gist: shortened(statement.gist) };
  const [translation] = translationsIn(statement, briefing);
  const words = statement.words ?? translation?.words;
  if (words === undefined || isShort(words)) return lineOf(saidIn(short, briefing), briefing, citer);
  const name = lookupOf(briefing).actor(statement.speaker)?.name ?? statement.speaker;
  return [
    text(`${name} (in short): ${short.gist} (`),
    date(statement.date),
    text(') '),
    ...citer.cite(statement.sources),
  ];
}

/**
 * How far the words can be trusted, where that needs saying: they survive only in a machine-reworded copy, or a source
 * credits somebody else.
 */
export function statementCautions(statement: Statement, briefing: Briefing, citer: Citer): readonly Block[] {
  const lookup = lookupOf(briefing);
  const blocks: Block[] = [];
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
