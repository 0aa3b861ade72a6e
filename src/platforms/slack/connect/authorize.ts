import type { AuthorizeResult, AuthorizeSourceData } from '@slack/bolt';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { workspaceIn } from '../tenant.ts';
import type { TokenProof, Workspace } from './workspaces.ts';

/** Why a payload of Slack's is not served. */
export type Stranger = 'not-installed' | 'unknown-yet';

export interface Authorizer {
  /** What Bolt asks for each payload: as whom it is served. Rejects where it is not. */
  readonly authorize: (
    source: AuthorizeSourceData<boolean>,
    body: object | undefined,
  ) => Promise<AuthorizeResult>;
  /** Why this payload was not served; undefined where it was. */
  readonly strangerIn: (body: object) => Stranger | undefined;
}

/**
 * Serves a payload as the installation it comes from, and as no other: Slack signs for the app and not for a workspace,
 * so that a signed payload may come from any workspace, organisation or shared channel that knows the app. An
 * installation of a whole organisation serves all its workspaces; that of one workspace serves no other of the same
 * organisation. While the own token was never proven it is not known whose it is: then, with no other installations
 * possible, whoever asks is served as a workspace of their own, because response_url answers without a token.
 */
export function createAuthorizer(options: {
  readonly botToken: string | undefined;
  /** The workspace of the own token, once known. */
  readonly own: TokenProof['workspace'];
  /** Undefined where there is no installing by OAuth. */
  readonly find: ((tenant: TenantId) => Promise<Workspace | undefined>) | undefined;
}): Authorizer {
  const { botToken, find } = options;
  const strangers = new WeakMap<object, Stranger>();

  const workspaceOf = async (source: AuthorizeSourceData<boolean>): Promise<Workspace | Stranger> => {
    const tenants = [source.teamId, source.enterpriseId].flatMap((id) =>
      id === undefined ? [] : workspaceIn(id),
    );
    const own = options.own();
    if (own !== undefined && tenants.includes(own.tenant)) return own;
    for (const tenant of tenants) {
      const found = await find?.(tenant);
      if (found !== undefined) return found;
    }
    if (botToken === undefined || own !== undefined) return 'not-installed';
    return find === undefined ? { tenant: workspaceIn(source.teamId), botToken } : 'unknown-yet';
  };

  return {
    async authorize(source, body) {
      const found = await workspaceOf(source);
      if (typeof found !== 'string') return authorization(found);
      if (body !== undefined) strangers.set(body, found);
      throw new Error('the app is not installed in this workspace');
    },
    strangerIn: (body) => strangers.get(body),
  };
}

function authorization({ tenant, botToken, botId, botUserId }: Workspace): AuthorizeResult {
  return {
    botToken,
    ...(tenant === '' ? {} : { teamId: tenant }),
    ...(botId === undefined ? {} : { botId }),
    ...(botUserId === undefined ? {} : { botUserId }),
  };
}
