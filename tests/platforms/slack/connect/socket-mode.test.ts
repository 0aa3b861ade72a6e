import { afterEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, shownText, slash, until } from '../desk.ts';

describe('Socket Mode', () => {
  let desk: Desk | undefined;
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);

  afterEach(async () => {
    await desk?.close();
    desk = undefined;
    expect(rejections).toEqual([]);
  });

  const open = async (options: Parameters<typeof openDesk>[1] = {}) => {
    desk = await openDesk('socket', options);
    return desk;
  };

  const answers = async ({ slack, give }: Desk) =>
    expect(shownText(await give('slash_commands', slash(slack, '/point', '6')))).toContain('Point 6');

  it.each(['refresh_requested', 'warning'])(
    'has a successor before the connection ends after %s',
    async (reason) => {
      const here = await open();
      const [first] = here.slack.links;
      first?.says({ type: 'disconnect', reason, debug_info: { host: 'fake' } });
      await until(() => here.slack.links.length === 2);
      expect(first?.socket.isOpen()).toBe(true);
      // What Slack still gives to the old connection is acknowledged there.
      first?.says({
        envelope_id: 'late',
        type: 'slash_commands',
        payload: slash(here.slack, '/point', '6'),
        accepts_response_payload: true,
      });
      await until(() => here.slack.ackOf('late') !== undefined);
      expect(first?.acks).toHaveLength(1);
      await answers(here);
      await until(() => first?.socket.isOpen() === false);
      expect(here.slack.links).toHaveLength(2);
      expect(here.platform.health()).toEqual({ state: 'ready' });
    },
  );

  it('opens one successor where Slack both warns and asks for a refresh', async () => {
    const { slack } = await open();
    const [first] = slack.links;
    first?.says({ type: 'disconnect', reason: 'warning' });
    await until(() => slack.links.length === 2);
    first?.says({ type: 'disconnect', reason: 'refresh_requested' });
    await until(() => first?.socket.isOpen() === false);
    expect(slack.links).toHaveLength(2);
  });

  it('comes back where the line drops', async () => {
    const here = await open();
    here.slack.links[0]?.socket.drop();
    await until(() => here.slack.links.length === 2);
    await answers(here);
    expect(here.tallied).toEqual(['reconnected slack', 'acknowledged slack']);
  });

  const ALERT = { timings: { pingEvery: 20, silence: 400 } };

  it('comes back where the line goes dead without a word', async () => {
    const here = await open(ALERT);
    // Proven alive by a round of pings first.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const died = Date.now();
    here.slack.links[0]?.socket.blackHole();
    await until(() => here.slack.links.length === 2);
    // Silence of 400 ms, looked for every 20 ms; the same rule at full scale is 16 s every 5 s.
    expect(Date.now() - died).toBeLessThan(2_000);
    await answers(here);
  });

  it('keeps a quiet line whose pings are answered', async () => {
    const { slack } = await open(ALERT);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(slack.links).toHaveLength(1);
  });

  it('gives a connection up that is never greeted, and tries another', async () => {
    const here = await open({ start: false });
    here.slack.greet(false);
    const { coreOver } = await import('../../../fixtures/asking.ts');
    const { smallBriefing } = await import('../../../fixtures/small-briefing.ts');
    const { COMMANDS } = await import('../desk.ts');
    await here.platform.start(coreOver(smallBriefing(), COMMANDS));
    expect(here.platform.health().state).toBe('down');
    here.slack.greet(true);
    await until(() => here.platform.health().state === 'ready');
  });

  it('lives on where the token is revoked while it reconnects, and recovers when it is back', async () => {
    const here = await open();
    here.slack.failAlways('apps.connections.open', { kind: 'error', code: 'invalid_auth' });
    here.slack.links[0]?.socket.drop();
    await until(() => here.platform.health().reason?.includes('invalid_auth') === true);
    expect(here.platform.health().state).toBe('down');
    await new Promise((resolve) => setTimeout(resolve, 150));
    // Refused tokens are tried slowly.
    expect(here.slack.callsOf('apps.connections.open').length).toBeLessThan(6);
    here.slack.failAlways('apps.connections.open', undefined);
    await until(() => here.platform.health().state === 'ready');
    await answers(here);
  });

  it('backs off once per step where Slack says there are too many connections', async () => {
    const { slack } = await open({
      timings: { pingEvery: 5_000, silence: 20_000, retryFirst: 20, retryMost: 200 },
    });
    for (let times = 0; times < 6; times += 1) {
      const known = slack.links.length;
      slack.links.at(-1)?.says({ type: 'disconnect', reason: 'too_many_websockets' });
      await until(() => slack.links.length > known);
    }
    const opened = slack.links.map((link) => link.openedAt);
    const waits = opened.slice(1).map((at, index) => at - (opened[index] ?? 0));
    expect(slack.links).toHaveLength(7);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(150);
    expect(slack.callsOf('apps.connections.open')).toHaveLength(7);
  });

  it('waits as long as Slack asks where opening is rate limited', async () => {
    const here = await open();
    here.slack.fail('apps.connections.open', { kind: 'rate-limited', retryAfter: 1 });
    const dropped = Date.now();
    here.slack.links[0]?.socket.drop();
    await until(() => here.slack.links.length === 2);
    expect(Date.now() - dropped).toBeGreaterThanOrEqual(990);
  });

  it('says that Socket Mode is switched off, and keeps trying slowly', async () => {
    const here = await open();
    here.slack.links[0]?.says({ type: 'disconnect', reason: 'link_disabled' });
    await until(() => here.platform.health().state === 'down');
    expect(here.platform.health().reason).toContain('switched off');
    await until(() => here.platform.health().state === 'ready');
  });

  it('survives frames that are no envelopes', async () => {
    const here = await open();
    here.slack.links[0]?.socket.send('not json');
    here.slack.links[0]?.says({
      type: 'events_api',
      envelope_id: 'e1',
      payload: { type: 'app_rate_limited' },
    });
    here.slack.links[0]?.says({ type: 'events_api', envelope_id: 'e2' });
    here.slack.links[0]?.says({ type: 'something_new', envelope_id: 'e3', payload: {} });
    await until(() => here.slack.ackOf('e1') !== undefined && here.slack.ackOf('e3') !== undefined);
    await answers(here);
  });

  it('answers by response_url where the line drops before the acknowledgement', async () => {
    const here = await open({ timings: { ackWithin: 500 } });
    here.slack.deliver('slash_commands', slash(here.slack, '/slow', ''));
    await new Promise((resolve) => setTimeout(resolve, 30));
    here.slack.links[0]?.socket.drop();
    await until(() => here.slack.responses.length === 1);
    expect(shownText(here.slack.responses[0]?.body)).toContain('At last');
  });

  it('acts once on an envelope that comes twice', async () => {
    const { slack } = await open();
    const payload = slash(slack, '/slow', '');
    for (let copy = 0; copy < 2; copy += 1)
      slack.deliver('slash_commands', payload, {
        envelope_id: 'twice',
        retry_attempt: copy,
        retry_reason: 'timeout',
      });
    await until(() => slack.links[0]?.acks.length === 2);
    await until(() => slack.responses.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(slack.responses).toHaveLength(1);
  });

  it('lets a question under way finish when it stops, takes no more, and closes the line', async () => {
    const { slack, platform } = await open();
    slack.deliver('slash_commands', slash(slack, '/slow', ''));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const stopped = platform.stop();
    slack.deliver('slash_commands', slash(slack, '/point', '6'), { envelope_id: 'too late' });
    await stopped;
    expect(shownText(slack.responses[0]?.body)).toContain('At last');
    expect(slack.ackOf('too late')).toBeUndefined();
    await until(() => slack.links.every((link) => !link.socket.isOpen()));
  });
});
