import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Kept with the installation and not in the shared temporary folder, where somebody else could have put it. Without
// write access there is simply no cache.
const cache = fileURLToPath(new URL('../node_modules/.cache/readout', import.meta.url));
enableCompileCache(cache);
void run();

async function run(): Promise<void> {
  const [{ runCommandLine }, { keepIn }, { complainOfStray }] = await Promise.all([
    import('./app/cli/command-line.ts'),
    import('./app/config/checked-cache.ts'),
    import('./app/process/process.ts'),
  ]);
  const terminal = {
    env: process.env,
    // Opened when it is asked for: most commands read nothing.
    get input() {
      return process.stdin;
    },
    output: process.stdout,
    errors: process.stderr,
    clock: () => Temporal.Now.instant(),
    keep: keepIn(cache),
    leave: (code?: number) => process.exit(code),
  };
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      // A process that serves has a way of its own.
      if (process.listenerCount(event) === 1) complainOfStray(terminal, error);
    });
  }
  process.exitCode = await runCommandLine(process.argv.slice(2), terminal);
}
