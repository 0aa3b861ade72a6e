/** The parts of package.json that the published one is made from. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** What the package has besides what npm always takes (package.json, README, LICENSE). */
export const SHIPPED = [
  ...['bin', 'lib', 'assets', 'briefings', 'config', '.env.example', 'NOTICE', 'PRIVACY.md'],
] as const;

/**
 * The published package.json: it asks for what is not in the bundle and for a Node, which most machines need. `external`
 * names the packages that the bundle loads at run time; `build` changes with any byte of the bundle.
 * @throws Error where one of them is not a dependency
 */
export function publishedManifest(own: Manifest, external: readonly string[], build: string): object {
  const { name, version, description, license, dependencies, optionalDependencies } = own;
  return {
    name,
    version,
    description,
    license,
    type: 'commonjs',
    bin: { readout: 'bin/readout.js' },
    // Programs use the command line; nothing inside is promised.
    exports: { './package.json': './package.json' },
    files: SHIPPED,
    // What the launcher needs: Readout itself runs on the Node among the optional dependencies, or on a newer one.
    engines: { node: '>=18' },
    dependencies: Object.fromEntries(external.map((each) => [each, versionOf(each, dependencies)])),
    optionalDependencies,
    readoutBuild: build,
  };
}

function versionOf(name: string, dependencies: Manifest['dependencies']): string {
  const version = dependencies[name];
  if (version === undefined) throw new Error(`${name} is not bundled and not among the dependencies.`);
  return version;
}
