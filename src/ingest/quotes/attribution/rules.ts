import type { Article } from '../reading/article.ts';
import { surnameKey } from '../reading/entities.ts';
import type { Mention } from '../reading/mention.ts';
import type { Token } from '../reading/stream.ts';
import { isPassive } from '../reading/units.ts';
import type { Meant } from './resolve.ts';

/** Words whose speaker stands before them in a label: "WALLACE: Let me ask you". */
export interface Labelled {
  readonly meant: Meant;
  /** Where the words begin, behind the label. */
  readonly start: number;
}

const LABEL = /^(\p{Lu}[\p{Lu}.'’-]+(?: \p{Lu}[\p{Lu}.'’-]+){0,3}):\s+/u;

/**
 * The speaker that a transcript in quotation marks names within them, in capitals; also of the paragraphs that go on
 * without a label. `before` is what this gave for the quotation before.
 */
export function labelled(article: Article, quote: number, before: Labelled | null): Labelled | null {
  const { text, marked, stream, entities } = article;
  const own = marked[quote];
  if (own === undefined) return null;
  const match = LABEL.exec(text.slice(own.start, own.start + 80));
  if (match !== null && own.start + match[0].length < own.end) {
    const label = match[1] ?? '';
    const entity = entities.all[entities.bySurname.get(surnameKey(label)) ?? -1];
    const meant = { entity: entity?.index ?? -1, name: entity?.name ?? label, probability: 1 };
    return { meant, start: own.start + match[0].length };
  }
  if (before === null) return null;
  const token = stream.tokenOfQuote[quote] ?? 0;
  const goesOn = marked[quote - 1]?.closed === false && stream.tokens[token - 1]?.kind === 'quote';
  return goesOn ? { meant: before.meant, start: own.start } : null;
}

/** The name that signs a quotation: behind it or on the next line, a dash between, and nothing else up to the end of the line; -1 for none. */
export function signature({ units, mentions }: Article, quote: number): number {
  const at = units.ofQuote[quote] ?? 0;
  const { signs } = units;
  // "They called him "a friend." — AGENCY" is signed as a whole; only what is a paragraph of its own is by whom it names.
  if (at > 0 && signs[at - 1] !== '¶' && signs[at - 1] !== 'Q') return -1;
  const nextLine = signs[at + 1] === '¶';
  const dash = signs[at + 1] === '|' || nextLine ? at + 2 : at + 1;
  if (signs[dash] !== '-') return -1;
  let name = dash + 1;
  while (name < dash + 6 && (units.mentions[name] ?? -1) < 0 && 'Co0'.includes(signs[name] ?? '-')) name++;
  const mention = units.mentions[name] ?? -1;
  if (mention < 0 || (mentions[mention] as Mention).kind !== 'name') return -1;
  const [next, then] = [signs[name + 1] ?? '¶', signs[name + 2] ?? '¶'];
  // On a line of its own the office, the place or the moment may stand behind the name.
  const more = nextLine && ',('.includes(next);
  return next === '¶' || (next === '.' && then === '¶') || more ? mention : -1;
}

/** "NAME sagte dem „Spiegel“: „…“", "NAME told “Newsnight”: “…”": whom it was said to stands in marks and says nothing. */
export function isOutlet({ units, surroundings }: Article, quote: number): boolean {
  const { signs } = units;
  const at = units.ofQuote[quote] ?? 0;
  const leads = signs[at + 1] === ':' && signs[at + 2] === 'Q';
  const { words = 0, before = null } = surroundings[quote] ?? {};
  return leads && words < 4 && before !== null && at - before.unit < 4;
}

/** "NAME was asked: “…?”": whoever asks is not named, and it is not whom they asked. */
export function isPutTo({ stream }: Article, quote: number): boolean {
  const at = stream.tokenOfQuote[quote] ?? 0;
  const verb = stream.tokens[at - 1]?.kind === 'sign' ? at - 2 : at - 1;
  return stream.tokens[verb]?.low === 'asked' && isPassive(stream, verb);
}

const OWN = /^(?:words|account|telling|admission|phrase|description|estimation)$/;

/**
 * "In his own words, NAME was "…"", "NAME is, by her own account, "…"": the subject of the sentence, a name or a pronoun of
 * one person; -1 where that stands in neither half of it.
 */
export function inOwnWords({ stream, units, mentions }: Article, quote: number): number {
  const at = stream.tokenOfQuote[quote] ?? 0;
  const { tokens } = stream;
  const own = tokens[at];
  let found = false;
  for (let i = at - 1; i >= 0 && i > at - 40 && !found; i--) {
    const token = tokens[i] as Token;
    if (token.kind === 'quote' || token.paragraph !== own?.paragraph || token.sentence !== own.sentence)
      break;
    found = isOwn(tokens, i);
  }
  for (let i = at + 1; i < at + 8 && !found; i++) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'quote' || token.first) break;
    found = isOwn(tokens, i);
  }
  let subject = units.subjects[units.ofQuote[quote] ?? 0] ?? -1;
  // "By his own account, NAME": read as the subject, the account gives way to who stands behind the comma.
  const behind = (units.ofMention[subject] ?? 0) + 1;
  if (OWN.test(mentions[subject]?.noun ?? '') && units.signs[behind] === ',')
    subject = units.mentions[behind + 1] ?? -1;
  const mention = mentions[subject];
  const one = mention?.kind === 'name' || /^s?he$/.test(mention?.pronoun ?? '');
  return found && one ? subject : -1;
}

/** Whose words: "in his own words", "by her own account". */
function isOwn(tokens: readonly Token[], at: number): boolean {
  return (
    OWN.test(tokens[at]?.low ?? '') &&
    tokens[at - 1]?.low === 'own' &&
    /^(?:his|her)$/.test(tokens[at - 2]?.low ?? '') &&
    /^(?:in|by|to|with)$/.test(tokens[at - 3]?.low ?? '')
  );
}
