import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import { isOpenConflict } from '../domain/conflict.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { DRAFT_WORDS } from '../search/draft-words.ts';
import { isTaken, whoIsMeant } from '../search/find-actor.ts';
import { findDate } from '../search/find-date.ts';
import { findProvisions, SURE_ENOUGH } from '../search/find-provision.ts';
import { mentionedActors } from '../search/mentioned-actors.ts';
import type { QuoteIndex } from '../search/quote-index.ts';
import { namesPoint } from '../search/read-point.ts';
import { statementsHolding } from '../search/statements-holding.ts';
import { phraseWords, tellingWords } from '../search/topics.ts';
import { asks } from './asking.ts';
import type { Clues } from './clues.ts';
import { BRIEFS, COMPARES, DISPUTES, HELPS, SAID, SOURCES, STANDS } from './question-words.ts';
import { quotedWords, startsAsQuestion } from './quoted-words.ts';
import { days, times } from './time-rules.ts';

/** What rules may look at besides the clues. */
export interface Ground {
  readonly briefing: Briefing;
  readonly index: () => QuoteIndex;
  /** The command line last answered in this thread. */
  readonly previous?: string;
}

/** A command and its option values; null, undefined and empty values are left out. `sure` is 0 to 1, set by hand. */
export interface Proposal {
  readonly path: readonly [string, string?];
  readonly values: Readonly<Record<string, string | null | undefined>>;
  readonly sure: number;
}

type Rule = (clues: Clues, ground: Ground) => readonly Proposal[];

/** Every rule; each proposes what it would read the question as, and how sure it is. */
export const RULES: readonly Rule[] = [
  ({ words }) => (HELPS.test(words) ? [{ path: ['readout', 'help'], values: {}, sure: 1 }] : []),
  wholeStory,
  followUps,
  onlyAsOf,
  days,
  pointByNumber,
  pointCount,
  textItself,
  whoSaidIt,
  whatWasSaid,
  severalMeant,
  comparison,
  stances,
  times,
  contradictions,
  sourcing,
  subjects,
];

/** "What's the latest", "sum up"; "summarise the counter-draft" asks for that draft. */
function wholeStory({ words, texts }: Clues): readonly Proposal[] {
  if (!BRIEFS.test(words) || (texts.length > 0 && SUMS_UP.test(words))) return [];
  return [{ path: ['briefing'], values: {}, sure: 0.95 }];
}

/** "What was known on 21 November": the state of things that day. */
function onlyAsOf({ words, asOf }: Clues): readonly Proposal[] {
  if (asOf === null || tellingWords(phraseWords(words)).length > 0) return [];
  return [{ path: ['briefing'], values: {}, sure: 0.9 }];
}

function pointByNumber({ point, words, texts }: Clues): readonly Proposal[] {
  if (point === null) return [];
  if (COMPARES.test(words) && texts.length > 1) return [{ path: ['compare'], values: { point }, sure: 0.9 }];
  // That there is no such point is the answer, whatever else goes by the number.
  const sure = namesPoint(words) ? 0.96 : 0.9;
  return [{ path: ['plan-point'], values: { point: texts.length > 0 ? words : point }, sure }];
}

/** A draft asked for as such: what it is, with its list of points, or that nobody has published it. */
function textItself({ words, texts, onlyText, provision, point, actors }: Clues): readonly Proposal[] {
  const [text] = texts;
  if (text === undefined || point !== null) return [];
  if (texts.length === 1 && onlyText && (WHAT_IT_IS.test(words) || SUMS_UP.test(words)))
    return [{ path: ['plan-point'], values: { point: text }, sure: 0.93 }];
  if (provision !== null || actors.length > 0 || COMPARES.test(words)) return [];
  return [{ path: ['plan-point'], values: { point: text }, sure: 0.72 }];
}

const SUMS_UP =
  /^(?:summar(?:y|ise|ize)|describe|explain|sum up|outline|overview of|what do we know (?:about|of))\b/i;
const WHAT_IT_IS = /^(?:what|whats|what's|tell|about|define|and|which)\b/i;

/** "How many points …": the row that tracks the count where the pack has one, the list of points otherwise. */
function pointCount({ words }: Clues, { briefing }: Ground): readonly Proposal[] {
  if (!/\bhow many (?:points|articles|clauses|items)\b/i.test(words)) return [];
  const [row] = findProvisions('number of points', briefing);
  const point = row !== undefined && row.score >= 0.8 ? row.provision.title : undefined;
  return [{ path: ['plan-point'], values: { point }, sure: 0.9 }];
}

/** Words that only ask are remembered words where a statement has them nearly so. */
const NEARLY_WORD_FOR_WORD = 0.8;

function whoSaidIt({ words, actors }: Clues, { briefing, index }: Ground): readonly Proposal[] {
  if (startsAsQuestion(words))
    return [{ path: ['who-said'], values: { words: quotedWords(words) }, sure: 0.97 }];
  const quoted = /[“”"«»„]([^“”"«»„]{3,})[“”"«»„]/u.exec(words)?.[1];
  if (quoted !== undefined) {
    const speaker = actors[0]?.name;
    return [{ path: ['who-said'], values: { words: quoted, speaker }, sure: 0.9 }];
  }
  const [hit] = index().search(words, { limit: 1 });
  if (hit === undefined) return [];
  // A few words are somebody's only where they say something, and a word or two where they are there as typed.
  const few = phraseWords(words);
  const isTelling = tellingWords(few).some((word) => !/^\d+$/.test(word));
  if (!isTelling && (few.length < 4 || hit.score < NEARLY_WORD_FOR_WORD)) return [];
  if (few.length < 3 && !asks(words)) {
    const holding = statementsHolding(few, briefing, ({ id }) => id === hit.id);
    if (holding.length === 0) return [];
  }
  // A remembered fragment is a statement; a question that shares words with one is less likely to mean it.
  const isQuestion =
    /^(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|will|would|can)\b/i.test(
      words,
    );
  return [
    {
      path: ['who-said'],
      values: { words: withoutEnd(words) },
      sure: hit.score * (isQuestion ? 0.55 : 0.92),
    },
  ];
}

function whatWasSaid(clues: Clues, { briefing }: Ground): readonly Proposal[] {
  const { words, provision, topics, point, texts } = clues;
  if (!SAID.test(words)) return [];
  const [, subject = ''] = SPEAKER.exec(words) ?? [];
  const meant = subject === '' || isNobody(subject) ? null : whoIsMeant(subject, briefing);
  if (meant?.kind === 'several' && meant.fit === 'part') return [];
  const named = mentionedActors(subject, briefing).map(({ actor }) => actor);
  if (meant?.kind === 'one' && !isTaken(meant.fit)) named.unshift(meant.actor);
  // "What did Ada Orr say about Northmark": of whom the question is, and not of anybody else it names.
  const isStranger = meant?.kind === 'nobody' && named.length === 0 && /^\p{Lu}/u.test(subject);
  // An actor inside the name of a draft is no speaker.
  const speaker =
    named.find((actor) => clues.actors.includes(actor)) ??
    (texts.length > 0 || isStranger ? undefined : (named[0] ?? clues.actors[0]));
  if (speaker === undefined) {
    // "What does the counter-draft say on the border": a text says it, not a person.
    if (texts.length > 0) return [{ path: ['plan-point'], values: { point: withoutEnd(words) }, sure: 0.9 }];
    const stranger = point === null && subject !== '' && !isNobody(subject);
    return stranger
      ? [{ path: ['who-said'], values: { speaker: subject }, sure: isStranger ? 0.96 : 0.75 }]
      : [];
  }
  const about = aboutWords(words, speaker);
  const proposals: Proposal[] = [
    { path: ['who-said'], values: { words: about, speaker: speaker.name }, sure: about === '' ? 0.95 : 0.88 },
  ];
  if (provision !== null) {
    const values = { party: speaker.name, about: provision.provision.title };
    proposals.push({ path: ['position'], values, sure: 0.6 });
  }
  if (/^when\b/i.test(words) && topics[0]?.record.kind === 'event') {
    proposals.push({ path: ['timeline'], values: { about: words }, sure: 0.6 });
  }
  return proposals;
}

/** A name that several go by: the command it is for asks which of them is meant. */
function severalMeant({ words, actors, several }: Clues, { briefing }: Ground): readonly Proposal[] {
  const [, subject = ''] = SPEAKER.exec(words) ?? [];
  const meant = whoIsMeant(subject, briefing);
  const speaker = meant.kind === 'several' && meant.fit === 'part' ? subject : several;
  if (speaker === null || (actors.length > 0 && speaker !== subject)) return [];
  const proposals: Proposal[] = [
    { path: ['position'], values: { party: speaker }, sure: STANDS.test(words) ? 0.87 : 0.6 },
  ];
  if (SAID.test(words))
    proposals.push({ path: ['who-said'], values: { words: aboutWords(words), speaker }, sure: 0.95 });
  return proposals;
}

/** What stands between "did" and "say". */
const SPEAKER =
  /^(?:(?:what|when) )?(?:did|has|have|does|do) (.{2,60}?) (?:ever )?(?:say|said|saying|tell|told|call|called|comment|claim|claimed|warn|warned|promise|promised|announce|announced|write|post|posted|tweet|tweeted)\b/i;
/** A pronoun, or what is called a draft or a part of one: nobody who could have said anything. */
function isNobody(subject: string): boolean {
  if (/^(?:he|she|they|it|anyone|anybody|someone|somebody|the|a|this)\b/i.test(subject)) return true;
  return phraseWords(subject).some(
    (word) => DRAFT_WORDS.has(word) || /^(?:point|article|paragraph|clause)s?$/.test(word),
  );
}

/** Which day is meant makes no difference to whether one is. */
const SOME_DAY = '2000-01-01';
const SAYING =
  /\b(?:say|said|saying|tell|told|call|called|claim|claimed|warn|warned|comment|promise|promised|announce|announced|write|post|posted|tweet|tweeted)\b/i;

/** What stands behind "say about", "said that", "call" … */
function aboutWords(words: string, speaker?: Actor): string {
  const said = SAYING.exec(words);
  const behind = said === null ? '' : words.slice(said.index + said[0].length);
  const rest = withoutEnd(
    behind
      .replace(/^ (?:anything|something|us|reporters)\b/i, '')
      .replace(/^ (?:about|on|of|that|regarding)\b/i, ''),
  ).trimStart();
  const names =
    speaker === undefined ? [] : [speaker.name, ...speaker.aliases].map((name) => name.toLowerCase());
  // "What did she say on Sunday" asks for everything; which day it was stands in the answer.
  const onlyWhen = /^(?:recently|lately)$/i.test(rest) || findDate(rest, SOME_DAY) !== null;
  return names.includes(rest.toLowerCase()) || onlyWhen ? '' : rest;
}

function comparison(
  { words, texts, provision, point, gap }: Clues,
  { briefing }: Ground,
): readonly Proposal[] {
  if (!COMPARES.test(words)) return [];
  const [first, second] = texts;
  const both = second === undefined ? { to: first } : { from: first, to: second };
  // "… on NATO": after the word for it, a party's name may be the name of a point.
  const [, behind = ''] = /\b(?:on|about|regarding) (.+)$/is.exec(words) ?? [];
  const named = provision ?? findProvisions(behind, briefing)[0] ?? null;
  const topic = point ?? (named !== null && named.score >= 0.6 ? named.provision.title : undefined);
  // "Which points were dropped" asks for what may be a known unknown; "what changed" never does.
  const unknown =
    gap !== null && gap.score >= 0.6 && /\b(?:which|dropped|removed|cut|missing)\b/i.test(words);
  const sure = unknown ? 0.6 : first === undefined ? 0.75 : 0.85;
  if (topic === undefined || second !== undefined) {
    return [{ path: ['compare'], values: { ...both, point: topic }, sure }];
  }
  return [
    { path: ['plan-point'], values: { point: topic }, sure: unknown ? 0.65 : 0.8 },
    { path: ['compare'], values: { ...both, point: topic }, sure: sure - 0.1 },
  ];
}

function stances({ words, actors, provision, texts, point }: Clues): readonly Proposal[] {
  if (!STANDS.test(words)) return [];
  const [party] = actors;
  const about =
    point ?? (provision !== null && provision.score >= 0.6 ? provision.provision.title : texts[0]);
  if (party === undefined) {
    const everyone =
      /\b(?:who|which (?:countries|parties|side|sides)|anyone|everyone|everybody|anybody|parties|positions)\b/i.test(
        words,
      );
    return everyone ? [{ path: ['position'], values: { about }, sure: about === undefined ? 0.6 : 0.8 }] : [];
  }
  return [{ path: ['position'], values: { party: party.name, about }, sure: 0.87 }];
}

function contradictions({ words, topics, provision }: Clues): readonly Proposal[] {
  const conflict = topics.find(({ record }) => record.kind === 'conflict');
  const record = conflict?.record.kind === 'conflict' ? conflict.record : undefined;
  if (DISPUTES.test(words)) {
    const named =
      provision !== null && provision.score >= SURE_ENOUGH ? provision.provision.title : undefined;
    const about = conflict !== undefined && conflict.score > 0.4 ? record?.title : named;
    return [{ path: ['disputed'], values: { about }, sure: 0.85 }];
  }
  if (record === undefined || conflict === undefined) return [];
  const asked = /^(?:who|did|is|are|was|were|has|have)\b/i.test(words) ? 0.15 : 0;
  // A detail in which sources differ is seldom what somebody wants to know.
  const weight = isOpenConflict(record.type) ? 0.75 : 0.5;
  const sure = Math.min(0.85, conflict.score * weight + asked);
  return [{ path: ['disputed'], values: { about: record.title }, sure }];
}

function sourcing({ words }: Clues, { briefing }: Ground): readonly Proposal[] {
  if (!SOURCES.test(words)) return [];
  const lower = words.toLowerCase();
  const named = briefing.sources.find(
    (source) => lower.includes(source.publisher.toLowerCase()) || lower.split(/\W+/).includes(source.id),
  );
  return [{ path: ['sources'], values: { source: named?.id }, sure: named === undefined ? 0.65 : 0.85 }];
}

/** A known unknown is a poorer answer than anything on record, and a better one than a guess. */
const GAP_SURE = 0.76;

/** What the question is about, whatever it asks of it. */
function subjects(
  { words, provision, topics, gap, actors }: Clues,
  { briefing }: Ground,
): readonly Proposal[] {
  const proposals: Proposal[] = [];
  if (gap !== null && gap.score >= SURE_ENOUGH) {
    proposals.push({ path: ['plan-point'], values: { point: gap.gap.topic }, sure: GAP_SURE * gap.score });
  }
  if (provision !== null) {
    proposals.push({
      path: ['plan-point'],
      values: { point: provision.provision.title },
      sure: provision.score >= SURE_ENOUGH ? 0.35 + 0.5 * provision.score : 0.5 * provision.score,
    });
  }
  const event = topics.find(({ record }) => record.kind === 'event');
  if (event !== undefined) {
    proposals.push({ path: ['timeline'], values: { about: withoutEnd(words) }, sure: event.score * 0.85 });
  }
  for (const { record, score } of topics.slice(0, 1)) {
    if (record.kind !== 'position') continue;
    const party = lookupOf(briefing).actor(record.party)?.name ?? record.party;
    proposals.push({ path: ['position'], values: { party }, sure: score * 0.6 });
  }
  const [actor] = actors;
  if (actor !== undefined) {
    const alone = words.replace(/^who(?: is|'s|s) |(?<![?.! ])[?.! ]+$/gi, '').split(/\s+/).length <= 3;
    const sure = alone ? 0.7 : 0.3;
    const stands = briefing.positions.some(({ party, per }) => party === actor.id || per === actor.id);
    const speaks = briefing.statements.some((statement) => statement.speaker === actor.id);
    proposals.push({ path: ['position'], values: { party: actor.name }, sure: stands ? sure : sure * 0.7 });
    proposals.push({
      path: ['who-said'],
      values: { speaker: actor.name },
      sure: speaks ? sure * 0.95 : sure * 0.6,
    });
    if (!stands && !speaks) proposals.push({ path: ['timeline'], values: { about: actor.name }, sure });
  }
  return proposals;
}

function withoutEnd(words: string): string {
  return words.replace(/(?<![?!. ])[?!. ]+$/, '');
}

/** "and Southmark?", "what about the ferry?" after an earlier answer: the same question with one thing exchanged. */
function followUps(clues: Clues, { previous }: Ground): readonly Proposal[] {
  if (previous === undefined) return [];
  const short = clues.words.split(/\s+/).length <= 6;
  const leadIn = /^(?:and|what about|how about|also|but)\b/i.test(clues.words);
  const pointsBack = /\b(?:it|that|this|they|them|he|she|there)\b/i.test(clues.words);
  if (!leadIn && !(short && pointsBack) && !(short && clues.actors.length > 0)) return [];
  const [, name = '', rest = ''] = /^\/?(\S+)\s*(.*)$/.exec(previous) ?? [];
  const [actor] = clues.actors;
  const ownSubject =
    clues.provision !== null && clues.provision.score >= 0.75 ? clues.provision.provision.title : clues.point;
  if (name === 'plan-point' && actor !== undefined) {
    return [{ path: ['position'], values: { party: actor.name, about: ownSubject ?? rest }, sure: 0.93 }];
  }
  if (name === 'position') {
    const about = /\babout:(.*)$/s.exec(rest)?.[1]?.trim();
    const party = rest
      .replace(/\babout:.*$/s, '')
      .replace(/^party:/, '')
      .trim();
    if (actor !== undefined)
      return [{ path: ['position'], values: { party: actor.name, about: ownSubject ?? about }, sure: 0.93 }];
    if (ownSubject !== null)
      return [{ path: ['position'], values: { party, about: ownSubject }, sure: 0.92 }];
  }
  if (name === 'who-said' && actor !== undefined) {
    const words = rest.replace(/\bspeaker:.*$/s, '').trim();
    return [{ path: ['who-said'], values: { words, speaker: actor.name }, sure: 0.9 }];
  }
  return [];
}
