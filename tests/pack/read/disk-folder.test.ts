import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Log, SILENT } from '../../../src/domain/log.ts';
import { diskFolder } from '../../../src/pack/read/disk-folder.ts';
import { openLibrary } from '../../../src/pack/read/library.ts';
import { loadPacks } from '../../../src/pack/read/load.ts';
import { packBytes } from '../../../src/pack/read/pack-folder.ts';
import { formatProblem } from '../../../src/pack/read/problem.ts';
import { fingerprint, watchFolder } from '../../../src/pack/read/watch-folder.ts';
import { SMALL_PACK } from '../small-pack.ts';

/** Never to be seen in a problem: it stands outside the folder of packs. */
const SECRET = 'root:x:0:0:secret';

let top: string;
let root: string;
const at = (...names: string[]) => join(root, ...names);

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'readout-disk-')));
  // An unprivileged child has to get in.
  chmodSync(top, 0o755);
  root = join(top, 'briefings');
  writePack('lake');
  writePack('river');
  mkdirSync(join(top, 'outside', 'pack'), { recursive: true });
  writeFileSync(join(top, 'outside', 'secret.yaml'), `events: "${SECRET}"\n`);
});
afterEach(() => {
  rmSync(top, { recursive: true });
});

function writePack(name: string, below = root): void {
  mkdirSync(join(below, name), { recursive: true });
  for (const [file, text] of Object.entries(SMALL_PACK)) {
    writeFileSync(join(below, name, file), text.replace('id: lake-treaty', `id: ${name}-treaty`));
  }
}

const problemsOf = (folder = root) => loadPacks(diskFolder(folder)).problems.map(formatProblem);
const packsOf = () => loadPacks(diskFolder(root)).packs.map(({ folder }) => folder);

/** What may stand where a file or a folder should, and how it is called. */
const OBSTACLES: Readonly<Record<string, { readonly put: (path: string) => void; readonly found: string }>> =
  {
    'a named pipe': { put: (path) => execFileSync('mkfifo', [path]), found: 'a named pipe' },
    'a link to itself': { put: (path) => symlinkSync(path, path), found: 'a link that leads to itself' },
    'a link to nothing': {
      put: (path) => symlinkSync('gone', path),
      found: 'nothing there, or a link that leads nowhere',
    },
    'a link through a file': {
      put: (path) => symlinkSync(join(top, 'outside', 'secret.yaml', 'x'), path),
      found: 'a path that leads through a file',
    },
    'a link to a file outside': {
      put: (path) => symlinkSync(join(top, 'outside', 'secret.yaml'), path),
      found: 'a link that leads out of its pack',
    },
    'a link to a device': {
      put: (path) => symlinkSync('/dev/zero', path),
      found: 'a link that leads out of its pack',
    },
    'a link to another pack': {
      put: (path) => symlinkSync(join(root, 'river', 'gaps.yaml'), path),
      found: 'a link that leads out of its pack',
    },
  };
const obstacles = Object.entries(OBSTACLES);

describe('a pack on disk', () => {
  it.each(obstacles)(
    'with %s for a file is refused by name, and nothing else is said of it',
    (_, { put, found }) => {
      unlinkSync(at('lake', 'events.yaml'));
      put(at('lake', 'events.yaml'));
      expect(problemsOf()).toEqual([
        `lake/events.yaml:0: unreadable-file: expected a file that can be read, found ${found}`,
      ]);
      expect(packsOf()).toEqual(['river']);
    },
  );

  it.each(obstacles)('with %s in a folder of files is refused by name', (_, { put, found }) => {
    mkdirSync(at('lake', 'events'));
    put(at('lake', 'events', '2024.yaml'));
    expect(problemsOf()).toEqual([
      `lake/events/2024.yaml:0: unreadable-file: expected a file that can be read, found ${found}`,
    ]);
  });

  it.each(obstacles)('with %s for a folder of files is refused by name', (_, { put, found }) => {
    put(at('lake', 'events'));
    expect(problemsOf()).toEqual([
      `lake/events:0: unreadable-file: expected a file that can be read, found ${found}`,
    ]);
  });

  it('with a folder that has the name of a file is refused', () => {
    unlinkSync(at('lake', 'gaps.yaml'));
    mkdirSync(at('lake', 'gaps.yaml'));
    mkdirSync(at('lake', 'events', 'more.yaml'), { recursive: true });
    mkdirSync(at('lake', 'events', '2024'), { recursive: true });
    expect(problemsOf()).toEqual([
      'lake/events/2024:0: unknown-file: expected a file, found a folder\n  Files stand in events/ itself.',
      'lake/events/more.yaml:0: unreadable-file: expected a file that can be read, found a folder',
      'lake/gaps.yaml:0: unreadable-file: expected a file that can be read, found a folder',
    ]);
  });

  it('with a socket is refused', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(at('lake', 'gaps.yml'), done));
    try {
      expect(problemsOf()).toEqual([
        'lake/gaps.yml:0: unreadable-file: expected a file that can be read, found a socket',
      ]);
    } finally {
      server.close();
    }
  });

  it('with a file of any size is read no further than the largest pack file goes', () => {
    truncateSync(at('lake', 'gaps.yaml'), 1e12);
    expect(problemsOf()).toEqual([
      expect.stringContaining('lake/gaps.yaml:0: file-size: expected at most 5 MB'),
    ]);
  });

  it('is read through links inside it, as a ConfigMap makes them', () => {
    const real = at('lake', '..2024_05_20');
    mkdirSync(real);
    for (const file of Object.keys(SMALL_PACK)) {
      renameSync(at('lake', file), join(real, file));
      symlinkSync(join('..data', file), at('lake', file));
    }
    symlinkSync('..2024_05_20', at('lake', '..data'));
    expect(problemsOf()).toEqual([]);
    expect(packsOf()).toEqual(['lake', 'river']);
    expect(problemsOf(at('lake'))).toEqual([]);
  });

  it('may be elsewhere itself, behind a link in the folder of packs or the link that this folder is', () => {
    writePack('sea', join(top, 'outside'));
    symlinkSync(join(top, 'outside', 'sea'), at('sea'));
    symlinkSync(root, join(top, 'link'));
    expect(packsOf()).toEqual(['lake', 'river', 'sea']);
    expect(problemsOf(join(top, 'link'))).toEqual([]);
    symlinkSync(
      join(top, 'outside', 'secret.yaml'),
      join(top, 'outside', 'sea', 'events', '..', 'more.yaml'),
    );
    expect(problemsOf()).toEqual([expect.stringContaining('found a link that leads out of its pack')]);
  });

  it('does not follow a link to folders outside where it is checked alone', () => {
    symlinkSync(join(top, 'outside'), at('lake', 'events'));
    for (const folder of [root, at('lake')]) {
      expect(problemsOf(folder)).toEqual([
        expect.stringMatching(/events:0: unreadable-file: .*found a link that leads out of its pack$/),
      ]);
    }
  });

  it('shows nothing of what is outside, whatever stands where', () => {
    const places = fc.constantFrom(
      ...[
        'lake/events.yaml',
        'lake/events',
        'lake/more.yaml',
        'lake/statements/x.yaml',
        'lake/story.yaml',
        'sea',
      ],
      ...['sea/story.yaml', 'sea/statements/x.yaml', 'story.yaml'],
    );
    fc.assert(
      fc.property(places, fc.constantFrom(...obstacles), (place, [, { put, found }]) => {
        // With a story.yaml the folder itself is the pack, and the others are in it.
        fc.pre(place !== 'story.yaml' || put !== OBSTACLES['a link to another pack']?.put);
        rmSync(at(place), { recursive: true, force: true });
        mkdirSync(dirname(at(place)), { recursive: true });
        put(at(place));
        try {
          const problems = problemsOf();
          // A link to a file at the top is a file that is no pack's.
          if (place !== 'sea' || found !== 'a link that leads out of its pack') {
            expect(
              problems.filter((problem) => problem.startsWith(`${place}:`)),
              place,
            ).toEqual([`${place}:0: unreadable-file: expected a file that can be read, found ${found}`]);
          }
          expect(problems.join('\n')).not.toContain('secret');
          expect(() => fingerprint(root)).not.toThrow();
        } finally {
          rmSync(at(place), { recursive: true, force: true });
          rmSync(at('sea'), { recursive: true, force: true });
          rmSync(at('lake'), { recursive: true, force: true });
          writePack('lake');
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a folder of packs', () => {
  it('without a pack that is there but cannot be read says so, and hides none of the others', () => {
    symlinkSync('sea', at('sea'));
    symlinkSync('gone', at('valley'));
    mkdirSync(at('lost+found'));
    expect(problemsOf()).toEqual([
      'sea:0: unreadable-file: expected a file that can be read, found a link that leads to itself',
      'valley:0: unreadable-file: expected a file that can be read, found nothing there, or a link that leads nowhere',
    ]);
    expect(packsOf()).toEqual(['lake', 'river']);
  });

  it.each(['lake', 'lake/gaps.yaml', 'lake/events', '.'])(
    'closed to us at %s says so: what may not be read is not gone',
    (place) => {
      mkdirSync(at('lake', 'events'));
      chmodSync(at(place), 0o000);
      const load = new URL('../../../src/pack/read/load.ts', import.meta.url).href;
      const disk = new URL('../../../src/pack/read/disk-folder.ts', import.meta.url).href;
      // A child, because root may read everything and a thread cannot become somebody else.
      const script = `
        const [{ loadPacks }, { diskFolder }] = await Promise.all([import('${load}'), import('${disk}')]);
        if (process.getuid() === 0) { process.setgid(65534); process.setgroups?.([]); process.setuid(65534); }
        const { packs, problems } = loadPacks(diskFolder(${JSON.stringify(root)}));
        console.log(JSON.stringify({ packs: packs.map(({ folder }) => folder), problems }));`;
      try {
        const told = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
          encoding: 'utf8',
          timeout: 20_000,
        });
        const { packs, problems } = JSON.parse(told);
        expect(problems).toEqual([
          expect.objectContaining({
            file: place,
            rule: 'unreadable-file',
            found: 'no permission to read it',
          }),
        ]);
        expect(packs).toEqual(place === '.' ? [] : ['river']);
      } finally {
        chmodSync(at(place), 0o755);
      }
    },
  );

  it('gives no bytes to know it by while something in it cannot be read', () => {
    expect(packBytes(diskFolder(root)).byteLength).toBeGreaterThan(1_000);
    symlinkSync('x.yaml', at('lake', 'x.yaml'));
    expect(() => packBytes(diskFolder(root))).toThrow('lake/x.yaml: a link that leads to itself');
  });

  it('refuses an archived copy that is a pipe, and takes one that is a link', () => {
    const archive = diskFolder(top, 'anywhere');
    execFileSync('mkfifo', [join(top, 'pipe.txt')]);
    symlinkSync(join(top, 'outside', 'secret.yaml'), join(top, 'copy.txt'));
    expect(() => archive.bytes('pipe.txt', 100)).toThrow('a named pipe');
    expect(archive.bytes('copy.txt', 6)).toEqual(new Uint8Array(Buffer.from('events')));
  });
});

describe('a library over a folder in trouble', () => {
  const open = (told: string[] = []) => {
    const log: Log = {
      ...SILENT,
      warn: (sentence) => told.push(sentence),
      info: (sentence) => told.push(sentence),
    };
    return openLibrary({ root, log, watch: () => () => {} });
  };

  // Not a link to a file or a device: that is no folder, and what was there was taken away.
  const hidden = obstacles.filter(([, { found }]) => found !== 'a link that leads out of its pack');
  it.each(hidden)('keeps the last good pack while its folder is %s', async (_, { put }) => {
    const told: string[] = [];
    const library = await open(told);
    renameSync(at('lake'), at('.lake'));
    put(at('lake'));
    await library.reload();
    expect(library.packs().map(({ id }) => id)).toEqual(['lake-treaty', 'river-treaty']);
    expect(library.problems().map(({ file, rule }) => `${file}: ${rule}`)).toEqual(['lake: unreadable-file']);
    expect(told).not.toContain('A pack was removed.');
    rmSync(at('lake'));
    await library.reload();
    expect(library.packs().map(({ id }) => id)).toEqual(['river-treaty']);
    library.close();
  });

  it.each(obstacles)('keeps the last good pack while one of its files is %s', async (_, { put }) => {
    const library = await open();
    put(at('lake', 'more.yaml'));
    await library.reload();
    expect(library.packs().map(({ id }) => id)).toEqual(['lake-treaty', 'river-treaty']);
    expect(library.problems().map(({ file }) => file)).toEqual(['lake/more.yaml']);
    library.close();
  });
});

describe('the watch on a folder', () => {
  it('sees what cannot be read come and go, and edits beside it', () => {
    const seen = [fingerprint(root)];
    const look = () => {
      const now = fingerprint(root);
      expect(seen).not.toContain(now);
      seen.push(now);
    };
    symlinkSync('x.yaml', at('lake', 'x.yaml'));
    look();
    writeFileSync(at('river', 'gaps.yaml'), 'gaps: []\n');
    look();
    mkdirSync(at('lake', 'events'));
    look();
    execFileSync('mkfifo', [at('lake', 'events', 'y.yaml')]);
    look();
    rmSync(root, { recursive: true });
    look();
    writeFileSync(root, '');
    look();
  });

  it('outlives links to themselves, a folder that is replaced, and its own folder', async () => {
    const errors = vi.fn();
    process.on('uncaughtException', errors);
    const changed = vi.fn();
    const stop = watchFolder(root, changed);
    const told = async (edit: () => void) => {
      const before = changed.mock.calls.length;
      edit();
      await vi.waitFor(() => expect(changed.mock.calls.length).toBeGreaterThan(before), {
        timeout: 5_000,
        interval: 20,
      });
    };
    try {
      await told(() => {
        for (let index = 0; index < 30; index += 1) symlinkSync(`${index}.yaml`, at('lake', `${index}.yaml`));
      });
      await told(() => {
        writePack('sea', top);
        rmSync(at('lake'), { recursive: true });
        renameSync(join(top, 'sea'), at('lake'));
      });
      await told(() => writeFileSync(at('lake', 'gaps.yaml'), 'gaps: []\n'));
      await told(() => renameSync(root, `${root}-away`));
      await told(() => renameSync(`${root}-away`, root));
      await told(() => writeFileSync(at('river', 'gaps.yaml'), 'gaps: []\n'));
    } finally {
      stop();
      process.off('uncaughtException', errors);
    }
    expect(errors).not.toHaveBeenCalled();
  });
});
