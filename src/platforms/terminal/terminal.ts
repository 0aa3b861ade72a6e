import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Answer, SMALL_TALK } from '../../answer/answer.ts';
import { harmless } from '../../answer/display-width.ts';
import { answerToJson } from '../../answer/json.ts';
import { renderPlain } from '../../answer/plain.ts';
import { terminalCard } from '../../answer/terminal-card.ts';
import type { Command, CommandGroup } from '../../core/command.ts';
import { formatLine } from '../../core/line/format-line.ts';
import type { Core } from '../../core/request.ts';
import { type Ask, threadLine } from '../../domain/ask.ts';
import type { Platform } from '../platform.ts';
import { complete } from './completion.ts';
import { linesOf, writeTo } from './lines.ts';
import { requestFor, TERMINAL_ASKER } from './request.ts';
import { readableWidth } from './width.ts';

export interface TerminalOptions {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly commands: readonly (Command | CommandGroup)[];
  /** Said first, a paragraph each; not said where answers are JSON. */
  readonly greeting: readonly string[];
  /** One JSON object per line and nothing else. */
  readonly json: boolean;
  readonly colour: boolean;
}

/** The terminal as a platform: it proves that the seam is neutral, and is what somebody without tokens gets. */
export interface TerminalPlatform extends Platform {
  /** Resolves when the input has ended and every question has been answered. */
  readonly finished: Promise<void>;
}

const PROMPT = 'readout> ';
/** Typed after an answer, it gives the whole of it. */
const WHOLE = new Set(['full', '/full']);
const NOTHING_YET = 'There is no answer yet to show in full.';
const LEAVING = new Set(['exit', 'quit', '/exit', '/quit']);

/** A prompt with history and completion where input and output are a terminal; else one answer per line of input. */
export function createTerminalPlatform(options: TerminalOptions): TerminalPlatform {
  const { input, output, commands, json } = options;
  const interactive = input.isTTY === true && output.isTTY === true && !json;
  const print = createPrinter(options, interactive);
  const finished = Promise.withResolvers<void>();
  let previous: string | undefined;
  let last: Answer | undefined;
  let state: 'starting' | 'ready' | 'down' = 'starting';
  let prompt: Interface | undefined;
  let stopped = false;

  async function answer(core: Core, typed: string): Promise<void> {
    if (!json && WHOLE.has(typed.trim().toLowerCase())) {
      await writeTo(output, `${print.whole(last, typed)}\n`);
      return;
    }
    const reply = await core.respond(requestFor(typed, commands, previous));
    if (reply.status !== 'refused' && reply.command !== SMALL_TALK) previous = threadLine(typed, reply);
    last = reply;
    await writeTo(output, `${print.first(reply, typed)}\n`);
  }

  async function answerLines(core: Core): Promise<void> {
    try {
      for await (const line of linesOf(input)) {
        if (stopped || output.destroyed) return;
        await answer(core, line);
      }
    } catch (error) {
      // Stopping cuts the input off in the middle, which reads as an error.
      if (!stopped) throw error;
    }
  }

  function converse(core: Core): Promise<void> {
    const ended = Promise.withResolvers<void>();
    const reader = createInterface({
      input,
      output,
      terminal: true,
      prompt: PROMPT,
      historySize: 500,
      removeHistoryDuplicates: true,
      completer: (line: string) => offer(line, core, reader),
    });
    prompt = reader;
    let answers = Promise.resolve();
    reader.on('line', (line) => {
      const typed = line.trim();
      if (LEAVING.has(typed.toLowerCase())) {
        reader.close();
        return;
      }
      answers = answers.then(() => (typed === '' ? undefined : answer(core, typed)));
      answers = answers.then(
        () => reader.prompt(),
        (error: unknown) => ended.reject(error),
      );
    });
    // The first Ctrl-C drops what is typed, one on an empty line leaves; Ctrl-D leaves.
    reader.on('SIGINT', () => {
      if (reader.line === '') reader.close();
      else {
        output.write('\n');
        reader.write(null, { ctrl: true, name: 'e' });
        reader.write(null, { ctrl: true, name: 'u' });
      }
    });
    reader.on('close', () => {
      output.write('\n');
      answers.then(() => ended.resolve());
    });
    // Before the reader's own, which fails where the terminal was closed and cannot be set back.
    input.prependOnceListener('end', () => answers.then(() => ended.resolve()));
    reader.prompt();
    return ended.promise;
  }

  /** Where the candidates' values say less than their labels, the labels are listed and nothing is inserted. */
  function offer(line: string, core: Core, reader: Interface): [string[], string] {
    const { typed, candidates } = complete(line, commands, (query) =>
      core.suggest({ ...query, place: TERMINAL_ASKER }),
    );
    const values = candidates.map((candidate) => candidate.value);
    if (candidates.length < 2 || sharedStart(values).length > typed.length) return [values, typed];
    output.write(`\n${candidates.map((candidate) => `  ${harmless(candidate.label)}\n`).join('')}`);
    reader.prompt(true);
    return [[], typed];
  }

  return {
    name: 'terminal',
    finished: finished.promise,
    async start(core) {
      state = 'ready';
      if (!json) for (const paragraph of options.greeting) await writeTo(output, `${paragraph}\n\n`);
      const served = interactive ? converse(core) : answerLines(core);
      served
        .finally(() => {
          state = 'down';
        })
        .then(finished.resolve, finished.reject);
    },
    health: () => (state === 'down' ? { state, reason: 'The input has ended.' } : { state }),
    async stop() {
      stopped = true;
      if (prompt === undefined) input.destroy();
      else if (!closed(prompt)) return;
      await finished.promise.catch(() => {});
    },
  };
}

/** How answers look here: the card first, the whole where it is asked for. */
function createPrinter({ output, commands, colour, json }: TerminalOptions, interactive: boolean) {
  const lineOf = ({ path, values }: Ask) => formatLine(path, values, commands);
  const plain = (reply: Answer) => renderPlain(reply, { width: readableWidth(output), colour, lineOf });
  // In a transcript of piped questions each answer needs its question above it.
  const below = (typed: string, text: string) =>
    interactive ? `\n${text}\n` : `> ${harmless(typed)}\n\n${text}\n`;
  return {
    first: (reply: Answer, typed: string): string =>
      json
        ? JSON.stringify(answerToJson(reply, typed, lineOf))
        : below(typed, plain(terminalCard(reply, lineOf))),
    whole: (last: Answer | undefined, typed: string): string =>
      below(typed, last === undefined ? NOTHING_YET : plain(last)),
  };
}

/** False where the terminal was closed: it cannot be set back, and nothing more comes from it. */
function closed(prompt: Interface): boolean {
  try {
    prompt.close();
    return true;
  } catch {
    return false;
  }
}

function sharedStart(words: readonly string[]): string {
  const first = words[0] ?? '';
  let length = first.length;
  for (const word of words) while (!word.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
