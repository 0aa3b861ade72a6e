import { run as discord } from './chat-discord.ts';
import { run as slack } from './chat-slack.ts';

/** Both chat platforms, each transport, against bare bots of the same SDKs, one after the other. */
export async function run(): Promise<void> {
  await discord();
  await slack();
}
