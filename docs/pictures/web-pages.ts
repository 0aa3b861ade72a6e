import type { Briefing } from '../../src/domain/briefing.ts';
import { CHROMIUM, openBrowser } from '../../tests/platforms/web/browser.ts';
import { openSite } from '../../tests/platforms/web/site.ts';

/** One page as a browser shows it. */
interface Shot {
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** Pixels a point; a phone has two. */
  readonly scale: number;
}

const WIDE = { width: 1200, height: 860, scale: 1 } as const;
const PHONE = { width: 390, height: 780, scale: 1.5 } as const;

function shotsOf(briefing: Briefing): readonly Shot[] {
  const disputed = briefing.conflicts
    .flatMap(({ records }) => records)
    .find((id) => id.startsWith('statement:'));
  const said = disputed?.replace('statement:', '') ?? briefing.statements[0]?.id ?? '';
  return [
    { ...WIDE, name: 'web-now', path: '', scheme: 'light' },
    { ...WIDE, name: 'web-crosswalk', path: '/crosswalk', scheme: 'dark' },
    { ...PHONE, name: 'web-now-phone', path: '', scheme: 'dark' },
    { ...PHONE, name: 'web-statement-phone', path: `/statement/${said}`, scheme: 'light' },
    { ...PHONE, name: 'web-timeline-phone', path: '/timeline', scheme: 'light' },
  ];
}

/** Pictures of the main pages as PNG, by name; null where this machine has no browser. `day` is the ISO day they show. */
export async function webPictures(
  briefing: Briefing,
  day: string,
): Promise<readonly { readonly name: string; readonly png: Uint8Array; readonly title: string }[] | null> {
  if (CHROMIUM === undefined) return null;
  const [site, browser] = await Promise.all([openSite([briefing], { day }), openBrowser()]);
  try {
    const pictures = [];
    for (const { name, path, width, height, scheme, scale } of shotsOf(briefing)) {
      const context = await browser.newContext({
        ...{ viewport: { width, height }, colorScheme: scheme, deviceScaleFactor: scale },
      });
      const page = await context.newPage();
      await page.goto(`${site.address}/${briefing.id}${path}`);
      pictures.push({ name, png: new Uint8Array(await page.screenshot()), title: await page.title() });
      await context.close();
    }
    return pictures;
  } finally {
    await browser.close();
    await site.stop();
  }
}
