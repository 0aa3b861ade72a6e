import { type Clock, SYSTEM_CLOCK } from '../../../src/core/clock.ts';
import { createProcessMemory, type Memory } from '../../../src/core/memory.ts';
import type { Log, LogFacts } from '../../../src/domain/log.ts';
import { createDiscordPlatform } from '../../../src/platforms/discord/platform.ts';
import type { DiscordSettings } from '../../../src/platforms/discord/setup/settings.ts';
import type { HttpResponse } from '../../../src/platforms/http-route.ts';
import { type FakeDiscord, startFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { APPLICATION, createSigner } from '../../fakes/discord/interactions.ts';
import type { Json } from '../../fakes/discord/json.ts';
import { recordingTally } from '../recording-tally.ts';
import { createDesk, type Desk } from './desk.ts';

export const TOKEN = 'MTIzNDU2.Canary.token-that-must-not-be-logged';

/** The platform on a fake Discord, over the transport asked for, already started. */
export interface UnderTest {
  readonly discord: FakeDiscord;
  readonly desk: Desk;
  readonly platform: ReturnType<typeof createDiscordPlatform>;
  readonly memory: Memory;
  /** Every log line with its facts. */
  readonly logged: string[];
  /** What it told for counting. */
  readonly tallied: string[];
  /** Sends an interaction the way of this transport. */
  readonly interact: (interaction: Json) => void;
  /** Sends it as a signed HTTP request and gives the response. */
  readonly request: (interaction: Json) => Promise<HttpResponse>;
  readonly close: () => Promise<void>;
}

/** Every pause of the product takes a twentieth of its time: tests wait for what happens, not for clocks. */
export const HURRIED: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => SYSTEM_CLOCK.sleep(Math.ceil(ms / 20), signal),
  after: (ms, run) => SYSTEM_CLOCK.after(Math.ceil(ms / 20), run),
};

export function recordingLog(lines: string[]): Log {
  const at = (level: string) => (sentence: string, facts?: LogFacts) => {
    lines.push(`${level}: ${sentence} ${JSON.stringify(facts ?? {})}`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export async function underTest(
  transport: 'gateway' | 'http',
  options: {
    readonly settings?: Partial<DiscordSettings>;
    readonly memory?: Memory;
    readonly discord?: FakeDiscord;
    readonly start?: boolean;
    /** Real commands over a core of their own, instead of the desk's. */
    readonly asked?: Pick<Desk, 'core' | 'commands'>;
  } = {},
): Promise<UnderTest> {
  const discord = options.discord ?? (await startFakeDiscord());
  const desk = createDesk();
  const logged: string[] = [];
  const tallied: string[] = [];
  const memory = options.memory ?? createProcessMemory(Date.now);
  const signer = createSigner();
  const platform = createDiscordPlatform({
    settings: {
      token: TOKEN,
      clientId: APPLICATION,
      publicKey: signer.publicKeyHex,
      transport,
      apiUrl: discord.apiUrl,
      publicAnswers: false,
      ...options.settings,
    },
    log: recordingLog(logged),
    tally: recordingTally(tallied),
    memory,
    commands: options.asked?.commands ?? desk.commands,
    clock: HURRIED,
    random: () => 0.5,
  });
  // Its loading takes its own time, which the hurried clock does not know of.
  if (transport === 'gateway')
    await import('../../../src/platforms/discord/connect/gateway.ts').then(() => import('discord.js'));
  if (options.start !== false) await platform.start(options.asked?.core ?? desk.core);
  const request = async (interaction: Json): Promise<HttpResponse> => {
    discord.expect(interaction);
    const [route] = platform.routes;
    if (route === undefined) throw new Error('The platform has no HTTP route.');
    const response = await route.handle(signer.request(interaction));
    if (response.status === 200 && response.body !== undefined) {
      discord.firstAnswer(interaction, JSON.parse(response.body) as Json);
    }
    return response;
  };
  return {
    discord,
    desk,
    platform,
    memory,
    logged,
    tallied,
    request,
    interact(interaction) {
      if (transport === 'gateway') discord.send(interaction);
      else void request(interaction);
    },
    async close() {
      desk.release();
      await platform.stop();
      await discord.close();
    },
  };
}
