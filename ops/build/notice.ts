import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What package-lock.json says of one package. */
interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

/** Licences under which others' code may be shipped here, as package.json names them. Another one has to be read first. */
const MAY_BE_SHIPPED = [
  ...['0BSD', 'Apache-2.0', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0', 'PSF-2.0'],
  ...['(MIT AND Zlib)', '(MIT OR GPL-3.0-or-later)'],
];

/** Files that come with every way of installing and are no npm packages. */
const FONTS = {
  title: 'Noto Sans (assets/fonts)',
  license: 'OFL-1.1',
  file: 'assets/fonts/OFL.txt',
} as const;

const HEAD = `Readout is under the MIT licence (see LICENSE). It is shipped with the work of others:
the fonts below, and the packages below, in the bundle or beside it. "npm run notice" writes this file
from package-lock.json and the installed packages.
`;

/** Who holds it, and not a sentence of a licence about who does. */
const COPYRIGHT = /^[\s*/#]*(?:Copyright (?:\([cC]\)|©|\d|(?!Holder|Owner)[A-Z][a-z])|\(c\) \d|\(C\) \d|©)/;

const RULE = '-'.repeat(100);

/**
 * The text of NOTICE: every package that is installed without the development ones, and the fonts, each with its
 * copyright lines, and each text of a licence once. The same on every machine: packages for one kind of machine are listed
 * by the lock file.
 * @throws Error where a licence is none that may be shipped, or a package is not installed
 */
export function notice(root: string): string {
  // One version may lie in several places.
  const shipped = [...new Map(shippedPackages(root).map((one) => [one.title, one])).values()].toSorted(
    (a, b) => (a.title < b.title ? -1 : 1),
  );
  const texts: { readonly key: string; readonly text: string; readonly of: string[] }[] = [];
  const keep = (title: string, text: string) => {
    const key = text.toLowerCase().replaceAll(/[\s"'`*#.]+/g, '');
    const found = texts.find((one) => one.key === key);
    if (found === undefined) texts.push({ key, text, of: [title] });
    else found.of.push(title);
    return texts.findIndex((one) => one.key === key) + 1;
  };
  const lines = [HEAD, RULE, ''];
  const font = readFileSync(join(root, FONTS.file), 'utf8');
  lines.push(...entry(FONTS.title, FONTS.license, font, keep));
  for (const { path, title, license, here } of shipped) {
    if (!here) lines.push(`${title}: ${license} (for one kind of machine; its package has the rest)`);
    else {
      const text = licenceFiles(join(root, path));
      lines.push(...entry(title, license, text, keep));
      if (license === 'MPL-2.0') lines.push(`    Source: ${sourceOf(join(root, path))}`);
    }
  }
  for (const [at, { text }] of texts.entries()) lines.push('', RULE, `Text ${at + 1}`, '', text);
  return `${lines.join('\n')}\n`;
}

/** The folders of the packages that NOTICE names, from the top of the project. */
export function shippedPaths(root: string): readonly string[] {
  return shippedPackages(root).map(({ path }) => path);
}

function shippedPackages(root: string) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  return Object.entries(packages).flatMap(([path, locked]) => {
    if (path === '' || locked.dev === true || locked.devOptional === true) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const title = `${name} ${locked.version}`;
    const license = locked.license ?? 'none named';
    if (!MAY_BE_SHIPPED.includes(license))
      throw new Error(
        `${title}: expected one of ${MAY_BE_SHIPPED.join(', ')}, found the licence ${license}.`,
      );
    return [{ path, title, license, here: locked.os === undefined && locked.cpu === undefined }];
  });
}

/** Behind this comes the second of two licences to choose from, of which the first is the MIT licence. */
const OR_ELSE = /^GPL version 3$/m;
/** Behind this the Apache License says how to put works of one's own under it, which some fill with whose it is. */
const HOW_TO_APPLY = /^\s*END OF TERMS AND CONDITIONS$/m;

/** The licence of a package and what it says to pass on; empty where it has no such file. */
function licenceFiles(folder: string): string {
  if (!existsSync(folder)) throw new Error(`${folder} is not there: run "npm ci".`);
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name) && !/\.(?:js|json|d\.ts)$/.test(name))
    .toSorted()
    .map((name) => needed(readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')).trim())
    .join('\n\n');
}

/** What has to be passed on of a text: the terms that are chosen, and whose it is. */
function needed(text: string): string {
  const [chosen = ''] = text.split(OR_ELSE);
  const [terms = '', ...applied] = chosen.split(HOW_TO_APPLY);
  const whose = applied.flatMap((part) => part.split('\n').filter((line) => COPYRIGHT.test(line)));
  return [terms, ...whose].join('\n');
}

function entry(
  title: string,
  license: string,
  text: string,
  keep: (title: string, text: string) => number,
): readonly string[] {
  if (text === '') return [`${title}: ${license} (its package.json says so; no text comes with it)`];
  const lines = text.split('\n').map((line) => line.trimEnd());
  const copyrights = lines.filter((line) => COPYRIGHT.test(line)).map((line) => `    ${line.trim()}`);
  const body = lines
    .filter((line) => !COPYRIGHT.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return [`${title}: ${license}, text ${keep(title, body)}`, ...copyrights];
}

function sourceOf(folder: string): string {
  const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const url = typeof repository === 'string' ? repository : repository?.url;
  return String(url)
    .replace(/^git\+/, '')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/\.git$/, '');
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '../..');
  writeFileSync(join(root, 'NOTICE'), notice(root));
}
