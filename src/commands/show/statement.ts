import type { Block, Span } from '../../answer/answer.ts';
import { type Citer, date, quote, text } from '../../answer/compose.ts';
import { provenanceWords } from '../../answer/provenance.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Printing, Statement } from '../../domain/statement.ts';
import { earliestDay, latestDay } from '../../domain/when.ts';
import { lookupOf } from '../../search/lookup.ts';

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

/** One line for lists: speaker, words or gist, date, cites. */
export function statementLine(statement: Statement, briefing: Briefing, citer: Citer): readonly Span[] {
  const lookup = lookupOf(briefing);
  const name = lookup.actor(statement.speaker)?.name ?? statement.speaker;
  const said: Span[] =
    statement.words === undefined
      ? [text(`${name} (reported): ${statement.gist} `)]
      : [text(`${name}: `), quote(statement.words), text(' ')];
  return [...said, text('('), date(statement.date), text(') '), ...citer.cite(statement.sources)];
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
