import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import type { Story } from '../core/stories.ts';
import type { Briefing } from '../domain/briefing.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { EXPORT_FORMATS, exported } from '../export/formats.ts';
import { recordJson } from '../export/record-json.ts';

/** Every briefing in each form it is given out in, and each of its records by the id that answers name. */
export function addResources(server: McpServer, stories: () => readonly Story[]): void {
  const briefingOf = (id: unknown): Briefing | undefined =>
    stories().find(({ briefing }) => briefing.id === id)?.briefing;
  server.registerResource(
    'briefing',
    new ResourceTemplate('readout://{story}/export.{form}', {
      list: () => ({
        resources: stories().flatMap(({ briefing: { id, title } }) =>
          EXPORT_FORMATS.map(({ name, type, says }) => ({
            ...{ uri: `readout://${id}/export.${name}`, name: `${id}.${name}`, title, mimeType: bare(type) },
            description: `${title}: ${says}`,
          })),
        ),
      }),
    }),
    { title: 'A whole briefing', description: 'As Markdown, a table, JSON, references or a calendar' },
    (uri, { story, form }) => {
      const briefing = briefingOf(story);
      const format = EXPORT_FORMATS.find(({ name }) => name === form);
      if (briefing === undefined || format === undefined) throw new ResourceNotFoundError(uri.href);
      return {
        contents: [{ uri: uri.href, mimeType: bare(format.type), text: exported(briefing, format) }],
      };
    },
  );
  server.registerResource(
    'record',
    new ResourceTemplate('readout://{story}/record/{+id}', { list: undefined }),
    {
      ...{ title: 'One record', mimeType: 'application/json' },
      description: 'By its id, as "records" of an answer has it: statement:…, reading:…/…',
    },
    (uri, { story, id }) => {
      const briefing = briefingOf(story);
      const record =
        briefing === undefined || typeof id !== 'string' ? undefined : lookupOf(briefing).record(decoded(id));
      if (briefing === undefined || record === undefined) throw new ResourceNotFoundError(uri.href);
      const text = JSON.stringify(recordJson(record, briefing.reviewed, briefing), null, 1);
      return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
    },
  );
}

function bare(type: string): string {
  return type.split(';')[0] ?? type;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
