import { readFileSync } from 'node:fs';
import { App } from '@slack/bolt';

/**
 * A Bolt app as a careful engineer would write it: answers each command with what it looks up, read once at the start.
 * What Readout is measured against; the answers are Readout's own, so that both write the same bytes.
 */
const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, SLACK_TRANSPORT, PORT } =
  process.env;
const answers = new Map(Object.entries(JSON.parse(readFileSync(process.env.BENCH_ANSWERS ?? '', 'utf8'))));
const common = { token: SLACK_BOT_TOKEN ?? '', clientOptions: { slackApiUrl: SLACK_API_URL ?? '' } };
const app =
  SLACK_TRANSPORT === 'http'
    ? new App({ ...common, signingSecret: SLACK_SIGNING_SECRET ?? '' })
    : new App({ ...common, appToken: SLACK_APP_TOKEN ?? '', socketMode: true });
app.command(/^\/[a-z-]+$/, async ({ ack, command }) => {
  const answer = answers.get(`${command.command} ${command.text}`.trim()) ?? 'Nothing is known of that.';
  await ack(answer as Parameters<typeof ack>[0]);
});
app.error(async (error) => console.error('A command failed.', error));
process.once('SIGTERM', () => void app.stop().finally(() => process.exit(0)));
await app.start(Number(PORT ?? 0));
