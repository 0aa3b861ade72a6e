import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { failureOf, type SlackClient } from '../api/api.ts';
import type { Installations, Workspace } from './workspaces.ts';

/** Forgets workspaces that have taken the app away. */
export interface InstallationSweep {
  readonly start: () => void;
  /** Slack said that the app was removed here, and when; what was installed after that stays. */
  readonly removed: (tenant: TenantId, at?: number) => Promise<void>;
  /** Slack refused this workspace's token: prove it now. */
  readonly doubt: (tenant: TenantId) => void;
  readonly stop: () => void;
}

/**
 * Refusals after which a token never works again (https://docs.slack.dev/reference/methods/auth.test#errors). A suspended
 * workspace or a migration is none: it may come back.
 */
const GONE_FOR_GOOD: ReadonlySet<string> = new Set([
  'account_inactive',
  'app_uninstalled',
  'invalid_auth',
  'token_revoked',
  'user_removed_from_team',
]);

/** auth.test allows hundreds a minute; more workspaces than this are proven turn about. */
const MOST_A_ROUND = 100;

/**
 * Proves every installation's token with auth.test again and again, because the event that says it was revoked can be
 * lost. A token that is gone for good is deleted with everything about it; any other failure changes nothing.
 */
export function createInstallationSweep(options: {
  readonly installations: Installations;
  readonly clientFor: (token: string) => SlackClient;
  readonly everyMs: number;
  readonly log: Log;
}): InstallationSweep {
  const { installations, clientFor, log } = options;
  /** Number of the round in which each tenant was last proven. */
  const proven = new Map<string, number>();
  let rounds = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;

  const forget = async (tenant: TenantId) => {
    proven.delete(tenant);
    try {
      await installations.remove(tenant);
    } catch (error) {
      // The token is dead, so the next round comes back to it.
      log.error('A Slack workspace that removed the app could not be forgotten yet.', {
        ...{ tenant, error: String(error) },
      });
    }
  };

  const prove = async ({ tenant, botToken }: Workspace) => {
    proven.set(tenant, rounds);
    try {
      await clientFor(botToken).auth.test();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused' || !GONE_FOR_GOOD.has(failure.code)) return;
      // Meanwhile somebody may have installed it anew, with another token.
      if ((await installations.find(tenant))?.botToken !== botToken) return;
      log.warn('A Slack workspace has taken the app away; its token is deleted.', {
        ...{ tenant, reason: failure.code },
      });
      await forget(tenant);
    }
  };

  const round = async () => {
    rounds += 1;
    const longestUnproven = [...(await installations.all())]
      .sort((a, b) => (proven.get(a.tenant) ?? 0) - (proven.get(b.tenant) ?? 0))
      .slice(0, MOST_A_ROUND);
    await Promise.all(longestUnproven.map(prove));
  };

  const next = async () => {
    await quietly(round);
    if (running) timer = setTimeout(next, options.everyMs).unref();
  };

  const quietly = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      log.error('The Slack workspaces could not be looked through.', { error: String(error) });
    }
  };

  return {
    start() {
      if (running) return;
      running = true;
      void next();
    },
    async removed(tenant, at) {
      const installedAt = (await installations.find(tenant))?.installedAt;
      // Slack delivers events late and again; this one is about an installation before the present one.
      if (at !== undefined && installedAt !== undefined && at < installedAt) {
        log.info('An old notice of removal came from a Slack workspace that has the app again.', { tenant });
        return;
      }
      log.warn('The app was removed from a Slack workspace.', { tenant });
      await forget(tenant);
    },
    doubt(tenant) {
      if (!running) return;
      void quietly(async () => {
        const workspace = await installations.find(tenant);
        if (workspace !== undefined) await prove(workspace);
      });
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}
