import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestWith } from '../../../../src/commands/digest/digest.ts';
import { tenantId } from '../../../../src/domain/schedule/tenant.ts';
import {
  createProcessInstallations,
  type Installations,
} from '../../../../src/platforms/slack/connect/workspaces.ts';
import { type FakeSlack, startFakeSlack, TEAM } from '../../../fakes/slack/slack.ts';
import {
  buttonsOf,
  COMMANDS,
  type Desk,
  event,
  openDesk,
  press,
  shownText,
  slash,
  stamp,
  until,
} from '../desk.ts';

const SENTENCE = 'I am not installed in this workspace, so I cannot answer here.';
const OAUTH = { clientId: 'c', clientSecret: 's', stateSecret: 't' };
const FOREIGN = 'T0FOREIGN';

/** Slack signs for the app and not for a workspace: all that follows is signed. */
describe.each([
  ['with its own token alone', 'http', undefined],
  ['with its own token beside installations', 'http', OAUTH],
  ['that listens on a socket', 'socket', undefined],
] as const)('a workspace without the app, asking one %s', (_, transport, oauth) => {
  let slack: FakeSlack;
  let desk: Desk;
  let installations: Installations;

  beforeEach(async () => {
    slack = await startFakeSlack();
    installations = createProcessInstallations();
    desk = await openDesk(transport, {
      ...{ slack, installations, commands: COMMANDS },
      settings: oauth === undefined ? {} : { oauth },
    });
  });

  afterEach(async () => {
    await desk.close();
    expect(slack.violations).toEqual([]);
    await slack.stop();
  });

  const nothingSaid = () => expect(slack.messages).toEqual([]);

  it.each([
    ['of somebody else', {}],
    ['of the same organisation', { enterprise_id: 'E0GRID', enterprise_name: 'Grid' }],
    ['in a conversation', { channel_id: 'D0THEM', channel_name: 'directmessage' }],
    ['of a whole organisation', { enterprise_id: 'E0OTHER', is_enterprise_install: 'true' }],
  ])('is told so in one sentence where it types a command %s', async (_kind, more) => {
    slack.answer('auth.test', () => ({ team_id: TEAM, enterprise_id: 'E0GRID', user_id: 'U0BOT' }));
    for (const [command, words] of [
      ['/point', '6'],
      ['/digest', 'list'],
      ['/digest', 'subscribe'],
      ['/readout', ''],
    ] as const) {
      const reply = await desk.give(
        'slash_commands',
        slash(slack, command, words, { team_id: FOREIGN, ...more }),
      );
      expect(reply).toEqual({
        ...{ response_type: 'ephemeral', replace_original: false, text: SENTENCE },
        ...{ unfurl_links: false, unfurl_media: false },
      });
    }
    expect([slack.responses, slack.callsOf('views.open')]).toEqual([[], []]);
    nothingSaid();
  });

  it('is told so where somebody of it presses a button in a shared channel', async () => {
    const answer = await desk.give('slash_commands', slash(slack, '/point', '6'));
    const button = buttonsOf(answer).find(({ label }) => label === 'Next point');
    if (button === undefined) throw new Error('no button');
    const stranger = {
      team: { id: FOREIGN, domain: 'them' },
      user: { id: 'U0EVE', name: 'eve', team_id: FOREIGN },
    };
    await desk.give('interactive', press(slack, button, stranger));
    await until(() => slack.responses.length === 1);
    expect(slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral', text: SENTENCE });
    expect(shownText(slack.responses)).not.toContain('Point');
    nothingSaid();
  });

  it.each([
    ['mentions it', 'app_mention', { channel: 'C0THEM' }],
    ['writes to it', 'message', { channel: 'D0THEM', channel_type: 'im' }],
    ['opens its home', 'app_home_opened', { channel: 'D0THEM', tab: 'home' }],
  ])('hears nothing where it %s, and the log says why', async (_kind, type, inner) => {
    await desk.give('events_api', {
      ...event(type, { user: 'U0EVE', text: 'point 6', ts: stamp(), ...inner }),
      ...{ team_id: FOREIGN, authorizations: [{ team_id: FOREIGN, enterprise_id: null, user_id: 'U0BOT' }] },
    });
    await until(() => desk.lines.some((line) => line.includes('without the app was refused')));
    expect(slack.callsOf('views.publish')).toEqual([]);
    nothingSaid();
  });

  it('is told so in place of a form and is offered no choices', async () => {
    const from = {
      team: { id: FOREIGN },
      user: { id: 'U0EVE', team_id: FOREIGN },
      api_app_id: 'A1',
      token: 'old',
    };
    const view = {
      id: 'V1',
      type: 'modal',
      callback_id: 'readout.form',
      private_metadata: '',
      state: { values: {} },
    };
    const sent = await desk.give('interactive', { type: 'view_submission', ...from, view });
    expect([shownText(sent), sent]).toEqual([
      expect.stringContaining(SENTENCE),
      expect.objectContaining({ response_action: 'update' }),
    ]);
    const choices = {
      ...from,
      type: 'block_suggestion',
      action_id: 'readout.form.zone',
      block_id: 'zone',
      value: 'lond',
      view,
    };
    expect(
      await desk.give('interactive', { ...choices, container: { type: 'view', view_id: 'V1' } }),
    ).toEqual({ options: [] });
  });

  it('does not keep those from being served that have the app', async () => {
    expect(shownText(await desk.give('slash_commands', slash(slack, '/point', '6')))).toContain(
      'Point 6 sets a cap',
    );
    // Somebody of another company in a channel that is shared with ours: it is our installation that hears them.
    const asked = {
      ...event('app_mention', {
        user: 'U0EVE',
        user_team: FOREIGN,
        text: '<@U0BOT> point 6',
        ts: stamp(),
        channel: 'C1',
      }),
    };
    await desk.give('events_api', { ...asked, team_id: FOREIGN, is_ext_shared_channel: true });
    await until(() => slack.messages.length === 1);
    expect(shownText(slack.messages[0])).toContain(`of ${TEAM}`);
  });
});

describe('an organisation that installed the app', () => {
  it('has all its workspaces served, and no others', async () => {
    const installations = createProcessInstallations();
    await installations.save({ tenant: tenantId('E0ORG'), botToken: 'xoxb-org', scopes: [] });
    const desk = await openDesk('http', {
      installations,
      settings: { oauth: OAUTH, botToken: '' },
      commands: [...COMMANDS, digestWith({})],
    });
    const ask = (more: object) => desk.give('slash_commands', slash(desk.slack, '/point', '6', { ...more }));
    expect(shownText(await ask({ team_id: 'T0ANY', enterprise_id: 'E0ORG' }))).toContain('Point 6');
    expect(shownText(await ask({ team_id: 'T0ANY', enterprise_id: 'E0ELSE' }))).toContain(SENTENCE);
    expect(shownText(await ask({ team_id: 'T0ANY' }))).toContain(SENTENCE);
    await desk.close();
  });
});
