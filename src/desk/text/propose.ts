import { commonWords } from '../../search/text/common-words.ts';
import { idFrom } from '../start/worked-records.ts';
import type { RecordChange } from '../write/change-file.ts';
import type { RawRecord } from '../write/record-lines.ts';
import { type Aligned, align, nameOf } from './align.ts';
import type { Alignable } from './alignable.ts';
import type { DraftPart, ReadDraft } from './read-draft.ts';

/** What a draft is proposed for: a text of the pack, and the subjects the pack has. */
export interface ProposalContext {
  readonly text: string;
  /** The text it was made from; absent where it is the first. */
  readonly parent?: string;
  /** Ids of sources that carry the text. */
  readonly sources: readonly string[];
  /** The provisions as the files have them. */
  readonly provisions: readonly RawRecord[];
  /** The whole words of the parent, where they are at hand: the pack has short ones. */
  readonly earlier?: ReadDraft;
}

/** What would be written, and what a person is told of it first. */
export interface TextProposal {
  readonly changes: readonly RecordChange[];
  /** One line a subject: what became of it, and what is in doubt. */
  readonly lines: readonly string[];
  /** Parts whose labels the text already has in the pack: they are left as they are. */
  readonly before: number;
}

/** A provision beside the words it is compared by. */
interface Subject extends Alignable {
  readonly record: RawRecord;
}

/** Proposes a subject a part, or where there is an earlier text, what became of its subjects. All are drafts. */
export function proposeText(draft: ReadDraft, context: ProposalContext): TextProposal {
  // A draft run twice must not propose its points twice; examples do not count as having them.
  const subjectsThere = context.provisions.filter((record) => record['draft'] !== true);
  const kept = new Set(subjectsThere.flatMap((record) => labelsIn(record, context.text)));
  const parts = draft.parts.filter(({ label }) => label === undefined || !kept.has(label));
  const later = parts.map(alignable);
  const ids = new Set(context.provisions.map((record) => String(record['id'])));
  const subjects = context.parent === undefined ? [] : subjectsOf(context, context.parent);
  const changes: RecordChange[] = [];
  const lines: string[] = [];
  for (const result of align(subjects, later)) {
    const mine = result.to.flatMap((at) => parts[at] ?? []);
    if (result.change === 'new') changes.push(...mine.map((part) => newSubject(part, context, ids)));
    for (const at of result.from) {
      const subject = subjects[at];
      if (subject === undefined || readingsOf(subject.record).some(({ text }) => text === context.text))
        continue;
      const readings = [...readingsOf(subject.record), readingFor(mine, result, context)];
      const { record: was } = subject;
      changes.push({ kind: 'put', list: 'provisions', record: { ...was, readings }, was });
    }
    lines.push(lineFor(result, subjects, later, parts, context.parent === undefined));
  }
  return { changes, lines, before: draft.parts.length - parts.length };
}

function alignable({ label, heading, words }: DraftPart): Alignable {
  return { labels: label === undefined ? [] : [label], words, ...(heading === undefined ? {} : { heading }) };
}

function readingsOf(record: RawRecord): readonly RawRecord[] {
  const readings = record['readings'];
  return Array.isArray(readings) ? readings.filter((one) => typeof one === 'object' && one !== null) : [];
}

/** Labels that a text has in a provision, as text: 6 and "6" are one. */
function labelsIn(record: RawRecord, text: string): readonly string[] {
  const reading = readingsOf(record).find((one) => one['text'] === text);
  const points = reading?.['points'];
  return Array.isArray(points) ? points.map(String) : [];
}

/** Changes of a reading that says nothing: there is no wording the next text could have kept. */
const SILENT: ReadonlySet<unknown> = new Set(['removed', 'absent', 'unreported']);

/** Worked examples are no subjects: they are drafts as a whole, which no proposal is. */
function subjectsOf({ provisions, earlier }: ProposalContext, parent: string): readonly Subject[] {
  return provisions.flatMap((record): readonly Subject[] => {
    const reading = readingsOf(record).find(({ text }) => text === parent);
    if (record['draft'] === true || reading === undefined || SILENT.has(reading['change'])) return [];
    const labels = labelsIn(record, parent);
    const whole = earlier?.parts.filter(({ label }) => label !== undefined && labels.includes(label)) ?? [];
    const words = whole.length > 0 ? whole.map((part) => part.words).join(' ') : String(reading['wording']);
    const aliases = Array.isArray(record['aliases']) ? record['aliases'].map(String) : [];
    return [{ record, labels, words, heading: [String(record['title']), ...aliases].join('. ') }];
  });
}

/** Longest quotation of a part, in words: enough to know it by, and short enough to be put into one's own. */
const QUOTED_WORDS = 25;

/**
 * The first sentence behind the part's own heading, which the title has already: a heading would pass for the sentence, and
 * what is shown of a wording ends with its first.
 */
function quotation({ heading, words }: DraftPart): string {
  const behind = heading !== undefined && words.startsWith(heading) ? words.slice(heading.length) : words;
  const own = behind.replace(/^[:.–—] /, '').trim();
  const end = own.search(/[.!?] /);
  const first =
    end > 0 && own.slice(0, end).split(' ').length >= SENTENCE_WORDS ? own.slice(0, end + 1) : own;
  const short = first.split(' ').slice(0, QUOTED_WORDS).join(' ').slice(0, 300);
  return `“${short}${short.length < own.length ? ' …' : ''}”`;
}

/** Fewer are a heading or a number with a dot, in words. */
const SENTENCE_WORDS = 5;

/** Whole numbers as numbers, as a person would write them; `points` is absent where no part has a label. */
function pointsOf(parts: readonly DraftPart[]): { readonly points?: readonly (number | string)[] } {
  const labels = parts.flatMap(({ label }) => label ?? []);
  const points = [...new Set(labels)].map((label) => (/^\d+$/.test(label) ? Number(label) : label));
  return points.length === 0 ? {} : { points };
}

/** A provision of its own for a part. `change` is left out in a first text, which changes nothing. */
function newSubject(part: DraftPart, context: ProposalContext, ids: Set<string>): RecordChange {
  const title = titleOf(part);
  const base = idFrom(title, 'subject').split('-').slice(0, 6).join('-');
  let id = base;
  for (let count = 2; ids.has(id); count += 1) id = `${base}-${count}`;
  ids.add(id);
  const reading = {
    ...{ text: context.text, ...pointsOf([part]), wording: quotation(part) },
    ...(context.parent === undefined ? {} : { change: 'new' }),
    ...{ provenance: 'published-text', sources: context.sources, draft: true },
  };
  return {
    kind: 'put',
    list: 'provisions',
    record: { id, title, aliases: aliasesOf(part), readings: [reading] },
  };
}

/** What became of a subject in this text; no parts where it is not in it. */
function readingFor(
  parts: readonly DraftPart[],
  { change, moved }: Aligned,
  context: ProposalContext,
): RawRecord {
  const wording = parts.length === 0 ? 'Not in this text.' : parts.map(quotation).join(' ').slice(0, 900);
  return {
    ...{ text: context.text, ...pointsOf(parts), wording, change },
    ...{ provenance: 'published-text', sources: context.sources },
    ...(moved ? { note: 'It stands elsewhere in this text than in the one before.' } : {}),
    draft: true,
  };
}

/** Its own heading, else its first words that say something, below what stands over several parts. */
function titleOf({ heading, words }: DraftPart): string {
  const isOwn = heading !== undefined && words.startsWith(heading);
  const first = isOwn ? heading : (words.split(/[.;:]/, 1)[0] ?? words);
  const some = first.slice(0, 70).split(' ').slice(0, 8);
  while (some.length > 1 && isEmptyWord(some.at(-1) ?? '')) some.pop();
  const own = some.join(' ').trim() || words.slice(0, 70).trim();
  return heading === undefined || isOwn ? own : `${heading.slice(0, 60)}: ${own}`;
}

/** A title must not end in "of the". */
function isEmptyWord(word: string): boolean {
  return commonWords.has(word.toLowerCase()) || !/[\p{L}\p{N}]/u.test(word);
}

/** Names in it, and words beside each other that both say something: at most three. */
function aliasesOf({ words }: DraftPart): readonly string[] {
  const all = words.split(/[^\p{L}\p{N}'’-]+/u).filter((word) => word !== '');
  const says = (word: string | undefined) =>
    word !== undefined && word.length > 3 && !commonWords.has(word.toLowerCase());
  const pairs = all.flatMap((word, at) => {
    const next = all[at + 1];
    return says(word) && says(next) ? [`${word} ${next}`.toLowerCase()] : [];
  });
  return [...new Set(pairs)].slice(0, 3);
}

/** How alike is left out where there is nothing to be like: new and removed subjects. */
function lineFor(
  { from, to, change, moved, likeness, doubt }: Aligned,
  subjects: readonly Subject[],
  later: readonly Alignable[],
  parts: readonly DraftPart[],
  isFirst: boolean,
): string {
  const titles = from.map((at) => {
    const subject = subjects[at];
    return subject === undefined ? '' : `${String(subject.record['title'])} (${nameOf(subject, at)})`;
  });
  const names = to.map((at) => (later[at] === undefined ? '' : nameOf(later[at], at)));
  const first = parts[to[0] ?? -1];
  if (isFirst && first !== undefined) return `${names.join()}  ${titleOf(first)}`;
  const where = names.length === 0 ? '' : ` -> ${names.join(', ')}`;
  const what = titles.length > 0 ? titles.join(' + ') : first === undefined ? '' : titleOf(first);
  const sure = change === 'new' || change === 'removed' ? '' : `, ${Math.round(100 * likeness)} % alike`;
  return `${moved ? `${change}, moved` : change}: ${what}${where}${sure}${doubt === undefined ? '' : `  [doubt: ${doubt}]`}`;
}
