import type { Log } from '../../../domain/log.ts';
import type { PlatformHealth } from '../../platform.ts';
import type { SocketState } from './socket-mode.ts';
import type { TokenProof } from './workspaces.ts';

/** Slack's health: asked at any time, and told in the log while it is served. */
export interface Health {
  /** As it is now; the reason is in sentences for the operator. */
  readonly is: () => PlatformHealth;
  /** From now on it is told: one plain line whenever the state changes, and no more. */
  readonly begin: () => void;
  readonly changed: () => void;
  readonly end: () => void;
}

/** How Slack is doing, as its token and its connection tell; undefined where the settings have none. */
export function createHealth(of: {
  readonly token: () => ReturnType<TokenProof['state']> | undefined;
  readonly connection: () => SocketState | undefined;
  readonly transport: string;
  readonly log: Log;
}): Health {
  let started = false;
  let told = false;
  let last: PlatformHealth['state'] | undefined;

  const is = (): PlatformHealth => {
    if (!started) return { state: 'starting', reason: 'Slack is not started yet.' };
    const reasons: string[] = [];
    const token = of.token();
    const line = of.connection();
    // Where Slack is away, nothing is known of the token.
    if (token?.kind === 'failing')
      reasons.push(`The bot token ${token.final ? 'does not work' : 'could not be tried'}: ${token.reason}.`);
    if (line?.kind === 'lost') reasons.push(`There is no Socket Mode connection: ${line.reason}.`);
    if (reasons.length === 0)
      return token?.kind === 'unproven' || line?.kind === 'connecting'
        ? { state: 'starting', reason: 'Slack is being connected.' }
        : { state: 'ready' };
    // Without a connection nothing is heard; without a token, commands are still answered through response_url.
    const down = line?.kind === 'lost' || (token?.kind === 'failing' && token.final);
    return { state: down ? 'down' : 'degraded', reason: reasons.join(' ') };
  };

  return {
    is,
    begin() {
      started = true;
      told = true;
    },
    changed() {
      if (!told) return;
      const { state, reason } = is();
      // Starting is no news: what comes of it is told.
      if (state === 'starting' || state === last) return;
      last = state;
      if (state === 'ready') of.log.info('Slack is ready.', { transport: of.transport });
      else of.log.warn(reason ?? 'Slack is not ready.', { platform: 'slack', state });
    },
    end() {
      told = false;
    },
  };
}
