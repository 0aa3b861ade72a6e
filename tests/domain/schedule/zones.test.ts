import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  isZoneName,
  readZone,
  zoneCity,
  zoneNames,
  zonesBeginning,
} from '../../../src/domain/schedule/zones.ts';

const NAMES = readFileSync(new URL('../../fixtures/iana-zone-names.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Names of an offset all year, and the one of no clock at all. */
const FIXED = /^(?:Etc\/GMT.*|Etc\/Greenwich|GMT.*|Greenwich|EST|MST|HST|Factory)$/;
const PLACES = NAMES.filter((name) => name.includes('/') && !name.startsWith('Etc/'));
/** Ends of names that are a stretch of land or a clock and no city; two of them are of several countries. */
const NO_CITY = new Set([
  'Eastern',
  'Central',
  'Mountain',
  'Pacific',
  'Atlantic',
  'East',
  'West',
  'North',
  'South',
  'General',
  'Continental',
  'BajaNorte',
  'BajaSur',
  'East-Indiana',
  'Indiana-Starke',
]);
const canonical = (zone: string) =>
  new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
const read = (text: string) => {
  const zone = readZone(text);
  return zone.kind === 'read' ? zone.value : zone;
};

describe('a time zone as people write it', () => {
  it('reads every name of the database that is a clock of a place, as the same clock', () => {
    for (const name of NAMES.filter((each) => !FIXED.test(each))) {
      const zone = read(name);
      expect([name, zone]).toEqual([name, expect.any(String)]);
      if (typeof zone === 'string') expect([name, canonical(zone)]).toEqual([name, canonical(name)]);
    }
  });

  it('reads every city of every region by itself, in any case, with spaces and without marks', () => {
    for (const name of PLACES) {
      const city = name.split('/').at(-1) ?? '';
      if (NO_CITY.has(city)) continue;
      for (const text of [
        city,
        city.toLowerCase(),
        city.replaceAll('_', ' '),
        `${city.replaceAll('_', ' ')} time`,
      ])
        expect([text, canonical(String(read(text)))]).toEqual([text, canonical(name)]);
    }
  });

  it.each([
    ['Kathmandu', 'Asia/Kathmandu'],
    ['Katmandu', 'Asia/Kathmandu'],
    ['Calcutta', 'Asia/Kolkata'],
    ['Kiev', 'Europe/Kyiv'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Saigon', 'Asia/Ho_Chi_Minh'],
    ['Ho Chi Minh City', 'Asia/Ho_Chi_Minh'],
    ['Rangoon', 'Asia/Yangon'],
    ['godthab', 'America/Nuuk'],
    ['Truk', 'Pacific/Chuuk'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['St. John’s', 'America/St_Johns'],
    ['New York City', 'America/New_York'],
    ['US/Eastern', 'America/New_York'],
    ['Tel Aviv', 'Asia/Jerusalem'],
    ['ｋｙｉｖ', 'Europe/Kyiv'],
    ['Zulu', 'UTC'],
  ])('reads %s as %s', (text, zone) => {
    expect(read(text)).toBe(zone);
  });

  it('gives present names only, each of which it reads as itself and shows by its city', () => {
    for (const zone of zoneNames()) expect(read(zone)).toBe(zone);
    expect(['Europe/Kiev', 'Asia/Calcutta', 'America/New_York', 'UTC'].map(zoneCity)).toEqual([
      'Kyiv',
      'Kolkata',
      'New York',
      'UTC',
    ]);
  });

  it.each([
    ['EST', 'America/New_York'],
    ['est', 'America/Panama'],
    ['EDT', 'America/New_York'],
    ['ET', 'America/New_York'],
    ['Eastern time', 'America/New_York'],
    ['MST', 'America/Phoenix'],
    ['HST', 'Pacific/Honolulu'],
    ['GMT', 'Europe/London'],
    ['GMT0', 'UTC'],
    ['CEST', 'Europe/Berlin'],
    ['IST', 'Asia/Kolkata'],
    ['UTC+2', 'Europe/Kyiv'],
    ['UTC +2', 'Europe/Berlin'],
    ['GMT+3', 'Europe/Istanbul'],
    ['+05:30', 'Asia/Kolkata'],
    ['UTC−5', 'America/New_York'],
    ['UTC+5:45', 'Asia/Kathmandu'],
    ['Etc/GMT+3', 'America/Sao_Paulo'],
  ])('refuses %s and says to write %s', (text, zone) => {
    expect(read(text)).toMatchObject({ kind: 'refused', found: text, hint: expect.stringContaining(zone) });
    expect(isZoneName(text)).toBe(false);
  });

  it.each(['Atlantis', 'London, Paris', 'лондон London', 'Europe', '', '/', 'Factory', 'UTC+17'])(
    'refuses %j',
    (text) => {
      expect(read(text)).toMatchObject({ kind: 'refused', found: text });
    },
  );

  it('offers the places whose city begins as typed before any other', () => {
    expect(zonesBeginning('lon')[0]).toBe('Europe/London');
    expect(zonesBeginning('calc')).toEqual(['Asia/Kolkata']);
    expect(zonesBeginning('kat')[0]).toBe('Asia/Kathmandu');
    expect(zonesBeginning('edt')[0]).toBe('America/New_York');
    expect(zonesBeginning('new y')).toEqual(['America/New_York']);
  });

  it('offers every place for the first three letters of its city, present and former', () => {
    for (const name of PLACES) {
      const city = name.split('/').at(-1) ?? '';
      if (NO_CITY.has(city)) continue;
      const offered = zonesBeginning(city.slice(0, 3)).map(canonical);
      expect([name, offered.includes(canonical(name))]).toEqual([name, true]);
    }
  });
});
