import { writeTo } from '../../../platforms/terminal/lines.ts';
import type { Terminal } from '../../process/process.ts';

/** Asks a person one thing after the other. */
export interface Asker {
  /** What was answered, without white space around it; `otherwise`, or nothing, where that is nothing. */
  readonly ask: (question: string, otherwise?: string) => Promise<string>;
  /** Lines up to one that is nothing but a dot, or to the end of the input. */
  readonly paste: () => Promise<string>;
}

export function createAsker({ input, output }: Pick<Terminal, 'input' | 'output'>): Asker {
  const lines = rawLines(input);
  return {
    async ask(question, otherwise) {
      await writeTo(output, `${question}${otherwise === undefined ? '' : ` [${otherwise}]`}: `);
      const { value, done } = await lines.next();
      if (input.isTTY !== true) await writeTo(output, '\n');
      const said = done === true ? '' : value.trim();
      return said === '' ? (otherwise ?? '') : said;
    },
    async paste() {
      const pasted: string[] = [];
      for (;;) {
        const { value, done } = await lines.next();
        if (done === true) return [...pasted, value].join('\n');
        if (value.trim() === '.') return pasted.join('\n');
        pasted.push(value);
      }
    },
  };
}

/** Lines, empty ones too: an empty answer takes what is offered. */
async function* rawLines(input: Terminal['input']): AsyncGenerator<string, string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const pieces = (rest + text).split(/\r?\n/);
    rest = pieces.pop() ?? '';
    yield* pieces;
  }
  return rest;
}
