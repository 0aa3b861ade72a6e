import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { whenNotation } from '../../domain/when.ts';
import type { Draft } from '../add/added.ts';
import { wordsOf } from '../lineage/likeness.ts';
import { aboutIn } from './about.ts';
import { type ArticleView, evidenceAt, printed } from './article-view.ts';

/** A number the pack has for one text of a provision, and how to know a sentence about it. */
interface Figure {
  readonly provision: string;
  readonly text: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** ISO day from which the text was known; '' for a text that is there for context alone. */
  readonly since: string;
  /** Words that a sentence about it has one of. */
  readonly words: ReadonlySet<string>;
}

/** Words of titles that any sentence may share: they say nothing about what a number measures. */
const COMMON = new Set(
  'the a an of and or to in on for with by at from as its his her their limit size number cap level plan'.split(
    ' ',
  ),
);

/** Every figure of the pack's readings, with the words its provision goes by. */
const figuresOf = oncePerBriefing((briefing: Briefing): readonly Figure[] =>
  briefing.provisions.flatMap(({ id, title, aliases, readings }) => {
    const since = new Map(briefing.texts.map((one) => [one.id, one.context ? '' : whenNotation(one.known)]));
    const words = new Set(
      [title, ...aliases]
        .flatMap((name) => wordsOf(name))
        .filter((word) => !COMMON.has(word) && word.length > 2),
    );
    return readings.flatMap(({ text, terms }) =>
      terms.flatMap(({ name, value, unit }) =>
        typeof value === 'number' && unit !== undefined
          ? [{ provision: id, text, name, value, unit, words, since: since.get(text) ?? '' }]
          : [],
      ),
    );
  }),
);

/**
 * Currency, digits (grouped by comma, point or space, or with decimals), scale, percent, and up to three words behind.
 */
const NUMBER =
  /(?<![\p{L}\p{N}.,-])(?:(US\$|\$|€|£) ?)?(\d{1,3}(?:[,.\u00A0 ]\d{3})+|\d+(?:\.\d+)?)(?: ?(k|m|bn|thousand|million|billion)(?![\p{L}]))?(%| percent| per cent)?((?:[ -][\p{L}-]+){0,3})/giu;
/** What a word or letter behind a number multiplies it by. */
const SCALE: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
};
/** Nouns for people, which all measure the same. */
const PEOPLE =
  /\b(?:troops?|soldiers?|personnel|people|persons?|men|members|servicemen|fighters|strong|soldaten|menschen)\b/i;

/** What sets a number of people; "12,000 soldiers came home" tells of them and sets nothing. */
const SETS =
  /\b(?:limit|cap\b|capped|ceiling|max|at most|up to|more than|exceed|restrict|reduc|shrink|cut|size|strength|allow|permit|maintain|keep|raise|lower|set\b|put\b|fix|agree|plan|draft|propos|under|would|must|shall|can\b|may\b|army of|force of|forces? (?:of|at|to))/i;

/** Numbers in the text that measure what a term of the pack measures and are not that term's value in any text. */
export function termDrafts(view: ArticleView): readonly Draft[] {
  const figures = figuresOf(view.briefing);
  if (figures.length === 0) return [];
  const drafts: Draft[] = [];
  const seen = new Set<string>();
  for (const sentence of view.paragraphs.flatMap(({ sentences }) => sentences)) {
    for (const match of sentence.text.matchAll(NUMBER)) {
      const measured = measuredBy(match);
      if (measured === null) continue;
      const clause = clauseAt(sentence.text, match.index);
      const words = new Set(wordsOf(clause));
      const named = aboutIn(clause, view);
      const about = figures.filter((figure) => {
        if (!unitFits(figure.unit, measured.unit)) return false;
        // A sentence on numbers of people need not name the provision: two of its words will do.
        if (measured.unit === 'persons')
          return (
            SETS.test(clause) && (named.includes(figure.provision) || sharedWords(figure.words, words) >= 2)
          );
        return (
          named.includes(figure.provision) &&
          (measured.unit !== 'day' || words.has('within') || words.has(figure.name))
        );
      });
      const [closest] = about.toSorted((a, b) => sharedWords(b.words, words) - sharedWords(a.words, words));
      if (closest === undefined) continue;
      const value =
        closest.unit.includes('billion') && measured.unit === 'money' ? measured.value / 1e9 : measured.value;
      // A value the pack has for another of the texts is no news.
      const same = figures.some((one) => one.provision === closest.provision && one.value === value);
      const key = `${closest.provision} ${closest.name} ${value}`;
      if (same || seen.has(key)) continue;
      seen.add(key);
      // Put to the newest text that has the term, with what is on record there beside it, for whoever decides.
      const [latest = closest] = figures
        .filter((one) => one.provision === closest.provision && one.name === closest.name)
        .toSorted((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0));
      const start = sentence.start;
      drafts.push({
        kind: 'term',
        record: {
          ...{
            provision: closest.provision,
            text: latest.text,
            name: closest.name,
            value,
            unit: closest.unit,
          },
          ...{ recorded: latest.value, sources: [printed(view, sentence.text)] },
        },
        evidence: evidenceAt(view, start, sentence.end),
        confidence: 0.5,
      });
    }
  }
  return drafts;
}

/** What stands around a number up to the next semicolon or dash: what is told behind that has other numbers. */
function clauseAt(sentence: string, at: number): string {
  const cuts = Array.from(sentence.matchAll(/;| [–—] /g), ({ index }) => index);
  const from = cuts.findLast((cut) => cut < at) ?? 0;
  return sentence.slice(from, cuts.find((cut) => cut > at) ?? sentence.length);
}

/** The number and what it counts; null where the words around it do not say. */
function measuredBy(match: RegExpMatchArray): { readonly value: number; readonly unit: string } | null {
  const [, money, digits = '', scale, percent, behind = ''] = match;
  const plain = /^\d{1,3}(?:[,.\u00A0 ]\d{3})+$/.test(digits) ? digits.replace(/\D/g, '') : digits;
  const value = Number(plain) * (scale === undefined ? 1 : (SCALE[scale.toLowerCase()] ?? 1));
  if (!Number.isFinite(value)) return null;
  if (percent !== undefined) return { value, unit: 'percent' };
  if (money !== undefined || /^ (?:dollars|euros|usd|eur)\b/i.test(behind)) return { value, unit: 'money' };
  if (PEOPLE.test(behind)) return { value, unit: 'persons' };
  const noun =
    /^[ -](days?|weeks?|months?|years?|hours?|km|kilomet\p{L}+|miles?|points?|seats?|votes?)\b/iu.exec(
      behind,
    )?.[1];
  // An army "of 800,000" and "to 600,000" measure without a word for it.
  return noun === undefined
    ? value >= 10_000
      ? { value, unit: 'persons' }
      : null
    : { value, unit: noun.toLowerCase().replace(/s$/, '') };
}

/** Whether the unit of a term, free words of an editor, can be that of a number in an article. */
function unitFits(unit: string, measured: string): boolean {
  const key = unit.toLowerCase();
  if (measured === 'persons') return /person|troop|soldier|people|member/.test(key);
  if (measured === 'money') return /usd|eur|dollar|euro|billion|million/.test(key);
  return key.includes(measured);
}

function sharedWords(own: ReadonlySet<string>, words: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of own) if (words.has(word)) shared += 1;
  return shared;
}
