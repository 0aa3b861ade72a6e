import { cardOf } from '../../../answer/card.ts';
import { CARD_LIMITS } from '../../../answer/card-limits.ts';
import type { Core } from '../../../core/request.ts';
import type { Log } from '../../../domain/log.ts';
import type { TenantId } from '../../../domain/schedule/tenant.ts';
import { failureOf, type SlackClient } from '../api/api.ts';
import { presentAnswer } from '../render/paging.ts';

/** Links of one message that Slack asks about; it names at most five. */
export interface SharedLinks {
  readonly tenant: TenantId;
  readonly channel: string;
  readonly user: string;
  readonly client: SlackClient;
  readonly links: readonly string[];
  /** The message by its time, or what is being written by an id of its own. */
  readonly at: { readonly ts: string } | { readonly unfurl_id: string; readonly source: string };
}

const MOST_LINKS = 5;
/** Nothing is pressed in a preview: it shows what the page says, to everybody who sees the link. */
const NO_BUTTONS = { encode: () => null, decode: () => null };

/** Shows below a message what the pages it links to say, as far as the channel it is in may see them. */
export function createUnfurl({ core, log }: { readonly core: Core; readonly log: Log }) {
  return async ({ tenant, channel, user, client, links, at }: SharedLinks): Promise<void> => {
    const asker = { platform: 'slack', tenant, channel, user, mayConfigure: false };
    const unfurls: Record<string, { blocks: object[] }> = {};
    for (const url of links.slice(0, MOST_LINKS)) {
      const answer = (await core.answerAt?.(url, asker)) ?? null;
      // A preview is seen by the whole channel: what is for one reader alone is left a bare link.
      if (answer === null || answer.audience === 'asker') continue;
      const { page: _, ...bare } = answer;
      const card = cardOf({ ...bare, actions: [] }, CARD_LIMITS.message, () => true);
      const shown = { line: undefined, page: 0, share: false, codec: NO_BUTTONS } as const;
      const [message] = presentAnswer({ ...card, short: { more: false } }, shown);
      if (message !== undefined) unfurls[url] = { blocks: [...message.blocks] };
    }
    if (Object.keys(unfurls).length === 0) return;
    try {
      await client.apiCall('chat.unfurl', {
        unfurls,
        ...('ts' in at ? { channel, ts: at.ts } : at),
      });
    } catch (error) {
      log.warn('A link to a page could not be shown in Slack.', { reason: failureOf(error).kind });
    }
  };
}
