import { rename, rm, writeFile } from 'node:fs/promises';
import { briefingAsOf } from '../../../domain/as-of.ts';
import { ConfigError } from '../../../domain/errors.ts';
import { EXPORT_FORMATS, exported } from '../../../export/formats.ts';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import { reasonOf } from '../../config/environment.ts';
import { type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { loadStories, storyMeant } from '../../serve/briefings.ts';
import { asOfDay } from './as-of-day.ts';

export interface ExportOptions {
  readonly format: string;
  readonly story?: string;
  readonly asOf?: string;
  readonly out?: string;
}

/** `readout export`: a briefing in another form, to standard output or into a file, which is whole or as it was. */
export async function exportBriefing(terminal: Terminal, options: ExportOptions): Promise<ExitCode> {
  const format = EXPORT_FORMATS.find(({ name }) => name === options.format);
  if (format === undefined) {
    const names = EXPORT_FORMATS.map(({ name }) => name).join(', ');
    throw new ConfigError([`--format must be one of ${names}, not "${options.format}".`]);
  }
  const stories = await loadStories(await readConfig(terminal), terminal.keep);
  const story = options.story === undefined ? stories[0] : storyMeant(options.story, stories);
  if (story === undefined) throw new ConfigError(['No briefing pack is loaded.']);
  const { briefing } = story;
  const day = options.asOf === undefined ? null : asOfDay(options.asOf, terminal.clock(), briefing.zone);
  const text = exported(day === null ? briefing : briefingAsOf(briefing, day), format);
  if (options.out === undefined) await writeTo(terminal.output, text);
  else await writeWhole(options.out, text);
  return 0;
}

/** @throws Error that names the file where it cannot be written */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw new Error(`${file} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
}
