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

/** One letter: a font that draws it can draw. */
const PROBE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30" font-size="30">A</text></svg>';

function withFonts(document: string, fontFiles: readonly string[]): Resvg {
  return new Resvg(document, {
    font: { fontFiles: [...fontFiles], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
  });
}

const { svg, fonts }: Drawing = workerData;
for (const font of fonts) {
  // The library skips a file that it cannot open or read, and draws no words at all.
  if (withFonts(PROBE, [font]).innerBBox() === undefined) {
    throw new Error(`The font file ${font} is missing or cannot be read, so no picture can be drawn.`);
  }
}
const image = withFonts(svg, fonts).render();
const answer: Drawn = { png: new Uint8Array(image.asPng()) };
parentPort?.postMessage(answer);
