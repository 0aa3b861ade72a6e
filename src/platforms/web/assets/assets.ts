import { createHash } from 'node:crypto';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** The address changes with the contents, so that browsers may keep them for ever. */
function pathOf(name: string, content: string): string {
  return `/-/${createHash('sha256').update(content).digest('hex').slice(0, 12)}/${name}`;
}

export const STYLE_PATH = pathOf('readout.css', STYLE);
export const SCRIPT_PATH = pathOf('readout.js', SCRIPT);

interface Asset {
  readonly type: string;
  readonly body: string;
}

/** What pages load, by path. */
export const ASSETS: ReadonlyMap<string, Asset> = new Map([
  [STYLE_PATH, { type: 'text/css; charset=utf-8', body: STYLE }],
  [SCRIPT_PATH, { type: 'text/javascript; charset=utf-8', body: SCRIPT }],
]);
