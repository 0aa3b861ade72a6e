import type { Command, CommandGroup } from './command.ts';
import { planPoint } from './plan-point.ts';
import { whoSaid } from './who-said.ts';

/** Everything that can be asked, in the order help shows it. */
export const COMMANDS: readonly (Command | CommandGroup)[] = [planPoint, whoSaid];
