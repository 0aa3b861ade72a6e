import { readFileSync } from 'node:fs';
import { App } from '@slack/bolt';

/**
 * The smallest Bolt app: answers `/plan-point` with a constant, read once at start. What Readout is measured against; the
 * constant is Readout's own answer, so that both write the same bytes.
 */
const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, SLACK_TRANSPORT, PORT } =
  process.env;
const answer = JSON.parse(readFileSync(process.env.BARE_ANSWER ?? '', 'utf8'));
const common = { token: SLACK_BOT_TOKEN ?? '', clientOptions: { slackApiUrl: SLACK_API_URL ?? '' } };
const app =
  SLACK_TRANSPORT === 'http'
    ? new App({ ...common, signingSecret: SLACK_SIGNING_SECRET ?? '' })
    : new App({ ...common, appToken: SLACK_APP_TOKEN ?? '', socketMode: true });
app.command('/plan-point', async ({ ack }) => {
  await ack(answer);
});
await app.start(Number(PORT ?? 0));
