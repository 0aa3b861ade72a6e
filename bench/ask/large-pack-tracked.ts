import type { Random } from '../corpus.ts';

/** A source of the made-up pack and the ISO day it came out on. */
export interface Report {
  readonly id: string;
  readonly day: string;
}

/** What records that are followed over time are made of. */
export interface TrackedStuff {
  readonly random: Random;
  /** In the order of their days. */
  readonly reports: readonly Report[];
  readonly persons: readonly string[];
  readonly provisions: readonly string[];
  readonly sentence: (at: number) => string;
}

/** Lists of YAML records by kind: so many groups, votes, figures and deadlines, and occasions with what was said at them. */
export function trackedRecords(count: number, stuff: TrackedStuff) {
  const all = Array.from({ length: count }, (_, at) => at);
  return {
    parties: all.map((at) => groupYaml(at, stuff)),
    occasions: all.map((at) => occasionYaml(at, stuff)),
    statements: all.flatMap((at) => [0, 1].map((one) => saidThereYaml(at, one, stuff))),
    votes: all.map((at) => voteYaml(at, stuff)),
    figures: all.map((at) => figureYaml(at, stuff)),
    deadlines: all.map((at) => deadlineYaml(at, stuff)),
  };
}

/** Reports in order, each some days after the one before. */
function later(count: number, { random, reports }: TrackedStuff): readonly Report[] {
  const first = Math.floor(random() * reports.length * 0.8);
  const step = Math.max(1, Math.floor(reports.length / 40));
  return Array.from(
    { length: count },
    (_, at) => reports[Math.min(reports.length - 1, first + at * step)],
  ).flatMap((report) => report ?? []);
}

function one<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new Error('bench: cannot pick from an empty list');
  return found;
}

function name(at: number, stuff: TrackedStuff): string {
  return JSON.stringify(`${stuff.sentence(at).split(' ').slice(0, 5).join(' ')} (${at})`);
}

function groupYaml(at: number, stuff: TrackedStuff): string {
  const members = [...new Set([0, 1, 2].map(() => one(stuff.persons, stuff.random)))];
  return [
    `  - id: made-group-${at}`,
    `    name: Group ${at} of the ${stuff.sentence(at).split(' ').at(-1)?.replace(/\W/g, '')} bench`,
    '    members:',
    ...members.flatMap((who) => {
      const [report] = later(1, stuff);
      return [`      - who: ${who}`, `        from: ${report?.day}`, `        sources: [${report?.id}]`];
    }),
    '',
  ].join('\n');
}

function occasionOf(at: number, { reports, persons }: TrackedStuff) {
  const report = reports[(at * 37) % reports.length];
  const speaker = persons[(at * 11) % persons.length];
  if (report === undefined || speaker === undefined) throw new Error('bench: no occasion can be made');
  return { report, speaker };
}

function occasionYaml(at: number, stuff: TrackedStuff): string {
  const { report, speaker } = occasionOf(at, stuff);
  return [
    `  - id: made-occasion-${at}`,
    `    name: Press conference number ${at}`,
    `    speakers: [${speaker}]`,
    `    date: ${report.day}`,
    `    sources: [${report.id}]`,
    '',
  ].join('\n');
}

function saidThereYaml(at: number, nth: number, stuff: TrackedStuff): string {
  const { report, speaker } = occasionOf(at, stuff);
  const words = JSON.stringify(`${stuff.sentence(at * 2 + nth + 31)} at number ${at}`);
  return [
    `  - id: made-said-there-${at}-${nth}`,
    `    speaker: ${speaker}`,
    '    form: direct',
    `    words: ${words}`,
    `    gist: ${words}`,
    `    occasion: made-occasion-${at}`,
    `    about: [${one(stuff.provisions, stuff.random)}]`,
    '    provenance: named-source',
    `    sources: [{ source: ${report.id}, words: ${words}, quoted: true }]`,
    '',
  ].join('\n');
}

function voteYaml(at: number, stuff: TrackedStuff): string {
  const [report] = later(1, stuff);
  const [first, second] = [one(stuff.persons, stuff.random), one(stuff.persons, stuff.random)];
  return [
    `  - id: made-vote-${at}`,
    `    title: ${name(at, stuff)}`,
    `    date: ${report?.day}`,
    `    about: [${one(stuff.provisions, stuff.random)}]`,
    '    counts: { for: 112, against: 65, abstained: 21 }',
    first === second
      ? `    named: { for: [${first}] }`
      : `    named: { for: [${first}], against: [${second}] }`,
    '    outcome: passed',
    '    provenance: official-statement',
    `    sources: [${report?.id}]`,
    '',
  ].join('\n');
}

function figureYaml(at: number, stuff: TrackedStuff): string {
  return [
    `  - id: made-figure-${at}`,
    `    title: ${name(at + 5, stuff)}`,
    '    unit: persons',
    `    about: [${one(stuff.provisions, stuff.random)}]`,
    '    values:',
    ...later(3, stuff).flatMap(({ id, day }, nth) => [
      `      - date: ${day}`,
      `        value: ${100 + at + nth}`,
      '        provenance: named-source',
      `        sources: [${id}]`,
    ]),
    '',
  ].join('\n');
}

function deadlineYaml(at: number, stuff: TrackedStuff): string {
  const [set, moved] = later(2, stuff);
  if (set === undefined || moved === undefined) throw new Error('bench: no deadline can be made');
  const due = (day: string) => Temporal.PlainDate.from(day).add({ days: 30 }).toString();
  const step = (kind: string, { id, day }: Report) => [
    `      - step: ${kind}`,
    `        date: ${day}`,
    `        due: ${due(day)}`,
    '        provenance: named-source',
    `        sources: [${id}]`,
  ];
  return [
    `  - id: made-deadline-${at}`,
    `    title: ${name(at + 9, stuff)}`,
    `    who: [${one(stuff.persons, stuff.random)}]`,
    `    about: [${one(stuff.provisions, stuff.random)}]`,
    '    steps:',
    ...step('set', set),
    ...(moved.day > set.day ? step('moved', moved) : []),
    '',
  ].join('\n');
}
