import { StringDecoder } from 'node:string_decoder';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import type { Terminal } from '../../process/process.ts';

/** What a person presses, one after the other. */
export interface Keys {
  /** A character, or the name of a key; null at the end of the input and on Ctrl-C. */
  readonly next: () => Promise<string | null>;
  /** A line that begins with `initial`, edited in place; null where it is left with Escape. */
  readonly line: (prompt: string, initial?: string) => Promise<string | null>;
  /** Gives the terminal back while something else has it. */
  readonly lend: <Result>(use: () => Result) => Result;
  readonly stop: () => void;
}

/** Sequences that terminals send for the keys that lines are edited with. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\u007f', 'backspace'],
  ['\b', 'backspace'],
  ['\u001b[D', 'left'],
  ['\u001b[C', 'right'],
  ['\u001b[H', 'home'],
  ['\u001b[F', 'end'],
  ['\u0001', 'home'],
  ['\u0005', 'end'],
  ['\u0015', 'clear'],
  ['\u001b', 'escape'],
  ['\u0003', 'ctrl-c'],
  ['\u0004', 'ctrl-c'],
]);

const ESCAPE = '\u001b';
/** One key: an escape sequence, or a character. */
const KEY = new RegExp(`${ESCAPE}(?:\\[[0-9;]*[A-Za-z~]|O[A-Z])?|[\\s\\S]`, 'gu');

/** Keys as they are pressed, without waiting for a line. */
export function createKeys({ input, output }: Pick<Terminal, 'input' | 'output'>): Keys {
  input.setRawMode?.(true);
  const chunks = input[Symbol.asyncIterator]();
  const decoder = new StringDecoder('utf8');
  let waiting: string[] = [];

  const next = async (): Promise<string | null> => {
    while (waiting.length === 0) {
      const { value, done } = await chunks.next();
      if (done === true) return null;
      const text = typeof value === 'string' ? value : decoder.write(value);
      waiting = (text.match(KEY) ?? []).map((key) => NAMED.get(key) ?? key);
    }
    const key = waiting.shift() ?? null;
    return key === 'ctrl-c' ? null : key;
  };

  return {
    next,
    async line(prompt, initial = '') {
      let letters = [...initial];
      let at = letters.length;
      const draw = () =>
        writeTo(
          output,
          `\r\u001b[K${prompt}${letters.join('')}${at < letters.length ? `\u001b[${letters.length - at}D` : ''}`,
        );
      await draw();
      for (;;) {
        const key = await next();
        switch (key) {
          case null:
          case 'escape':
            await writeTo(output, '\n');
            return null;
          case 'enter':
            await writeTo(output, '\n');
            return letters.join('').trim();
          case 'backspace':
            if (at > 0) letters = letters.toSpliced(at - 1, 1);
            at = Math.max(0, at - 1);
            break;
          case 'left':
            at = Math.max(0, at - 1);
            break;
          case 'right':
            at = Math.min(letters.length, at + 1);
            break;
          case 'home':
            at = 0;
            break;
          case 'end':
            at = letters.length;
            break;
          case 'clear':
            [letters, at] = [letters.slice(at), 0];
            break;
          default:
            // Other sequences move nothing.
            if (key.startsWith('\u001b') || /^\p{Cc}$/u.test(key)) continue;
            letters = letters.toSpliced(at, 0, key);
            at += 1;
        }
        await draw();
      }
    },
    lend(use) {
      input.setRawMode?.(false);
      try {
        return use();
      } finally {
        input.setRawMode?.(true);
      }
    },
    stop() {
      input.setRawMode?.(false);
      input.pause();
    },
  };
}
