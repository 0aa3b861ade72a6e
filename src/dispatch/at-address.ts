import type { Answer } from '../answer/answer.ts';
import { createCiter } from '../answer/compose.ts';
import { answer } from '../core/answering.ts';
import type { Asker, Command, CommandGroup } from '../core/command.ts';
import { commandReading } from '../core/line/find-command.ts';
import { pageMeant } from '../core/pages/page-address.ts';
import type { Respond } from '../core/request.ts';
import type { Story } from '../core/stories.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { isDay } from '../domain/when.ts';
import { briefRecord } from '../views/brief/record.ts';
import { asLead } from '../views/brief/told.ts';

/**
 * What a page of ours says, in short, for whoever posts its address; null where it is none, and where its story is not one
 * of those that place may see.
 */
export async function answerAt(
  address: string,
  asker: Asker,
  parts: {
    /** Where people reach the pages. */
    readonly pages: string;
    /** Those the asker's place may see. */
    readonly stories: readonly Story[];
    readonly commands: readonly (Command | CommandGroup)[];
    readonly respond: Respond;
    /** ISO day on which it is asked. */
    readonly today: string;
  },
): Promise<Answer | null> {
  const url = URL.parse(address);
  if (url === null || url.origin !== URL.parse(parts.pages)?.origin) return null;
  const meant = pageMeant(url.pathname, url.searchParams);
  const story = parts.stories.find(({ briefing }) => briefing.id === meant?.story);
  if (meant === null || (meant.story !== undefined && story === undefined)) return null;
  if (meant.kind === 'question')
    return saidOrNull(await parts.respond(asked(meant.line, meant.story, asker)));
  if (story === undefined) return null;
  const day = url.searchParams.get('as-of') ?? '';
  if (meant.kind === 'record') return recordAnswer(meant.record, story, isDay(day) ? day : null, parts.today);
  const lead = commandReading('lead', parts.commands);
  if (lead === undefined) return null;
  return saidOrNull(
    await parts.respond({ kind: 'command', path: lead.path, values: { story: story.briefing.id }, asker }),
  );
}

function asked(line: string, story: string | undefined, asker: Asker) {
  const named = story === undefined || /\bstory:/.test(line) ? line : `${line} story:${story}`;
  return line.startsWith('/')
    ? ({ kind: 'line', line: named, asker } as const)
    : ({ kind: 'words', words: named, asker } as const);
}

/** What claims nothing is not worth a preview. */
function saidOrNull(found: Answer): Answer | null {
  return found.status === 'refused' ? null : found;
}

function recordAnswer(id: string, story: Story, day: string | null, today: string): Answer | null {
  if (day !== null && day > today) return null;
  const briefing = day === null ? story.briefing : story.on(day);
  const record = lookupOf(briefing).record(id);
  if (record === undefined) return null;
  const asOf = day ?? [briefing.reviewed, today].sort()[0] ?? today;
  const citer = createCiter(briefing);
  const headline = briefRecord(record, asLead(briefing, citer, asOf));
  const told = answer({ command: 'page', status: 'answered', headline, records: [id] }, citer, { asOf });
  return { ...told, story: { id: briefing.id } };
}
