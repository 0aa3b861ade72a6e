import type { Command, CommandGroup } from '../commands/command.ts';

/** What somebody without credentials is told before the prompt: how to connect a platform, and what to type here. */
export function greetingFor(title: string, commands: readonly (Command | CommandGroup)[]): readonly string[] {
  const example = commands.flatMap((command) =>
    'examples' in command ? command.examples.slice(0, 1) : [],
  )[0];
  return [
    [
      'No platform is connected. To connect one, set in .env (see .env.example):',
      '  Discord   DISCORD_TOKEN',
      '  Slack     SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode),',
      '            or SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (HTTP)',
    ].join('\n'),
    [
      `Until then, ask here about: ${title}`,
      `A plain question will do, or a command${example === undefined ? '' : ` such as ${example}`}. /readout help lists them, Ctrl-D leaves.`,
    ].join('\n'),
  ];
}
