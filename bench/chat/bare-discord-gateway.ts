/** A discord.js bot as a careful engineer would write it, that looks its answers up; what Readout is measured against. */
import { readFileSync } from 'node:fs';
import { Client, Events, GatewayIntentBits, type InteractionReplyOptions } from 'discord.js';
import { answerKey } from './answer-key.ts';

const answers = new Map<string, InteractionReplyOptions>(
  Object.entries(
    JSON.parse(readFileSync(process.env.BENCH_ANSWERS ?? '', 'utf8')) as Record<
      string,
      InteractionReplyOptions
    >,
  ).map(([key, { flags, components }]) => [
    key,
    { ...(flags === undefined ? {} : { flags }), components: components ?? [] },
  ]),
);
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  const answer = answers.get(answerKey(interaction.commandName, interaction.options.data));
  try {
    await interaction.reply(answer ?? { content: 'Nothing is known of that.' });
  } catch (error) {
    console.error('A reply failed.', error);
  }
});
client.on(Events.Error, (error) => console.error('The connection had an error.', error));
process.once('SIGTERM', () => void client.destroy().then(() => process.exit(0)));
await client.login(process.env.DISCORD_TOKEN ?? '');
