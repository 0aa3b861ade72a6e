import type { Run } from './runs.ts';

/** One line of a message as Discord lays it out. */
export interface MarkdownLine {
  readonly kind: 'plain' | 'heading' | 'small' | 'item' | 'quote' | 'empty';
  readonly runs: readonly Run[];
}

/** The Markdown that Readout writes, as Discord reads it: https://support.discord.com/hc/en-us/articles/210298617 */
export function readMarkdown(content: string, linkColour: string): readonly MarkdownLine[] {
  return content.split('\n').map((line): MarkdownLine => {
    const [, mark = '', rest = ''] = /^(-# |### |> |- |)(.*)$/su.exec(line) ?? [];
    return { kind: line === '' ? 'empty' : (KINDS[mark] ?? 'plain'), runs: inlineRuns(rest, linkColour) };
  });
}

const KINDS: Readonly<Record<string, MarkdownLine['kind']>> = {
  '-# ': 'small',
  '### ': 'heading',
  '> ': 'quote',
  '- ': 'item',
};

/** A character made literal, a mark that turns a look on or off, a link, a moment, or any other character. */
const TOKEN = /\\([^\p{L}\p{N}\s])|(\*\*|~~|\*)|\[((?:\\.|[^\]\\])*)\]\(<[^>]*>\)|<t:(\d+):f>|([\s\S])/gu;

function inlineRuns(markdown: string, linkColour: string): readonly Run[] {
  const runs: Run[] = [];
  let look: Omit<Run, 'text'> = {};
  const add = (text: string) => {
    const last = runs.at(-1);
    if (last !== undefined && sameLook(last, look))
      runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ ...look, text });
  };
  for (const [, escaped, mark, label, moment, plain] of markdown.matchAll(TOKEN)) {
    if (mark === '**') look = { ...look, weight: look.weight === 700 ? 400 : 700 };
    else if (mark === '*') look = { ...look, italic: look.italic !== true };
    else if (mark === '~~') look = { ...look, struck: look.struck !== true };
    else if (label !== undefined)
      runs.push(...inlineRuns(label, linkColour).map((run) => ({ ...run, colour: linkColour })));
    else add(moment === undefined ? (escaped ?? plain ?? '') : momentShown(Number(moment)));
  }
  return runs;
}

/** As a client shows it to a reader in New York: https://docs.discord.com/developers/reference#message-formatting */
export function momentShown(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1_000)
    .toZonedDateTimeISO('America/New_York')
    .toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

function sameLook(run: Run, look: Omit<Run, 'text'>): boolean {
  return (
    run.colour === undefined &&
    (run.weight ?? 400) === (look.weight ?? 400) &&
    (run.italic ?? false) === (look.italic ?? false) &&
    (run.struck ?? false) === (look.struck ?? false)
  );
}
