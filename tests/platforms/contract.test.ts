import { PassThrough, Readable } from 'node:stream';
import type { OptionValues } from '../../src/commands/command.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Core } from '../../src/commands/request.ts';
import { SILENT } from '../../src/domain/log.ts';
import { createDiscordPlatform } from '../../src/platforms/discord/platform.ts';
import { createProcessMemory } from '../../src/platforms/memory.ts';
import { createTerminalPlatform } from '../../src/platforms/terminal/terminal.ts';
import { startFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { APPLICATION, createSigner, slash as interaction } from '../fakes/discord/interactions.ts';
import { platformContract, type Served } from './contract.ts';
import { HURRIED, TOKEN } from './discord/platform-under-test.ts';
import { openDesk, slash, until } from './slack/desk.ts';

/** Every word a payload shows, in order, without the escapes that keep it literal. */
function wordsOf(payload: unknown): string {
  const words: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const inner of value) walk(inner);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'content' || key === 'text') && typeof inner === 'string') words.push(inner);
      else walk(inner);
    }
  };
  walk(payload);
  return words
    .join(' ')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
    .replace(/\*\*/g, '');
}

function typed(path: readonly string[], values: OptionValues): string {
  return [`/${path.join(' ')}`, ...Object.entries(values).map(([name, value]) => `${name}:${value}`)].join(
    ' ',
  );
}

platformContract('the terminal', async (core) => {
  let last = '';
  return {
    async ask(path, values) {
      const output = new PassThrough();
      const chunks: string[] = [];
      output.on('data', (chunk) => chunks.push(String(chunk)));
      const platform = createTerminalPlatform({
        input: Readable.from([`${typed(path, values)}\n`]),
        output,
        commands: COMMANDS,
        greeting: [],
        json: false,
        colour: false,
      });
      await platform.start(core);
      last = platform.health().state;
      await platform.finished;
      return [chunks.join('').replace(/\s+/g, ' ')];
    },
    state: () => (last === '' ? 'ready' : last),
    stop: async () => {},
    violations: () => [],
  };
});

for (const transport of ['gateway', 'http'] as const) {
  platformContract(`Discord over ${transport}`, (core) => serveDiscord(transport, core));
}

for (const transport of ['socket', 'http'] as const) {
  platformContract(`Slack over ${transport}`, (core) => serveSlack(transport, core));
}

async function serveDiscord(transport: 'gateway' | 'http', core: Core): Promise<Served> {
  const discord = await startFakeDiscord();
  const signer = createSigner();
  const platform = createDiscordPlatform({
    settings: {
      token: TOKEN,
      clientId: APPLICATION,
      publicKey: signer.publicKeyHex,
      transport,
      apiUrl: discord.apiUrl,
      publicAnswers: false,
    },
    log: SILENT,
    memory: createProcessMemory(Date.now),
    commands: COMMANDS,
    clock: HURRIED,
    random: () => 0.5,
  });
  await platform.start(core);
  return {
    async ask(path, values) {
      const asked = interaction(path, values);
      if (transport === 'gateway') {
        discord.send(asked);
      } else {
        discord.expect(asked);
        const response = await platform.routes[0]?.handle(signer.request(asked));
        if (response?.status === 200 && response.body !== undefined)
          discord.firstAnswer(asked, JSON.parse(response.body));
      }
      return (await discord.answered(asked)).map((reply) => wordsOf(reply.body));
    },
    state: () => platform.health().state,
    async stop() {
      await platform.stop();
      await discord.close();
    },
    violations: () => discord.violations,
  };
}

async function serveSlack(transport: 'socket' | 'http', core: Core): Promise<Served> {
  const desk = await openDesk(transport, { core, commands: COMMANDS, timings: { ackWithin: 2_000 } });
  return {
    async ask(path, values) {
      const before = desk.slack.responses.length;
      const [command, ...rest] = typed(path, values).split(' ');
      const acknowledged = await desk.give(
        'slash_commands',
        slash(desk.slack, command ?? '', rest.join(' ')),
      );
      const shown = wordsOf(acknowledged);
      if (shown === '') await until(() => desk.slack.responses.length > before);
      const later = desk.slack.responses.slice(before).map((response) => wordsOf(response));
      return [...(shown === '' ? [] : [shown]), ...later];
    },
    state: () => desk.platform.health().state,
    stop: () => desk.close(),
    violations: () => desk.slack.violations,
  };
}
