import { createHash } from 'node:crypto';
import type { BriefingProblem } from '../../domain/errors.ts';
import { hasSpan, quoteText } from '../../domain/words/quote-text.ts';
import { findingIn, type Located, type PackRecords } from '../format/records.ts';
import type { Folder } from './disk-folder.ts';
import type { LoadedPack } from './load.ts';
import { type Finding, problemAt, shortened, shown } from './problem.ts';

/** What a check against the archive has seen. */
export interface ArchiveReport {
  readonly problems: readonly BriefingProblem[];
  /** Spans looked for and how many of them were found. */
  readonly spans: { readonly checked: number; readonly found: number };
  readonly sources: { readonly archived: number; readonly notArchived: number };
  /** Spans of sources without an archived copy: nothing can be said about them. */
  readonly unchecked: number;
}

/** So much of a copy is read, in bytes. A longer one is cut there, and told as changed, since its hash is another. */
const MOST_BYTES = 50_000_000;

/**
 * Looks for every word the packs give as printed in the archived copy of its source, in a folder that holds the copies
 * by the names the packs give. Only quote marks, dashes and white space may differ (`quoteText`). Its rules are
 * `archive-missing`, `archive-changed` (by SHA-256) and `archive-words`.
 */
export function checkArchive(packs: readonly LoadedPack[], archive: Folder): ArchiveReport {
  const reports = packs.map((pack) => checkPack(pack, archive));
  const sum = (count: (report: ArchiveReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0);
  return {
    problems: reports.flatMap(({ problems }) => problems),
    spans: { checked: sum(({ spans }) => spans.checked), found: sum(({ spans }) => spans.found) },
    sources: {
      archived: sum(({ sources }) => sources.archived),
      notArchived: sum(({ sources }) => sources.notArchived),
    },
    unchecked: sum(({ unchecked }) => unchecked),
  };
}

/** Each copy is read once, however many spans are looked for in it. */
function checkPack({ records, lineAt }: LoadedPack, archive: Folder): ArchiveReport {
  const findings: Finding[] = [];
  const copies = new Map<string, { readonly file: string; readonly text: string } | null>();
  let archived = 0;
  for (const source of records.lists.sources) {
    if (source.data.archive === undefined) continue;
    archived += 1;
    copies.set(source.data.id, readCopy(source, source.data.archive, archive, findings));
  }
  const count = { checked: 0, found: 0, unchecked: 0 };
  for (const { record, path, source, words } of printedSpans(records)) {
    const copy = copies.get(source);
    if (copy === undefined || copy === null) {
      count.unchecked += 1;
      continue;
    }
    count.checked += 1;
    if (hasSpan(copy.text, quoteText(words))) count.found += 1;
    else findings.push(findingIn(record, path, notFound(words, copy)));
  }
  return {
    problems: findings.map((finding) => problemAt(finding, lineAt)),
    spans: { checked: count.checked, found: count.found },
    sources: { archived, notArchived: records.lists.sources.length - archived },
    unchecked: count.unchecked,
  };
}

/** The copy as searched; null, with a finding, where it cannot be read. */
function readCopy(
  source: Located<unknown>,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
  archive: Folder,
  findings: Finding[],
): { readonly file: string; readonly text: string } | null {
  try {
    const bytes = archive.bytes(file, MOST_BYTES);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (hash !== sha256) {
      const problem = {
        rule: 'archive-changed',
        expected: `${file} with the SHA-256 ${sha256.slice(0, 12)}…`,
      };
      findings.push(findingIn(source, ['archive', 'sha256'], { ...problem, found: `${hash.slice(0, 12)}…` }));
    }
    // A copy that has changed is searched all the same: whether the words still stand in it is a question of its own.
    return { file, text: quoteText(new TextDecoder().decode(bytes)) };
  } catch (error) {
    const found = shortened(error instanceof Error ? error.message : String(error));
    const problem = { rule: 'archive-missing', expected: `the archived copy ${file}`, found };
    findings.push(findingIn(source, ['archive', 'file'], problem));
    return null;
  }
}

/** Where only capitals differ it says so: that is a slip of copying, no wrong source. */
function notFound(words: string, copy: { readonly file: string; readonly text: string }) {
  const other = hasSpan(copy.text.toLowerCase(), quoteText(words).toLowerCase());
  return {
    rule: 'archive-words',
    expected: `words of ${copy.file}`,
    found: shown(words),
    hint: other
      ? 'They differ in capitals only.'
      : 'Copy them from the archived copy; leave nothing out in between.',
  };
}

/** Words given as printed, with where they stand in the pack. */
interface PrintedSpan {
  readonly record: Located<unknown>;
  readonly path: readonly (string | number)[];
  readonly source: string;
  readonly words: string;
}

/** Every span given as printed in a source, in the order of the pack. */
function* printedSpans({ story, lists }: PackRecords): Iterable<PrintedSpan> {
  if (story !== undefined) {
    for (const [index, line] of story.data.lead.entries())
      yield* spansOf(story, line.sources, ['lead', index]);
  }
  for (const list of [
    ...[lists.persons, lists.texts, lists.occasions, lists.statements, lists.events, lists.positions],
    lists.votes,
  ]) {
    for (const record of list) yield* spansOf(record, record.data.sources, []);
  }
  for (const record of lists.provisions) {
    for (const [index, reading] of record.data.readings.entries()) {
      yield* spansOf(record, reading.sources, ['readings', index]);
    }
  }
  yield* trackedSpans(lists);
  for (const record of lists.conflicts) {
    for (const [index, side] of record.data.sides.entries())
      yield* spansOf(record, side.sources, ['sides', index]);
  }
}

/** The same of members, values and steps, which stand inside a record. */
function* trackedSpans({ parties, figures, deadlines }: PackRecords['lists']): Iterable<PrintedSpan> {
  for (const record of parties) {
    for (const [index, { sources, left = [] }] of record.data.members.entries()) {
      yield* spansOf(record, sources, ['members', index]);
      yield* spansOf(record, left, ['members', index], 'left');
    }
  }
  for (const record of figures) {
    for (const [index, { sources }] of record.data.values.entries())
      yield* spansOf(record, sources, ['values', index]);
  }
  for (const record of deadlines) {
    for (const [index, { sources }] of record.data.steps.entries())
      yield* spansOf(record, sources, ['steps', index]);
  }
}

function* spansOf(
  record: Located<unknown>,
  refs: readonly { readonly source: string; readonly words?: string | undefined }[],
  path: readonly (string | number)[],
  key: 'sources' | 'left' = 'sources',
): Iterable<PrintedSpan> {
  for (const [index, { source, words }] of refs.entries()) {
    if (words !== undefined) yield { record, path: [...path, key, index, 'words'], source, words };
  }
}
