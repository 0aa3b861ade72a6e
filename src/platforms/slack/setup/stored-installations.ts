import { z } from 'zod';
import type { Log } from '../../../domain/log.ts';
import { createEncryption, type Encryption } from '../../../store/encryption.ts';
import type { InstallationStore, StoredInstallation } from '../../../store/store.ts';
import type { Installations } from '../connect/workspaces.ts';
import type { SlackSettings } from './settings.ts';

const PLATFORM = 'slack';

const WORKSPACE = z.object({
  tenant: z.string(),
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
  let made: Promise<Encryption> | undefined;
  const sealed = () => {
    made ??= createEncryption({ secret: oauth.stateSecret, salt: `${PLATFORM} ${oauth.clientId}` });
    return made;
  };
  const told = new Set<string>();
  const tellOnce = (sentence: string) => {
    if (told.has(sentence)) return;
    told.add(sentence);
    log.error(sentence);
  };

  const read = (row: StoredInstallation, encryption: Encryption) => {
    if (row.keyId !== encryption.keyId) {
      tellOnce(
        'Slack workspaces in the store were saved under another SLACK_STATE_SECRET and cannot be served: set that one again, or install anew at /slack/install.',
      );
      return undefined;
    }
    const text = encryption.open(row.sealed, aboutOf(row.tenant));
    if (text !== null) return { ...WORKSPACE.parse(JSON.parse(text)), installedAt: row.savedAt };
    tellOnce(
      `What the store holds about the Slack workspace ${row.tenant} was changed: install it anew at /slack/install.`,
    );
    return undefined;
  };

  return {
    async find(tenant) {
      const row = await store.installation(PLATFORM, tenant);
      return row === null ? undefined : read(row, await sealed());
    },
    async all() {
      const rows = await store.installations(PLATFORM);
      if (rows.length === 0) return [];
      const encryption = await sealed();
      return rows.flatMap((row) => read(row, encryption) ?? []);
    },
    async save(workspace) {
      const { keyId, close } = await sealed();
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

function aboutOf(tenant: string): string {
  return `${PLATFORM}/${tenant}`;
}
