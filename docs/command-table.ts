import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { COMMANDS } from '../src/commands/registry.ts';
import type { Command } from '../src/core/command.ts';
import { runnable } from '../src/core/line/find-command.ts';

const README = new URL('../README.md', import.meta.url);
/** From the head of the table to the empty line below it. */
const TABLE = /\| Command \| What it does \|\n(?:\|.*\n)+/;

/** README's table of commands, as the registry has them, in its order. */
export function commandTable(): string {
  const rows = runnable(COMMANDS).map(
    ({ path, command }) => `| \`/${[...path, ...usage(command)].join(' ')}\` | ${command.summary} |\n`,
  );
  return `| Command | What it does |\n| --- | --- |\n${rows.join('')}`;
}

function usage({ options }: Command): readonly string[] {
  return options.map(({ name, required }) => (required === true ? `<${name}>` : `[${name}]`));
}

/** README with the table as it should be. */
export function withCommandTable(readme: string): string {
  if (!TABLE.test(readme))
    throw new Error('README.md has no table that begins "| Command | What it does |".');
  return readme.replace(TABLE, () => commandTable());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(README, withCommandTable(readFileSync(README, 'utf8')));
