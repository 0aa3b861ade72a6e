import type { Answer, Block, Citation } from '../../../src/answer/answer.ts';
import type { Command, CommandGroup, OptionValues } from '../../../src/core/command.ts';
import { findCommand } from '../../../src/core/line/find-command.ts';
import { parseLine } from '../../../src/core/line/parse-line.ts';
import type { Core, Request } from '../../../src/core/request.ts';
import { parseWhen } from '../../../src/domain/when.ts';
import { lakeBriefing } from '../../fixtures/briefing.ts';
import { cite, quote, strong, text } from './spans.ts';

/** Sources the desk's answers cite. */
export function source(index: number, more: Partial<Citation> = {}): Citation {
  return {
    index,
    id: `source-${index}`,
    publisher: `Paper ${index}`,
    title: `What was said, part ${index}`,
    published: parseWhen('2025-11-24') ?? { precision: 'undated', from: null, to: null },
    url: `https://paper${index}.example/story?id=${index}`,
    quality: 'original',
    ...more,
  };
}

export function reply(command: string, more: Partial<Answer> = {}): Answer {
  return {
    status: 'answered',
    headline: [strong(`Answer of ${command}`), text(' '), cite(1)],
    blocks: [],
    citations: [source(1)],
    records: [],
    actions: [],
    asOf: '2025-11-26',
    command,
    audience: 'default',
    ...more,
  };
}

/** Blocks that need several Discord messages; each says which it is. */
export function longBlocks(count: number): readonly Block[] {
  return Array.from(
    { length: count },
    (_, at): Block => ({
      kind: 'quotation',
      verbatim: true,
      spans: [
        quote(
          `Statement number ${at + 1}: ${'we said what we said and we will say it again '.repeat(5).trim()}`,
        ),
      ],
      attribution: [text(`Speaker ${at + 1} `), cite(1)],
    }),
  );
}

/** What the test decides while commands run. */
export interface Desk {
  readonly commands: readonly (Command | CommandGroup)[];
  readonly core: Core;
  /** Every request the core was given, in order. */
  readonly requests: Request[];
  /** Lets `slow` answer. */
  readonly release: () => void;
}

/** A handful of small commands and a core that runs them by path, line or first word. */
export function createDesk(): Desk {
  const released = Promise.withResolvers<void>();
  const requests: Request[] = [];
  const command = (
    name: string,
    run: (values: OptionValues) => Answer | Promise<Answer>,
    options: Command['options'] = [],
  ): Command => ({
    name,
    summary: `Do ${name}`,
    options,
    examples: [`/${name}`],
    run: (values) => run(values),
  });
  const words = { name: 'words', description: 'What to look for', rest: true } as const;
  const commands: readonly (Command | CommandGroup)[] = [
    command('echo', ({ words: said = '' }) => reply('echo', { headline: [text(said)] }), [words]),
    {
      ...command(
        'who-said',
        ({ words: said = '' }) =>
          reply('who-said', {
            headline: [strong('Jane Doe'), text(' said it '), cite(1)],
            blocks: [
              {
                kind: 'quotation',
                verbatim: true,
                spans: [quote(said)],
                attribution: [text('at the desk '), cite(1)],
              },
            ],
            actions: [
              { kind: 'ask', label: 'All from Jane', path: ['who-said'], values: { speaker: 'Jane' } },
              { kind: 'open', label: 'Paper 1', url: 'https://paper1.example/story' },
            ],
          }),
        [
          { ...words, suggest: 'statement' },
          { name: 'speaker', description: 'Only this person', suggest: 'speaker' },
        ],
      ),
      reads: 'message',
    },
    command('long', ({ count = '30' }) => reply('long', { blocks: longBlocks(Number(count)) }), [
      { name: 'count', description: 'How many', required: true },
      { name: 'style', description: 'How to show it', choices: ['plain', 'bold'] },
      words,
    ]),
    command('picture', () =>
      reply('picture', {
        picture: {
          name: 'board.png',
          alt: 'A table of three rows',
          png: async () => new Uint8Array([137, 80, 78, 71]),
        },
      }),
    ),
    command('no-picture', () =>
      reply('no-picture', {
        picture: {
          name: 'board.png',
          alt: 'A table',
          png: async () => Promise.reject(new Error('no fonts')),
        },
      }),
    ),
    command('slow', async () => {
      await released.promise;
      return reply('slow');
    }),
    command('broken', () => {
      throw new Error('the secret words of the user');
    }),
    command('for-me', () => reply('for-me', { audience: 'asker' })),
    command('for-all', () => reply('for-all', { audience: 'channel' })),
    command('slow-for-all', async () => {
      await released.promise;
      return reply('slow-for-all', { audience: 'channel' });
    }),
    command('slow-for-me', async () => {
      await released.promise;
      return reply('slow-for-me', { audience: 'asker' });
    }),
    {
      name: 'desk',
      summary: 'Look after the desk',
      subcommands: [
        command('list', () => reply('list')),
        command('add', ({ name = '' }) => reply('add', { headline: [text(`Added ${name}`)] }), [
          { name: 'note', description: 'Optional' },
          { name: 'name', description: 'What to add', required: true },
        ]),
      ],
    },
  ];
  const run = async (path: readonly string[], values: OptionValues): Promise<Answer> => {
    const found = findCommand(path, commands)?.command;
    if (found === undefined)
      return reply('refusal', {
        status: 'refused',
        headline: [text('No such command.')],
        citations: [],
        audience: 'asker',
      });
    // The desk's commands read nothing but their options.
    return found.run(values, {} as Parameters<Command['run']>[1]);
  };
  const core: Core = {
    async respond(request) {
      const parsed = request.kind === 'line' ? parseLine(request.line, commands, lakeBriefing()) : null;
      requests.push(parsed === null ? request : { ...request, ...parsed });
      if (request.kind === 'command') return run(request.path, request.values);
      if (request.kind === 'line') {
        return run(parsed?.path ?? [], parsed?.values ?? {});
      }
      const said =
        request.previous === undefined ? request.words : `${request.words} after ${request.previous}`;
      return { ...(await run(['echo'], { words: said })), readAs: `/echo ${request.words}` };
    },
    suggest: ({ option, typed, limit }) =>
      Array.from({ length: 40 }, (_, at) => ({
        label: `${option} ${typed} ${at}`,
        value: `${typed}${at}`,
      })).slice(0, limit),
  };
  return { commands, core, requests, release: () => released.resolve() };
}
