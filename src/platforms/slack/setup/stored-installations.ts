import { z } from 'zod';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { createEncryption, type Encryption } from '../../../store/encryption.ts';
import type { InstallationStore, StoredInstallation } from '../../../store/ports/installations.ts';
import type { Rotated } from '../../module.ts';
import type { Installations } from '../connect/workspaces.ts';
import type { SlackSettings } from './settings.ts';

const PLATFORM = 'slack';

/** What is closed in a row. The name and scopes in there are not read back. */
const WORKSPACE = z.object({
  botToken: z.string(),
  botId: z.string().exactOptional(),
  botUserId: z.string().exactOptional(),
});

/**
 * Slack installations in the store, closed under a key made from SLACK_STATE_SECRET: that one is the desk's own, while
 * Slack's client secret may have to be changed without every workspace installing anew. What another key closed counts as
 * not installed, is kept in case the key comes back, and is said once.
 */
export function storedInstallations(options: {
  readonly store: InstallationStore;
  readonly oauth: NonNullable<SlackSettings['oauth']>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log;
}): Installations {
  const { store, oauth, now, log } = options;
  // Made once and at first use: scrypt takes its time.
  let made: Promise<readonly [Encryption, ...Encryption[]]> | undefined;
  const keys = () => {
    made ??= keysOf(oauth);
    return made;
  };
  const told = new Set<string>();
  const tellOnce = (sentence: string) => {
    if (told.has(sentence)) return;
    told.add(sentence);
    log.error(sentence);
  };

  const read = (row: StoredInstallation, known: readonly Encryption[]) => {
    const encryption = known.find(({ keyId }) => keyId === row.keyId);
    if (encryption === undefined) {
      tellOnce(
        'Slack workspaces in the store were saved under another SLACK_STATE_SECRET and cannot be served: set that one as SLACK_OLD_STATE_SECRET, or install anew at /slack/install.',
      );
      return undefined;
    }
    const text = encryption.open(row.sealed, aboutOf(row.tenant));
    if (text !== null)
      return { tenant: row.tenant, ...WORKSPACE.parse(JSON.parse(text)), installedAt: row.savedAt };
    tellOnce(
      `What the store holds about the Slack workspace ${row.tenant} was changed: install it anew at /slack/install.`,
    );
    return undefined;
  };

  return {
    async find(tenant) {
      const row = await store.installation(PLATFORM, tenant);
      return row === null ? undefined : read(row, await keys());
    },
    async all() {
      const rows = await store.installations(PLATFORM);
      if (rows.length === 0) return [];
      const known = await keys();
      return rows.flatMap((row) => read(row, known) ?? []);
    },
    async save(workspace) {
      const [{ keyId, close }] = await keys();
      const { tenant } = workspace;
      await store.saveInstallation({
        ...{ platform: PLATFORM, tenant, keyId, savedAt: now() },
        sealed: close(JSON.stringify(workspace), aboutOf(tenant)),
      });
    },
    async remove(tenant) {
      await store.removeInstallation(PLATFORM, tenant);
    },
  };
}

/** The present key, and the one before where it is given. */
async function keysOf({
  clientId,
  stateSecret,
  oldStateSecret,
}: NonNullable<SlackSettings['oauth']>): Promise<readonly [Encryption, ...Encryption[]]> {
  const salt = `${PLATFORM} ${clientId}`;
  const present = await createEncryption({ secret: stateSecret, salt });
  if (oldStateSecret === undefined) return [present];
  return [present, await createEncryption({ secret: oldStateSecret, salt })];
}

/** Closes every installation that is kept under SLACK_OLD_STATE_SECRET under SLACK_STATE_SECRET. */
export async function closeInstallationsAnew(options: {
  readonly store: InstallationStore;
  readonly oauth: NonNullable<SlackSettings['oauth']>;
  readonly log: Log;
}): Promise<Rotated> {
  const { store, oauth, log } = options;
  const [present, ...old] = await keysOf(oauth);
  let [rotated, current, lost] = [0, 0, 0];
  for (const row of await store.installations(PLATFORM)) {
    const about = aboutOf(row.tenant);
    if (row.keyId === present.keyId) {
      current += 1;
      continue;
    }
    const text = old.find(({ keyId }) => keyId === row.keyId)?.open(row.sealed, about) ?? null;
    if (text === null) {
      lost += 1;
      log.warn(
        `The Slack workspace ${row.tenant} is kept under a secret that is neither SLACK_STATE_SECRET nor SLACK_OLD_STATE_SECRET.`,
      );
      continue;
    }
    // One that was installed anew meanwhile is under the present secret.
    const done = await store.closeAnew(row, { keyId: present.keyId, sealed: present.close(text, about) });
    if (done) rotated += 1;
    else current += 1;
  }
  return { rotated, current, lost };
}

/** Bound to the row when it is closed: a token moved to another workspace's row does not open there. */
function aboutOf(tenant: TenantId): string {
  return `${PLATFORM}/${tenant}`;
}
