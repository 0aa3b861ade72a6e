import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledBriefing } from '../../../docs/pictures/answers.ts';
import { recordPath } from '../../../src/core/pages/page-address.ts';
import { changeIn } from '../../../src/domain/provision.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { openSite, type Site } from './site.ts';

/** A page as it is sent unpacked: what a phone has to read before it shows anything. */
const MOST_BYTES = 60_000;

describe('the first view of a page', () => {
  const bundled = bundledBriefing();
  const story = `/${bundled.id}`;
  let site: Site;
  beforeAll(async () => {
    site = await openSite([bundled], { day: '2025-11-27' });
  });
  afterAll(() => site.stop());

  it('is less than 60 kB before it is packed, whatever the list', async () => {
    for (const list of [
      '',
      'crosswalk',
      'statements',
      'people',
      'timeline',
      'disputes',
      'sources',
      'board',
    ]) {
      const bytes = Buffer.byteLength(await site.text(`${story}/${list}`.replace(/\/$/, '')));
      expect([list, bytes < MOST_BYTES]).toEqual([list, true]);
    }
  });

  it('pages the crosswalk by its cells: many drafts give few rows', async () => {
    const small = smallBriefing();
    const [text] = small.texts;
    const [provision] = small.provisions;
    if (text === undefined || provision === undefined) throw new Error('nothing to multiply');
    const drafts = Array.from({ length: 20 }, (_, at) => ({
      ...text,
      id: `draft-${at}`,
      label: `Draft ${at}`,
    }));
    const subjects = Array.from({ length: 30 }, (_, at) => ({ ...provision, id: `subject-${at}` }));
    const wide = await openSite([{ ...small, texts: [...small.texts, ...drafts], provisions: subjects }]);
    const page = await wide.text('/lake/crosswalk');
    expect(page.split('<table class="crosswalk">')[1]?.match(/<th scope="row">/g)?.length).toBeLessThan(30);
    expect(page).toContain('Page 1 of 3');
    await wide.stop();
  });

  it('names every subject and every draft of its map and leads to each; what a draft changed is not folded away', async () => {
    const texts = bundled.texts.filter(({ context }) => !context);
    const page = await site.text(story);
    const map = /<figure class="chart map">.*?<\/figure>/s.exec(page)?.[0] ?? '';
    const [open = '', folded = ''] = map.split('<details>');
    for (const text of texts) expect(map).toContain(`href="${recordPath(bundled.id, `text:${text.id}`)}"`);
    for (const provision of bundled.provisions) {
      const moved = texts.some(
        (text) => !['none', 'kept', 'absent', 'unreported'].includes(changeIn(provision, text)),
      );
      const link = `href="${recordPath(bundled.id, `provision:${provision.id}`)}"`;
      expect([provision.id, open.includes(link), folded.includes(link)]).toEqual([
        provision.id,
        moved,
        !moved,
      ]);
    }
    // Nothing of it stands in a box that scrolls.
    expect(map).not.toContain('class="scroll"');
  });
});
