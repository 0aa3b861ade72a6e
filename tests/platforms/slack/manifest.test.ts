import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAppLink, slackManifest } from '../../../src/platforms/slack/setup/manifest.ts';
import { COMMANDS } from './desk.ts';

function golden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`golden/${name}`, import.meta.url), 'utf8'));
}

describe('slackManifest', () => {
  it('is for Socket Mode where no address is given', () => {
    const manifest = slackManifest({ commands: COMMANDS });
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: true,
      interactivity: { is_enabled: true },
    });
    expect(JSON.stringify(manifest)).not.toContain('request_url');
    expect(manifest).toEqual(golden('manifest-socket.json'));
  });

  it('names the address everywhere over HTTP, and asks OAuth back to its own', () => {
    const manifest = slackManifest({ commands: COMMANDS, http: 'https://bot.example/', oauth: true });
    expect(manifest).toEqual(golden('manifest-http-oauth.json'));
  });

  it('has every command under its own name and all under /readout, each once', () => {
    const names = slackManifest({ commands: COMMANDS }).features.slash_commands.map((each) => each.command);
    expect(names).toEqual(['/readout', ...COMMANDS.map((command) => `/${command.name}`)]);
    const withHelp = [
      { name: 'readout', summary: 'Help', options: [], examples: [], run: () => Promise.reject() },
      ...COMMANDS,
    ];
    expect(slackManifest({ commands: withHelp }).features.slash_commands.map((each) => each.command)).toEqual(
      names,
    );
  });

  it('offers no shortcut that nothing would answer', () => {
    const without = COMMANDS.filter((command) => command.name !== 'who-said');
    expect(slackManifest({ commands: without }).features.shortcuts).toBeUndefined();
  });

  it('keeps within Slack’s limits with very many and very long commands', () => {
    const commands = Array.from({ length: 80 }, (_, at) => ({
      name: `c${at}`,
      summary: 's'.repeat(3_000),
      options: Array.from({ length: 25 }, (_, option) => ({
        name: `option-${option}-${'x'.repeat(20)}`,
        description: 'd',
      })),
      examples: [],
      run: () => Promise.reject(),
    }));
    const { slash_commands } = slackManifest({ commands }).features;
    expect(slash_commands).toHaveLength(50);
    for (const command of slash_commands) {
      expect(command.description.length).toBeLessThanOrEqual(2_000);
      expect(command.usage_hint?.length ?? 0).toBeLessThanOrEqual(1_000);
    }
  });

  it('can be created with one click', () => {
    const link = new URL(createAppLink(slackManifest({ commands: COMMANDS })));
    expect(link.origin + link.pathname).toBe('https://api.slack.com/apps');
    expect(link.searchParams.get('new_app')).toBe('1');
    expect(JSON.parse(link.searchParams.get('manifest_json') ?? '')).toMatchObject({
      display_information: { name: 'Readout' },
    });
  });
});
