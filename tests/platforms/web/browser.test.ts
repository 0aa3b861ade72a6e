import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledBriefing } from '../../../docs/pictures/answers.ts';
import { CHROMIUM, openBrowser, WITHOUT_BROWSER } from './browser.ts';
import { openSite, type Site } from './site.ts';

const bundled = bundledBriefing();
const STORY = `/${bundled.id}`;
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('The bundled pack has none.');
  return one;
};
/** One page of each kind. */
const PAGES: readonly string[] = [
  ...['', '/crosswalk', '/statements', '/people', '/timeline', '/disputes', '/sources', '/board'].map(
    (list) => `${STORY}${list}`,
  ),
  `${STORY}/provision/${first(bundled.provisions).id}`,
  `${STORY}/statement/${first(bundled.statements).id}`,
  `${STORY}/${first(bundled.actors).kind}/${first(bundled.actors).id}`,
  `${STORY}/source/${first(bundled.sources).id}`,
  `${STORY}/text/${bundled.mainText}`,
  `${STORY}/conflict/${first(bundled.conflicts).id}`,
  `${STORY}/event/${first(bundled.events).id}`,
  '/ask?q=%2Fplan-point+6',
  '/preview?q=%2Fplan-point+8',
];

interface AxeRun {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

describe.skipIf(CHROMIUM === undefined)(`the pages in a browser${WITHOUT_BROWSER}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite([bundled], { day: '2025-11-27' }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A page that tells of every trouble and of every request to another host. */
  async function watched(
    context: BrowserContext,
  ): Promise<{ readonly page: Page; readonly troubles: string[] }> {
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('dialog', (dialog) => {
      troubles.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(site.address) && !url.startsWith('data:')) troubles.push(`asks ${url}`);
    });
    return { page, troubles };
  }

  it('have no serious finding of axe, light and dark, and ask nothing of another host', {
    timeout: 60_000,
  }, async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width: 1280, height: 900 },
        bypassCSP: true,
      });
      const { page, troubles } = await watched(context);
      for (const path of PAGES) {
        await page.goto(site.address + path);
        await page.evaluate(axe.source);
        const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeRun;
        const serious = found.violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
        expect(serious).toEqual([]);
      }
      expect(troubles).toEqual([]);
      await context.close();
    }
  });

  it('fit a phone, a tablet and a wide screen, with and without script', { timeout: 60_000 }, async () => {
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 700 } });
      const page = await context.newPage();
      for (const path of PAGES) {
        await page.goto(site.address + path);
        for (const width of javaScriptEnabled ? [320, 768, 1280] : [320]) {
          await page.setViewportSize({ width, height: 700 });
          const [wide, seen] = await Promise.all([
            page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth),
            page.locator('h1').isVisible(),
          ]);
          expect([path, width, wide, seen]).toEqual([path, width, 0, true]);
        }
      }
      await context.close();
    }
  });
});
