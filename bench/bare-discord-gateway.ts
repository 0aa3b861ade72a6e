/** The smallest discord.js bot that answers every command with a constant; what Readout is measured against. */
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js';

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) {
    await interaction.reply({ content: 'constant', flags: MessageFlags.Ephemeral });
  }
});
await client.login(process.env.DISCORD_TOKEN ?? '');
