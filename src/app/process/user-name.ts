import { userInfo } from 'node:os';

/** Who works at this terminal, for the audit; `terminal` where no name belongs to the user we run as, as in containers. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'terminal';
  }
}
