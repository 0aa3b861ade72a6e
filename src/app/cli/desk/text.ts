import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { idFrom } from '../../../desk/start/worked-records.ts';
import { align } from '../../../desk/text/align.ts';
import { newText, partsSaid, type TextStart } from '../../../desk/text/new-text.ts';
import { proposeText, type TextProposal } from '../../../desk/text/propose.ts';
import { type ReadDraft, readDraft } from '../../../desk/text/read-draft.ts';
import type { RawRecord } from '../../../desk/write/record-lines.ts';
import { rawRecords, writePack } from '../../../desk/write/write-pack.ts';
import { ConfigError, codeOf } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import { parseWhen } from '../../../domain/when.ts';
import { diskFolder } from '../../../pack/read/disk-folder.ts';
import { type LoadedPack, loadPacks } from '../../../pack/read/load.ts';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import { decodeText } from '../../config/decode-text.ts';
import { complain, type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { type Asker, createAsker } from './asker.ts';

export interface TextOptions {
  readonly story?: string;
  readonly text?: string;
  /** Of a text that the pack does not have yet; the name is enough. */
  readonly id?: string;
  readonly name?: string;
  /** When its wording became public, in the pack's notation. */
  readonly date?: string;
  /** Id of the text it was made from. */
  readonly after?: string;
  readonly by?: string;
  readonly address?: string;
  readonly against?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/**
 * `readout text`: a draft's parts, and with a story the subjects they are proposed as; with `write` they go into the
 * pack as drafts, along with the record of a text that it does not have yet. 1 where nothing could be written.
 */
export async function proposeFrom(terminal: Terminal, file: string, options: TextOptions): Promise<ExitCode> {
  const { story } = options;
  const asker = createAsker(terminal);
  const pack = story === undefined ? null : await openedPack(terminal, story);
  // Asked before the text is pasted: its end may be that of the input.
  const meant = pack === null ? null : await textMeant(terminal, asker, options, pack);
  const draft = readDraft(await textFrom(terminal, asker, file));
  const earlier = options.against === undefined ? undefined : readDraft(textOf(options.against));
  if (draft.parts.length === 0) throw new ConfigError([`${file} has no text to read.`]);
  if (pack === null || meant === null) {
    if (options.write === true) throw new ConfigError(['readout text --write needs --story: which pack.']);
    const words = options.json === true ? `${JSON.stringify(draft)}\n` : told(draft, earlier);
    await writeTo(terminal.output, words);
    return 0;
  }
  const { folder, loaded } = pack;
  const fresh = meant.kind === 'new' ? newText(meant.start, draft, pack) : null;
  const known = loaded.briefing.texts.find((one) => one.id === meant.id);
  const parent = meant.kind === 'new' ? meant.start.after : known?.parents[0];
  const sources = fresh === null ? (known?.sources.map(({ source }) => source) ?? []) : [fresh.source];
  const proposed = proposeText(draft, {
    text: meant.id,
    ...(parent === undefined ? {} : { parent }),
    ...(earlier === undefined ? {} : { earlier }),
    sources: sources.slice(0, 1),
    provisions: rawRecords(folder, 'provisions'),
  });
  const said = partsSaid(
    pack.texts.find((text) => text['id'] === meant.id),
    draft,
  );
  const proposal = { ...proposed, changes: [...(fresh?.changes ?? said), ...proposed.changes] };
  await writeTo(terminal.output, options.json === true ? `${JSON.stringify(proposal)}\n` : inWords(proposal));
  return options.write === true ? written(terminal, folder, proposal) : 0;
}

/** A pack as it is read and as its files have it. */
interface OpenedPack {
  readonly loaded: LoadedPack;
  readonly folder: string;
  readonly texts: readonly RawRecord[];
  readonly sources: readonly RawRecord[];
  readonly actors: readonly RawRecord[];
}

async function openedPack(terminal: Terminal, story: string): Promise<OpenedPack> {
  const { behaviour } = await readConfig(terminal);
  const loaded = packOf(behaviour.briefings, story);
  const folder = join(behaviour.briefings, loaded.folder);
  return {
    ...{ loaded, folder, texts: rawRecords(folder, 'texts'), sources: rawRecords(folder, 'sources') },
    actors: [...rawRecords(folder, 'parties'), ...rawRecords(folder, 'persons')],
  };
}

/** The text of the pack that is pasted, or what is known of one that the pack does not have yet. */
type TextMeant =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'new'; readonly id: string; readonly start: TextStart };

/**
 * A name or id that no text has makes a new one. On a terminal it is asked for where nothing is said and the main text has
 * been read already.
 */
async function textMeant(
  terminal: Terminal,
  asker: Asker,
  options: TextOptions,
  { loaded, texts, folder }: OpenedPack,
): Promise<TextMeant> {
  const { mainText, latestText } = loaded.briefing;
  const has = (id: string) => texts.some((text) => text['id'] === id);
  const isNew = [options.id, options.name, options.after].some((given) => given !== undefined);
  if (!isNew && options.text !== undefined) {
    if (has(options.text)) return { kind: 'known', id: options.text };
    const known = texts.map((text) => String(text['id'])).join(', ');
    throw new ConfigError([
      `There is no text "${options.text}" in ${loaded.briefing.id}; it has ${known}. A new one: --name "Second draft".`,
    ]);
  }
  const asks = terminal.input.isTTY === true && options.write === true;
  if (!isNew && !(asks && isRead(mainText, folder))) return { kind: 'known', id: mainText };
  const main = String(texts.find((text) => text['id'] === mainText)?.['name'] ?? mainText);
  const name = options.name ?? (isNew || !asks ? undefined : await asker.ask('Which text is it', main));
  if (name === main) return { kind: 'known', id: mainText };
  const id = options.id ?? idFrom(name ?? '', 'text');
  if (has(id)) return { kind: 'known', id };
  const today = dayIn(terminal.clock(), loaded.briefing.zone);
  // Who has named it in the command has said there what else is to be said.
  const ask = async (given: string | undefined, question: string, otherwise: string) =>
    given ?? (isNew ? otherwise : await asker.ask(question, otherwise));
  const start = {
    ...{ id, name: name ?? id },
    date: await ask(options.date, 'When it became public', today),
    after: await ask(options.after, 'Which text it was made from', latestText),
    by: await ask(options.by, 'Whose text it is', 'the same'),
    address: await ask(options.address, 'Address where it can be read', 'none'),
  };
  return { kind: 'new', id, start: checkedStart(start, has) };
}

/** @throws ConfigError with everything that is wrong with what was said of a new text */
function checkedStart(
  { by, address, ...start }: Required<TextStart>,
  has: (id: string) => boolean,
): TextStart {
  const problems = [
    ...(/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(start.id)
      ? []
      : [`The id of a text is lower-case words joined by hyphens, not "${start.id}".`]),
    ...(parseWhen(start.date) === null
      ? [
          `--date must be a day like 2025-11-25, a month, or ../2025-11-25 for "by then", not "${start.date}".`,
        ]
      : []),
    ...(has(start.after) ? [] : [`--after must be the id of a text of the pack, not "${start.after}".`]),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...start,
    ...(by === 'the same' ? {} : { by }),
    ...(address === 'none' ? {} : { address }),
  };
}

/** Whether any subject says what the text has on it, if only as a draft of more than the worked example. */
function isRead(text: string, folder: string): boolean {
  return rawRecords(folder, 'provisions').some(
    ({ draft, readings }) =>
      draft !== true && Array.isArray(readings) && readings.some((one) => one?.text === text),
  );
}

async function textFrom(terminal: Terminal, asker: Asker, file: string): Promise<string> {
  if (file !== '-') return textOf(file);
  if (terminal.input.isTTY !== true) return plainText(await buffer(terminal.input), 'The input');
  await writeTo(terminal.output, 'Paste the text, and then a line with nothing but a dot.\n');
  return asker.paste();
}

async function written(terminal: Terminal, folder: string, { changes }: TextProposal): Promise<ExitCode> {
  if (changes.length === 0) {
    await writeTo(terminal.output, 'Nothing to write.\n');
    return 0;
  }
  const result = await writePack(folder, changes);
  switch (result.kind) {
    case 'written':
      await writeTo(
        terminal.output,
        `${changes.length} records written: ${result.files.join(', ')}. Go through them: readout review\n`,
      );
      return 0;
    case 'refused':
      for (const problem of result.problems) complain(terminal, problem);
      return 1;
    case 'conflict':
      complain(terminal, `"${result.id}" was changed by hand meanwhile; nothing was written. Run it again.`);
      return 1;
    case 'busy':
      complain(terminal, `${result.by} is writing this pack; nothing was written. Run it again.`);
      return 1;
  }
}

function packOf(root: string, story: string): LoadedPack {
  const { packs, broken } = loadPacks(diskFolder(root));
  const pack = packs.find(({ briefing }) => briefing.id === story);
  if (pack !== undefined) return pack;
  const isBroken = broken.some(({ folder }) => folder === story);
  const ids = packs.map(({ briefing }) => briefing.id).join(', ');
  throw new ConfigError([
    isBroken
      ? `The pack ${story} has problems: readout check.`
      : `There is no story "${story}"; there is ${ids}.`,
  ]);
}

function textOf(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new ConfigError([`${file} cannot be read: ${codeOf(error) ?? String(error)}.`]);
  }
  return plainText(bytes, file);
}

/** @throws ConfigError for a document or picture: what it says stands nowhere in its bytes. */
function plainText(bytes: Uint8Array, file: string): string {
  const text = decodeText(bytes);
  if (!text.includes('\0')) return text;
  throw new ConfigError([`${file} is no plain text; save it as one, or paste it: readout text -`]);
}

function inWords({ lines, before }: TextProposal): string {
  const rest = before === 0 ? '' : `In the pack already, and left as they are: ${before} of its parts.\n`;
  return `${lines.join('\n')}${lines.length === 0 ? '' : '\n'}${rest}`;
}

/** Without a pack: the parts, or what became of those of the earlier text. */
function told({ parts, opening }: ReadDraft, earlier: ReadDraft | undefined): string {
  const alignable = (draft: readonly { label?: string; words: string }[]) =>
    draft.map(({ label, words }) => ({ labels: label === undefined ? [] : [label], words }));
  if (earlier !== undefined) {
    const lines = align(alignable(earlier.parts), alignable(parts)).map(
      ({ from, to, change, moved, doubt }) => {
        const names = (places: readonly number[], of: typeof parts) =>
          places.map((at) => of[at]?.label ?? `part ${at + 1}`).join(', ');
        const ends = [names(from, earlier.parts), names(to, parts)]
          .filter((name) => name !== '')
          .join(' -> ');
        return `${change}${moved ? ', moved' : ''}: ${ends}${doubt === undefined ? '' : `  [doubt: ${doubt}]`}`;
      },
    );
    return `${lines.join('\n')}\n`;
  }
  const lines = parts.map(({ label = '-', words }) => `${label}  ${words.slice(0, 100)}`);
  return `${opening === '' ? '' : `${opening.slice(0, 200)}\n`}${lines.join('\n')}\n`;
}
