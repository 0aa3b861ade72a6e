import type { Provenance } from './source.ts';

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** When a digest is due: wall time in a zone, never a UTC offset, so that clock changes move the instant and not the hour. */
export interface Schedule {
  /** `08:00`, 24 hours. */
  readonly time: string;
  /** At least one, ascending. */
  readonly days: readonly Weekday[];
  /** IANA name. */
  readonly zone: string;
}

export const FORMATS = ['brief', 'standard', 'full'] as const;
/** `brief`: a lead of at most four lines, detail in one thread; `standard`: one message; `full`: nothing left out. */
export type Format = (typeof FORMATS)[number];

export const QUIET_DAYS = ['skip', 'line'] as const;
/** What happens on a day without a change: nothing, or one line that says so. */
export type QuietDays = (typeof QUIET_DAYS)[number];

/** One thing a record can be about. Ids are resolved when the filter is saved. */
export type Condition =
  | { readonly kind: 'point'; readonly provision: string }
  | { readonly kind: 'party'; readonly actor: string }
  | { readonly kind: 'speaker'; readonly actor: string }
  | { readonly kind: 'provenance'; readonly provenance: Provenance }
  | { readonly kind: 'material' };

/** A change passes when it meets every `all`, at least one `any` (where there are any) and no `not`. */
export interface Filter {
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
  readonly not: readonly Condition[];
}

export const EVERYTHING: Filter = { all: [], any: [], not: [] };

/** Where a subscription posts. Ids are the platform's own; `thread` is empty for the channel itself. */
export interface Place {
  readonly platform: string;
  readonly tenant: string;
  readonly channel: string;
  readonly thread: string;
}

/** What an owner can choose about a subscription. */
export interface SubscriptionSettings {
  readonly story: string;
  readonly schedule: Schedule;
  readonly filter: Filter;
  readonly format: Format;
  readonly quiet: QuietDays;
  /** False: everything in one message, never a thread. */
  readonly threads: boolean;
}

/** One channel's standing order for one story. */
export interface Subscription extends SubscriptionSettings {
  readonly id: string;
  readonly place: Place;
  readonly state: 'active' | 'paused';
  /** Platform id of whoever set it up; `config` for one declared in a file. */
  readonly owner: string;
  /** Name in the configuration file; empty for one set up in chat. */
  readonly declared: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Epoch milliseconds of the last change to when it runs: slots before it are never due. */
  readonly since: number;
}

const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WORKING_DAYS: readonly Weekday[] = [1, 2, 3, 4, 5];

/** `8`, `8:30`, `08:00` or `20.15` as `HH:MM`; null for anything else. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** `daily`, `weekdays`, `mon-fri`, `mon, wed, sat-sun`; null for anything else. A range may run over Sunday. */
export function parseDays(text: string): readonly Weekday[] | null {
  const words = text.trim().toLowerCase();
  if (words === 'daily' || words === 'every day' || words === 'all') return EVERY_DAY;
  if (words === 'weekdays' || words === 'working days') return WORKING_DAYS;
  if (words === 'weekend' || words === 'weekends') return [6, 7];
  const chosen = new Set<Weekday>();
  for (const part of words.split(/[,\s]+/).filter((piece) => piece !== '')) {
    const [first, last, ...more] = part.split(/[-–]/).map(weekday);
    if (first === undefined || first === null || last === null || more.length > 0) return null;
    for (let day = first; ; day = next(day)) {
      chosen.add(day);
      if (day === (last ?? first)) break;
    }
  }
  return chosen.size === 0 ? null : EVERY_DAY.filter((day) => chosen.has(day));
}

/** `every day`, `Mon–Fri`, `Mon, Wed`. */
export function formatDays(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day';
  const names = days.map((day) => DAY_NAMES[day - 1] ?? '');
  const inARow = days.every((day, at) => at === 0 || day === (days[at - 1] ?? 0) + 1);
  return inARow && days.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}

/** The IANA zone somebody means: its full name in any case, or the city alone (`kyiv`, `new york`); null where none is. */
export function parseZone(text: string): string | null {
  const wanted = text.trim().replaceAll(' ', '_');
  if (wanted === '' || /^[+-]/.test(wanted)) return null;
  const city = wanted.toLowerCase();
  const known = Intl.supportedValuesOf('timeZone').find(
    (zone) => zone.toLowerCase() === city || zone.toLowerCase().endsWith(`/${city}`),
  );
  if (known !== undefined) return known;
  // Aliases such as Europe/Kyiv or a legacy name are valid without being listed.
  for (const name of [wanted, `Europe/${wanted}`]) {
    try {
      return new Temporal.ZonedDateTime(0n, canonicalCase(name)).timeZoneId;
    } catch {}
  }
  return null;
}

/** The city of a zone, for display: `New York` for `America/New_York`. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** `Mon 08:00`: an instant as the clock on the wall of a zone shows it. */
export function formatWallTime(instant: Temporal.Instant, zone: string): string {
  const local = instant.toZonedDateTimeISO(zone);
  return `${DAY_NAMES[local.dayOfWeek - 1]} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

function weekday(text: string): Weekday | null {
  const at = DAY_NAMES.findIndex(
    (name) => text.length >= 2 && text.startsWith(name.toLowerCase().slice(0, 3)),
  );
  if (at >= 0) return EVERY_DAY[at] ?? null;
  const short = DAY_NAMES.findIndex((name) => name.toLowerCase().slice(0, 2) === text);
  return EVERY_DAY[short] ?? null;
}

function next(day: Weekday): Weekday {
  return EVERY_DAY[day % 7] ?? 1;
}

function canonicalCase(zone: string): string {
  return zone.replace(
    /(^|[/_])([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
