import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSubject } from '../../src/digest/watch/read-subject.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import type { Store } from '../../src/store/store.ts';
import { lakeBriefing } from '../../tests/fixtures/briefing.ts';

/** Simulated time against real: five minutes of bundling take 0.15 s, a day with its night 43 s. */
export const FACTOR = 2_000;

/** The files of one soak, and the process that tells watches over them, which is killed and started again. */
export interface WatchLives {
  /** The store. */
  readonly file: string;
  /** What the stand-in of a chat was sent, one message a line. */
  readonly chat: string;
  /** Lists the statements of the pack, as `soakStory` reads it. */
  readonly pack: string;
  /** When simulated time began, in milliseconds of real time. */
  readonly began: number;
  readonly begin: () => ChildProcess;
}

/** Runs a soak in a folder of its own, which is removed in the end. */
export async function withWatchLives(
  name: string,
  soak: (lives: WatchLives) => Promise<boolean>,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), `readout-soak-${name}-`));
  const [file, chat, pack] = [
    join(folder, 'readout.db'),
    join(folder, 'chat.jsonl'),
    join(folder, 'pack.txt'),
  ];
  writeFileSync(chat, '');
  writeFileSync(pack, '');
  const began = Date.now();
  const script = fileURLToPath(new URL('./watch-sender.ts', import.meta.url));
  const begin = () =>
    spawn(process.execPath, [script, file, chat, pack, String(began), String(FACTOR)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  try {
    return await soak({ file, chat, pack, began, begin });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One watch on one subject in each channel `c0`, `c1` and so on, told up to `mark`. */
export async function watchIn(store: Store, channels: number, mark: number): Promise<void> {
  for (let at = 0; at < channels; at += 1)
    await store.addWatch({
      ...readSubject('vey', lakeBriefing()),
      ...{ id: `w${at}`, story: 'lake', home: tenantId('g'), owner: 'u', private: false, zone: 'UTC' },
      place: soakPlace(`c${at}`),
      ...{ createdAt: 0, toldMark: mark, alertDay: '', alertCount: 0 },
    });
}

export function soakPlace(channel: string) {
  return { platform: 'discord', tenant: tenantId('g'), channel, thread: '' };
}
