import type { Commands } from '../../commands/list.ts';
import { examplesIn } from '../../core/examples.ts';
import type { Story } from '../../core/stories.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { createTerminalPlatform, type TerminalPlatform } from '../../platforms/terminal/terminal.ts';
import { ENVIRONMENT_EXAMPLE, type Home, shortInHome } from '../config/home.ts';
import { type Terminal, wantsColour } from '../process/process.ts';

/** The prompt somebody without credentials gets, told first how to connect a platform. */
export function terminalPlatform(
  terminal: Terminal,
  {
    stories,
    commands,
    home,
  }: { readonly stories: readonly Story[]; readonly commands: Commands; readonly home: Home },
  options: { readonly json?: boolean },
): TerminalPlatform {
  return createTerminalPlatform({
    input: terminal.input,
    output: terminal.output,
    commands,
    greeting: greetingFor(stories, commands, home),
    json: options.json ?? false,
    colour: wantsColour(terminal.output, terminal.env),
  });
}
/** How to connect a platform, and what to type meanwhile. */
function greetingFor(stories: readonly Story[], commands: Commands, home: Home): readonly string[] {
  const titles = stories.map(({ briefing }) => briefing.title).join('; ');
  const column = Math.max(...PLATFORMS.map(({ title }) => title.length)) + 3;
  const [first] = stories;
  const [example] = commands.flatMap((command) =>
    'examples' in command && first !== undefined ? examplesIn(command, first.briefing) : [],
  );
  return [
    [
      `No platform is connected. To connect one, set in ${shortInHome(home, '.env')} (${shortInHome(home, ENVIRONMENT_EXAMPLE)} has every key):`,
      ...PLATFORMS.flatMap(({ title, connectedBy }) =>
        connectedBy.map((line, at) => `  ${(at === 0 ? title : '').padEnd(column)}${line}`),
      ),
    ].join('\n'),
    [
      `Until then, ask here about: ${titles}`,
      `A plain question will do, or a command${example === undefined ? '' : ` such as ${example}`}. /readout help lists them, Ctrl-D leaves.`,
    ].join('\n'),
  ];
}
