import type { TenantId } from '../../../domain/schedule/tenant.ts';
import type { SlackClient } from '../api/api.ts';

/** Whether somebody may change what is posted. */
export interface People {
  readonly mayConfigure: (who: {
    readonly tenant: TenantId;
    readonly user: string;
    readonly client: SlackClient;
  }) => Promise<boolean>;
}

/** People; the one asked about longest ago goes first. */
const MOST_REMEMBERED = 10_000;

/**
 * Members of the workspace may configure; guests, people of other companies in a shared channel, bots and deleted
 * accounts may only ask. Where approvers are named, they alone may. Slack's word is kept for `believeMs` and never
 * guessed: no answer means no.
 */
export function createPeople(options: {
  readonly approvers: readonly string[];
  readonly believeMs: number;
  readonly now: () => number;
}): People {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<boolean> }>();
  return {
    mayConfigure({ tenant, user, client }) {
      if (options.approvers.length > 0 && !options.approvers.includes(user)) return Promise.resolve(false);
      const key = `${tenant}/${user}`;
      const before = known.get(key);
      if (before !== undefined && before.until > options.now()) return before.answer;
      const answer = isMember(client, tenant, user).catch(() => {
        known.delete(key);
        return false;
      });
      known.delete(key);
      known.set(key, { until: options.now() + options.believeMs, answer });
      const oldest = known.keys().next();
      if (known.size > MOST_REMEMBERED && !oldest.done) known.delete(oldest.value);
      return answer;
    },
  };
}

/** https://docs.slack.dev/reference/objects/user-object */
async function isMember(client: SlackClient, tenant: TenantId, user: string): Promise<boolean> {
  const { user: person } = await client.users.info({ user });
  if (person === undefined || person.deleted === true || person.is_bot === true) return false;
  if (person.is_restricted === true || person.is_ultra_restricted === true) return false;
  if ('is_stranger' in person && person.is_stranger === true) return false;
  const home = person.team_id;
  const organisation = person.enterprise_user?.enterprise_id;
  return home === undefined || home === tenant || organisation === tenant || inTeams(person, tenant);
}

/** In an organisation a person belongs to several workspaces, and is a member in each. */
function inTeams(
  person: { readonly enterprise_user?: { readonly teams?: readonly string[] } },
  tenant: TenantId,
): boolean {
  return person.enterprise_user?.teams?.includes(tenant) === true;
}
