import { idFrom, labelOf } from '../start/worked-records.ts';
import type { RecordChange } from '../write/change-file.ts';
import type { RawRecord } from '../write/record-lines.ts';
import type { ReadDraft } from './read-draft.ts';

/** What a desk knows of a further text before its first reading. */
export interface TextStart {
  readonly id: string;
  readonly name: string;
  /** When its wording became public, in the pack's notation. */
  readonly date: string;
  /** Id of the text it was made from. */
  readonly after: string;
  /** Whose text it is: the id or a new name of a party; those of the text before it where left out. */
  readonly by?: string;
  /** Where it can be read. */
  readonly address?: string;
}

/** A text, the source that carries it and, where nobody has them yet, whose it is. */
export interface NewText {
  readonly changes: readonly RecordChange[];
  /** Id of its source. */
  readonly source: string;
}

/**
 * The records of a further text. It is written as public in part: as long as its readings are drafts, a subject without
 * one must not be told as absent from it. `readout review` makes it whole with the last of them.
 */
export function newText(
  start: TextStart,
  draft: ReadDraft,
  pack: {
    readonly texts: readonly RawRecord[];
    readonly sources: readonly RawRecord[];
    readonly actors: readonly RawRecord[];
  },
): NewText {
  const { id, name, date, after, address } = start;
  const parent = pack.texts.find((text) => text['id'] === after);
  const author = start.by === undefined ? undefined : authorOf(start.by, pack.actors);
  const authors = author === undefined ? (parent?.['authors'] ?? []) : [author.id];
  const publisher = address === undefined ? undefined : hostOf(address);
  const source = freeId(`${id}-source`, pack.sources);
  const points = pointsIn(draft);
  const changes: readonly RecordChange[] = [
    put('sources', {
      ...{ id: source, publisher: publisher ?? nameOf(authors, author, pack.actors), title: name },
      ...(address === undefined ? {} : { url: address }),
      ...{ published: date, quality: 'original' },
    }),
    ...(author?.isNew === true ? [put('parties', { id: author.id, name: author.name })] : []),
    put('texts', {
      ...{ id, name, label: labelOf(name), aliases: [], authors, status: 'partial' },
      ...(points === 0 ? {} : { points }),
      ...(draft.called === undefined || draft.called === 'point' ? {} : { called: draft.called }),
      ...{ parents: [after], known: date, published: date },
      ...{ summary: `It follows "${String(parent?.['name'] ?? after)}".`, sources: [source] },
    }),
  ];
  return { changes, source };
}

/**
 * What a text of the pack does not say of its parts yet and its draft does: their word and how many there are. Nothing
 * where the record says either itself.
 */
export function partsSaid(record: RawRecord | undefined, draft: ReadDraft): readonly RecordChange[] {
  if (record === undefined) return [];
  const points = pointsIn(draft);
  const said = {
    ...(record['points'] === undefined && points > 0 ? { points } : {}),
    ...(record['called'] === undefined && draft.called !== undefined && draft.called !== 'point'
      ? { called: draft.called }
      : {}),
  };
  if (Object.keys(said).length === 0) return [];
  return [{ kind: 'put', list: 'texts', record: { ...record, ...said }, was: record }];
}

function put(list: 'sources' | 'parties' | 'texts', record: RawRecord): RecordChange {
  return { kind: 'put', list, record };
}

interface Author {
  readonly id: string;
  readonly name: string;
  readonly isNew: boolean;
}

/** The actor of the pack with that id or name, or a new party. */
function authorOf(by: string, actors: readonly RawRecord[]): Author {
  const wanted = by.trim().toLowerCase();
  const found = actors.find(({ id, name, aliases }) =>
    [id, name, ...(Array.isArray(aliases) ? aliases : [])].some(
      (one) => String(one ?? '').toLowerCase() === wanted,
    ),
  );
  if (found !== undefined) return { id: String(found['id']), name: String(found['name']), isNew: false };
  return { id: freeId(idFrom(by, 'author'), actors), name: by.trim(), isNew: true };
}

function nameOf(authors: unknown, author: Author | undefined, actors: readonly RawRecord[]): string {
  if (author !== undefined) return author.name;
  const first = Array.isArray(authors) ? authors[0] : undefined;
  return String(actors.find(({ id }) => id === first)?.['name'] ?? first ?? 'Unknown publisher');
}

/** The id, with a number behind it where a record has it already. */
function freeId(id: string, records: readonly RawRecord[]): string {
  const taken = new Set(records.map((record) => record['id']));
  for (let count = 1; ; count += 1) {
    const tried = count === 1 ? id : `${id}-${count}`;
    if (!taken.has(tried)) return tried;
  }
}

/** How many whole numbers its parts stand under: "6.1" and "6(a)" are both of point 6. */
function pointsIn({ parts }: ReadDraft): number {
  const numbers = parts.flatMap(({ label }) => /^\d+/.exec(label ?? '')?.[0] ?? []);
  const highest = Math.max(0, ...numbers.map(Number));
  return new Set(numbers).size === highest && highest <= 999 ? highest : 0;
}

function hostOf(address: string): string | undefined {
  return URL.parse(address)?.hostname.replace(/^www\./, '');
}
