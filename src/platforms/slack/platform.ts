import { createHash, randomBytes } from 'node:crypto';
import { App } from '@slack/bolt';
import type { Command, CommandGroup } from '../../commands/command.ts';
import type { Core } from '../../commands/request.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { type ButtonCodec, createButtonCodec } from '../button.ts';
import type { HttpRoute } from '../http-route.ts';
import { createProcessMemory, type Memory } from '../memory.ts';
import type { Delivery, Platform, PlatformHealth } from '../platform.ts';
import type { SlackSettings } from '../settings.ts';
import { homeView } from './app-home.ts';
import { createAuthorizer } from './authorize.ts';
import { boltLogger } from './bolt-logger.ts';
import { createDelivery } from './delivery.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createInstallationSweep } from './installation-sweep.ts';
import { SLACK_LIMITS } from './limits.ts';
import { listen } from './listeners.ts';
import { oauthRoutes } from './oauth.ts';
import { createPeople } from './people.ts';
import { createResponder } from './respond.ts';
import { settingsProblems } from './settings-problems.ts';
import { clientOptions, createClients, type SlackClient } from './slack-api.ts';
import { createSocketMode, type Envelope } from './socket-mode.ts';
import { refuseStranger } from './stranger.ts';
import { TIMINGS, type Timings } from './timings.ts';
import { createProcessInstallations, createTokenProof, type Installations } from './workspaces.ts';

/** The Slack platform; its routes are served by the process's one HTTP server. */
export type SlackPlatform = Platform & { readonly delivery: Delivery; readonly routes: readonly HttpRoute[] };

/**
 * Slack, over Socket Mode or HTTP. Real Bolt does the routing of payloads to listeners; how payloads arrive, how tokens
 * are proven and how messages leave is ours, because there Bolt repeats posts, goes deaf between connections and ends
 * the process where a token is refused. A refused or revoked token shows in `health` and is tried again slowly.
 */
export function createSlackPlatform(options: {
  readonly settings: SlackSettings;
  readonly log: Log;
  readonly memory: Memory;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Where OAuth installations are kept; by default only until the process ends. */
  readonly installations?: Installations;
  readonly timings?: Partial<Timings>;
  readonly random?: () => number;
}): SlackPlatform {
  const { settings, log, memory, clock } = options;
  const botToken = settings.botToken === '' ? undefined : settings.botToken;
  const installations = options.installations ?? createProcessInstallations();
  const timings: Timings = { ...TIMINGS, ...options.timings };
  const random = options.random ?? Math.random;
  const clientFor = createClients({
    ...{ apiUrl: settings.apiUrl, timeoutMs: timings.call, log },
    refused: (token) => {
      if (token === botToken) tokens?.doubt();
    },
  });
  const anonymous = clientFor('');
  const codecFor = createCodecs(settings);
  const underWay = new Set<Promise<unknown>>();
  let core: Core | undefined;
  let stopping = false;
  let lastHealth: PlatformHealth['state'] | undefined;

  const track = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  };

  const tokens =
    botToken === undefined
      ? undefined
      : createTokenProof({
          botToken,
          client: clientFor(botToken),
          changed: () => tellHealth(),
          log,
          random,
          timings,
        });

  const sweep =
    settings.oauth === undefined
      ? undefined
      : createInstallationSweep({ installations, clientFor, everyMs: timings.sweepEvery, log });

  const find = settings.oauth === undefined ? undefined : installations.find;
  const { authorize, strangerIn } = createAuthorizer({ botToken, own: () => tokens?.workspace(), find });

  const clientOf = async (tenant: string): Promise<SlackClient | undefined> => {
    const own = tokens?.workspace()?.tenant;
    if (botToken !== undefined && own === tenant) return clientFor(botToken);
    const found = await find?.(tenant);
    if (found !== undefined) return clientFor(found.botToken);
    return botToken === undefined || own !== undefined ? undefined : clientFor(botToken);
  };

  const createApp = (served: Core): App => {
    const app = new App({
      receiver: { init() {}, start: async () => undefined, stop: async () => undefined },
      authorize,
      convoStore: false,
      logger: boltLogger(log),
      clientOptions: clientOptions({ apiUrl: settings.apiUrl, timeoutMs: timings.call, log }),
    });
    app.error(async (error) => {
      // Why somebody is not served is told where they are refused.
      if (error.code !== NOT_AUTHORIZED)
        log.error('Handling something from Slack failed.', { error: error.name, code: error.code });
    });
    listen(app, {
      commands: options.commands,
      codecFor,
      clientFor: (token) => (token === undefined ? anonymous : clientFor(token)),
      people: createPeople({ approvers: settings.approvers ?? [], believeMs: timings.standing, clock }),
      memory,
      log,
      suggest: served.suggest,
      respond: createResponder({
        core: served,
        codecFor,
        memory,
        publicAnswers: settings.publicAnswers,
        log,
        timings,
        reference: () => randomBytes(4).toString('hex'),
      }),
      publishHome: (who) => publishHome(served, who),
      uninstalled: async (tenant, at) => {
        await sweep?.removed(tenant, at);
        tokens?.doubt();
      },
    });
    return app;
  };

  const publishHome = async (
    served: Core,
    who: { readonly tenant: string; readonly user: string; readonly client: SlackClient },
  ) => {
    const asker = {
      platform: 'slack',
      tenant: who.tenant,
      channel: who.user,
      user: who.user,
      mayConfigure: false,
    };
    const leads = options.commands.some((command) => command.name === LEAD_COMMAND);
    const lead = leads
      ? await served.respond({ kind: 'line', line: `/${LEAD_COMMAND}`, asker }).catch(() => undefined)
      : undefined;
    const stories = served.suggest({
      path: [LEAD_COMMAND],
      option: 'story',
      typed: '',
      values: {},
      limit: 15,
      place: asker,
    });
    await who.client.views.publish({
      user_id: who.user,
      view: homeView({
        lead,
        stories: stories.map((story) => story.label),
        commands: options.commands,
        codec: codecFor(who.tenant),
      }),
    });
  };

  let app: App | undefined;

  const process = async (event: {
    readonly body: Readonly<Record<string, unknown>>;
    readonly retryNum?: number;
    readonly retryReason?: string;
    readonly acceptsResponse: boolean;
    readonly ack: (response?: unknown) => Promise<void>;
  }): Promise<void> => {
    if (app === undefined) return;
    const { acceptsResponse, ...rest } = event;
    // Bolt acknowledges what it refuses; here the acknowledgement may be the one way to say why.
    const ack = async (response?: unknown) => {
      if (strangerIn(event.body) === undefined) await event.ack(response);
    };
    try {
      await track(app.processEvent({ ...rest, ack, customProperties: { acceptsResponse } }));
      const stranger = strangerIn(event.body);
      if (stranger === undefined) return;
      log.warn('Something from a Slack workspace without the app was refused.', { why: stranger });
      await track(refuseStranger(event, stranger, { timeoutMs: timings.call }));
    } catch (error) {
      log.error('Handling something from Slack failed.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  };

  /** Envelopes come again within seconds, if at all; what must not repeat after a restart is known by its own id. */
  const envelopes = createProcessMemory(clock);

  const receiveEnvelope = async (envelope: Envelope): Promise<void> => {
    // Unacknowledged, Slack gives it to the process that comes after this one.
    if (stopping) return;
    if (!(await envelopes.firstTime(envelope.id))) {
      envelope.acknowledge();
      return;
    }
    let acknowledged = false;
    const ack = async (response?: unknown) => {
      if (acknowledged) return;
      acknowledged = true;
      const payload = typeof response === 'object' && response !== null ? response : undefined;
      if (!envelope.acknowledge(payload)) throw new Error('the connection is gone');
    };
    // Notices such as app_rate_limited have no inner event; there is nothing to do but to say that they came.
    if (envelope.type === 'events_api' && !('event' in envelope.payload)) {
      log.warn('Slack sent a notice instead of an event.', {
        type: String(envelope.payload.type).slice(0, 50),
      });
      return void envelope.acknowledge();
    }
    await process({
      body: envelope.payload,
      acceptsResponse: envelope.acceptsResponse && envelope.type === 'slash_commands',
      ack,
      ...(envelope.retryAttempt === undefined ? {} : { retryNum: envelope.retryAttempt }),
      ...(envelope.retryReason === undefined ? {} : { retryReason: envelope.retryReason }),
    });
    await ack().catch(() => undefined);
  };

  const appToken = settings.appToken;
  const socket =
    settings.transport === 'socket' && appToken !== undefined
      ? createSocketMode({
          open: async () => {
            const { url } = await clientFor(appToken).apps.connections.open({});
            if (url === undefined) throw new Error('apps.connections.open gave no address');
            return url;
          },
          receive: (envelope) => {
            void track(receiveEnvelope(envelope));
          },
          changed: () => tellHealth(),
          log,
          clock,
          random,
          timings,
        })
      : undefined;

  const receiveHttp = createHttpReceiver({
    secret: settings.signingSecret ?? '',
    clock,
    ackWithinMs: timings.ackWithin + 1_000,
    serving: () => app !== undefined && !stopping,
    refused: (rule) => log.warn('A request to /slack/events was refused.', { rule }),
    receive: async ({ respond, ...delivery }) => {
      await process({
        ...delivery,
        acceptsResponse: 'command' in delivery.body,
        ack: async (response) => {
          if (
            !respond(
              typeof response === 'string' || (typeof response === 'object' && response !== null)
                ? response
                : undefined,
            )
          )
            throw new Error('the request is answered already');
        },
      });
    },
  });

  const health = (): PlatformHealth => {
    if (core === undefined) return { state: 'starting', reason: 'Slack is not started yet.' };
    const reasons: string[] = [];
    const token = tokens?.state();
    const line = socket?.state();
    if (token?.kind === 'failing') reasons.push(`The bot token does not work: ${token.reason}.`);
    if (line?.kind === 'lost') reasons.push(`There is no Socket Mode connection: ${line.reason}.`);
    if (reasons.length === 0)
      return token?.kind === 'unproven' || line?.kind === 'connecting'
        ? { state: 'starting', reason: 'Slack is being connected.' }
        : { state: 'ready' };
    // Without a connection nothing is heard; without a token, commands are still answered through response_url.
    const down = line?.kind === 'lost' || (token?.kind === 'failing' && token.final);
    return { state: down ? 'down' : 'degraded', reason: reasons.join(' ') };
  };

  /** One plain line whenever the state changes, and no more. */
  const tellHealth = () => {
    if (core === undefined || stopping) return;
    const { state, reason } = health();
    if (state === 'starting' || state === lastHealth) return;
    lastHealth = state;
    if (state === 'ready') log.info('Slack is ready.', { transport: settings.transport });
    else log.warn(reason ?? 'Slack is not ready.', { platform: 'slack', state });
  };

  const delivery = createDelivery({
    clientOf,
    codecFor,
    tokenRefused(tenant) {
      tokens?.doubt();
      sweep?.doubt(tenant);
    },
    log,
    clock,
    timings,
  });

  return {
    name: 'slack',
    delivery,
    routes: [
      ...(settings.transport === 'http'
        ? [{ method: 'POST', path: '/slack/events', handle: receiveHttp } as const]
        : []),
      ...(settings.oauth === undefined
        ? []
        : oauthRoutes({
            ...settings.oauth,
            apiUrl: settings.apiUrl,
            timeoutMs: timings.call,
            installations,
            log,
            memory,
            clock,
          })),
    ],
    async start(given) {
      const problems = settingsProblems(settings);
      if (problems.length > 0) throw new ConfigError(problems);
      core = given;
      app = createApp(given);
      stopping = false;
      sweep?.start();
      await Promise.all([tokens?.start(), socket?.start()]);
      tellHealth();
    },
    health,
    async stop() {
      stopping = true;
      tokens?.stop();
      sweep?.stop();
      const finished = Promise.allSettled([...underWay]);
      await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, timings.stop).unref())]);
      socket?.stop();
    },
  };
}

/** Bolt's code for a payload that `authorize` rejected. */
const NOT_AUTHORIZED = 'slack_bolt_authorization_error';

/** The command whose answer tells the current state of a story. */
const LEAD_COMMAND = 'briefing';

/** Codecs per workspace. The secret comes from a credential that outlives restarts, so that old buttons keep working. */
function createCodecs(settings: SlackSettings): (tenant: string) => ButtonCodec {
  const credential =
    settings.signingSecret ?? settings.botToken ?? settings.oauth?.clientSecret ?? settings.appToken ?? '';
  const secret = createHash('sha256').update(`slack buttons ${credential}`).digest('hex');
  const codecs = new Map<string, ButtonCodec>();
  return (tenant) => {
    const known = codecs.get(tenant);
    if (known !== undefined) return known;
    const codec = createButtonCodec({ secret, tenant, maxLength: SLACK_LIMITS.buttonValue });
    codecs.set(tenant, codec);
    return codec;
  };
}
