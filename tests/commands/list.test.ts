import { describe, expect, it } from 'vitest';
import { commandAlone, GRAMMARS } from '../../src/commands/list.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { runnable } from '../../src/core/line/find-command.ts';
import { type Grammar, leadingOption } from '../../src/core/line/grammar.ts';

const plain = runnable(COMMANDS).flatMap(({ command, group }) => (group === undefined ? [command] : []));

describe('commandAlone', () => {
  it.each(plain)('loads /$name as the registry has it', async (command) => {
    expect(await commandAlone(`/${command.name}`)).toBe(command);
    expect(await commandAlone(`/${command.name.toUpperCase()} 6 as-of:2025-11-24`)).toBe(command);
  });

  it('knows without loading them how the line of each is written', () => {
    const known = (commands: readonly Grammar[]) =>
      commands.map((command) => ({
        name: command.name,
        leads: [leadingOption(command)?.name, leadingOption(command)?.rest === true],
        speakers: command.options.flatMap(({ name, suggest }) => (suggest === 'speaker' ? [name] : [])),
      }));
    expect(known(GRAMMARS)).toEqual(known(plain));
  });

  it.each([
    '',
    '/',
    'plan-point 6',
    '/plan-pointer 6',
    '/readout plan-point 6',
    '/constructor',
    '/ plan-point',
    'who said /plan-point',
  ])('leaves %j to all commands', async (line) => {
    expect(await commandAlone(line)).toBeNull();
  });
});
