import { PAGE_HEADERS } from './headers.ts';
import type { View } from './view.ts';

/** A briefing in another form, as `readout export` gives it, by the file's name: `export.ics`. Null for a form there is not. */
export async function exportFile({ briefing, given, asOf }: View, file: string): Promise<Response | null> {
  // Loaded by the first who asks: few do.
  const { EXPORT_FORMATS, exported } = await import('../../../export/formats.ts');
  const format = EXPORT_FORMATS.find(({ name }) => file === `export.${name}`);
  if (format === undefined) return null;
  const ending = format.name === 'csl' ? 'csl.json' : format.name;
  return new Response(exported(briefing, format), {
    headers: {
      ...PAGE_HEADERS,
      'content-type': format.type,
      'content-disposition': `attachment; filename="${briefing.id}${given ? `-${asOf}` : ''}.${ending}"`,
    },
  });
}
