import type { SlackSettings } from './settings.ts';

/** What is wrong with the settings, each in one sentence naming the key to mend. */
export function settingsProblems(settings: SlackSettings): readonly string[] {
  const problems: string[] = [];
  if (settings.transport === 'socket' && (settings.appToken ?? '') === '')
    problems.push(
      'SLACK_APP_TOKEN is not set; Socket Mode needs the app-level token (it begins with xapp-).',
    );
  if (settings.transport === 'http' && (settings.signingSecret ?? '').trim() === '')
    problems.push(
      'SLACK_SIGNING_SECRET is not set; without it nobody could tell requests of Slack from forged ones.',
    );
  // Where workspaces install through OAuth, each brings a token of its own.
  if ((settings.botToken ?? '') === '' && settings.oauth === undefined)
    problems.push(
      'SLACK_BOT_TOKEN is not set; it begins with xoxb- (or set SLACK_CLIENT_ID for several workspaces).',
    );
  if (settings.botToken?.startsWith('xapp-') === true)
    problems.push('SLACK_BOT_TOKEN holds an app-level token (xapp-); it must be the bot token (xoxb-).');
  if (settings.appToken?.startsWith('xoxb-') === true)
    problems.push('SLACK_APP_TOKEN holds a bot token (xoxb-); it must be the app-level token (xapp-).');
  return problems;
}
