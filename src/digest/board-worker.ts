import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';

/** What the worker is given. */
export interface Drawing {
  readonly svg: string;
  /** Paths of font files; no others are used. */
  readonly fonts: readonly string[];
}

/** What it answers. */
export interface Drawn {
  readonly png: Uint8Array;
}

const { svg, fonts }: Drawing = workerData;
const image = new Resvg(svg, {
  font: { fontFiles: [...fonts], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
}).render();
const answer: Drawn = { png: new Uint8Array(image.asPng()) };
parentPort?.postMessage(answer);
