import { ConfigError } from '../../../domain/errors.ts';
import type { SetUpHost } from '../../module.ts';
import { createAppLink, slackManifest } from './manifest.ts';

/**
 * `readout slack manifest`: the app manifest as JSON, to paste at api.slack.com/apps, for Socket Mode or, with a public
 * address, for HTTP. The link that creates the app with it follows on standard error, so that the output stays JSON.
 */
export async function printSlackManifest(
  host: SetUpHost,
  options: { readonly http?: string | true; readonly oauth?: string | true },
): Promise<0> {
  const http = options.http === true ? '' : options.http;
  const oauth = options.oauth !== undefined;
  if (http !== undefined && !/^https:\/\/[^\s?#]+$/.test(http)) {
    throw new ConfigError([
      `--http must be a public https address like https://readout.example.org, not "${http}".`,
    ]);
  }
  if (oauth && http === undefined)
    throw new ConfigError(['--oauth needs --http: Slack sends installers back to it.']);
  const pages = host.given('WEB') === 'on' ? host.given('PUBLIC_URL') : undefined;
  const manifest = slackManifest({
    ...{ commands: host.commands, oauth },
    ...(http === undefined ? {} : { http }),
    ...(pages === undefined ? {} : { pages }),
  });
  host.print(`${JSON.stringify(manifest, null, 2)}\n`);
  host.say(`\nOr create the app with this link:\n${createAppLink(manifest)}`);
  return 0;
}
