import { counted } from '../../answer/phrases.ts';
import type { Added, Draft } from '../../ingest/add/added.ts';

/** Below this a draft is marked as uncertain. */
const SURE = 0.8;

/** An added article as lines for a terminal, ending in a line feed; `told` is what came of keeping it. */
export function addedInWords(
  { source, text, drafts, problems }: Added,
  told: { readonly stored: number; readonly before: boolean } | null,
): string {
  const lines = [`${source.publisher}: ${source.title ?? source.url ?? source.id} (${source.published})`];
  if (text !== '') {
    const origin = source.origin === undefined ? '' : `, from ${source.origin}`;
    lines.push(`  ${source.quality ?? 'not read'}${origin}; ${counted(text.split(/\s+/).length, 'word')}`);
  }
  const ids = new Set(drafts.map(({ record }) => record['id']));
  for (const draft of drafts) lines.push(`  ${draftLine(draft, ids.has(draft.known))}`);
  for (const problem of problems) lines.push(`  ! ${problem}`);
  if (told !== null) {
    lines.push(
      told.stored === 0 && told.before
        ? '  Nothing new: it is up for review already.'
        : `  ${counted(told.stored, 'draft')} up for review: readout review`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function draftLine({ kind, record, confidence, known, evidence }: Draft, again: boolean): string {
  const says =
    record['words'] ?? record['what'] ?? record['name'] ?? record['gist'] ?? record['title'] ?? evidence.text;
  const who = typeof record['speaker'] === 'string' ? ` ${record['speaker']}:` : '';
  const short = String(says).length > 100 ? `${String(says).slice(0, 99)}…` : String(says);
  const sure = confidence < SURE ? ' (uncertain)' : '';
  const mark = known === undefined ? sure : again ? ` (said again: ${known})` : ` (on record: ${known})`;
  return `${kind}${who} ${short}${mark}`;
}
