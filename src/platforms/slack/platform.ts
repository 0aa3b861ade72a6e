import { createHash } from 'node:crypto';
import { App } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import type { Command, CommandGroup } from '../../core/command.ts';
import type { Delivery } from '../../core/delivery.ts';
import type { Memory } from '../../core/memory.ts';
import type { SharedTurns } from '../../core/post-rate.ts';
import type { Core } from '../../core/request.ts';
import { ConfigError } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { withoutUndefined } from '../../domain/mapping.ts';
import type { TenantId } from '../../domain/schedule/tenant.ts';
import { type CodecFor, createCodecs } from '../button-codec.ts';
import { createConversation } from '../conversation.ts';
import { isFirst } from '../dedupe.ts';
import type { HttpRoute } from '../http-route.ts';
import type { Platform } from '../platform.ts';
import { NO_TALLY, type PlatformTally } from '../tally.ts';
import { clientOptions, createClients, type SlackClient } from './api/api.ts';
import { boltLogger } from './api/bolt-logger.ts';
import type { PostSpacing } from './api/token-turns.ts';
import { type Authorizer, createAuthorizer } from './connect/authorize.ts';
import { createHealth } from './connect/health.ts';
import { createInstallationSweep } from './connect/installation-sweep.ts';
import { createIntake } from './connect/intake.ts';
import { oauthRoutes } from './connect/oauth.ts';
import { createSocketMode, type SocketMode } from './connect/socket-mode.ts';
import { createProcessInstallations, createTokenProof, type Installations } from './connect/workspaces.ts';
import { createDelivery } from './deliver/delivery.ts';
import type { Surroundings } from './read/inquiry.ts';
import { listen } from './read/listeners.ts';
import { createPeople } from './read/people.ts';
import { SLACK_LIMITS } from './render/limits.ts';
import { createHome } from './reply/home.ts';
import { createResponder } from './reply/respond.ts';
import { createUnfurl } from './reply/unfurl.ts';
import type { SlackSettings } from './setup/settings.ts';
import { settingsProblems } from './setup/settings-problems.ts';
import { TIMINGS, type Timings } from './timings.ts';

/** The Slack platform; its routes are served by the process's one HTTP server. */
export type SlackPlatform = Platform & { readonly delivery: Delivery; readonly routes: readonly HttpRoute[] };

interface Options {
  readonly settings: SlackSettings;
  readonly log: Log;
  readonly memory: Memory;
  readonly commands: readonly (Command | CommandGroup)[];
  /** Epoch milliseconds. */
  readonly clock: Clock;
  /** Where OAuth installations are kept; by default only until the process ends. */
  readonly installations?: Installations;
  readonly timings?: Partial<Timings>;
  /** Where other processes send with the same tokens. */
  readonly turns?: SharedTurns;
  readonly tally?: PlatformTally;
  readonly random?: () => number;
}

/** What its parts share. */
interface Parts extends Required<Omit<Options, 'turns'>> {
  readonly timings: Timings;
  readonly clientFor: (token: string) => SlackClient;
  readonly codecFor: CodecFor;
}

/**
 * Slack, over Socket Mode or HTTP. Real Bolt does the routing of payloads to listeners; how payloads arrive, how tokens
 * are proven and how messages leave is ours, because there Bolt repeats posts, goes deaf between connections and ends
 * the process where a token is refused. A refused or revoked token shows in `health` and is tried again slowly.
 */
export function createSlackPlatform(options: Options): SlackPlatform {
  const { settings, log, clock, tally = NO_TALLY } = options;
  const botToken = settings.botToken === '' ? undefined : settings.botToken;
  const timings: Timings = { ...TIMINGS, ...options.timings };
  // Any call may be the first to find a token dead: where only direct messages come in, nothing else would show it.
  const refused = (token: string) => {
    if (token === botToken) tokens?.doubt();
  };
  const parts: Parts = {
    ...options,
    installations: options.installations ?? createProcessInstallations(),
    random: options.random ?? Math.random,
    tally,
    timings,
    clientFor: createClients({
      ...{ apiUrl: settings.apiUrl, timeoutMs: timings.call, log, refused, clock },
      ...(options.turns === undefined
        ? {}
        : { shared: { turns: options.turns, spacing: spacingIn(timings) } }),
      limited: () => tally.limited('slack'),
    }),
    codecFor: createCodecs({ secret: buttonSecret(settings), maxLength: SLACK_LIMITS.buttonValue }),
  };
  const { installations, random, clientFor, codecFor } = parts;
  const changed = () => health.changed();
  const tokens =
    botToken === undefined
      ? undefined
      : createTokenProof({ botToken, client: clientFor(botToken), changed, log, random, timings });
  const sweep =
    settings.oauth === undefined
      ? undefined
      : createInstallationSweep({ installations, clientFor, everyMs: timings.sweepEvery, log });
  const find = settings.oauth === undefined ? undefined : installations.find;
  const { authorize, strangerIn } = createAuthorizer({ botToken, own: () => tokens?.workspace(), find });
  const signingSecret = settings.signingSecret ?? '';
  const intake = createIntake({
    ...{ signingSecret, strangerIn, log, now: clock.now, timings },
    // Two processes may get the same request; its signature is what both see of it.
    ...(options.memory.shared === true
      ? { firstOfAll: (signature) => isFirst(`slack-request:${signature}`, options) }
      : {}),
  });
  const socket = socketOf(parts, { receive: intake.envelope, changed });
  const health = createHealth({
    ...{ token: () => tokens?.state(), connection: () => socket?.state() },
    ...{ transport: settings.transport, log },
  });

  /**
   * The client that speaks in a workspace; undefined where the app is not installed in it. While the own token is not
   * proven it is not known whose it is: it is then tried for every workspace, and Slack says whether it fits.
   */
  const clientOf = async (tenant: TenantId): Promise<SlackClient | undefined> => {
    const own = tokens?.workspace()?.tenant;
    if (botToken !== undefined && own === tenant) return clientFor(botToken);
    const found = await find?.(tenant);
    if (found !== undefined) return clientFor(found.botToken);
    return botToken === undefined || own !== undefined ? undefined : clientFor(botToken);
  };

  const delivery = createDelivery({
    clientOf,
    codecFor,
    commands: options.commands,
    tokenRefused(tenant) {
      tokens?.doubt();
      sweep?.doubt(tenant);
    },
    ...{ log, clock, timings },
  });

  const uninstalled = async (tenant: TenantId, at: number | undefined) => {
    await sweep?.removed(tenant, at);
    tokens?.doubt();
  };

  return {
    name: 'slack',
    delivery,
    routes: routesOf(parts, intake.handle),
    health: health.is,
    async start(core) {
      const problems = settingsProblems(settings);
      if (problems.length > 0) throw new ConfigError(problems);
      health.begin();
      intake.open(appOver(core, parts, { authorize, uninstalled }));
      sweep?.start();
      await Promise.all([tokens?.start(), socket?.start()]);
      health.changed();
    },
    async stop() {
      health.end();
      tokens?.stop();
      sweep?.stop();
      await intake.close();
      socket?.stop();
    },
  };
}

/** Bolt, with every listener connected to this core. */
function appOver(
  core: Core,
  parts: Parts,
  around: Pick<Surroundings, 'uninstalled'> & Pick<Authorizer, 'authorize'>,
): App {
  const { settings, log, memory, commands, clock, timings, random, clientFor, codecFor, tally } = parts;
  const app = new App({
    // Payloads come through `intake`; Bolt is to listen to nothing itself.
    receiver: { init() {}, start: async () => undefined, stop: async () => undefined },
    authorize: around.authorize,
    convoStore: false,
    logger: boltLogger(log),
    clientOptions: clientOptions({ apiUrl: settings.apiUrl, timeoutMs: timings.call, log }),
  });
  app.error(async (error) => {
    // Why somebody is not served is told where they are refused.
    if (error.code !== NOT_AUTHORIZED)
      log.error('Handling something from Slack failed.', { error: error.name, code: error.code });
  });
  const conversation = createConversation({
    ...{ core, clock, log, random, publicAnswers: settings.publicAnswers },
    answerWithinMs: timings.answerWithin,
    acknowledged: (ms) => tally.acknowledged('slack', ms),
  });
  const anonymous = clientFor('');
  const people = createPeople({
    approvers: settings.approvers ?? [],
    believeMs: timings.standing,
    now: clock.now,
  });
  listen(app, {
    ...{ commands, codecFor, memory, log, clock, suggest: core.suggest },
    ...withoutUndefined({ formOf: core.form }),
    clientFor: (token) => (token === undefined ? anonymous : clientFor(token)),
    people,
    respond: createResponder({ conversation, codecFor, commands, log, timings }),
    publishHome: createHome({ core, commands, codecFor, people }),
    uninstalled: around.uninstalled,
    unfurl: createUnfurl({ core, log }),
  });
  return app;
}

function spacingIn({ betweenPosts, betweenEdits, longestTurn }: Timings): PostSpacing {
  return { posts: betweenPosts, edits: betweenEdits, patience: longestTurn };
}

/** Bolt's code for a payload that `authorize` rejected. */
const NOT_AUTHORIZED = 'slack_bolt_authorization_error';

/** Socket Mode, not yet started; undefined where payloads come over HTTP or, in this role, not at all. */
function socketOf(
  { settings, log, clock, random, timings, clientFor, tally }: Parts,
  { receive, changed }: Pick<Parameters<typeof createSocketMode>[0], 'receive' | 'changed'>,
): SocketMode | undefined {
  const { appToken, transport } = settings;
  if (transport !== 'socket' || appToken === undefined) return undefined;
  const open = async () => {
    const { url } = await clientFor(appToken).apps.connections.open({});
    if (url === undefined) throw new Error('apps.connections.open gave no address');
    return url;
  };
  let stoodOnce = false;
  const told: typeof changed = (state) => {
    if (state.kind === 'live' && stoodOnce) tally.reconnected('slack');
    stoodOnce ||= state.kind === 'live';
    changed(state);
  };
  return createSocketMode({ open, receive, changed: told, log, now: clock.now, random, timings });
}

/** Installing needs its routes over Socket Mode too: a browser comes back over HTTP. */
function routesOf(
  { settings, timings, installations, log, memory, clock, clientFor }: Parts,
  handle: HttpRoute['handle'],
): readonly HttpRoute[] {
  const events: HttpRoute = { method: 'POST', path: '/slack/events', handle };
  const { oauth, apiUrl } = settings;
  return [
    ...(settings.transport === 'http' ? [events] : []),
    ...(oauth === undefined
      ? []
      : oauthRoutes({
          ...oauth,
          showsLinks: settings.showsLinks,
          apiUrl,
          timeoutMs: timings.call,
          clientFor,
          installations,
          log,
          memory,
          now: clock.now,
        })),
  ];
}

/** From a credential that outlives restarts, so that old buttons keep working. */
function buttonSecret({ signingSecret, botToken, oauth, appToken }: SlackSettings): string {
  const credential = signingSecret ?? botToken ?? oauth?.clientSecret ?? appToken ?? '';
  return createHash('sha256').update(`slack buttons ${credential}`).digest('hex');
}
