import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Kept with the installation and not in the shared temporary folder, where somebody else could have put it. Without
// write access there is simply no cache.
const cache = fileURLToPath(new URL('../node_modules/.cache/readout', import.meta.url));
enableCompileCache(cache);
const [{ runCommandLine }, { keepIn }] = await Promise.all([
  import('./app/command-line.ts'),
  import('./app/keep.ts'),
]);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  clock: () => Temporal.Now.instant(),
  keep: keepIn(cache),
});
