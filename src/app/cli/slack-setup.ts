import { COMMANDS } from '../../commands/registry.ts';
import { ConfigError } from '../../domain/errors.ts';
import { createAppLink, slackManifest } from '../../platforms/slack/manifest.ts';
import { type ExitCode, say, type Terminal } from '../process/process.ts';

/**
 * `readout slack manifest`: the app manifest as JSON, to paste at api.slack.com/apps, for Socket Mode or, with a public
 * address, for HTTP. The link that creates the app with it follows on standard error, so that the output stays JSON.
 */
export async function printSlackManifest(
  terminal: Terminal,
  options: { readonly http?: string; readonly oauth?: boolean },
): Promise<ExitCode> {
  const { http, oauth = false } = options;
  if (http !== undefined && !/^https:\/\/[^\s?#]+$/.test(http)) {
    throw new ConfigError([
      `--http must be a public https address like https://readout.example.org, not "${http}".`,
    ]);
  }
  if (oauth && http === undefined)
    throw new ConfigError(['--oauth needs --http: Slack sends installers back to it.']);
  const manifest = slackManifest({ commands: COMMANDS, oauth, ...(http === undefined ? {} : { http }) });
  terminal.output.write(`${JSON.stringify(manifest, null, 2)}\n`);
  say(terminal, `\nOr create the app with this link:\n${createAppLink(manifest)}`);
  return 0;
}
