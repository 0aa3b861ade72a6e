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
          // A table of drafts is read down on a phone, never sideways.
          const table = page.locator('.crosswalk');
          if (width === 320 && (await table.count()) > 0)
            expect(await table.evaluate((one) => one.scrollWidth <= one.ownerDocument.body.clientWidth)).toBe(
              true,
            );
        }
      }
      await context.close();
    }
  });

  it('can be used with the keyboard alone, by typing, sliding and copying, and nothing moves', {
    timeout: 60_000,
  }, async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.address });
    const { page, troubles } = await watched(context);
    await page.addInitScript(`
      globalThis.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.moved += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    `);
    await page.goto(`${site.address}${STORY}`);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the text');
    await page.keyboard.press('Enter');
    expect(await page.locator('#main').evaluate((main) => main === main.ownerDocument.activeElement)).toBe(
      true,
    );
    const focused: string[] = [];
    for (let at = 0; at < 12; at += 1) {
      await page.keyboard.press('Tab');
      focused.push(
        await page
          .locator(':focus')
          .evaluate((one) => `${one.tagName} ${one.getBoundingClientRect().width > 0}`),
      );
    }
    expect(focused.filter((one) => !one.endsWith('true'))).toEqual([]);

    await page.goto(`${site.address}${STORY}/statements`);
    await page.getByLabel('Words you remember').focus();
    await page.keyboard.type('tough ro');
    await page.locator('#results li q').first().waitFor();
    await page.waitForURL(/q=tough\+ro/);
    expect(await page.locator('#results').textContent()).toContain('tough road ahead');

    await page.goto(`${site.address}${STORY}/crosswalk`);
    await page.locator('#day').focus();
    await page.keyboard.press('Home');
    const day = (await page.locator('#day-shown').textContent()) ?? '';
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/as-of=/);
    expect(await page.locator('#day-shown').textContent()).toBe(day);

    const quoted = bundled.statements.find(({ words }) => words !== undefined);
    await page.goto(`${site.address}${STORY}/statement/${quoted?.id}`);
    await page.getByRole('button', { name: 'Copy attribution' }).first().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('according to');

    for (const path of PAGES) {
      await page.goto(site.address + path);
      expect([path, await page.evaluate('globalThis.moved')]).toEqual([path, 0]);
    }
    expect(troubles).toEqual([]);
    await context.close();
  });
});
