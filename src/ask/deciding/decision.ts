import type { Actor } from '../../domain/actor.ts';
import type { Period } from '../../search/dates/find-date.ts';
import type { Unit } from '../../search/evidence/unit.ts';
import type { Premise } from './premises/premise.ts';

/** What is done with what was found; `units` best first, at most ten. */
export type Decision =
  | {
      readonly kind: 'answer';
      readonly verdict: 'yes' | 'no' | null;
      /** Whose being there the verdict is on: the account of what happened need not name everybody. */
      readonly there?: Actor;
      /** Everything one actor said, or everything it holds, is asked for. */
      readonly allOf?: { readonly actor: Actor; readonly what: 'words' | 'stance' };
      /** One subject as several texts have it: all are seen in one look. */
      readonly sideBySide?: true;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** What one text drops, adds or keeps of the one it was made from; `all` counts what there is beyond `units`. */
  | {
      readonly kind: 'changes';
      readonly asks: 'gone' | 'added' | 'kept';
      /** Ids of the two texts. */
      readonly text: string;
      readonly from: string;
      readonly units: readonly Unit[];
      readonly all: number;
      readonly fit: number;
    }
  /** The question takes something for granted that is not so; a gap that says so leads. */
  | {
      readonly kind: 'correct';
      readonly premise: Premise;
      readonly gap: Unit | null;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** A known unknown is what was asked. */
  | { readonly kind: 'gap'; readonly gap: Unit; readonly units: readonly Unit[]; readonly fit: number }
  /** Somebody on record said nothing on it, or takes no stand. */
  | {
      readonly kind: 'silent';
      readonly actor: Actor;
      readonly about: 'words' | 'stance';
      readonly bare: boolean;
      /** Words of certain days are asked for; of others there are some. */
      readonly of?: Period;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** Nobody on record goes by the name of the one who is asked after. */
  | {
      readonly kind: 'stranger';
      readonly name: string;
      readonly units: readonly Unit[];
      readonly fit: number;
    }
  /** Nobody on record said the words asked after. */
  | { readonly kind: 'unsaid'; readonly words: string; readonly units: readonly Unit[]; readonly fit: number }
  /** How the story as a whole stands is asked: the lead of the briefing says it. */
  | { readonly kind: 'state'; readonly units: readonly Unit[]; readonly fit: number }
  /** One of the records may be what is meant, and none is claimed to be. */
  | { readonly kind: 'offer'; readonly units: readonly Unit[]; readonly fit: number }
  /** Nothing fits; `units` are the nearest. */
  | {
      readonly kind: 'decline';
      /** What it is on is found, and the very thing that is asked is not. */
      readonly detail?: true;
      readonly units: readonly Unit[];
      readonly fit: number;
    };

/** Records an answer has at most. */
export const MOST_UNITS = 10;

/** The answer that one record gives, with what else was found behind it; `fit` at least what is given. */
export function answerLedBy(
  lead: Unit,
  { units, fit }: { readonly units: readonly Unit[]; readonly fit: number },
  least: number,
): Decision {
  return {
    kind: 'answer',
    verdict: null,
    units: headedBy(lead, units).slice(0, MOST_UNITS),
    fit: Math.max(fit, least),
  };
}

/** With that one at the head, and the others in their order; as they are where there is none. */
export function headedBy<Each>(head: Each | undefined, all: readonly Each[]): readonly Each[] {
  return head === undefined ? all : [head, ...all.filter((one) => one !== head)];
}
