import type { Asker, Command, CommandGroup } from '../../core/command.ts';
import type { Request } from '../../core/request.ts';
import { typedRequest } from '../../core/typed/typed-request.ts';
import { tenantId } from '../../domain/schedule/tenant.ts';

/** Whoever has the terminal runs the process, and so may configure everything. */
export const TERMINAL_ASKER: Asker = {
  platform: 'terminal',
  tenant: tenantId('terminal'),
  channel: 'terminal',
  user: 'terminal',
  mayConfigure: true,
};

/** What a person at the terminal typed. */
export function requestFor(
  typed: string,
  commands: readonly (Command | CommandGroup)[],
  previous?: string,
): Request {
  return typedRequest(typed, { asker: TERMINAL_ASKER, commands, previous });
}
