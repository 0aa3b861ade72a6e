import { describe, expect, it } from 'vitest';
import { commandAlone } from '../../src/commands/alone.ts';
import { COMMANDS } from '../../src/commands/registry.ts';

const plain = COMMANDS.filter((command) => !('subcommands' in command));

describe('commandAlone', () => {
  it.each(plain)('loads /$name as the registry has it', async (command) => {
    expect(await commandAlone(`/${command.name}`)).toBe(command);
    expect(await commandAlone(`/${command.name.toUpperCase()} 6 as-of:2025-11-24`)).toBe(command);
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
