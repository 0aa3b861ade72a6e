import { run as discord } from './discord.ts';
import { run as slack } from './slack.ts';

/**
 * Both chat platforms, each transport, against bare bots of the same SDKs that give Readout's own answers, one after the
 * other; `discord` or `slack` alone where one is named, and with `starts` no more than how they start.
 */
export async function run(flags: readonly string[]): Promise<void> {
  if (!flags.includes('slack')) await discord(flags.includes('starts'));
  if (!flags.includes('discord')) await slack(flags.includes('starts'));
  console.log(
    'What would flatter: one question asked over and over, a warmed-up process, a start counted until the gateway is open, a bare bot with a shorter answer.',
  );
}
