import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../platforms/discord/wait-for.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'readout-ends-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What a test has started, and what that has started: ended whatever happens. */
const pids = new Set<number>();
afterEach(() => {
  for (const pid of pids) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  pids.clear();
});

const PATH = process.env.PATH ?? '';
const main = [process.execPath, 'bin/readout.js'];

/** Discord that nobody can reach: the process serves, and has something to log every now and then. */
const CHAT = {
  DISCORD_TOKEN: 'discord-token',
  DISCORD_API_URL: 'http://127.0.0.1:1/api',
  LOG_LEVEL: 'debug',
};

interface Streams {
  readonly stdin?: 'ignore' | 'pipe';
  readonly stdout?: 'ignore' | 'pipe' | number;
  readonly stderr?: 'ignore' | 'pipe' | number;
  readonly detached?: boolean;
}

function start(words: readonly string[], env: NodeJS.ProcessEnv, streams: Streams = {}) {
  const [program = '', ...rest] = words;
  const { stdin = 'pipe', stdout = 'ignore', stderr = 'ignore', detached = false } = streams;
  const child = spawn(program, rest, {
    cwd: root,
    env: { PATH, HOME: scratch, ...env },
    stdio: [stdin, stdout, stderr],
    detached,
  });
  pids.add(child.pid ?? 0);
  child.stdin?.on('error', () => {});
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  return { child, ended };
}

/** A process that serves HTTP besides, so that a test knows when it is up and whether it still answers. */
async function serving(words: readonly string[], env: NodeJS.ProcessEnv, streams: Streams = {}) {
  const port = await freePort();
  const store = { PORT: String(port), DATABASE_URL: `file:${join(scratch, `${port}.db`)}` };
  const started = start(words, { ...store, ...env }, streams);
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
  // Asked without a pause, the questions would take the processor from what they wait for.
  while (!(await answers()) && started.child.exitCode === null) await pause(20);
  const all = [started.child.pid ?? 0, ...below(started.child.pid ?? 0)];
  for (const pid of all) pids.add(pid);
  return { ...started, answers, gone: () => waitFor(() => !all.some(isRunning)) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Every process that one has started, and they in turn. */
function below(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return children.map(Number).flatMap((child) => [child, ...below(child)]);
  } catch {
    return [];
  }
}

/** Not gone, and not one that only waits for its parent to notice. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

let pipes = 0;
/** A pipe that is full, and that nobody reads. */
function fullPipe(): number {
  pipes += 1;
  const path = join(scratch, `pipe-${pipes}`);
  execFileSync('sh', ['-c', 'mkfifo "$0"', path]);
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    for (;;) writeSync(pipe, Buffer.alloc(4_096));
  } catch {
    return pipe;
  }
}

const gone = (child: ChildProcess, name: 'stdout' | 'stderr') => child[name]?.destroy();

describe.runIf(process.platform === 'linux')('readout serve whose log cannot be written', () => {
  it.each([
    ['because its reader is gone', 'pipe' as const],
    ['because the disk is full', () => openSync('/dev/full', 'w')],
    ['because it is not open for writing', () => openSync('/dev/null', 'r')],
    ['because its reader has fallen asleep', fullPipe],
  ])('%s goes on answering, and ends with 0 on SIGTERM', async (_, stream) => {
    const stderr = typeof stream === 'function' ? stream() : stream;
    const { child, answers, ended } = await serving([...main, 'serve'], CHAT, { stdin: 'ignore', stderr });
    if (typeof stderr === 'number') closeSync(stderr);
    // The start was logged; from here on every line finds nobody.
    gone(child, 'stderr');
    for (let asked = 0; asked < 20; asked += 1) expect(await answers()).toBe(true);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('starts where the reader is gone before the first line', async () => {
    const { child, ended } = start(
      [...main, 'serve'],
      { PORT: '0', ...CHAT, DATABASE_URL: `file:${scratch}/g.db` },
      {
        stderr: 'pipe',
      },
    );
    gone(child, 'stderr');
    // The store is made last before the platforms start.
    await waitFor(() => {
      try {
        return readFileSync(join(scratch, 'g.db')).length > 0;
      } catch {
        return false;
      }
    });
    child.kill('SIGTERM');
    expect([0, 'SIGTERM']).toContain(await ended);
  });
});

describe('an output that nobody reads any more', () => {
  it.each(['ask', '--help', 'check'])('ends %s without a word', async (word) => {
    const words = word === 'ask' ? ['ask', '/plan-point 1'] : [word];
    const { child, ended } = start([...main, ...words], {}, { stdout: 'pipe', stderr: 'pipe' });
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += String(chunk);
    });
    gone(child, 'stdout');
    expect([await ended, errors]).toEqual([0, '']);
  });

  it('ends a process that still waits for questions', async () => {
    const { child, ended } = start([...main, 'ask', '-'], {}, { stdout: 'pipe' });
    child.stdout?.once('data', () => {
      gone(child, 'stdout');
      child.stdin?.write('/plan-point 2\n/plan-point 3\n');
    });
    child.stdin?.write('/plan-point 1\n');
    expect(await ended).toBe(0);
  });

  it('ends a prompt', async () => {
    const { child, ended } = start([...main, 'serve'], {}, { stdout: 'pipe' });
    gone(child, 'stdout');
    expect(await ended).toBe(0);
  });
});

describe.runIf(process.platform === 'linux')('an output that cannot be written', () => {
  it.each([['ask', '/plan-point 1'], ['check'], ['--help'], ['serve']])(
    'ends %s with 1 and one sentence',
    async (...words) => {
      const full = openSync('/dev/full', 'w');
      const { child, ended } = start([...main, ...words], {}, { stdout: full, stderr: 'pipe' });
      closeSync(full);
      let errors = '';
      child.stderr?.on('data', (chunk) => {
        errors += String(chunk);
      });
      expect(await ended).toBe(1);
      expect(errors).toBe('readout: Standard output cannot be written: the disk is full.\n');
    },
  );

  it('does not keep a prompt from ending on SIGTERM, where its reader has fallen asleep', async () => {
    const pipe = fullPipe();
    const { child, ended } = await serving([...main, 'serve'], {}, { stdout: pipe, stderr: pipe });
    closeSync(pipe);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

const pretendOld = join(scratch, 'pretend-old.mjs');
writeFileSync(
  pretendOld,
  "Object.defineProperty(process.versions, 'node', { value: '20.20.0' });\nprocess.execve = undefined;\n",
);

/** What a person or a supervisor starts. On an older Node the launcher has to start another process. */
const OUTER: readonly (readonly [string, readonly string[]])[] = [
  ['npm start', ['npm', 'start']],
  ['the launcher on an older Node', [process.execPath, '--import', pretendOld, 'bin/readout.js', 'serve']],
];

describe.runIf(process.platform === 'linux').each(OUTER)('%s', (name, words) => {
  it('ends with 0 on SIGTERM and leaves nothing behind, serving chat', async () => {
    const { child, ended, gone } = await serving(words, CHAT);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await gone();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 on %s and leaves nothing behind, at a prompt',
    async (signal) => {
      const { child, ended, gone } = await serving(words, {});
      child.kill(signal);
      expect(await ended).toBe(0);
      await gone();
    },
  );

  it('ends with 0 on a Ctrl-C, which reaches every process of the terminal and is passed on besides', async () => {
    const { child, ended, gone } = await serving(words, {}, { detached: true });
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toBe(0);
    await gone();
  });

  it('stops in order on SIGHUP and leaves nothing behind', async () => {
    const log = join(scratch, `${name}.log`);
    const stderr = openSync(log, 'w');
    const { child, ended, gone } = await serving(words, CHAT, { stdin: 'ignore', stderr });
    closeSync(stderr);
    child.kill('SIGHUP');
    // npm passes it on to nobody and ends by it; Readout notices that npm has gone.
    expect(await ended).toBe(name === 'npm start' ? 'SIGHUP' : 0);
    await gone();
    expect(readFileSync(log, 'utf8')).toMatch(/"msg":"Stopping\."/);
  });

  it('leaves nothing behind when it is killed', async () => {
    const { child, ended, gone } = await serving(words, CHAT, { stdin: 'ignore' });
    child.kill('SIGKILL');
    await ended;
    await gone();
  });
});
