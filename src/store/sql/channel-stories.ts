import type { ChannelStoryStore } from '../ports/channel-stories.ts';
import { numberOf, type SqlDriver, statement, tenantOf, textOf } from './driver.ts';
import { auditStatement } from './subscriptions.ts';

export function channelStoryStore(driver: SqlDriver): ChannelStoryStore {
  return {
    async channelStories() {
      const rows = await driver.all('select * from channel_story order by platform, tenant, channel');
      return rows.map((row) => ({
        platform: textOf(row, 'platform'),
        tenant: tenantOf(row),
        channel: textOf(row, 'channel'),
        story: textOf(row, 'story'),
        setBy: textOf(row, 'set_by'),
        setAt: numberOf(row, 'set_at'),
      }));
    },
    async setChannelStory({ platform, tenant, channel, story, setBy, setAt }, why) {
      await driver.batch([
        statement(
          `insert into channel_story (platform, tenant, channel, story, set_by, set_at)
          values ($1, $2, $3, $4, $5, $6)
          on conflict (platform, tenant, channel) do update set story = $4, set_by = $5, set_at = $6`,
          ...[platform, tenant, channel, story, setBy, setAt],
        ),
        auditStatement(why),
      ]);
    },
    async clearChannelStory({ platform, tenant, channel }, why) {
      await driver.batch([
        statement(
          'delete from channel_story where platform = $1 and tenant = $2 and channel = $3',
          ...[platform, tenant, channel],
        ),
        auditStatement(why),
      ]);
    },
  };
}
