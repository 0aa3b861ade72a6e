import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/app/config/environment.ts';
import { proxySettings } from '../../../src/app/process/proxy.ts';
import { examineProxy, proxyOnTheWayTo, useProxy } from '../../../src/app/process/use-proxy.ts';
import { startConnectProxy } from '../../fakes/connect-proxy.ts';
import { startFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { startFakeSlack } from '../../fakes/slack/slack.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-proxy-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function settings(values: Readonly<Record<string, string>>): Settings {
  return new Map(
    Object.entries(values).map(([key, value]) => [key, { key, value, place: 'environment' }] as const),
  );
}

const read = (values: Readonly<Record<string, string>>) => {
  const notes: string[] = [];
  return { proxy: proxySettings(settings(values), (note) => notes.push(note)), notes };
};

describe('proxySettings', () => {
  it('is undefined where no proxy is set, whatever NO_PROXY says', () => {
    expect(read({ NO_PROXY: '*' })).toEqual({ proxy: undefined, notes: [] });
  });

  it('takes an address without a scheme for an http proxy and keeps this machine out', () => {
    expect(read({ HTTPS_PROXY: 'proxy.corp:3128', NO_PROXY: 'a.example' }).proxy).toEqual({
      https: 'http://proxy.corp:3128/',
      no: 'a.example,localhost,127.0.0.1,::1',
    });
  });

  it.each(['socks5://canary@proxy:1080', 'http://', '::', 'ftp://proxy'])(
    'tells that %s is not used, without showing it',
    (HTTPS_PROXY) => {
      const { proxy, notes } = read({ HTTPS_PROXY });
      expect([proxy, notes]).toEqual([undefined, [expect.stringContaining('HTTPS_PROXY is not used')]]);
      expect(notes[0]).not.toContain('canary');
    },
  );
});

describe('proxyOnTheWayTo', () => {
  const { proxy } = read({
    HTTPS_PROXY: 'http://user:canary@proxy.corp:3128',
    NO_PROXY: 'slack.com, .Example.org *.only.below:8443 10.0.0.1 [fd00::1]',
  });

  it.each([
    ['https://discord.com/api', 'http://proxy.corp:3128'],
    ['wss://gateway.discord.gg', 'http://proxy.corp:3128'],
    ['http://discord.com/api', null],
    ['https://slack.com/api/', null],
    ['https://files.slack.com/', null],
    ['https://notslack.com/', 'http://proxy.corp:3128'],
    ['https://www.example.org/', null],
    ['https://example.org/', null],
    ['https://a.only.below:8443/', null],
    ['https://a.only.below/', 'http://proxy.corp:3128'],
    ['https://only.below:8443/', 'http://proxy.corp:3128'],
    ['https://10.0.0.1/', null],
    ['https://[fd00::1]/', null],
    ['https://127.0.0.1/', null],
    ['https://[::1]/', null],
    ['not an address', null],
  ])('to %s is %s, without user and password', (address, expected) => {
    expect(proxyOnTheWayTo(address, proxy)).toBe(expected);
  });

  it('is what the doctor names for each platform that is set up', () => {
    const platforms = [{ address: 'https://discord.com/api' }, { address: 'https://slack.com/api/' }];
    expect(examineProxy({ proxy, platforms })).toEqual([
      { part: 'proxy', state: 'ok', says: 'discord.com through http://proxy.corp:3128, slack.com directly' },
    ]);
    expect(examineProxy({ proxy: undefined, platforms })).toEqual([]);
  });
});

describe('useProxy', () => {
  it('takes out of the environment what cannot be used, where libraries would stumble over it', async () => {
    const env = { HTTPS_PROXY: 'socks5://proxy', https_proxy: 'socks5://proxy', NO_PROXY: 'x', PATH: 'y' };
    useProxy(undefined, env);
    expect(env).toEqual({ PATH: 'y' });
  });
});

describe('readout serve behind a proxy', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  });

  it.each([
    ['HTTPS_PROXY', (address: string) => address],
    ['https_proxy', (address: string) => address.replace('http://', '')],
  ])('reaches REST, gateway, Web API and Socket Mode through %s', async (key, written) => {
    const [discord, slack] = [await startFakeDiscord(), await startFakeSlack()];
    stops.push(discord.close, slack.stop);
    const ports = [discord.apiUrl, slack.apiUrl].map((address) => Number(new URL(address).port));
    const [discordPort = 0, slackPort = 0] = ports;
    // Names as long as the addresses they stand for, so that no length in a reply changes.
    const named = (letter: string, port: number) => `${letter.repeat(4 + String(port).length)}.test`;
    const [gateway, link] = [named('g', discordPort), named('l', slackPort)];
    const proxy = await startConnectProxy(
      { 'discord.test': discordPort, 'slack.test': slackPort, [gateway]: discordPort, [link]: slackPort },
      (address) => `wss://${address.endsWith(`:${discordPort}`) ? gateway : link}`,
    );
    stops.push(proxy.stop);
    const certificate = join(scratch, `${key}.pem`);
    writeFileSync(certificate, proxy.certificate);
    const child = spawn(process.execPath, ['bin/readout.js', 'serve'], {
      cwd: root,
      env: {
        PATH: process.env.PATH ?? '',
        NODE_EXTRA_CA_CERTS: certificate,
        [key]: written(`http://user:canary@127.0.0.1:${proxy.port}`),
        DISCORD_TOKEN: 'discord-token',
        DISCORD_API_URL: 'https://discord.test/api',
        SLACK_BOT_TOKEN: 'xoxb-bot',
        SLACK_APP_TOKEN: 'xapp-app',
        SLACK_API_URL: 'https://slack.test/api/',
        DATABASE_URL: `file:${join(scratch, `${key}.db`)}`,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    stops.push(async () => void child.kill('SIGKILL'));
    let log = '';
    const ended = new Promise((resolve) => child.once('close', resolve));
    const started = new Promise<string>((resolve) => {
      child.stderr.on('data', (chunk) => {
        log += String(chunk);
        const platforms = /"platforms":"([^"]*)"/.exec(log)?.[1];
        if (platforms !== undefined) resolve(platforms);
      });
      ended.then(() => resolve(log));
    });
    expect(await started).toBe('discord (ready), slack (ready)');
    const hosts = new Set(proxy.asked.map((target) => target.replace(':443', '')));
    expect([...hosts].sort()).toEqual(['discord.test', gateway, link, 'slack.test'].sort());
    expect([...proxy.logins]).toEqual([`Basic ${Buffer.from('user:canary').toString('base64')}`]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(log).not.toMatch(/canary/);
  });
});
