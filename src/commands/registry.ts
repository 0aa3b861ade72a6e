import type { Command, CommandGroup } from '../core/command.ts';
import { briefing } from './briefing.ts';
import { compare } from './compare.ts';
import { digestWith } from './digest/digest.ts';
import { disputed } from './disputed.ts';
import { planPoint, planPointWith } from './plan-point.ts';
import { position } from './position.ts';
import { auditWith } from './readout/audit.ts';
import { correctionsWith } from './readout/corrections.ts';
import { readoutWith } from './readout/readout.ts';
import type { Services } from './services.ts';
import { sources } from './sources.ts';
import { timeline } from './timeline.ts';
import { whoSaid } from './who-said.ts';

/**
 * Everything a user can ask, in the order help tells it, with what the process has for it. A new command is one file and
 * one line here.
 */
export function commandsWith(services: Services): readonly (Command | CommandGroup)[] {
  const commands: readonly (Command | CommandGroup)[] = [
    services.board === undefined ? planPoint : planPointWith(services.board),
    whoSaid,
    compare,
    position,
    timeline,
    disputed,
    sources,
    briefing,
    digestWith(services),
    readoutWith(services, () => commands, [correctionsWith(services), auditWith(services)]),
  ];
  return commands;
}

/** The same where the process has nothing for them but briefings: to be declared, and to answer. */
export const COMMANDS = commandsWith({});
