import type { Answer, Block, Span } from '../../answer/answer.ts';
import { recordPath } from '../../core/pages/page-address.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { withdrawnOf } from '../../domain/lookups/withdrawn.ts';
import type { Part } from './part.ts';

/** What a line's link to the page of its record is called. */
const WORDS = 'page';

/** Characters that a reader sees of one such link, with the space before it. */
export const RECORD_LINK_CHARACTERS = WORDS.length + 1;

/**
 * A message as it is sent where pages are served to others: each line with a link to the permanent page of the record it
 * speaks for, beside its sources. What is stored has none, so that a post is the same whatever the address is, and an edit
 * has the address of now. `pages` is without a slash at the end.
 */
export function withRecordPages(part: Part, briefing: Briefing, pages: string): Answer {
  const blocks = part.answer.blocks.map((block, at) => {
    const record = part.speaksFor[at] ?? '';
    return hasPage(record, briefing) ? linked(block, `${pages}${recordPath(briefing.id, record)}`) : block;
  });
  return { ...part.answer, blocks };
}

/** The story's own page, for what stands in a channel by itself. */
export function withStoryPage(answer: Answer, briefing: Briefing, pages: string): Answer {
  return { ...answer, page: `${pages}/${encodeURIComponent(briefing.id)}` };
}

/** What was taken back has a page that says so; what vanished without a word has none. */
function hasPage(record: string, briefing: Briefing): boolean {
  return (
    record !== '' &&
    (lookupOf(briefing).record(record) !== undefined || withdrawnOf(record, briefing) !== null)
  );
}

function linked(block: Block, url: string): Block {
  const link: readonly Span[] = [
    { kind: 'text', text: ' ' },
    { kind: 'link', text: WORDS, url },
  ];
  switch (block.kind) {
    case 'heading':
      return block;
    case 'quotation':
      return { ...block, attribution: [...block.attribution, ...link] };
    default:
      return { ...block, spans: [...block.spans, ...link] };
  }
}
