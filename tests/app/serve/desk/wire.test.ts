import { afterEach, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../../../src/core/command.ts';
import { formatLine } from '../../../../src/core/line/format-line.ts';
import {
  GUILD,
  messageCommand,
  sendForm,
  slash as slashDiscord,
} from '../../../fakes/discord/interactions.ts';
import type { Json } from '../../../fakes/discord/json.ts';
import { TEAM } from '../../../fakes/slack/slack.ts';
import { underTest } from '../../../platforms/discord/platform-under-test.ts';
import { openDesk, shownText, slash, until } from '../../../platforms/slack/desk.ts';
import { type DeskServed, serveDesk } from './served-desk.ts';

const WORDS = 'A levy of that size is a gift to nobody but the people who drew it up';
const PASTED = `Levy row goes on\n\n"${WORDS}," said harbour analyst Arto Lehtinen on Monday.`;

/** One platform as people of the desk use it. */
interface Wire {
  /** What the asker reads, and whether nobody else does. */
  readonly ask: (
    user: string,
    path: readonly string[],
    values?: OptionValues,
  ) => Promise<{ readonly words: string; readonly whispered: boolean }>;
  /** Opens the form of a command and sends it in with what is filled in over what it shows; what it showed. */
  readonly fill: (
    user: string,
    path: readonly string[],
    values: OptionValues,
    filled: OptionValues,
  ) => Promise<{ readonly shown: string; readonly words: string }>;
  /** Hands a message in from its menu. */
  readonly point: (user: string, message: string) => Promise<string>;
  readonly close: () => Promise<readonly string[]>;
}

const PLATFORMS = {
  slack: { tenant: TEAM, editors: ['U0ONE', 'U0TWO'], member: 'U0MEMBER', open: overSlack },
  discord: { tenant: GUILD, editors: ['501', '502'], member: '509', open: overDiscord },
} as const;

describe.each(['slack', 'discord'] as const)('the desk over the wire of %s', (name) => {
  const { tenant, editors, member, open } = PLATFORMS[name];
  const [one, two] = editors;
  let served: DeskServed;
  let wire: Wire;
  afterEach(async () => {
    expect(await wire.close()).toEqual([]);
    await served.close();
  });
  const begin = async (at: string) => {
    const list = JSON.stringify(editors);
    served = await serveDesk({
      desk: `  two_person: on\n  channels: [{platform: ${name}, tenant: "${at}", channel: "4", editors: ${list}}]`,
      deliveries: new Map(),
    });
    wire = await open(served);
  };

  it('lets a member propose, one editor see and another approve what the first proposed', async () => {
    await begin(tenant);
    const proposed = await wire.ask(one, ['propose', 'source'], { what: PASTED });
    expect(proposed).toMatchObject({ whispered: true, words: expect.stringContaining('2 drafts from') });
    const refused = await wire.ask(member, ['review', 'list']);
    expect(refused).toMatchObject({ whispered: true, words: expect.stringContaining('Only the editors') });
    expect(refused.words).not.toContain('levy');
    const listed = await wire.ask(two, ['review', 'list']);
    expect(listed).toMatchObject({ whispered: true, words: expect.stringContaining('2 drafts wait') });
    const [, id = ''] = /statement:[^(]*\(([0-9a-f]{6})\)/.exec(listed.words) ?? [];
    expect((await wire.ask(one, ['review', 'approve'], { id })).words).toContain('You proposed it yourself');
    const edited = await wire.fill(two, ['review', 'edit'], { id }, { gist: 'It helps nobody.' });
    expect(edited.shown).toContain(WORDS);
    expect(edited.words).toContain('It helps nobody.');
    const done = await wire.ask(two, ['review', 'approve'], { id });
    expect(done).toMatchObject({ whispered: true, words: expect.stringMatching(/Approved by .* is live/s) });
    expect(await served.pack('statements.yaml')).toContain('gist: It helps nobody.');
    const [, source = ''] = /- id: (\S+)/.exec(await served.pack('sources.yaml')) ?? [];
    const typed = await wire.fill(
      member,
      ['propose', 'event'],
      {},
      { what: 'The council met.', date: '2034-09-06', source },
    );
    expect(typed.words).toContain('your event is up for review');
    expect(
      await wire.point(member, `Second paper\n\nMore of it.\n\n“${WORDS},” Arto Lehtinen said at the quay.`),
    ).toMatch(/drafts? from Second paper/);
    expect(await wire.point(member, 'See http://127.0.0.1:9/levy, it says so')).toContain('127.0.0.1');
    expect(await wire.point(member, '')).toContain('neither a link nor words');
  });

  it('is closed to who is not of its server or workspace', async () => {
    await begin(`${tenant}9`);
    for (const path of [
      ['propose', 'source'],
      ['review', 'approve'],
      ['review', 'list'],
    ]) {
      const values: OptionValues =
        path[1] === 'source' ? { what: PASTED } : path[1] === 'list' ? {} : { id: 'abcdef' };
      const { words, whispered } = await wire.ask(one, path, values);
      expect({ words, whispered }).toMatchObject({
        words: expect.stringContaining('is not here'),
        whispered: true,
      });
    }
  });
});

async function overSlack({ core, commands }: DeskServed): Promise<Wire> {
  const desk = await openDesk('socket', { core, commands, timings: { answerWithin: 10_000 } });
  const { slack } = desk;
  const reply = async (send: () => Promise<unknown>): Promise<Json> => {
    const before = slack.responses.length;
    const ack = await send();
    if (typeof ack === 'object' && ack !== null && 'blocks' in ack) return ack as Json;
    await until(() => slack.responses.length > before);
    return (slack.responses.at(-1)?.body ?? {}) as Json;
  };
  const type = (user: string, path: readonly string[], values: OptionValues) => {
    const line = formatLine(path, values, commands)
      .slice(path[0]?.length ?? 0)
      .slice(2);
    return desk.give('slash_commands', slash(slack, `/${path[0]}`, line, { user_id: user }));
  };
  return {
    async ask(user, path, values = {}) {
      const body = await reply(() => type(user, path, values));
      return { words: shownText(body), whispered: body['response_type'] === 'ephemeral' };
    },
    async fill(user, path, values, filled) {
      const before = slack.callsOf('views.open').length;
      await type(user, path, values);
      await until(() => slack.callsOf('views.open').length > before);
      const view = slack.callsOf('views.open').at(-1)?.args['view'] as Json;
      const blocks = (view['blocks'] as readonly Json[]).filter((block) => block['type'] === 'input');
      const state = blocks.map((block) => {
        const option = String(block['block_id']);
        const shown = String((block['element'] as Json)['initial_value'] ?? '');
        return [option, { [`readout.form.${option}`]: { value: filled[option] ?? shown } }] as const;
      });
      const body = await reply(() =>
        desk.give('interactive', {
          ...{ type: 'view_submission', team: { id: TEAM }, user: { id: user, team_id: TEAM }, token: 'old' },
          view: {
            ...view,
            id: 'V2',
            team_id: TEAM,
            app_installed_team_id: TEAM,
            state: { values: Object.fromEntries(state) },
          },
        }),
      );
      return { shown: JSON.stringify(blocks), words: shownText(body) };
    },
    async point(user, message) {
      // As Slack writes links.
      const text = message.replace(/https?:[^\s,]+/g, '<$&>');
      const body = await reply(() =>
        desk.give('interactive', {
          ...{ type: 'message_action', callback_id: 'propose_as_source', token: 'old', trigger_id: '1.2.3' },
          ...{
            team: { id: TEAM },
            user: { id: user, team_id: TEAM },
            channel: { id: 'C0DESK', name: 'desk' },
          },
          ...{ message: { type: 'message', text, ts: '1.2' }, response_url: slack.responseUrl() },
        }),
      );
      return shownText(body);
    },
    async close() {
      const { violations } = slack;
      await desk.close();
      return violations;
    },
  };
}

async function overDiscord({ core, commands }: DeskServed): Promise<Wire> {
  const desk = await underTest('http', { asked: { core, commands } });
  const answer = async (interaction: Json) => {
    const { body } = await desk.request(interaction);
    const first: { readonly type: number; readonly data: Json } = JSON.parse(String(body));
    if (first.type !== 5) return first;
    const [seen] = await desk.discord.answered(interaction);
    return { type: 4, data: { ...seen?.body, flags: seen?.ephemeral === true ? 64 : 0 } };
  };
  const words = (data: Json) =>
    [...JSON.stringify(data).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)]
      .map(([, text = '""']) => String(JSON.parse(text)).replace(/\\(.)/g, '$1'))
      .join('\n');
  return {
    async ask(user, path, values = {}) {
      const { data } = await answer(slashDiscord(path, values, { user }));
      return { words: words(data), whispered: (Number(data['flags']) & 64) !== 0 };
    },
    async fill(user, path, values, filled) {
      const form = await answer(slashDiscord(path, values, { user }));
      expect(form.type).toBe(9);
      const { data } = await answer(sendForm(form.data, filled, { user }));
      return { shown: JSON.stringify(form.data), words: words(data) };
    },
    async point(user, content) {
      return words((await answer(messageCommand('Propose as source', { content }, { user }))).data);
    },
    async close() {
      const { violations } = desk.discord;
      await desk.close();
      return violations;
    },
  };
}
