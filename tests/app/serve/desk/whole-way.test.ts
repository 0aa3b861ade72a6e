import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeDiscord } from '../../../fakes/discord/fake-discord.ts';
import { APPLICATION, CHANNEL, GUILD, slash } from '../../../fakes/discord/interactions.ts';
import { TEAM } from '../../../fakes/slack/slack.ts';
import { type Served, serveIt } from '../../../fixtures/served.ts';
import { buttonsOf, press, shownText } from '../../../platforms/slack/desk.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const WORDS = 'A levy of that size is a gift to nobody but the people who drew it up';
const PASTED = `Levy row goes on\n\n"${WORDS}," said harbour analyst Arto Lehtinen on Monday.`;
const DESK = 'C0EDITORS';
const READERS = 'C0DESK';

describe('from an article to a correction', () => {
  let home: string;
  let served: Served | undefined;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'readout-way-'));
    await cp(join(fixtures, 'writers-strike-2023'), join(home, 'briefings', 'writers-strike-2023'), {
      recursive: true,
    });
  });
  afterEach(async () => {
    await served?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('is drafted, approved in Slack by a second person, asked in Discord, in the next digest, and corrected later', async () => {
    const discord = await startFakeDiscord();
    await writeFile(
      join(home, 'readout.yaml'),
      [
        'desk:',
        '  two_person: on',
        '  channels:',
        `    - {platform: slack, tenant: ${TEAM}, channel: ${DESK}, editors: [U0ANA, U0BEN]}`,
        `    - {platform: discord, tenant: "${GUILD}", channel: "${CHANNEL}", editors: ["501"]}`,
        '',
      ].join('\n'),
    );
    served = await serveIt({
      ...{ READOUT_HOME: home, READOUT_CONFIG: join(home, 'readout.yaml'), HOME: home },
      DATABASE_URL: `file:${join(home, 'readout.db')}`,
      ...{ DISCORD_TOKEN: 'MTIzNDU2.x.y', DISCORD_CLIENT_ID: APPLICATION, DISCORD_API_URL: discord.apiUrl },
    });
    await served.seen(/Started\./);
    const { slack } = served;
    const until = async <T>(look: () => T | undefined | false, what: string): Promise<T> => {
      for (const end = Date.now() + 20_000; Date.now() < end; ) {
        const found = look();
        if (found !== undefined && found !== false) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(
        `waited in vain for ${what}\n${served?.log()}\n${JSON.stringify(slack.messages.map(shownText)).slice(0, 6000)}`,
      );
    };
    const typed = async (user: string, command: string, text: string): Promise<string> => {
      const before = slack.responses.length;
      const { payload } = await slack.answered('slash_commands', {
        ...{ command, text, team_id: TEAM, channel_id: READERS, user_id: user },
        ...{ response_url: slack.responseUrl(), trigger_id: '1.2.abc' },
      });
      if (payload !== undefined) return shownText(payload);
      return until(
        () => slack.responses[before] !== undefined && shownText(slack.responses[before]?.body),
        text,
      );
    };

    // What is there before is told first, so that the next digest is about what is new.
    expect(await typed('U0ANA', '/digest', 'subscribe time:08:00')).toContain('08:00');
    expect(await typed('U0ANA', '/propose', `source what:${JSON.stringify(PASTED)}`)).toContain(
      'up for review',
    );
    const draft = () =>
      slack.messages.find((one) => one.channel === DESK && shownText(one).includes('Draft statement'));
    const card = await until(draft, 'the card');
    const cardOf = () => slack.messages.find(({ ts }) => ts === card.ts);
    const [approve] = buttonsOf(card);
    expect(approve?.label).toBe('Approve');
    const pressedBy = async (user: string): Promise<string> => {
      const before = slack.responses.length;
      await slack.answered(
        'interactive',
        press(slack, approve ?? { action_id: '' }, {
          ...{ user: { id: user, name: user, team_id: TEAM }, channel: { id: DESK, name: 'editors' } },
          container: { type: 'message', message_ts: card.ts, channel_id: DESK },
        }),
      );
      return until(
        () => slack.responses[before] !== undefined && shownText(slack.responses[before]?.body),
        'a reply',
      );
    };
    expect(await pressedBy('U0ANA')).toContain('You proposed it yourself');
    expect(await pressedBy('U0BEN')).toContain('is live');
    await until(() => shownText(cardOf()).includes('Approved by') || undefined, 'the edit of the card');
    expect(buttonsOf(cardOf())).toEqual([]);
    await until(
      () =>
        discord.messages
          .get(CHANNEL)
          ?.map((one) => JSON.stringify(one))
          .find((one) => one.includes('Approved by') && one.includes('A levy of that size')),
      'the edited card in Discord',
    );

    const asked = async () => {
      const question = slash(['who-said'], { words: WORDS });
      discord.send(question);
      return JSON.stringify(await discord.answered(question));
    };
    for (let tries = 0; !(await asked()).includes('Arto Lehtinen'); tries += 1) {
      expect(tries).toBeLessThan(100);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }

    await typed('U0BEN', '/digest', 'test');
    const digest = await until(
      () => slack.messages.find((one) => one.channel === READERS && shownText(one).includes('Lehtinen')),
      'the digest',
    );
    const [, record = ''] = /statement:(\S+) is live/.exec(shownText(cardOf())) ?? [];
    const gone = await typed(
      'U0ANA',
      '/review',
      `withdraw record:statement:${record} reason:"The interview was of another year."`,
    );
    expect(gone).toContain('answers nothing any more');
    await until(
      () =>
        slack.messages.some(
          (one) => one.channel === READERS && shownText(one).includes('The interview was of another year.'),
        ) || undefined,
      'the correction',
    );
    const corrected = slack.messages.find(({ ts }) => ts === digest.ts);
    expect(shownText(corrected)).toContain('Withdrawn: ');
    expect([...slack.violations, ...discord.violations]).toEqual([]);
    await discord.close();
  }, 60_000);
});
