import type { Asker, Command, CommandGroup } from '../../core/command.ts';
import type { Request } from '../../core/request.ts';
import { tenantId } from '../../domain/schedule/tenant.ts';

/** Whoever has the terminal runs the process, and so may configure everything. */
export const TERMINAL_ASKER: Asker = {
  platform: 'terminal',
  tenant: tenantId('terminal'),
  channel: 'terminal',
  user: 'terminal',
  mayConfigure: true,
};

/** A command line where it starts with a slash or a command's name, a plain question otherwise. */
export function requestFor(
  typed: string,
  commands: readonly (Command | CommandGroup)[],
  previous?: string,
): Request {
  const first = typed.split(/\s/, 1)[0]?.toLowerCase() ?? '';
  if (first.startsWith('/') || commands.some((command) => command.name === first)) {
    return { kind: 'line', line: typed, asker: TERMINAL_ASKER };
  }
  return {
    kind: 'words',
    words: typed,
    ...(previous === undefined ? {} : { previous }),
    asker: TERMINAL_ASKER,
  };
}
