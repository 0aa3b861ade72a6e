import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { align } from '../../../desk/text/align.ts';
import { proposeText, type TextProposal } from '../../../desk/text/propose.ts';
import { type ReadDraft, readDraft } from '../../../desk/text/read-draft.ts';
import { rawRecords, writePack } from '../../../desk/write/write-pack.ts';
import { ConfigError, codeOf } from '../../../domain/errors.ts';
import { diskFolder } from '../../../pack/read/disk-folder.ts';
import { type LoadedPack, loadPacks } from '../../../pack/read/load.ts';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import { decodeText } from '../../config/decode-text.ts';
import { complain, type ExitCode, readConfig, type Terminal } from '../../process/process.ts';

export interface TextOptions {
  readonly story?: string;
  readonly text?: string;
  readonly against?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/**
 * `readout text`: a draft's parts, and with a story the subjects they are proposed as; with `write` they go into the
 * pack as drafts. 1 where nothing could be written.
 */
export async function proposeFrom(terminal: Terminal, file: string, options: TextOptions): Promise<ExitCode> {
  const draft = readDraft(file === '-' ? plainText(await buffer(terminal.input), 'The input') : textOf(file));
  const earlier = options.against === undefined ? undefined : readDraft(textOf(options.against));
  if (draft.parts.length === 0) throw new ConfigError([`${file} has no text to read.`]);
  if (options.story === undefined) {
    if (options.write === true) throw new ConfigError(['readout text --write needs --story: which pack.']);
    await writeTo(
      terminal.output,
      options.json === true ? `${JSON.stringify(draft)}\n` : told(draft, earlier),
    );
    return 0;
  }
  const { behaviour } = await readConfig(terminal);
  const pack = packOf(behaviour.briefings, options.story);
  const folder = join(behaviour.briefings, pack.folder);
  const id = options.text ?? pack.briefing.mainText;
  const text = pack.briefing.texts.find((one) => one.id === id);
  if (text === undefined) {
    const known = pack.briefing.texts.map((one) => one.id).join(', ');
    throw new ConfigError([`There is no text "${id}" in ${options.story}; it has ${known}.`]);
  }
  const [parent] = text.parents;
  const proposal = proposeText(draft, {
    text: id,
    ...(parent === undefined ? {} : { parent }),
    ...(earlier === undefined ? {} : { earlier }),
    sources: text.sources.map(({ source }) => source).slice(0, 1),
    provisions: rawRecords(folder, 'provisions'),
  });
  await writeTo(terminal.output, options.json === true ? `${JSON.stringify(proposal)}\n` : inWords(proposal));
  return options.write === true ? written(terminal, folder, proposal) : 0;
}

async function written(terminal: Terminal, folder: string, { changes }: TextProposal): Promise<ExitCode> {
  if (changes.length === 0) {
    await writeTo(terminal.output, 'Nothing to write.\n');
    return 0;
  }
  const result = await writePack(folder, changes);
  switch (result.kind) {
    case 'written':
      await writeTo(terminal.output, `${changes.length} drafts written: ${result.files.join(', ')}.\n`);
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
