import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Unit } from '../../search/evidence/unit.ts';

/** The command whose answer is the whole behind a short one: a path and option values. */
export interface WholeCommand {
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Which command shows the whole of a record. Null where none does: a figure about nothing, a gap that is about no
 * point.
 */
export function wholeOf(unit: Unit, briefing: Briefing): WholeCommand | null {
  const lookup = lookupOf(briefing);
  const { record } = unit;
  const command = (name: string, values: Readonly<Record<string, string>>): WholeCommand => ({
    path: [name],
    values,
  });
  const subject = (about: readonly string[]): Readonly<Record<string, string>> => {
    const [id = ''] = about;
    const title = lookup.provision(id)?.title ?? lookup.text(id)?.id;
    return title === undefined ? {} : { about: title };
  };
  switch (record.kind) {
    case 'reading':
      return command('plan-point', { point: lookup.provision(record.provision)?.title ?? record.provision });
    case 'statement':
      return command('who-said', { words: record.words ?? record.gist, speaker: record.speaker });
    case 'event':
      return command('timeline', record.about.length > 0 ? subject(record.about) : whenValues(unit));
    case 'position':
      return command('position', { party: record.party, ...subject(record.about) });
    case 'conflict':
      return command('disputed', { about: record.title });
    case 'text':
      return command('plan-point', { point: record.id });
    case 'source':
      return command('sources', { source: record.id });
    case 'person':
    case 'party':
      return command('position', { party: record.id });
    case 'gap':
      return record.about.length === 0 ? null : gapWhole(record.about, briefing);
    case 'vote':
      return command('position', subject(record.about));
    case 'figure':
      return record.about.length > 0
        ? command('plan-point', { point: subject(record.about).about ?? '' })
        : null;
    case 'deadline':
      return command('deadlines', { about: record.title });
    default:
      return null;
  }
}

/** What is not known is told with the first point that it is about. */
function gapWhole(about: readonly string[], briefing: Briefing): WholeCommand | null {
  const lookup = lookupOf(briefing);
  const provision = about.flatMap((id) => lookup.provision(id) ?? [])[0];
  return provision === undefined ? null : { path: ['plan-point'], values: { point: provision.title } };
}

/** Empty where the record has no day: all of the timeline then. */
function whenValues({ when }: Unit): Readonly<Record<string, string>> {
  if (when === null || when.to === null) return {};
  return { from: when.from ?? when.to, to: when.to };
}
