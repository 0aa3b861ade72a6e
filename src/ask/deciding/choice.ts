import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Asked } from '../ranking/asked.ts';
import type { RankedUnit } from '../ranking/rank.ts';
import type { Decision } from './decision.ts';

/** A record that may answer a question, and how it is told in one line. */
export interface Choice {
  readonly id: string;
  readonly text: string;
}

/**
 * Chooses among found records: ids out of those given, the best first; none where it holds that none of them answers.
 * Null where it did not choose in time, or chose what it was not given: then what was decided without it stands.
 * It never rejects.
 */
export type Choose = (question: string, choices: readonly Choice[]) => Promise<readonly string[] | null>;

/** Begins the time one question has for choosing, however many stories it is put to. */
export type Chooser = () => Choose;

/** What a chooser may still change of an answer. */
export interface Open<Answered> {
  readonly choices: readonly Choice[];
  /** The answer where these were chosen; ids that are not among the choices count for nothing. */
  readonly taking: (ids: readonly string[]) => Answered;
}

const MOST_CHOICES = 10;

/** The records a chooser may choose among, the likeliest first; none where what was decided is not open to choice. */
export function choicesFor(decision: Decision, ranked: readonly RankedUnit[]): readonly Unit[] {
  switch (decision.kind) {
    // What the records contradict or nobody said, all that one actor said, and a yes or no are no choice among records.
    case 'correct':
    case 'unsaid':
    case 'state':
    case 'stranger':
    case 'changes':
      return [];
    case 'answer':
      return decision.allOf === undefined && decision.verdict === null && decision.sideBySide === undefined
        ? likeliest(decision.units, ranked)
        : [];
    case 'gap':
      return likeliest([decision.gap, ...decision.units], ranked);
    case 'silent':
    case 'offer':
    case 'decline':
      return likeliest(decision.units, ranked);
  }
}

function likeliest(decided: readonly Unit[], ranked: readonly RankedUnit[]): readonly Unit[] {
  const all = [...decided, ...ranked.slice(0, 3 * MOST_CHOICES).map(({ candidate }) => candidate.unit)];
  const ids = new Set<string>();
  return all.filter(({ id }) => !ids.has(id) && ids.add(id)).slice(0, MOST_CHOICES);
}

/** How well the story has it where a record was chosen, at least, and where none was, at most. */
const CHOSEN_FIT = 0.6;
const NONE_FIT = 0.1;

/** What is decided once records were chosen: they lead, in that order; none chosen is nothing found. */
export function decideBy(
  ids: readonly string[],
  decision: Decision,
  choices: readonly Unit[],
  asked: Asked,
): Decision {
  const chosen = [...new Set(ids)].flatMap((id) => choices.find((unit) => unit.id === id) ?? []);
  const [first] = chosen;
  if (first === undefined) {
    // An honest no says more than that nothing was found.
    if (decision.kind !== 'answer' && decision.kind !== 'offer') return decision;
    return { kind: 'decline', units: decision.units, fit: Math.min(decision.fit, NONE_FIT) };
  }
  // That somebody said nothing on it is never traded for what another said.
  if (decision.kind === 'silent' && !isOf(first, decision.actor.id, asked)) return decision;
  const beside = 'units' in decision ? decision.units : [];
  const units = [...chosen, ...beside.filter((unit) => !chosen.includes(unit))].slice(0, MOST_CHOICES);
  const fit = Math.max(decision.fit, CHOSEN_FIT);
  if (first.kind === 'gap') return { kind: 'gap', gap: first, units: units.slice(1), fit };
  return { kind: 'answer', verdict: null, units, fit };
}

function isOf({ voice, who }: Unit, actor: string, { briefing }: Asked): boolean {
  const voices = lookupOf(briefing).voicesOf(actor);
  return voices.has(voice) || who.some((one) => voices.has(one));
}

/** Lets a chooser choose, where there is one and something to choose; else, and where it does not, the answer stands. */
export async function letChoose<Answered extends { readonly open?: Open<Answered> }>(
  question: string,
  answered: Answered,
  choose: Choose | undefined,
): Promise<Answered> {
  const { open } = answered;
  if (choose === undefined || open === undefined || open.choices.length === 0) return answered;
  const ids = await choose(question, open.choices);
  return ids === null ? answered : open.taking(ids);
}
