import { createCiter } from '../../../answer/compose.ts';
import type { BriefingRecord, DatedRecord } from '../../../domain/briefing.ts';
import { isOpenConflict } from '../../../domain/conflict.ts';
import { lookupOf } from '../../../domain/lookups/lookup.ts';
import { formatDay } from '../../../domain/when.ts';
import { capital } from '../../../domain/words/capital.ts';
import { briefRecord } from '../../../views/brief/record.ts';
import { conflictBlocks, conflictHeading, conflictsOn } from '../../../views/conflict.ts';
import { recordBlock, recordTitle } from '../../../views/record.ts';
import { type Html, html, NOTHING } from '../html/html.ts';
import type { Page } from '../html/layout.ts';
import { blocksHtml, sourcesHtml, spansHtml } from '../html/spans.ts';
import { recordLink, type View } from '../serve/view.ts';

/** What a kind of record is called on its page. */
const KIND_WORDS: Readonly<Record<BriefingRecord['kind'], string>> = {
  text: 'Draft',
  reading: 'What a draft says',
  statement: 'Statement',
  event: 'Event',
  position: 'Position',
  member: 'Membership',
  vote: 'Vote',
  value: 'Figure',
  step: 'Deadline',
  conflict: 'Dispute',
  source: 'Source',
  party: 'Party',
  person: 'Person',
  provision: 'Subject',
  occasion: 'Occasion',
  figure: 'Figure',
  deadline: 'Deadline',
  gap: 'Not known',
};

export function kindWords(kind: BriefingRecord['kind']): string;
export function kindWords(kind: string): string | undefined;
export function kindWords(kind: string): string | undefined {
  return new Map<string, string>(Object.entries(KIND_WORDS)).get(kind);
}

/** What any record is called in one breath. */
export function titleOf(record: BriefingRecord, { briefing }: View): string {
  switch (record.kind) {
    case 'source':
      return record.title === undefined ? record.publisher : `${record.publisher}: ${record.title}`;
    case 'person':
    case 'party':
    case 'occasion':
      return record.name;
    case 'provision':
      return record.title;
    case 'figure':
    case 'deadline':
    case 'vote':
      return capital(record.title);
    case 'gap':
      return capital(record.topic);
    case 'conflict':
      return conflictHeading(record);
    case 'reading': {
      const of = lookupOf(briefing).text(record.text);
      return `${recordTitle(record, briefing)}${of === undefined ? '' : `, ${of.label}`}`;
    }
    case 'statement':
      return `${recordTitle(record, briefing)}: ${record.words === undefined ? record.gist : `“${record.words}”`}`;
    default:
      return recordTitle(record, briefing);
  }
}

/** The page of a record that has none of its own making: what it says, what contradicts it, what it is about. */
export function recordPage(view: View, record: DatedRecord): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const block = recordBlock(record, asOf, briefing, citer);
  // The page's own title says what a dispute is about; its heading would say it again.
  const blocks =
    record.kind === 'conflict'
      ? conflictBlocks([record], citer).slice(1)
      : [block, ...conflictBlocks(conflictsOn([record], briefing), citer)];
  const title = titleOf(record, view);
  const about = 'about' in record ? record.about : [];
  const named = record.kind === 'conflict' ? record.records : partOf(record);
  const body = html`<p class="kind">${kindWords(record.kind)}${record.kind === 'conflict' && !isOpenConflict(record.type) ? ', not an open one' : ''}</p><h1>${title}</h1>
${blocksHtml(blocks)}
${aboutHtml(view, about)}${recordsHtml(view, named, 'Records')}
<p class="note">First reported ${formatDay(record.reported)}.</p>
${sourcesHtml(citer.citations(), view)}`;
  return { title, description: title, body };
}

/** What a part belongs to. */
function partOf(record: DatedRecord): readonly string[] {
  switch (record.kind) {
    case 'reading':
      return [`provision:${record.provision}`, `text:${record.text}`];
    case 'value':
      return [`figure:${record.figure}`];
    case 'step':
      return [`deadline:${record.deadline}`];
    case 'member':
      return [`party:${record.group}`];
    default:
      return [];
  }
}

/** A record without a date of its own, told in short. */
export function shortPage(view: View, record: BriefingRecord): Page {
  const { briefing, asOf } = view;
  const citer = createCiter(briefing);
  const short = briefRecord(record, { briefing, asOf, citer, as: 'lead', room: 600, sentences: 2 });
  const title = titleOf(record, view);
  const body = html`<p class="kind">${kindWords(record.kind)}</p><h1>${title}</h1><p class="standfirst">${spansHtml(short)}</p>
${aboutHtml(view, 'about' in record ? record.about : [])}${sourcesHtml(citer.citations(), view)}`;
  return { title, description: title, body };
}

/** Links to the subjects and texts (or statements) that these bare ids name. */
export function aboutHtml(view: View, ids: readonly string[]): Html {
  const lookup = lookupOf(view.briefing);
  const records = ids.flatMap((id) => lookup.provision(id) ?? lookup.text(id) ?? lookup.statement(id) ?? []);
  return recordsHtml(
    view,
    records.map(({ kind, id }) => `${kind}:${id}`),
    'About',
  );
}

/** Links to the pages of records, each by its title. Those the day does not have yet are left out. */
export function recordsHtml(view: View, ids: readonly string[], heading: string): Html {
  const lookup = lookupOf(view.briefing);
  const found = ids.flatMap((id) => {
    const record = lookup.record(id);
    return record === undefined ? [] : [{ id, record }];
  });
  if (found.length === 0) return NOTHING;
  return html`<section class="links"><h2>${heading}</h2><ul>${found.map(
    ({ id, record }) =>
      html`<li><a href="${recordLink(view, id)}">${clipped(titleOf(record, view))}</a></li>`,
  )}</ul></section>`;
}

const LONGEST_TITLE = 110;

function clipped(title: string): string {
  return title.length <= LONGEST_TITLE
    ? title
    : `${title.slice(0, title.lastIndexOf(' ', LONGEST_TITLE - 2))} …`;
}
