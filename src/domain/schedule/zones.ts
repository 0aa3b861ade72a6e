import { entryIn } from '../mapping.ts';
import type { Read } from './reading.ts';
import { ABBREVIATIONS, FORMER_NAMES, RENAMED, WELL_KNOWN } from './zone-names.ts';

const EXPECTED = 'a time zone such as Europe/Kyiv or a city such as London';

const UTC_NAMES: ReadonlySet<string> = new Set(['utc', 'uct', 'zulu', 'universal', 'z']);

/** Names that keep one offset all year and are no place's. `Etc/GMT+3` is three hours behind UTC, of all things. */
const FIXED = /^(?:etc\/.*|est|mst|hst|gmt(?:[+-]?0)?|greenwich)$/i;

/**
 * The zone somebody means: its name in any case, or a city that gives or gave one its name (`kyiv`, `Kiev`, `new york`,
 * `São Paulo`). Gives the zone's present IANA name. An offset or an abbreviation is no place's clock the whole year and
 * is refused, with the zones that may be meant.
 */
export function readZone(text: string): Read<string> {
  const words = text.normalize('NFKC').trim();
  const named = (found: string): Read<string> => ({ kind: 'read', value: found });
  const refused = { kind: 'refused', expected: EXPECTED, found: text } as const;
  const offset = offsetIn(words);
  if (offset !== null)
    return { ...refused, ...hint('Clocks are changed and an offset is not', zonesAt(offset)) };
  const key = keyOf(words).replace(/^etc\//, '');
  if (UTC_NAMES.has(key)) return named('UTC');
  for (const each of [key, key.replace(/(?:standard|daylight|summer)?time(?:zone)?$|timezone$|zone$/, '')]) {
    const city = zoneKeys().get(each) ?? zoneKeys().get(each.replace(/city$/, ''));
    if (city !== undefined) return named(city);
    const meant = meantBy(each);
    if (meant.length > 0) return { ...refused, ...hint('That is not a place’s clock all year', meant) };
  }
  const other = otherName(words);
  return other === null ? refused : named(other);
}

/** Whether a name is exactly one of the IANA database and the clock of a place, or UTC. */
export function isZoneName(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || (FIXED.test(name) && !UTC_NAMES.has(keyOf(name).replace(/^etc\//, ''))))
    return false;
  try {
    // Asking Intl would say the same and take twenty times as long the first time.
    return new Temporal.ZonedDateTime(0n, name).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** Every zone of a place by its present name, and UTC, in no order that means anything. */
export function zoneNames(): readonly string[] {
  return [...new Set([...zoneKeys().values(), 'UTC'])];
}

/**
 * Zones for what was typed so far, the likeliest first: those with a city that begins so (`lon`: Europe/London before
 * America/Blanc-Sablon), then those whose whole name does, then those with a word that begins so. Each once.
 */
export function zonesBeginning(typed: string): readonly string[] {
  const wanted = keyOf(typed);
  const read = wanted === '' ? null : readZone(typed);
  const first = read?.kind === 'read' ? [read.value] : meantBy(wanted);
  const ranks: readonly ((name: string) => boolean)[] = [
    (name) => keyOf(cityOf(name)).startsWith(wanted),
    (name) => keyOf(name).startsWith(wanted),
    (name) => name.split(/[/_-]/).some((word) => keyOf(word).startsWith(wanted)),
  ];
  const names = [...everyName()].sort((one, other) => weight(other) - weight(one));
  const found = ranks.flatMap((fits) => names.filter(([name]) => fits(name)));
  return [...new Set([...first, ...found.map(([, zone]) => zone)])];
}

/** The city of a zone by its present name, for display: `New York` for `America/New_York`, `Kyiv` for `Europe/Kiev`. */
export function zoneCity(zone: string): string {
  return cityOf(presentName(zone)).replaceAll('_', ' ');
}

function presentName(zone: string): string {
  return entryIn(RENAMED, zone) ?? zone;
}

function cityOf(zone: string): string {
  return zone.split('/').at(-1) ?? zone;
}

/** Well-known places first, then places by their own name before former ones. */
function weight([name, zone]: readonly [string, string]): number {
  const place = WELL_KNOWN.indexOf(name);
  return (place < 0 ? 0 : WELL_KNOWN.length - place) + (name === zone ? 0.5 : 0);
}

/** A name without marks, punctuation and spaces: `St. John's` and `St_Johns` are one. Parts stay apart. */
function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/(?!\/)[\p{M}\p{P}\p{S}\p{Z}\p{Cf}\s]/gu, '');
}

/** Zones an abbreviation may stand for; `GMT0` is `GMT`. */
function meantBy(key: string): readonly string[] {
  const abbreviation = key.replace(/0$/, '');
  return Object.hasOwn(ABBREVIATIONS, abbreviation) ? (ABBREVIATIONS[abbreviation] ?? []) : [];
}

let names: ReadonlyMap<string, string> | undefined;

/** Present names by every name of a place, itself included. */
function everyName(): ReadonlyMap<string, string> {
  names ??= new Map([
    ...Intl.supportedValuesOf('timeZone').map((zone) => [zone, presentName(zone)] as const),
    ...Object.values(RENAMED).map((zone) => [zone, zone] as const),
    ...Object.entries(FORMER_NAMES),
    ['UTC', 'UTC'],
  ]);
  return names;
}

let keys: ReadonlyMap<string, string> | undefined;

/** Zones by the keys of their whole name and of its ends: `america/argentina/salta`, `argentina/salta`, `salta`. */
function zoneKeys(): ReadonlyMap<string, string> {
  keys ??= new Map(
    [...everyName()]
      // A place of its own keeps its name where a former one had the same.
      .sort(([one, is], [other, was]) => Number(one === is) - Number(other === was))
      .flatMap(([name, zone]) =>
        name
          .split('/')
          .map((_, at, parts) => [keyOf(parts.slice(at).join('/')), zone] as const)
          .toReversed(),
      ),
  );
  return keys;
}

/** What else the database knows by exactly this name: `US/Eastern`, `Japan`, `CET`. */
function otherName(name: string): string | null {
  const whole = name.replaceAll(' ', '_');
  if (!isZoneName(whole)) return null;
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: whole }).resolvedOptions();
  return FIXED.test(timeZone) ? null : presentName(timeZone);
}

/** Minutes that an offset such as `UTC+2`, `GMT -3:30`, `+05:30` or `Etc/GMT+3` is ahead of UTC. */
function offsetIn(words: string): number | null {
  const match = /^(etc\/gmt|utc|gmt|z)?\s*([+\-\p{Pd}\u2212±])\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*h?$/iu.exec(
    words,
  );
  if (match === null) return null;
  const [, before = '', sign, hours, minutes = '0'] = match;
  const ahead = (sign === '+' || sign === '±') !== /^etc/i.test(before);
  return (ahead ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
}

/** One day in each half of a year: what a zone's clock is ahead by in winter and in summer. */
const WINTER = Temporal.Instant.from('2026-01-15T12:00Z');
const SUMMER = Temporal.Instant.from('2026-07-15T12:00Z');

/** Zones whose clock is that many minutes ahead of UTC for a part of the year: first those where it is standard time. */
function zonesAt(minutes: number): readonly string[] {
  const offsets = (zone: string) =>
    [WINTER, SUMMER].map((at) => at.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9);
  const standard = (zone: string) => Math.min(...offsets(zone)) === minutes;
  for (const zones of [WELL_KNOWN, zoneNames()]) {
    const first = zones.filter(standard).slice(0, 2);
    const further = zones.filter((zone) => !standard(zone) && offsets(zone).includes(minutes)).slice(0, 1);
    if (first.length + further.length > 0) return [...first, ...further];
  }
  return [];
}

function hint(why: string, zones: readonly string[]): { readonly hint?: string } {
  if (zones.length === 0) return {};
  const last = zones.at(-1);
  const all = zones.length === 1 ? last : `${zones.slice(0, -1).join(', ')} or ${last}`;
  return { hint: `${why}: write ${all}.` };
}
