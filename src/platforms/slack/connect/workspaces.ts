import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { DEAD_TOKEN, failureOf, failureWords, type SlackClient } from '../api/api.ts';
import { workspaceIn } from '../tenant.ts';
import { retryWait, type Timings } from '../timings.ts';

/** One installation of the app: what is needed to speak in a workspace. */
export interface Workspace {
  /** Team id; the enterprise id where the whole organisation installed it. */
  readonly tenant: TenantId;
  readonly botToken: string;
  readonly botId?: string;
  readonly botUserId?: string;
  /** Epoch milliseconds; absent where it is not known. */
  readonly installedAt?: number;
}

/** Where installations by OAuth are kept; the app encrypts the tokens. */
export interface Installations {
  readonly find: (tenant: TenantId) => Promise<Workspace | undefined>;
  readonly all: () => Promise<readonly Workspace[]>;
  readonly save: (
    workspace: Workspace & { readonly name?: string; readonly scopes: readonly string[] },
  ) => Promise<void>;
  readonly remove: (tenant: TenantId) => Promise<void>;
}

/** Installations that end with the process: for tests and for trying OAuth out. */
export function createProcessInstallations(): Installations {
  const known = new Map<string, Workspace>();
  return {
    find: async (tenant) => known.get(tenant),
    all: async () => [...known.values()],
    async save(workspace) {
      known.set(workspace.tenant, workspace);
    },
    async remove(tenant) {
      known.delete(tenant);
    },
  };
}

/** Whether the token of the one installation works. */
type TokenState =
  | { readonly kind: 'unproven' }
  | { readonly kind: 'proven'; readonly workspace: Workspace }
  | { readonly kind: 'failing'; readonly reason: string; readonly final: boolean };

export interface TokenProof {
  /** Resolves after the first attempt, whatever came of it. */
  readonly start: () => Promise<void>;
  readonly state: () => TokenState;
  /** The workspace once known, also while the token fails later. */
  readonly workspace: () => Workspace | undefined;
  /** Something else found the token refused: prove it again now. */
  readonly doubt: () => void;
  readonly stop: () => void;
}

/**
 * Proves a bot token with auth.test and again every `proveEvery`, because the event that says it was revoked can be lost.
 * Never rejects: a refused token is tried again slowly, anything else with back-off.
 */
export function createTokenProof(options: {
  readonly botToken: string;
  readonly client: SlackClient;
  readonly changed: () => void;
  readonly log: Log;
  readonly random: () => number;
  readonly timings: Timings;
}): TokenProof {
  const { timings } = options;
  let state: TokenState = { kind: 'unproven' };
  let workspace: Workspace | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let underWay: Promise<void> | undefined;

  const enter = (to: TokenState) => {
    const same =
      state.kind === to.kind &&
      (to.kind !== 'failing' || (state.kind === 'failing' && state.reason === to.reason));
    state = to;
    if (!same) options.changed();
  };

  const prove = async () => {
    let wait = timings.proveEvery;
    try {
      const result = await options.client.auth.test();
      failures = 0;
      const tenant = workspaceIn(
        result.is_enterprise_install === true ? result.enterprise_id : result.team_id,
      );
      workspace = {
        tenant,
        botToken: options.botToken,
        ...(result.bot_id === undefined ? {} : { botId: result.bot_id }),
        ...(result.user_id === undefined ? {} : { botUserId: result.user_id }),
      };
      enter({ kind: 'proven', workspace });
    } catch (error) {
      failures += 1;
      const failure = failureOf(error);
      const final = failure.kind === 'refused' && DEAD_TOKEN.has(failure.code);
      wait = final ? timings.retryRefused : retryWait(failures, timings, options.random);
      if (failure.kind === 'rate-limited') wait = failure.retryAfterMs;
      enter({ kind: 'failing', reason: failureWords(failure), final });
    }
    if (!stopped) timer = setTimeout(again, wait).unref();
  };

  const again = () => {
    clearTimeout(timer);
    underWay ??= prove().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  return {
    start: () => {
      stopped = false;
      return again();
    },
    state: () => state,
    workspace: () => workspace,
    doubt: () => {
      if (!stopped && state.kind === 'proven') void again();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
