import type { Actor } from '../../../domain/actor.ts';
import type { Text } from '../../../domain/text.ts';
import type { Unit } from '../../../search/evidence/unit.ts';

/** What a question takes for granted, as far as the records say otherwise or confirm it. */
export type Premise =
  /** A number beyond a text's last point; `text` is the one meant. */
  | { readonly kind: 'no-such-point'; readonly asked: number; readonly text: string; readonly last: number }
  /** One more text than there are; `asked` is its number. */
  | { readonly kind: 'no-such-text'; readonly asked: number; readonly units: readonly Unit[] }
  /** A subject that a public text does not have; `title` is the subject's. */
  | { readonly kind: 'not-in-text'; readonly text: Text; readonly title: string }
  /** An event or a stance that is on record; `verdict`: it tells all that is asked, so that the answer is yes. */
  | { readonly kind: 'confirmed'; readonly unit: Unit; readonly verdict: boolean; readonly there?: Actor }
  /** Those on record at a place are others. */
  | {
      readonly kind: 'not-there';
      readonly actor: Actor;
      /** As typed. */
      readonly place: string;
      readonly unit: Unit;
      readonly there: readonly Actor[];
    }
  /** Only expected or announced. */
  | { readonly kind: 'only-expected'; readonly deed: string; readonly unit: Unit }
  /** The party's stance is on record and is another. */
  | { readonly kind: 'other-stance'; readonly deed: string; readonly actor: Actor; readonly unit: Unit }
  /** No text has so many points; those that have a number of points are told. */
  | { readonly kind: 'no-text-of'; readonly asked: number; readonly units: readonly Unit[] }
  /** Somebody is said to hold an office that is not his. */
  | { readonly kind: 'not-office'; readonly actor: Actor; readonly office: string; readonly unit: Unit }
  /** A record on the same says the contrary. */
  | { readonly kind: 'otherwise'; readonly unit: Unit }
  /** Nothing says it happened. */
  | {
      readonly kind: 'not-on-record';
      readonly deed: string;
      readonly actors: readonly Actor[];
      /** Where it is said to have been, as typed. */
      readonly place?: string;
    };
