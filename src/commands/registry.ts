import { everyCommand } from './every-command.ts';

/**
 * Every command, there from the start: for tests, measurements and documentation. The program itself asks for them when
 * it needs them (`everyCommand`): the bundle has no module that waits while it is loaded.
 */
export const COMMANDS = await everyCommand();
