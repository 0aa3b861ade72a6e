import { afterEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/commands/registry.ts';
import type { Core } from '../../../src/core/request.ts';
import { createCore } from '../../../src/dispatch/dispatch.ts';
import { slackManifest } from '../../../src/platforms/slack/setup/manifest.ts';
import { askable } from '../../fixtures/asking.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { type Desk, event, openDesk, stamp } from './desk.ts';

const PAGES = 'https://readout.example';
const HIDDEN = { ...smallBriefing(), id: 'hidden', title: 'The hidden talks' };

/** A core whose workspace may see the lake alone. */
function core(): Core {
  const stories = [askable(smallBriefing()), askable(HIDDEN)];
  return createCore({
    ...{ stories: () => stories, commands: COMMANDS, pages: PAGES },
    clock: () => Temporal.Instant.from('2031-05-20T12:00:00Z'),
    channels: {
      settingOf: () => ({ story: null, because: '', sees: ['lake'] }),
      choose: () => Promise.reject(new Error('nothing is set here')),
    },
  });
}

let desk: Desk | undefined;
afterEach(() => desk?.close());

/** What Slack is given for these links. */
async function unfurled(links: readonly string[], more: Record<string, unknown> = {}) {
  desk = await openDesk('socket', { core: core(), commands: COMMANDS });
  desk.slack.answer('chat.unfurl', () => ({}));
  await desk.give(
    'events_api',
    event('link_shared', {
      channel: 'C0DESK',
      user: 'U0ASKER',
      message_ts: stamp(),
      links: links.map((url) => ({ domain: 'readout.example', url })),
      ...more,
    }),
  );
  await desk.close();
  const call = desk.slack.calls.find(({ method }) => method === 'chat.unfurl');
  desk = undefined;
  return call?.args;
}

describe('a link to a page of ours in Slack', () => {
  it('is shown in short below the message: a record, a story, an answer', async () => {
    const links = [
      `${PAGES}/lake/provision/border`,
      `${PAGES}/lake`,
      `${PAGES}/ask?q=%2Fplan-point+6&story=lake`,
    ];
    const args = await unfurled(links);
    expect(args?.['channel']).toBe('C0DESK');
    const unfurls = JSON.parse(String(args?.['unfurls']));
    expect(Object.keys(unfurls)).toEqual(links);
    for (const url of links) {
      expect(unfurls[url].blocks.length).toBeGreaterThan(0);
      expect(JSON.stringify(unfurls[url])).not.toContain('"actions"');
    }
  });

  it('goes by the id of what is being written where it is not posted yet', async () => {
    const args = await unfurled([`${PAGES}/lake`], { source: 'composer', unfurl_id: 'C.1.abc' });
    expect(args).toMatchObject({ source: 'composer', unfurl_id: 'C.1.abc' });
  });

  it.each([
    ['a story this workspace may not see', `${PAGES}/hidden`],
    ['a record of one', `${PAGES}/hidden/provision/border`],
    ['a question put to one', `${PAGES}/ask?q=border&story=hidden`],
    ['a record there is not', `${PAGES}/lake/provision/nowhere`],
    ['another host', 'https://elsewhere.example/lake'],
    ['no page', `${PAGES}/lake/%E0%A4%A`],
  ])('is left alone where it leads to %s', async (_, url) => {
    expect(await unfurled([url])).toBeUndefined();
  });

  it('is left alone where we posted it ourselves', async () => {
    expect(await unfurled([`${PAGES}/lake`], { user: 'U0BOT' })).toBeUndefined();
  });

  it('is asked about by the manifest only where pages are served', () => {
    const manifest = slackManifest({ commands: COMMANDS, pages: PAGES });
    expect(manifest.features.unfurl_domains).toEqual(['readout.example']);
    expect(manifest.oauth_config.scopes.bot).toContain('links:write');
    expect(manifest.settings.event_subscriptions.bot_events).toContain('link_shared');
    expect(JSON.stringify(slackManifest({ commands: COMMANDS }))).not.toContain('link');
  });
});
