import type { Actor } from '../domain/actor.ts';
import type { Briefing } from '../domain/briefing.ts';
import type { Provision } from '../domain/provision.ts';
import { mentionedActors } from '../search/find-actor.ts';
import { findDate } from '../search/find-date.ts';
import { findProvisions } from '../search/find-provision.ts';
import { textMentions } from '../search/find-text.ts';
import { findTopics, type Topic } from '../search/find-topic.ts';
import type { QuoteIndex } from '../search/quote-index.ts';
import { readPoint } from '../search/read-point.ts';
import { phraseWords } from '../search/topics.ts';
import type { Command, CommandGroup, OptionValues } from './command.ts';
import { quotedWords, startsAsQuestion } from './quoted-words.ts';

/** One way to read a plain question. */
export interface Reading {
  readonly command: Command;
  readonly values: OptionValues;
  /** The same as a command line, shown as "read as" and run by its button. */
  readonly line: string;
  /** What the button for it says; at most 75 characters. */
  readonly label: string;
  /** 0 to 1. */
  readonly sure: number;
}

interface Ground {
  readonly briefing: Briefing;
  readonly index: () => QuoteIndex;
  readonly commands: readonly (Command | CommandGroup)[];
  /** ISO day in the desk's zone. */
  readonly today: string;
  /** The command line last answered in this thread. */
  readonly previous?: string;
}

/** What a question names, found once and weighed by every rule. */
interface Clues {
  readonly words: string;
  readonly actors: readonly Actor[];
  readonly provision: { readonly provision: Provision; readonly score: number } | null;
  /** A point asked for by number, also one the plan does not have. */
  readonly point: string | null;
  readonly texts: readonly string[];
  readonly topics: readonly Topic[];
  readonly gap: boolean;
  /** ISO day after "as of", "as known on". */
  readonly asOf: string | null;
}

interface Proposal {
  readonly path: readonly [string, string?];
  readonly values: Readonly<Record<string, string | null | undefined>>;
  readonly sure: number;
}

const LONGEST_LABEL = 75;

/**
 * Reads a plain question as commands, likeliest first; empty where nothing in the briefing fits it. Rules propose
 * readings with a hand-set sureness; the same command line is kept once, with its best.
 */
export function understand(question: string, ground: Ground): readonly Reading[] {
  const cleaned = withoutAddress(question);
  if (cleaned === '') return [];
  const clues = cluesOf(cleaned, ground);
  const proposals = [...followUps(clues, ground), ...RULES.flatMap((rule) => rule(clues, ground))];
  const best = new Map<string, Reading>();
  for (const proposal of proposals) {
    const reading = readingOf(proposal, clues, ground);
    if (reading !== null && (best.get(reading.line)?.sure ?? 0) < reading.sure)
      best.set(reading.line, reading);
  }
  return [...best.values()].sort((a, b) => b.sure - a.sure);
}

/** Without a mention of the bot, courtesy and filler at the start. */
function withoutAddress(question: string): string {
  return question
    .replace(/<@[^>]*>|^@\S+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:hi|hello|hey|ok|okay|so|well|please|pls|quick question|question)[\s,:!-]+)+/i, '')
    .replace(/^(?:can|could|would|will) you (?:please )?(?:tell|show|give) me\s+/i, '')
    .replace(
      /^(?:do you know|i(?:'d| would) like to know|i want to know|tell me|show me|remind me)\s+(?:if\s+)?/i,
      '',
    )
    .trim();
}

function cluesOf(words: string, { briefing, today }: Ground): Clues {
  const asOfMatch = /\bas (?:of|known on|it stood on)\s+(.{3,24}?)(?:[?.,;]|$)/i.exec(words);
  const asOf = asOfMatch?.[1] === undefined ? null : findDate(asOfMatch[1], today);
  const plain = asOf === null || asOfMatch === null ? words : words.replace(asOfMatch[0], ' ').trim();
  const asked = readPoint(plain, briefing);
  return {
    words: plain,
    actors: [...new Set(mentionedActors(plain, briefing).map(({ actor }) => actor))],
    provision: findProvisions(plain, briefing)[0] ?? null,
    point:
      asked.kind === 'numbers'
        ? asked.numbers.join(' and ')
        : asked.kind === 'odd-number'
          ? asked.typed
          : null,
    texts: textMentions(phraseWords(plain), briefing).map(({ text }) => text.id),
    topics: findTopics(plain, briefing),
    gap: asked.kind === 'gap',
    asOf,
  };
}

type Rule = (clues: Clues, ground: Ground) => readonly Proposal[];

const SAID =
  /^(?:what (?:did|has|have|does)|did|has|have|when did)\b.*\b(?:say|said|saying|tell|told|call|called|claim|claimed|warn|warned|comment|promise|promised|announce|announced|write|post|posted|tweet|tweeted)\b/i;
const STANDS =
  /\b(?:agree|agrees|agreed|agreeing|accept|accepts|accepted|back|backs|backed|support|supports|supported|oppose|opposes|opposed|reject|rejects|rejected|want|wants|wanted|think|thinks|happy|unhappy|content|willing|ready|approve|approves|approved|like|likes|object|objects|position|positions|stance|stances|stand|stands|view|views|opinion|attitude|reaction|react|reacted|respond|responded|endorse|endorsed|sign|signed|on board|for or against)\b/i;
const WHEN =
  /^(?:when\b|what (?:date|day|time)\b|timeline\b|chronology\b|schedule\b|on (?:what|which) (?:day|date)\b)|\b(?:timeline|chronology|what happened (?:on|in|at|between|before|after|since)|next (?:meeting|step|steps|round)|what(?:'s| is) next|how long|upcoming)\b/i;
const MET =
  /\b(?:meet|met|meets|meeting|talks|visit|visited|visits|travel|travelled|go|went|gone|going|summit)\b/i;
const COMPARES =
  /\b(?:compare|compared|comparison|differ|differs|different|differences?|versus|vs\.?|changed? (?:between|from|since|in)|what(?:'s| is| has| have|s)? (?:changed|new in|different)|which points (?:were|are|was|got)|dropped|removed|cut|diff)\b/i;
const BRIEFS =
  /^(?:brief(?: me|ing)?|summar(?:y|ise|ize)(?: .*)?|(?:the )?latest(?: news)?|news|updates?|status|overview|tl;?dr|catch me up|where (?:do )?(?:things|we|are things|are we|is it|does it) (?:stand|now|at).*|what(?:'s| is|s) (?:new|the latest|going on|happening|up|the (?:status|state|situation)).*|what do we know.*|current state.*)[?.! ]*$/i;
const SOURCES =
  /\b(?:sources?|outlets?|publications?|articles?|where (?:does|did|do) (?:this|that|it|you|these) (?:come|get|know)|reliable|trustworthy|reworded|spun)\b/i;
const TRUE_OR_NOT =
  /^(?:is it (?:true|right|correct|a fact) (?:that)?|is there (?:any )?(?:truth|evidence)|fact.?check|verify)\b[\s:,]*/i;
const DISPUTES =
  /\b(?:contradict(?:s|ed|ions?|ory)?|conflict(?:s|ing)? (?:accounts?|reports?|claims?|versions?)|disagree(?:s|ment|ments)?|disputed?|disputes|inconsistent|inconsistenc(?:y|ies))\b/i;
const HELPS =
  /^(?:help|commands|usage|what can (?:you|i) (?:do|answer|ask).*|how (?:do|does) (?:i|you|this|it) (?:use|work).*|\?+)[?.! ]*$/i;

const RULES: readonly Rule[] = [
  ({ words }) => (HELPS.test(words) ? [{ path: ['readout', 'help'], values: {}, sure: 1 }] : []),
  ({ words }) => (BRIEFS.test(words) ? [{ path: ['briefing'], values: {}, sure: 0.95 }] : []),
  pointByNumber,
  whoSaidIt,
  whatWasSaid,
  comparison,
  stances,
  times,
  contradictions,
  sourcing,
  subjects,
];

function pointByNumber({ point, words, texts }: Clues): readonly Proposal[] {
  if (point === null) return [];
  if (COMPARES.test(words) && texts.length > 1) return [{ path: ['compare'], values: { point }, sure: 0.9 }];
  return [{ path: ['plan-point'], values: { point: texts.length > 0 ? words : point }, sure: 0.9 }];
}

function whoSaidIt({ words, actors }: Clues, { index }: Ground): readonly Proposal[] {
  if (startsAsQuestion(words))
    return [{ path: ['who-said'], values: { words: quotedWords(words) }, sure: 0.97 }];
  const quoted = /[“”"«»„]([^“”"«»„]{3,})[“”"«»„]/u.exec(words)?.[1];
  if (quoted !== undefined) {
    const speaker = actors[0]?.name;
    return [{ path: ['who-said'], values: { words: quoted, speaker }, sure: 0.9 }];
  }
  const [hit] = index().search(words, { limit: 1 });
  if (hit === undefined) return [];
  // A remembered fragment is a statement; a question that shares words with one is less likely to mean it.
  const asks =
    /^(?:what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|will|would|can)\b/i.test(words);
  return [
    { path: ['who-said'], values: { words: withoutTruth(words) }, sure: hit.score * (asks ? 0.55 : 0.85) },
  ];
}

function whatWasSaid({ words, actors, provision, topics }: Clues): readonly Proposal[] {
  const [speaker] = actors;
  if (!SAID.test(words) || speaker === undefined) return [];
  const about = aboutWords(words, speaker);
  const proposals: Proposal[] = [
    { path: ['who-said'], values: { words: about, speaker: speaker.name }, sure: about === '' ? 0.95 : 0.86 },
  ];
  if (provision !== null)
    proposals.push({
      path: ['position'],
      values: { party: speaker.name, about: provision.provision.title },
      sure: 0.6,
    });
  if (/^when\b/i.test(words) && topics[0]?.record.kind === 'event')
    proposals.push({ path: ['timeline'], values: { about: words }, sure: 0.6 });
  return proposals;
}

/** What stands behind "say about", "said that", "call" … */
function aboutWords(words: string, speaker: Actor): string {
  const match =
    /\b(?:say|said|saying|tell|told|call|called|claim|claimed|warn|warned|comment|promise|promised|announce|announced|write|post|posted|tweet|tweeted)\b\s*(?:anything|something|us|reporters)?\s*(?:about|on|of|that|regarding)?\s*(.*?)[?.! ]*$/i.exec(
      words,
    );
  const rest = match?.[1] ?? '';
  return [speaker.name, ...speaker.aliases].some((name) => name.toLowerCase() === rest.toLowerCase())
    ? ''
    : rest;
}

function comparison({ words, texts, provision, point, gap }: Clues): readonly Proposal[] {
  if (!COMPARES.test(words)) return [];
  const [first, second] = texts;
  const both = second === undefined ? { to: first } : { from: first, to: second };
  const topic =
    point ?? (provision !== null && provision.score >= 0.75 ? provision.provision.title : undefined);
  if (topic !== undefined && second === undefined) {
    return [
      { path: ['plan-point'], values: { point: topic }, sure: 0.8 },
      { path: ['compare'], values: { ...both, point: topic }, sure: 0.7 },
    ];
  }
  return [
    {
      path: ['compare'],
      values: { ...both, point: topic },
      sure: gap ? 0.6 : first === undefined ? 0.75 : 0.85,
    },
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
  return [{ path: ['position'], values: { party: party.name, about }, sure: 0.84 }];
}

function times({ words, actors, provision, topics }: Clues): readonly Proposal[] {
  const meets =
    MET.test(words) &&
    actors.length > 0 &&
    /^(?:has|have|did|will|is|are|was|were|does|do|when|where)\b/i.test(words);
  if (!WHEN.test(words) && !meets) return [];
  const event = topics.find(({ record }) => record.kind === 'event');
  const proposals: Proposal[] = [];
  // A date that is itself a negotiated term ("when is the deadline") is a point, not an event.
  if (provision !== null && provision.score >= 0.75 && hasDateTerm(provision.provision)) {
    proposals.push({ path: ['plan-point'], values: { point: provision.provision.title }, sure: 0.92 });
  }
  if (/^(?:what(?:'s| is|s) next|timeline|chronology|upcoming|schedule)[?.! ]*$/i.test(words)) {
    return [{ path: ['timeline'], values: {}, sure: 0.95 }];
  }
  proposals.push({
    path: ['timeline'],
    values: { about: words.replace(/[?!. ]+$/, '') },
    sure: meets || (event?.score ?? 0) > 0.5 ? 0.88 : 0.7,
  });
  return proposals;
}

function hasDateTerm(provision: Provision): boolean {
  return provision.readings.some((reading) =>
    reading.terms.some(
      (term) => /deadline|date|day/i.test(term.name) || /^\d{4}-\d{2}-\d{2}$/.test(String(term.value)),
    ),
  );
}

function contradictions({ words, topics }: Clues): readonly Proposal[] {
  const conflict = topics.find(({ record }) => record.kind === 'conflict');
  const title = conflict?.record.kind === 'conflict' ? conflict.record.title : undefined;
  if (DISPUTES.test(words)) {
    const about = conflict !== undefined && conflict.score > 0.4 ? title : undefined;
    return [{ path: ['disputed'], values: { about }, sure: 0.85 }];
  }
  if (title === undefined || conflict === undefined) return [];
  const asked = /^(?:who|did|is|are|was|were|has|have)\b/i.test(words) ? 0.15 : 0;
  return [
    { path: ['disputed'], values: { about: title }, sure: Math.min(0.85, conflict.score * 0.75 + asked) },
  ];
}

function sourcing({ words }: Clues, { briefing }: Ground): readonly Proposal[] {
  if (!SOURCES.test(words)) return [];
  const lower = words.toLowerCase();
  const named = briefing.sources.find(
    (source) => lower.includes(source.publisher.toLowerCase()) || lower.split(/\W+/).includes(source.id),
  );
  return [{ path: ['sources'], values: { source: named?.id }, sure: named === undefined ? 0.65 : 0.85 }];
}

/** What the question is about, whatever it asks of it. */
function subjects({ words, provision, topics, gap, actors }: Clues): readonly Proposal[] {
  const proposals: Proposal[] = [];
  if (gap) proposals.push({ path: ['plan-point'], values: { point: withoutTruth(words) }, sure: 0.78 });
  if (provision !== null) {
    proposals.push({
      path: ['plan-point'],
      values: { point: provision.provision.title },
      sure: 0.35 + 0.5 * provision.score,
    });
  }
  const [topic] = topics;
  if (topic?.record.kind === 'event') {
    proposals.push({ path: ['timeline'], values: { about: withoutTruth(words) }, sure: topic.score * 0.7 });
  }
  if (topic?.record.kind === 'position') {
    const { party } = topic.record;
    proposals.push({ path: ['position'], values: { party }, sure: topic.score * 0.6 });
  }
  const [actor] = actors;
  if (actor !== undefined) {
    const alone = words.replace(/^who is |[?.! ]+$/gi, '').split(/\s+/).length <= 3;
    proposals.push({ path: ['position'], values: { party: actor.name }, sure: alone ? 0.7 : 0.3 });
    proposals.push({ path: ['who-said'], values: { speaker: actor.name }, sure: alone ? 0.65 : 0.28 });
  }
  return proposals;
}

function withoutTruth(words: string): string {
  return words.replace(TRUE_OR_NOT, '').replace(/[?!. ]+$/, '');
}

/** "and Russia?", "what about the army?" after an earlier answer: the same question with one thing exchanged. */
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
    const about = /\babout:(.*)$/.exec(rest)?.[1]?.trim();
    const party = rest
      .replace(/\babout:.*$/, '')
      .replace(/^party:/, '')
      .trim();
    if (actor !== undefined)
      return [{ path: ['position'], values: { party: actor.name, about: ownSubject ?? about }, sure: 0.93 }];
    if (ownSubject !== null)
      return [{ path: ['position'], values: { party, about: ownSubject }, sure: 0.92 }];
  }
  if (name === 'who-said' && actor !== undefined) {
    const words = rest.replace(/\bspeaker:.*$/, '').trim();
    return [{ path: ['who-said'], values: { words, speaker: actor.name }, sure: 0.9 }];
  }
  return [];
}

function readingOf({ path, values, sure }: Proposal, { asOf }: Clues, { commands }: Ground): Reading | null {
  const first = commands.find((command) => command.name === path[0]);
  const command =
    first !== undefined && 'subcommands' in first
      ? first.subcommands.find((sub) => sub.name === path[1])
      : first;
  if (command === undefined) return null;
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...values, 'as-of': asOf })) {
    if (value !== undefined && value !== null && value !== '') given[name] = value;
  }
  const line = lineOf(path, command, given);
  return { command, values: given, line, label: [...line].slice(0, LONGEST_LABEL).join(''), sure };
}

/** A command line that parses back to the same values: the first option positional, the others by name. */
function lineOf(path: readonly (string | undefined)[], command: Command, values: OptionValues): string {
  const head = `/${path.filter((part) => part !== undefined).join(' ')}`;
  const positional = command.options.find((option) => option.rest === true) ?? command.options[0];
  const first = positional === undefined ? undefined : values[positional.name];
  const others = Object.entries(values).filter(([name]) => name !== positional?.name);
  return [head, first, ...others.map(([name, value]) => `${name}:${value}`)]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
