import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Picture } from '../../answer/answer.ts';
import { oncePerBriefing } from '../../domain/briefing.ts';
import { sha256 } from '../../domain/words/sha256.ts';
import { boardInWords, boardOf } from './plan.ts';
import { boardSvg } from './svg.ts';
import type { Drawing, Drawn } from './worker.ts';

/**
 * Files with all that a board may be written in: Noto Sans has Latin, Cyrillic and Greek. Fonts of the machine are never
 * used, so that a board looks the same everywhere.
 */
const FONTS = ['Regular', 'Bold'].map((weight) =>
  fileURLToPath(new URL(`../../../assets/fonts/NotoSans-${weight}.ttf`, import.meta.url)),
);
const DRAW_WITHIN_MS = 10_000;
const MOST_CACHED = 16;

const drawn = new Map<string, Promise<Uint8Array>>();

/** All provisions of the followed texts with what became of them, and the terms that moved, as one picture. */
export const planBoard = oncePerBriefing((briefing): Picture => {
  const board = boardOf(briefing);
  return {
    name: `plan-board-${briefing.id}.png`,
    alt: boardInWords(board),
    png: () => drawOnce(boardSvg(board)),
  };
});

/** The same board is drawn once, whatever asks for it and however often. */
function drawOnce(svg: string): Promise<Uint8Array> {
  const key = sha256(svg, 'base64url');
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const drawing = drawPng(svg);
  drawn.set(key, drawing);
  // A failure is not kept: the next who asks tries again.
  drawing.catch(() => drawn.delete(key));
  if (drawn.size > MOST_CACHED) drawn.delete(drawn.keys().next().value ?? '');
  return drawing;
}

/**
 * Draws an SVG document, in a thread of its own because that takes longer than a question may wait. Rejects where a font
 * file is missing or unreadable: the drawing library would leave the words out without one of its own.
 */
export function drawPng(svg: string, fonts: readonly string[] = FONTS): Promise<Uint8Array> {
  const work: Drawing = { svg, fonts };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: work });
    const timer = setTimeout(() => {
      reject(new Error('The plan board was not drawn within 10 s.'));
      void worker.terminate();
    }, DRAW_WITHIN_MS);
    worker.once('message', ({ png }: Drawn) => resolve(png));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('The plan board could not be drawn.'));
    });
  });
}
