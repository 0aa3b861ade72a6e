import type { Span, Spans } from '../../answer/answer.ts';
import { CARD_LIMITS } from '../../answer/card-limits.ts';
import { type Citer, strong, text } from '../../answer/compose.ts';
import { briefWords, type Focus, isCut, lengthOf, sentenceEnds } from '../../answer/sentences.ts';
import { type Briefing, oncePerBriefing } from '../../domain/briefing.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import { type Claim, inQuality, isCertain, kindAndCopies, kindWords, reporter, reporting } from './known.ts';

/** A lead of the briefing's. */
export function asLead(briefing: Briefing, citer: Citer, asOf: string): Brief {
  return { briefing, citer: choosing(citer, briefing), asOf, as: 'lead', room: LEAD_ROOM };
}

/** A row below one. */
export function asBriefRow(briefing: Briefing, citer: Citer, asOf: string): Brief {
  return { briefing, citer: choosing(citer, briefing), asOf, as: 'row', room: ROW_ROOM };
}

/**
 * A row of several that are offered for one to be chosen: they are read together in one look, so each is as short as `room`
 * and says how it is known only where it is not certain.
 */
export function asChoice(briefing: Briefing, citer: Citer, asOf: string, room: number): Brief {
  return { ...asBriefRow(briefing, citer, asOf), room, sentences: 1, choice: true };
}

/** Cites the best sources of a claim, one of another origin among them, in that order: a card shows two at most. */
function choosing(citer: Citer, briefing: Briefing): Citer {
  return {
    ...citer,
    cite(refs) {
      const known = chosenSources(briefing);
      const chosen = known.get(refs) ?? bestOf(refs, briefing);
      known.set(refs, chosen);
      return citer.cite(chosen);
    },
  };
}

type Refs = Parameters<Citer['cite']>[0];

/** By the list of a record's sources, which is the same object whenever the record is told. */
const chosenSources = oncePerBriefing(() => new WeakMap<Refs, Refs>());

function bestOf(refs: Refs, briefing: Briefing): Refs {
  const sources = inQuality(refs, briefing);
  const [best] = sources;
  const other = sources.find(({ origin }) => origin !== best?.origin);
  const chosen = new Set([best, other, ...sources].flatMap((one) => one?.id ?? []));
  return [...chosen].slice(0, MOST_CHOSEN).map((source) => ({ source }));
}

/** One more than is shown, as one that is listed already is preferred. */
const MOST_CHOSEN = 3;

/** What short lines are made with. */
export interface Brief {
  readonly briefing: Briefing;
  readonly citer: Citer;
  /** ISO day against which "expected" is told from "overdue". */
  readonly asOf: string;
  /** `row`: who reports it is left to the sources listed below, with what kind of copy they are. */
  readonly as: 'lead' | 'row';
  /** Characters the line may have, its references not counted. */
  readonly room: number;
  /** Sentences it may have; two where not given. */
  readonly sentences?: 1 | 2;
  /** True where it is one of several to choose from. */
  readonly choice?: true;
  /** True where a whole clause is better than a sentence that breaks off, and sources are listed with what they are. */
  readonly whole?: true;
  /** Where words are cut, what was asked for stays. */
  readonly focus?: Focus | undefined;
}

/** Room of a lead: what the references of two claims take is kept free. */
export const LEAD_ROOM = CARD_LIMITS.terminal.lead - ' [99] [99] [99]'.length - 1;
/** Room of a row: most claims are said whole in two lines of a terminal, and none takes more than three. */
export const ROW_ROOM = 180;

/**
 * A claim in one or two sentences that never sounds surer than it is: where it is certain its words stand first and who
 * reports them last, otherwise who reports them, and in what kind of copy, comes before. `notes` come with how it is known.
 * Where room is short a shorter label is taken (labels and words are given longest first), then the notes and who reports it
 * go, then shorter words are taken, then the second sentence goes; words are cut where nothing else is left.
 */
export function told(
  labels: string | readonly string[],
  said: string | readonly string[],
  claim: Claim,
  brief: Brief,
  notes: readonly string[] = [],
): Spans {
  const form =
    brief.focus === undefined
      ? keptForm(labels, said, claim, brief, notes)
      : formOf(labels, said, claim, brief, notes);
  return [...form, ...brief.citer.cite(claim.sources)];
}

/** What is said of a claim, before its references. */
type Form = Spans;

/** A form, and what it was made from besides its claim. */
interface Kept {
  readonly brief: Pick<Brief, 'as' | 'room' | 'sentences' | 'choice' | 'whole'>;
  readonly labels: Words;
  readonly said: Words;
  readonly notes: Words;
  readonly form: Form;
}

type Words = string | readonly string[];

/**
 * Forms by their claim, as long as the briefing is served: trying labels, endings and cuts takes longer than all else of a
 * row. Where something is asked for (`focus`) it is cut anew.
 */
const keptForms = oncePerBriefing(() => ({ count: 0, of: new Map<Claim, Kept[]>() }));
/** About a kilobyte each. */
const MOST_FORMS = 1_000;

function keptForm(...[labels, said, claim, brief, notes]: Parameters<typeof formOf>): Form {
  const kept = keptForms(brief.briefing);
  const { as, room } = brief;
  const own = kept.of.get(claim);
  if (own !== undefined)
    for (const one of own)
      if (
        one.brief.as === as &&
        one.brief.room === room &&
        one.brief.sentences === brief.sentences &&
        one.brief.choice === brief.choice &&
        one.brief.whole === brief.whole &&
        sameWords(one.labels, labels) &&
        sameWords(one.notes, notes) &&
        sameWords(one.said, said)
      )
        return one.form;
  const form = formOf(labels, said, claim, brief, notes);
  if (kept.count >= MOST_FORMS) {
    kept.count = 0;
    kept.of.clear();
  }
  kept.count += 1;
  // Without its citer, which would keep the answer's numbers.
  const { sentences, choice, whole } = brief;
  const made = withoutUndefined({ as, room, sentences, choice, whole });
  const added: Kept = { brief: made, labels, said, notes, form };
  const list = kept.of.get(claim);
  if (list === undefined) kept.of.set(claim, [added]);
  else list.push(added);
  return form;
}

function sameWords(one: Words, other: Words): boolean {
  if (one === other) return true;
  if (typeof one === 'string' || typeof other === 'string' || one.length !== other.length) return false;
  return one.every((words, at) => words === other[at]);
}

function formOf(labels: Words, said: Words, claim: Claim, brief: Brief, notes: readonly string[]): Form {
  const [words = '', ...others] = [said].flat();
  const shorter = brief.whole === true ? [...others, ...clausesOf([words, ...others])] : others;
  const { briefing } = brief;
  const certain = isCertain(claim, briefing);
  const hedge = !certain && brief.as === 'lead';
  const plain = kindWords(claim.provenance);
  const kind = brief.as === 'row' && brief.whole !== true ? kindAndCopies(claim, briefing) : plain;
  const by = certain && brief.as === 'lead' ? [reporter(claim, briefing)] : [];
  const known: readonly (readonly string[])[] =
    brief.choice === true
      ? [certain ? [] : [kindWords(claim.provenance)]]
      : [[...notes, kind, ...by], [kind, ...by], [kind]];
  const endings = known
    .map((told) => told.filter((one) => one !== ''))
    .map((told) => (told.length === 0 ? '.' : ` (${told.join('; ')}).`));
  const room = (label: string, ending: string) => {
    const before = hedge ? reporting(claim, words, briefing).length - words.length : 0;
    return brief.room - label.length - (label === '' ? 0 : 2) - ending.length + 1 - before;
  };
  const all = [words, ...shorter].flatMap((words) =>
    endings.flatMap((ending) =>
      [labels].flat().map((label) => {
        const most = /[?!.]$/.test(label) ? 1 : (brief.sentences ?? 2);
        const told = briefWords(words, room(label, ending), most, brief.focus);
        return { label, ending, told, whole: told === briefWords(words, Number.POSITIVE_INFINITY, most) };
      }),
    ),
  );
  const scores = all.map(({ told }) => brief.focus?.(told) ?? 0);
  const best = Math.max(...scores) - LITTLE;
  const forms = all.filter((_, at) => (scores[at] ?? 0) >= best);
  const longest = (some: typeof forms) => some.toSorted((a, b) => b.told.length - a.told.length)[0];
  const form =
    forms.find(({ whole }) => whole) ??
    longest(forms.filter(({ told }) => !isCut(told) || told.length > MOSTLY * words.length)) ??
    longest(forms);
  const { label, ending, told: shown } = form ?? { label: '', ending: '', told: words };
  return [
    ...(label === '' ? [] : [strong(/[?!.]$/.test(label) ? label : `${label}:`), text(' ')]),
    text(`${unstopped(hedge ? reporting(claim, shown, briefing) : shown)}${ending} `),
  ];
}

/** What stands before a semicolon of the first sentence, as a sentence of its own; none where that says too little. */
export function clausesOf(sentences: readonly string[]): readonly string[] {
  return sentences.flatMap((one) => {
    const clause = /^[^;]+(?=;\s)/u.exec(firstSentence(one))?.[0] ?? '';
    return clause.length < LEAST_CLAUSE ? [] : [`${clause}.`];
  });
}

/** Fewer characters than these say too little to stand alone. */
const LEAST_CLAUSE = 25;

/** So much less of what was asked for may a longer form have. */
const LITTLE = 0.15;
/** A cut that leaves this share of the words says more than their first sentence alone. */
const MOSTLY = 0.6;

/** Without its full stop, for what follows in brackets. */
export function unstopped(words: string): string {
  return words.replace(/(?<!\.)\.$/, '');
}

/** The first of these that has room, else the last. */
export function fitting(forms: readonly Spans[], room: number): Spans {
  return forms.find((spans) => lengthOf(withoutCites(spans)) <= room) ?? forms.at(-1) ?? [];
}

export function withoutCites(spans: Spans): readonly Span[] {
  return spans.filter(({ kind }) => kind !== 'cite');
}

/** The first sentence of our own words. */
export function firstSentence(words: string): string {
  return words.slice(0, sentenceEnds(words)[0]);
}

/** Characters of a known unknown's note that say something. */
export const LEAST_NOTE = 30;

/** What of a record comes first, where that was asked for. */
export interface Asked {
  readonly time?: boolean;
  readonly place?: boolean;
  /** What an article is worth. */
  readonly worth?: boolean;
}
