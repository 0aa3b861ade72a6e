import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle, EXTERNAL, writeLoader } from './bundle.ts';
import { publishedManifest } from './manifest.ts';
import { copyPackagesBeside } from './packages-beside.ts';

/** As they are. */
const COPIED = [
  '.env.example',
  'assets',
  'briefings',
  'config',
  'README.md',
  'LICENSE',
  'NOTICE',
  'PRIVACY.md',
];

/** Makes the package that is published, in a folder of the project: `npm run build` and `npm pack ./dist`. */
async function makePackage(root: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const build = await bundle(root, join(folder, 'lib'));
  await writeLoader(root, join(folder, 'lib'), build);
  for (const name of COPIED) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  const program = join(folder, 'bin/readout.js');
  writeFileSync(program, publishedLauncher(readFileSync(join(root, 'bin/readout.js'), 'utf8')));
  chmodSync(program, 0o755);
  cpSync(join(root, 'bin/package.json'), join(folder, 'bin/package.json'));
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = publishedManifest(own, EXTERNAL, build);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** What the launcher says of a checkout, and what it is in a package. */
const INSTALLED = [
  ["'../src/main.ts'", "'../lib/start.js'"],
  ['import(MAIN)', 'require(MAIN)'],
  [
    'Run "npm ci" in the project: it installs the right one beside it.',
    'Install that, or install Readout again with its optional packages, one of which is a Node.',
  ],
] as const;

/** @throws Error where the launcher says something else than is expected here */
function publishedLauncher(launcher: string): string {
  return INSTALLED.reduce((text, [before, after]) => {
    if (text.split(before).length !== 2) throw new Error(`bin/readout.js: expected ${before} once.`);
    return text.replace(before, after);
  }, launcher);
}

const { values, positionals } = parseArgs({
  // For a place without npm, such as an image: the packages that are not in the bundle, beside it.
  options: { packages: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const root = join(import.meta.dirname, '../..');
const folder = resolve(root, positionals[0] ?? 'dist');
await makePackage(root, folder);
if (values.packages) copyPackagesBeside(root, join(folder, 'node_modules'));
