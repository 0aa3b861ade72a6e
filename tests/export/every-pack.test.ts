import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { briefingAsOf } from '../../src/domain/as-of.ts';
import { recordId } from '../../src/domain/briefing.ts';
import { EXPORT_FORMATS, exported } from '../../src/export/formats.ts';
import { everyRecord } from '../../src/export/records.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';

const packsIn = (path: string) =>
  loadPacks(diskFolder(new URL(path, import.meta.url).pathname)).packs.map(({ briefing }) => briefing);

const whole = [...packsIn('../../briefings'), ...packsIn('../fixtures')];
/** Each pack as it is, and as it was known on the day in the middle of its news. */
const briefings = whole.flatMap((briefing) => {
  const days = briefing.statements.map(({ reported }) => reported).sort();
  const day = days[Math.floor(days.length / 2)] ?? briefing.reviewed;
  return [
    { name: briefing.id, briefing },
    { name: `${briefing.id} as of ${day}`, briefing: briefingAsOf(briefing, day) },
  ];
});

const format = (name: string) => {
  const found = EXPORT_FORMATS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no form ${name}.`);
  return found;
};

const RECORD_IN =
  /^(?:source|party|person|text|provision|reading|statement|occasion|event|position|vote|figure|value|deadline|step|member|conflict|gap):\S+$/;

/** Every string that reads like the id of a record, wherever it stands. */
function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return RECORD_IN.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

const DATE = z.strictObject({
  'date-parts': z.array(z.array(z.int().positive()).min(1).max(3)).min(1).max(2),
  circa: z.literal(true).optional(),
});
/** What CSL-JSON has of these, by its schema (https://github.com/citation-style-language/schema, csl-data.json). */
const CSL = z.array(
  z.strictObject({
    id: z.string().min(1),
    type: z.enum(['webpage', 'document']),
    title: z.string().min(1),
    publisher: z.string().optional(),
    'container-title': z.string().optional(),
    URL: z.url({ protocol: /^https?$/ }).optional(),
    issued: DATE.optional(),
    archive_location: z.string().optional(),
    note: z.string(),
  }),
);

it('has packs to give out', () => {
  expect(whole.length).toBeGreaterThan(8);
});

describe.each(briefings)('$name', ({ briefing }) => {
  const ids = everyRecord(briefing).map(recordId);

  it.each(EXPORT_FORMATS)('gives the same bytes as $name each time', (one) => {
    expect(exported(briefing, one)).toBe(exported({ ...briefing }, one));
  });

  it('is JSON with each record once, whose every reference is one of them', () => {
    const { records, lead, asOf } = JSON.parse(exported(briefing, format('json')));
    expect(records.map(({ id }: { readonly id: string }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    // A source is traced to the first report even before that one is found.
    const named = idsIn([records, lead].flat().map(({ origin, ...rest }) => rest));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
    expect(asOf).toBe(briefing.asOf ?? briefing.reviewed);
    for (const record of records) {
      if ('knowledge' in record) expect([record.id, record.sources.length > 0]).toEqual([record.id, true]);
    }
  });

  it('is a table with a line for each record that another reader of CSV takes apart', () => {
    const rows: Record<string, string>[] = parse(exported(briefing, format('csv')), {
      ...{ bom: true, columns: true, recordDelimiter: '\r\n' },
    });
    expect(rows.map((row) => row['id'])).toEqual(ids);
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell) && !/^-?[\d.]+$/.test(cell))).toEqual([]);
  });

  it('has every source as CSL-JSON', () => {
    const items = CSL.parse(JSON.parse(exported(briefing, format('csl'))));
    expect(items.map(({ id }) => id)).toEqual(briefing.sources.map(({ id }) => id));
  });

  it('is a calendar that another reader takes, with every dated event, vote and deadline once', () => {
    const text = exported(briefing, format('ics'));
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const events = new ICAL.Component(ICAL.parse(text))
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each));
    const dated = [
      ...briefing.events.filter(({ date }) => date.to !== null).map(({ id }) => `event-${id}`),
      ...briefing.votes.filter(({ date }) => date.to !== null).map(({ id }) => `vote-${id}`),
      ...briefing.deadlines
        .filter(({ steps }) => (steps.findLast(({ due }) => due !== undefined)?.due?.to ?? null) !== null)
        .map(({ id }) => `deadline-${id}`),
    ].map((id) => `${id}@${briefing.id}.readout`);
    expect(events.map(({ uid }) => uid).sort()).toEqual(dated.sort());
    for (const event of events) {
      expect(event.startDate.isDate).toBe(true);
      expect(event.endDate.compare(event.startDate)).toBe(1);
      if (/^(?:Expected|Missed|Claimed|Due|Not reported)/.test(event.summary)) {
        expect([event.summary, event.component.getFirstPropertyValue('status')]).toEqual([
          event.summary,
          'TENTATIVE',
        ]);
      }
    }
  });

  it('is Markdown whose every number is a footnote and the other way round', () => {
    const text = exported(briefing, format('md'));
    const notes = [...text.matchAll(/^\[\^(\d+)\]: /gm)].map(([, number]) => number);
    const cited = [...text.replaceAll(/^\[\^\d+\]: .*$/gm, '').matchAll(/\[\^(\d+)\]/g)].map(
      ([, number]) => number,
    );
    expect([...new Set(cited)].sort()).toEqual([...notes].sort());
  });

  it('is Markdown in which each line of a list that claims something has a number', () => {
    const text = exported(briefing, format('md'));
    const claims = text.split('\n').filter((line) => /^(?:- |> — )/.test(line));
    expect(claims.length).toBeGreaterThan(10);
    expect(
      claims.filter((line) => !/\[\^\d+\]/.test(line) && !line.includes('No single source says so')),
    ).toEqual([]);
  });
});
