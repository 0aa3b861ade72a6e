import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { draftAnswer } from '../../../commands/desk/draft-answer.ts';
import type { DeskService, DraftCard } from '../../../commands/desk/service.ts';
import type { Story } from '../../../core/stories.ts';
import { Refusal } from '../../../domain/errors.ts';
import { NO_TENANT, type TenantId } from '../../../domain/schedule/tenant.ts';
import type { StoredProposal } from '../../../store/ports/proposals.ts';
import type { Store } from '../../../store/store.ts';
import { shipWithInstallation } from '../../config/home.ts';
import { fetchRules } from '../../process/use-proxy.ts';
import { publishDue } from '../../review/publish-due.ts';
import { deskRules } from '../../review/rules.ts';
import { packFolder } from '../briefings.ts';
import { createAddAside } from '../feeds/add-aside.ts';
import type { DeskOptions, DeskParts } from './desk-parts.ts';
import { draftCard } from './draft-card.ts';
import { postDrafts } from './post-drafts.ts';
import { createDeskService, laterKey } from './service.ts';

/** The desk of a running process. */
export interface ServedDesk {
  readonly service: DeskService;
  /** Once a minute, and whenever something changed: puts what was held into the pack and plans what is to be posted. */
  readonly work: (now: number, store: Store) => Promise<void>;
}

/** Drafts proposed and reviewed in chat, by the same rules and in the same files as in the terminal. */
export function createDesk(options: DeskOptions): ServedDesk {
  const { config, store, stories, now } = options;
  const { channels } = config.behaviour.desk;
  const folders = new Map<string, string>();
  const folderOf = async (story: string): Promise<string> => {
    const { briefings } = config.behaviour;
    if (config.database.kind === 'postgres')
      throw new Refusal(
        'not-available',
        'These briefings come from the store: decide with readout review where their folder is, then readout pack push.',
      );
    if (shipWithInstallation(briefings, config.home))
      throw new Refusal(
        'not-available',
        'These briefings ship with Readout and are not written to: copy them first.',
      );
    const known = folders.get(story);
    if (known !== undefined && existsSync(join(known, 'story.yaml'))) return known;
    const found = await packFolder(config, story);
    folders.set(story, found);
    return found;
  };
  const parts: DeskParts = {
    ...options,
    channels,
    aside: createAddAside({ archive: config.archive, rules: fetchRules(config), now }),
    folderOf,
    async deskFor({ briefing }, asker) {
      return {
        ...{ store, story: briefing.id, folder: await folderOf(briefing.id), now },
        by: `${asker.platform}:${asker.user}`,
        rules: deskRules(config.behaviour.desk, briefing.zone),
        place: { tenant: asker.tenant, channel: asker.channel },
      };
    },
  };
  const names = namesOf(parts);
  const show = async (stored: StoredProposal, over: Store): Promise<DraftCard | null> => {
    const story = stories().find(({ briefing }) => briefing.id === stored.story);
    const article = (await over.proposedArticles(stored.story)).find(({ id }) => id === stored.article);
    if (story === undefined || article === undefined) return null;
    return draftCard(stored, article, { story, folder: await folderOf(stored.story) }, await names(stored));
  };
  const service = createDeskService(parts, (stored) => show(stored, store));

  return {
    service,
    async work(at, over) {
      for (const story of stories()) await publish(parts, story, over);
      await postDrafts({
        ...{ store: over, channels, now: at },
        stories: stories().map(({ briefing }) => briefing.id),
        besides: async ({ id }) => (await over.lineOf(laterKey(id), at)) ?? '',
        async show(stored) {
          const card = await show(stored, over);
          const { zone } = stories().find(({ briefing }) => briefing.id === stored.story)?.briefing ?? {
            zone: 'UTC',
          };
          const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
          return card === null ? null : draftAnswer(card, today.toString());
        },
      });
    },
  };
}

async function publish(
  { config, folderOf, now, log }: DeskParts,
  { briefing }: Story,
  store: Store,
): Promise<void> {
  if ((await store.proposalsOf(briefing.id, { state: 'held' })).length === 0) return;
  const rules = deskRules(config.behaviour.desk, briefing.zone);
  const desk = { store, story: briefing.id, folder: await folderOf(briefing.id), now, rules };
  for (const { id, outcome } of await publishDue(desk)) {
    if (outcome.kind === 'refused' || outcome.kind === 'conflict')
      log.warn('What was approved could not go live at its time and waits for review again.', {
        ...{ draft: id, reason: outcome.problems.join(' ') },
      });
  }
}

/** What those who proposed, decided and put off a draft are called. */
function namesOf({ deliveries, channels, store, now }: DeskParts) {
  const nameOf = async (by: string, tenant: TenantId): Promise<string> => {
    const [platform = '', ...rest] = by.split(':');
    const id = rest.join(':');
    if (platform === 'config') return 'a watched feed';
    const delivery = deliveries.get(platform);
    if (delivery === undefined) return id === '' ? 'nobody' : id;
    return (await delivery.nameOf?.(tenant, 'person', id).catch(() => null)) ?? 'a member';
  };
  const tenantOf = (by: string) =>
    channels.find(({ platform }) => by.startsWith(`${platform}:`))?.tenant ?? NO_TENANT;
  return async ({ id, proposer, decidedBy }: StoredProposal) => {
    const later = await store.lineOf(laterKey(id), now());
    return {
      proposer: await nameOf(`${proposer.platform}:${proposer.actor}`, proposer.tenant),
      decider: decidedBy === '' ? '' : await nameOf(decidedBy, tenantOf(decidedBy)),
      ...(later === undefined ? {} : { putOffBy: await nameOf(later, tenantOf(later)) }),
    };
  };
}
