import { afterEach, describe, expect, it } from 'vitest';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import { createButtonCodec } from '../../../../src/platforms/button-codec.ts';
import { FORM_COMMANDS } from '../../../dispatch/form-commands.ts';
import { violationsOfOptions } from '../../../fakes/slack/payload-check.ts';
import { TEAM } from '../../../fakes/slack/slack.ts';
import { coreOver } from '../../../fixtures/asking.ts';
import { smallBriefing } from '../../../fixtures/small-briefing.ts';
import { buttonsOf, type Desk, openDesk, press, shownText, slash, until } from '../desk.ts';

type Fields = Readonly<Record<string, unknown>>;

describe.each(['socket', 'http'] as const)('a form over %s', (transport) => {
  let desk: Desk | undefined;

  afterEach(async () => {
    const violations = desk?.slack.violations ?? [];
    await desk?.close();
    desk = undefined;
    expect(violations).toEqual([]);
  });

  const open = async (...more: Parameters<typeof openDesk> extends [unknown, ...infer R] ? R : never) => {
    desk = await openDesk(transport, ...more);
    return desk;
  };

  /** The form as Slack would show it. */
  const opened = ({ slack }: Desk): Fields & { readonly private_metadata: string } => {
    const view = slack.callsOf('views.open')[0]?.args['view'];
    if (typeof view !== 'object' || view === null || !('private_metadata' in view))
      throw new Error('no form was opened');
    return { ...view, private_metadata: String(view.private_metadata) };
  };
  const fields = (view: Fields) =>
    Array.isArray(view['blocks']) ? view['blocks'].filter((block: Fields) => block['type'] === 'input') : [];
  const begin = async (with_: Desk, command = '/digest', words = 'subscribe') => {
    const ack = await with_.give('slash_commands', slash(with_.slack, command, words));
    await until(() => with_.slack.callsOf('views.open').length > 0);
    return { ack, view: opened(with_) };
  };
  const sent = (view: Fields, values: Fields, more: Fields = {}) => ({
    type: 'view_submission',
    team: { id: TEAM, domain: 'desk' },
    user: { id: 'U0ANA', name: 'ana', team_id: TEAM },
    api_app_id: 'A1',
    token: 'old',
    trigger_id: '9.9.9',
    view: {
      ...{ ...view, id: 'V2', team_id: TEAM, app_installed_team_id: TEAM, hash: 'h' },
      state: {
        values: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, { [`readout.form.${name}`]: value }]),
        ),
      },
    },
    response_urls: [],
    ...more,
  });
  const FILLED = {
    time: { type: 'timepicker', selected_time: '08:30' },
    days: { type: 'multi_static_select', selected_options: [{ value: 'mon' }, { value: 'thu' }] },
    zone: { type: 'external_select', selected_option: { value: 'Europe/Kyiv' } },
    format: { type: 'static_select', selected_option: null },
    filter: { type: 'plain_text_input', value: null },
  };
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 60));

  it.each([
    ['/digest', 'subscribe'],
    ['/digest', ' Subscribe '],
    ['/readout', 'digest subscribe'],
  ])('opens for %s %s, acknowledged at once, with a field for each option', async (command, words) => {
    const { ack, view } = await begin(await open(), command, words);
    expect(ack).toBeUndefined();
    expect(view).toMatchObject({ type: 'modal', title: { text: '/digest subscribe' } });
    expect(
      fields(view).map((block: Fields) => [block['block_id'], block['optional'], shownType(block)]),
    ).toEqual([
      ['time', false, 'timepicker'],
      ['days', true, 'multi_static_select'],
      ['zone', true, 'external_select'],
      ['format', true, 'static_select'],
      ['filter', true, 'plain_text_input'],
    ]);
    expect(desk?.slack.calls.map(({ method }) => method)).not.toContain('users.info');
  });

  it('does not open where options were typed, nor for a command that has none', async () => {
    const { slack, give } = await open();
    await give('slash_commands', slash(slack, '/digest', 'subscribe time:08:00'));
    await give('slash_commands', slash(slack, '/digest', 'list'));
    await give('slash_commands', slash(slack, '/point', ''));
    expect(slack.callsOf('views.open')).toEqual([]);
  });

  it('runs the same command in the channel where it was opened, and answers there in private', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    expect(await with_.give('interactive', sent(view, FILLED))).toBeUndefined();
    await until(() => with_.slack.responses.length === 1);
    expect(with_.slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral' });
    expect(shownText(with_.slack.responses[0]?.body)).toContain(
      'Subscribed C0DESK: {"time":"08:30","days":"mon,thu","zone":"Europe/Kyiv"}',
    );
  });

  it('shows what is wrong at its field and keeps the form open', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    const filter = { type: 'plain_text_input', value: 'nonsense' };
    expect(await with_.give('interactive', sent(view, { ...FILLED, filter }))).toEqual({
      response_action: 'errors',
      errors: { filter: 'filter takes words that I know.' },
    });
    await quiet();
    expect(with_.slack.responses).toEqual([]);
    await with_.give('interactive', sent(view, FILLED));
    await until(() => with_.slack.responses.length === 1);
  });

  it('asks anew who may configure when it is sent in', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    with_.slack.answer('users.info', () => ({ user: { id: 'U0ANA', team_id: TEAM, is_restricted: true } }));
    expect(await with_.give('interactive', sent(view, FILLED))).toEqual({
      response_action: 'errors',
      errors: { time: 'Only members may change what is posted.' },
    });
    expect(with_.slack.responses).toEqual([]);
  });

  it('closes in time where the command takes longer, and answers when it is done', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    const filter = { type: 'plain_text_input', value: 'slow' };
    expect(await with_.give('interactive', sent(view, { ...FILLED, filter }))).toBeUndefined();
    await until(() => with_.slack.responses.length === 1);
    expect(shownText(with_.slack.responses[0]?.body)).toContain('Subscribed');
  });

  it('answers by an ephemeral message where the form was open for longer than response_url lives', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    with_.slack.failResponses(404);
    await with_.give('interactive', sent(view, FILLED));
    await until(() => with_.slack.callsOf('chat.postEphemeral').length === 1);
    expect(with_.slack.callsOf('chat.postEphemeral')[0]?.args).toMatchObject({
      ...{ channel: 'C0DESK', user: 'U0ANA' },
    });
  });

  it('answers in words where Slack does not open it', async () => {
    const with_ = await open();
    with_.slack.fail('views.open', { kind: 'error', code: 'expired_trigger_id' });
    await with_.give('slash_commands', slash(with_.slack, '/digest', 'subscribe'));
    await until(() => with_.slack.responses.length === 1);
    expect(shownText(with_.slack.responses[0]?.body)).toContain('/digest subscribe needs time');
  });

  it('is refused where it was forged, comes from elsewhere, or was filled in by somebody else', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    const forged = createButtonCodec({ secret: 'guess', tenant: tenantId(TEAM), maxLength: 2_000 }).encode({
      ...{ kind: 'act', verb: 'form', argument: '{"path":["digest","subscribe"],"user":"U0ANA"}' },
    });
    const stranger = { user: { id: 'U0EVE', name: 'eve', team_id: TEAM } };
    await with_.give('interactive', sent({ ...view, private_metadata: forged }, FILLED));
    await with_.give('interactive', sent({ ...view, private_metadata: '' }, FILLED));
    await with_.give('interactive', sent(view, FILLED, stranger));
    await quiet();
    expect(with_.slack.responses).toEqual([]);
    expect(with_.lines.filter((line) => line.includes('A form that is not ours'))).toHaveLength(3);
  });

  it('offers choices for what is typed, and none without a form of ours', async () => {
    const with_ = await open();
    const { view } = await begin(with_);
    const ask = (value: string, private_metadata: unknown) =>
      with_.give('interactive', {
        type: 'block_suggestion',
        ...{ user: { id: 'U0ANA', team_id: TEAM }, team: { id: TEAM }, api_app_id: 'A1', token: 'old' },
        ...{ action_id: 'readout.form.zone', block_id: 'zone', value },
        container: { type: 'view', view_id: 'V2' },
        view: { ...view, private_metadata },
      });
    const found = await ask('lond', view.private_metadata);
    expect(shownText(found)).toContain('London');
    const options = typeof found === 'object' && found !== null && 'options' in found ? found.options : null;
    expect(violationsOfOptions(options)).toEqual([]);
    // What nothing fits is left to the command, which says so.
    expect(await ask('Atlantis', view.private_metadata)).toEqual({
      options: [{ text: { type: 'plain_text', text: 'Atlantis', emoji: false }, value: 'Atlantis' }],
    });
    expect(await ask('Kiev', view.private_metadata)).toEqual({
      options: [{ text: { type: 'plain_text', text: 'Europe/Kyiv', emoji: false }, value: 'Europe/Kyiv' }],
    });
    expect(await ask('lond', 'forged')).toEqual({ options: [] });
  });

  it('opens for a press with what stands there now, and is about what the button was about', async () => {
    const core = coreOver(smallBriefing(), FORM_COMMANDS);
    const here = await open({ core, commands: FORM_COMMANDS });
    const ack = await here.give('slash_commands', slash(here.slack, '/desk', 'list'));
    const [first, second] = buttonsOf(here.slack.responses.at(-1)?.body ?? ack);
    if (first === undefined || second === undefined) throw new Error('no buttons');
    await here.give('interactive', press(here.slack, first));
    await until(() => here.slack.callsOf('views.open').length > 0);
    const view = opened(here);
    expect(
      fields(view).map((block: Fields) => [block['block_id'], block['optional'], block['element']]),
    ).toMatchObject([
      ['words', false, { multiline: true, initial_value: 'Words of a1' }],
      ['kind', true, { initial_option: { value: 'bold' } }],
    ]);
    const filled = { words: { value: 'Other words' }, kind: { selected_option: { value: 'bold' } } };
    const before = here.slack.responses.length;
    await here.give('interactive', sent(view, filled));
    await until(() => here.slack.responses.length > before);
    expect(shownText(here.slack.responses.at(-1)?.body)).toContain(
      JSON.stringify({ id: 'a1', words: 'Other words', kind: 'bold' }),
    );
    await here.give('interactive', press(here.slack, second));
    await until(() => here.slack.responses.length > before + 1);
    expect(shownText(here.slack.responses.at(-1)?.body)).toContain('That note is gone.');
    expect(here.slack.callsOf('views.open')).toHaveLength(1);
  });
});

function shownType(block: Fields): unknown {
  const element = block['element'];
  return typeof element === 'object' && element !== null && 'type' in element ? element.type : undefined;
}
