import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian, Ubuntu, macOS and people themselves have a Chromium. */
const PLACES = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The program of a browser on this machine; undefined where there is none, which tests say as skipped. */
export const CHROMIUM = PLACES.find((path) => path !== '' && existsSync(path));

/** Said in the name of what is skipped. */
export const WITHOUT_BROWSER =
  CHROMIUM === undefined
    ? ' (skipped: no Chromium here; apt-get install chromium, or CHROMIUM=<its path>)'
    : '';

/** The browser with nothing of the person who runs it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    // Root, as in a container of CI, has no sandbox of Chromium's; every page here is our own.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
