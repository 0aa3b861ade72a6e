import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTERNAL } from './bundle.ts';

/**
 * Puts what the bundle loads from beside itself into a folder of packages, with all that it needs and the binaries for
 * this machine: as npm would, in the versions of the lock file, and without npm.
 */
export function copyPackagesBeside(root: string, packages: string): void {
  for (const name of withNeeds(root)) {
    // A package of a package is copied with it.
    cpSync(join(root, 'node_modules', name), join(packages, name), { recursive: true });
  }
}

function withNeeds(root: string): ReadonlySet<string> {
  const all = new Set<string>(EXTERNAL);
  for (const name of all) {
    const own = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(own)) throw new Error(`${name} is not installed: run "npm ci".`);
    const manifest: Needs = JSON.parse(readFileSync(own, 'utf8'));
    for (const need of Object.keys(manifest.dependencies ?? {})) {
      if (!existsSync(join(root, 'node_modules', name, 'node_modules', need))) all.add(need);
    }
    const optional = Object.keys(manifest.optionalDependencies ?? {});
    for (const need of optional.filter((one) => isInstalled(root, one))) all.add(need);
  }
  return all;
}

interface Needs {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function isInstalled(root: string, name: string): boolean {
  const folder = join(root, 'node_modules', name);
  return existsSync(folder) && readdirSync(folder).length > 0;
}
