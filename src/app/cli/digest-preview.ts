import { writeFile } from 'node:fs/promises';
import type { Answer } from '../../answer/answer.ts';
import { renderPlain } from '../../answer/plain.ts';
import { GRAMMARS } from '../../commands/list.ts';
import { formatLine } from '../../core/line/format-line.ts';
import { previewDigest } from '../../digest/compose/preview.ts';
import { briefingAsOf } from '../../domain/as-of.ts';
import { ConfigError } from '../../domain/errors.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { EVERYTHING } from '../../domain/schedule/subscription.ts';
import { isDay } from '../../domain/when.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { readableWidth } from '../../platforms/terminal/width.ts';
import { type ExitCode, readConfig, type Terminal, wantsColour } from '../process/process.ts';
import { loadStories, storyMeant } from '../serve/briefings.ts';

export interface PreviewOptions {
  readonly asOf?: string;
  readonly since?: string;
  readonly story?: string;
  readonly format?: 'brief' | 'standard' | 'full';
  /** `plain`, or a platform that can show it. */
  readonly platform?: string;
  /** File to write the digest's picture to. */
  readonly png?: string;
}

/**
 * `readout digest preview`: what would be posted on a day, for a channel that was last told on `since`, or for a new
 * one. For a platform the messages as they would be sent, in JSON. Nothing is sent and no token is needed.
 */
export async function previewOnTerminal(terminal: Terminal, options: PreviewOptions): Promise<ExitCode> {
  const config = await readConfig(terminal);
  const stories = await loadStories(config, terminal.keep);
  const story = options.story === undefined ? stories[0] : storyMeant(options.story, stories);
  if (story === undefined) throw new ConfigError(['No briefing pack is loaded.']);
  const { zone } = story.briefing;
  const today = dayIn(terminal.clock(), zone);
  const asOf = dayOf('--as-of', options.asOf) ?? today;
  const since = dayOf('--since', options.since);
  if (since !== null && since >= asOf) {
    throw new ConfigError([`--since must be a day before ${asOf}, not ${since}.`]);
  }
  const briefing = briefingAsOf(story.briefing, asOf);
  const { planBoard } = await import('../../digest/board/board.ts');
  const picture = planBoard(briefing);
  const answer = previewDigest({
    briefing,
    picture,
    since: since ?? Temporal.PlainDate.from(asOf).subtract({ days: 1 }).toString(),
    first: since === null,
    filter: EVERYTHING,
    format: options.format ?? 'brief',
    zone,
    pages: config.platforms.find(({ pages }) => pages !== undefined)?.pages,
    now: Temporal.PlainDate.from(asOf).toZonedDateTime({ timeZone: zone, plainTime: '08:00' }).toInstant(),
  });
  if (options.png !== undefined) await writeFile(options.png, await picture.png());
  terminal.output.write(`${await shown(answer, options.platform ?? 'plain', terminal)}\n`);
  return 0;
}

function dayOf(option: string, given: string | undefined): string | null {
  if (given === undefined) return null;
  if (!isDay(given)) throw new ConfigError([`${option} must be a day like 2025-11-24, not "${given}".`]);
  return given;
}

async function shown(answer: Answer, platform: string, terminal: Terminal): Promise<string> {
  const preview = PLATFORMS.find(({ name }) => name === platform)?.preview;
  if (preview !== undefined) return JSON.stringify(await preview(answer), null, 2);
  return renderPlain(answer, {
    width: readableWidth(terminal.output),
    colour: wantsColour(terminal.output, terminal.env),
    lineOf: ({ path, values }) => formatLine(path, values, GRAMMARS),
  });
}
