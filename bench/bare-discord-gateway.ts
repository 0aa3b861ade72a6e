/** The smallest discord.js bot that answers every command with a constant of a real answer's size; what Readout is measured against. */
import { readFileSync } from 'node:fs';
import { Client, Events, GatewayIntentBits, type InteractionReplyOptions } from 'discord.js';

const { flags, components }: InteractionReplyOptions = JSON.parse(
  readFileSync(process.env.BENCH_ANSWER ?? '', 'utf8'),
);
const constant: InteractionReplyOptions = {
  ...(flags === undefined ? {} : { flags }),
  components: components ?? [],
};
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(constant);
});
await client.login(process.env.DISCORD_TOKEN ?? '');
