import type { Article } from '../reading/article.ts';
import { speechBehind } from '../reading/units.ts';
import { type Before, NO_QUOTATION } from './candidates.ts';
import { lexical } from './mention-features.ts';

/** Features of a quotation's own surroundings. */
export function shapeOf(article: Article, quote: number, before: Before): readonly string[] {
  const { units, text, marked, surroundings, stream } = article;
  const at = units.ofQuote[quote] ?? 0;
  const { signs } = units;
  const { words, before: left, behind: right } = surroundings[quote] as Article['surroundings'][number];
  const mark = marked[quote] as Article['marked'][number];
  const capital = /^[^\p{L}]*\p{Lu}/u.test(text.slice(mark.start, mark.start + 6)) ? 'C' : 'c';
  const token = stream.tokenOfQuote[quote] ?? 0;
  const outside = text[mark.outerEnd] === ',' && speechBehind(stream, token) > token;
  const last = outside ? ',' : (text[mark.end - 1] ?? '');
  const end = ',.?!'.includes(last) ? last : /[-–—…]/.test(last) ? '-' : 'w';
  const length = words < 2 ? 1 : words < 3 ? 2 : words < 5 ? 4 : words < 9 ? 8 : words < 16 ? 15 : 16;
  const titled = titleCase(text.slice(mark.start, Math.min(mark.end, mark.start + 200)));
  const [a = '^', b = '^', c = '$', d = '$'] = [signs[at - 2], signs[at - 1], signs[at + 1], signs[at + 2]];
  const l = left === null ? '0' : `${signs[left.unit]}${left.how}`;
  const r = right === null ? '0' : `${signs[right.unit]}${right.how}`;
  const previous =
    before.mention === null
      ? 'none'
      : before.mention === NO_QUOTATION
        ? 'no'
        : before.mention < 0
          ? 'un'
          : 'yes';
  return [
    `q.len${length}${capital}${end}`,
    `q.l${b}${capital}${end}`,
    `q.ll${a}${b}`,
    `q.r${c}${end}`,
    `q.rr${c}${d}`,
    `q.lr${b}_${c}`,
    `q.L${l}`,
    `q.R${r}`,
    `q.LR${left === null ? '0' : signs[left.unit]}${right === null ? '0' : signs[right.unit]}${capital}${end}`,
    `q.Ll${l}${b}${capital}`,
    `q.prev${previous}${b}${c}`,
    `q.prevn${previous}${length}`,
    `q.title${titled}${length}`,
    `q.titlel${titled}${b}${l}`,
  ];
}

const SMALL_IN_TITLES =
  /^(?:a|an|the|of|in|on|at|to|for|and|or|but|with|by|from|as|vs|is|up|de|la|der|die|das|und)$/i;

/** How many words, small ones left out, have a capital: 'all', 'most', 'some', 'none', or 'few' where there are fewer than two. */
function titleCase(words: string): string {
  const long = (words.match(/\p{L}[\p{L}'’-]*/gu) ?? []).filter((word) => !SMALL_IN_TITLES.test(word));
  if (long.length < 2) return 'few';
  const share = long.filter((word) => /^\p{Lu}/u.test(word)).length / long.length;
  return share > 0.95 ? 'all' : share > 0.6 ? 'most' : share > 0.2 ? 'some' : 'none';
}

/** Words beside a quotation; only for telling quotations from titles and scare quotes. */
export function wordsBeside(article: Article, quote: number): readonly string[] {
  const { stream, surroundings } = article;
  const at = stream.tokenOfQuote[quote] ?? 0;
  const [a, b, c] = [stream.tokens[at - 2], stream.tokens[at - 1], stream.tokens[at + 1]];
  const left = surroundings[quote]?.before;
  const verb =
    left === null || left === undefined
      ? ''
      : (stream.tokens[article.units.tokens[left.unit] ?? -1]?.low ?? '');
  const { start, end } = article.marked[quote] as Article['marked'][number];
  const titled = titleCase(article.text.slice(start, Math.min(end, start + 200)));
  const inside = article.text.slice(start, Math.min(end, start + 200));
  const work = workBefore(stream.tokens, at);
  const small = c?.kind === 'word' && !c.capital && !c.first;
  return [
    `qw.work${work}${titled}`,
    `qw.work${work}${small}`,
    ...tellsSpeech(inside).map((one) => `qi.${one}${titled}`),
    `qi.${tellsSpeech(inside).slice(0, 3).join('')}${titled}${small}`,
    `qw.t${titled}${lexical(b)}`,
    `qw.tr${titled}${lexical(c)}`,
    `qw.l${lexical(b)}`,
    `qw.ll${lexical(a)}_${lexical(b)}`,
    `qw.r${lexical(c)}`,
    `qw.v${verb}`,
  ];
}

const WORK =
  /^(?:books?|memoirs?|novels?|songs?|albums?|films?|movies?|shows?|series|podcasts?|columns?|essays?|articles?|stor(?:y|ies)|documentar(?:y|ies)|musicals?|plays?|poems?|ads?|spots?|videos?|singles?|sitcoms?|dramas?|comed(?:y|ies)|programs?|programmes?|segments?|episodes?|reports?|paintings?|concerts?|anthems?|classics?|games?|exhibitions?|tours?|forums?|conferences?|websites?|sites?|hashtags?|slogans?|mottos?|groups?|plans?|initiatives?|bills?|acts?|laws?)$/;
const NAMING =
  /^(?:called|titled|entitled|named|dubbed|nicknamed|labeled|labelled|so-called|starred|hosts|hosted|on)$/;

/** What stands before a quotation that names a work or a thing: the noun, or a verb of naming; '' for neither. */
function workBefore(tokens: Article['stream']['tokens'], at: number): string {
  for (let i = at - 1, steps = 0; i >= 0 && steps < 3; i--, steps++) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'quote' || token.first) return '';
    if (NAMING.test(token.low)) return `${token.low}${steps}`;
    if (WORK.test(token.low)) return `w${steps}`;
  }
  return '';
}

/** Words that are said rather than given as a title: whether somebody speaks of himself or to somebody, whether a verb is there, what comes first. */
function tellsSpeech(words: string): readonly string[] {
  const self = /(?:^|[^\p{L}])(?:I|we|We|my|My|our|Our|me|us)(?![\p{L}-])/u.test(words);
  const you = /(?:^|[^\p{L}])(?:you|You|your|Your)(?![\p{L}-])/u.test(words);
  const verb =
    /(?:^|[^\p{L}])(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|should|may|might|must)(?!\p{L})|['’](?:s|re|ve|ll|m|d|t)(?!\p{L})/u.test(
      words,
    );
  const opening = /^[^\p{L}\p{N}]{0,2}([\p{L}\p{N}$]+)/u.exec(words)?.[1] ?? '';
  const first = /^\d|^\$/.test(opening) ? '0' : FIRST.test(opening) ? opening.toLowerCase() : '';
  return [self ? 'I' : '-', you ? 'you' : '-', verb ? 'verb' : '-', `f${first}`];
}

const FIRST =
  /^(?:the|a|an|to|not|no|it|this|that|i|we|you|he|she|they|in|of|as|for|is|are|was|and|but|so|very|more)$/i;
