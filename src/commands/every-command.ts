import { type Commands, LIST } from './list.ts';
import type { Services } from './services.ts';

/** Every command with what the process has for it, in the order of the list. */
export async function commandsWith(services: Services): Promise<Commands> {
  const commands: Commands = await Promise.all(LIST.map(({ load }) => load(services, () => commands)));
  return commands;
}

let every: Promise<Commands> | undefined;

/** The same where the process has nothing for them but briefings: to be declared, and to answer. Loaded once. */
export function everyCommand(): Promise<Commands> {
  every ??= commandsWith({});
  return every;
}
