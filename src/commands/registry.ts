import { audit } from './audit.ts';
import { briefing } from './briefing.ts';
import type { Command, CommandGroup } from './command.ts';
import { compare } from './compare.ts';
import { corrections } from './corrections.ts';
import { digest } from './digest.ts';
import { disputed } from './disputed.ts';
import { planPoint } from './plan-point.ts';
import { position } from './position.ts';
import { readoutGroup } from './readout.ts';
import { sources } from './sources.ts';
import { timeline } from './timeline.ts';
import { whoSaid } from './who-said.ts';

/** Everything a user can ask, in the order help tells it. A new command is one file and one line here. */
export const COMMANDS: readonly (Command | CommandGroup)[] = [
  planPoint,
  whoSaid,
  compare,
  position,
  timeline,
  disputed,
  sources,
  briefing,
  digest,
  readoutGroup(() => COMMANDS, [corrections, audit]),
];
