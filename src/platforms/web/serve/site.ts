import { Hono } from 'hono';
import type { Answer } from '../../../answer/answer.ts';
import { PAGES_PLACE, pageMeant } from '../../../core/pages/page-address.ts';
import type { Core } from '../../../core/request.ts';
import type { Story } from '../../../core/stories.ts';
import { typedRequest } from '../../../core/typed/typed-request.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import { formatDay, isDay } from '../../../domain/when.ts';
import type { PlatformParts } from '../../module.ts';
import { ASSETS } from '../assets/assets.ts';
import { type Html, html } from '../html/html.ts';
import { documentOf, type Page } from '../html/layout.ts';
import { answerPage, nothingAsked } from '../pages/ask.ts';
import { boardDrawing } from '../pages/board.ts';
import { previewPage } from '../pages/preview.ts';
import { listPage, pageOfRecord } from '../pages/route.ts';
import { startPage } from '../pages/start.ts';
import type { WebSettings } from '../setup/settings.ts';
import { stopsOf } from './days.ts';
import { exportFile } from './export-file.ts';
import { createGate } from './gate.ts';
import { PAGE_HEADERS } from './headers.ts';
import { signInPage } from './sign-in.ts';
import type { View } from './view.ts';

/** The board's drawings, by the file's name. */
const BOARDS = [
  ['board.svg', 'chat'],
  ['board-phone.svg', 'phone'],
] as const;

interface SiteParts extends Pick<PlatformParts, 'reading' | 'commands'> {
  readonly settings: WebSettings;
  readonly core: Core;
}

/** A question of the reader's day that cannot be answered. */
class BadDay extends Error {}

/** Every page, as one function of a request. Nothing of a story leaves before the gate has been passed. */
export function createSite(parts: SiteParts): (request: Request) => Promise<Response> {
  const { settings, reading } = parts;
  const gate = createGate(settings);
  const { publicUrl } = settings;
  const app = new Hono();
  const show = async (page: Page, view: View | null): Promise<Response> => {
    const document = view?.query.get('part') === 'list' ? page.body : documentOf(page, view, publicUrl);
    return new Response(String(await document), { status: page.status ?? 200, headers: PAGE_HEADERS });
  };
  const missing = (what: string) => show(missingPage(what), null);

  app.use(async (context, next) => {
    if (!gate.isOurs(context.req.header('host'))) {
      const words = 'This is not the address of these pages. Set PUBLIC_URL to the address people use.\n';
      return new Response(words, {
        status: 421,
        headers: { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
      });
    }
    return next();
  });
  app.get('/robots.txt', () => plain('User-agent: *\nDisallow: /\n'));
  app.get('/-/*', (context) => {
    const asset = ASSETS.get(context.req.path);
    if (asset === undefined) return missing('There is no such file.');
    return new Response(asset.body, {
      headers: {
        ...PAGE_HEADERS,
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  });
  app.post('/-/sign-in', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const to = ownPath(form.get('to') ?? '/');
    const cookie = gate.cookieFor(form.get('token')?.trim() ?? '');
    if (cookie === null) return show(signInPage(to, settings.token !== undefined, true), null);
    return new Response('', {
      status: 303,
      headers: { ...PAGE_HEADERS, location: to, 'set-cookie': cookie },
    });
  });
  app.use(async (context, next) => {
    if (gate.mayRead(context.req.raw.headers)) return next();
    const { pathname, search } = new URL(context.req.url);
    const response = await show(
      signInPage(ownPath(pathname + search), settings.token !== undefined, false),
      null,
    );
    response.headers.set('www-authenticate', 'Bearer');
    return response;
  });

  const stories = (): readonly Story[] => {
    const sees = reading.sees(PAGES_PLACE);
    return reading.stories().filter(({ briefing }) => sees === null || sees.includes(briefing.id));
  };
  const storyAt = (id: string | null | undefined) => stories().find(({ briefing }) => briefing.id === id);

  app.get('/', () => {
    const all = stories();
    const [only, ...others] = all;
    if (only !== undefined && others.length === 0) return moved(`/${encodeURIComponent(only.briefing.id)}`);
    return show(startPage(all), null);
  });
  for (const path of ['/ask', '/preview'] as const) {
    app.get(path, async (context) => {
      const url = new URL(context.req.url);
      const named = url.searchParams.get('story');
      const story = named === null || named === '' ? stories()[0] : storyAt(named);
      if (story === undefined) return missing('There is no such briefing here.');
      const view = viewOf(story, url, parts);
      if (view instanceof Response) return view;
      const meant = pageMeant('/ask', url.searchParams);
      if (meant?.kind !== 'question') return show(nothingAsked(view), view);
      const answer = await answerTo(meant.line, view, named === null ? undefined : story.briefing.id, parts);
      const own = storyAt(answer.story?.id) ?? story;
      const shown = own === story ? view : viewOf(own, url, parts);
      if (shown instanceof Response) return shown;
      const page =
        path === '/ask'
          ? answerPage(shown, meant.line, answer, parts.commands)
          : await previewPage(shown, meant.line, answer, parts);
      return show(page, shown);
    });
  }
  for (const [file, form] of BOARDS) {
    app.get(`/:story/${file}`, (context) => {
      const story = storyAt(context.req.param('story'));
      if (story === undefined) return missing('There is no such briefing here.');
      const view = viewOf(story, new URL(context.req.url), parts);
      if (view instanceof Response) return view;
      return new Response(boardDrawing(view, form), {
        headers: { ...PAGE_HEADERS, 'content-type': 'image/svg+xml; charset=utf-8' },
      });
    });
  }
  app.get('/:story/:file{export\\.[a-z]+}', async (context) => {
    const story = storyAt(context.req.param('story'));
    if (story === undefined) return missing('There is no such briefing here.');
    const view = viewOf(story, new URL(context.req.url), parts);
    return view instanceof Response
      ? view
      : ((await exportFile(view, context.req.param('file'))) ?? show(missingPage(notHere(view)), view));
  });
  app.get('/*', async (context) => {
    const url = new URL(context.req.url);
    const [id = '', name = '', ...rest] = segmentsOf(url.pathname);
    const story = storyAt(id);
    if (story === undefined) return missing('There is no such briefing here.');
    const view = viewOf(story, url, parts);
    if (view instanceof Response) return view;
    const page = rest.length === 0 ? listPage(view, name) : pageOfRecord(view, `${name}:${rest.join('/')}`);
    return page === null ? show(missingPage(notHere(view)), view) : show(page, view);
  });
  app.onError((error) => {
    if (error instanceof BadDay) return show(missingPage(error.message, 400, 'That day'), null);
    throw error;
  });
  return async (request) => app.fetch(request);
}

/** The reader's place, or where to go instead: the slider sends the number of a stop. */
function viewOf(story: Story, url: URL, { reading, settings }: SiteParts): View | Response {
  const { briefing } = story;
  const today = dayIn(reading.now(), briefing.zone);
  const query = url.searchParams;
  const stop = query.get('day');
  if (stop !== null) return moved(atStop(stop, story, today, url));
  const day = query.get('as-of')?.trim() ?? '';
  if (day !== '' && !isDay(day)) throw new BadDay('as-of takes a day such as 2025-11-24.');
  if (day > today) throw new BadDay(`as-of takes a past day; ${formatDay(day)} has not come yet.`);
  const asOf = day === '' ? lastKnown(story, today) : day;
  return {
    ...{ story, asOf, given: day !== '', path: url.pathname, query, today, publicUrl: settings.publicUrl },
    briefing: day === '' ? briefing : story.on(day),
  };
}

/** Nothing later than the last review is in a briefing. */
function lastKnown({ briefing: { reviewed } }: Story, today: string): string {
  return [reviewed, today].sort()[0] ?? today;
}

function atStop(stop: string, story: Story, today: string, url: URL): string {
  const stops = stopsOf(story.briefing, today);
  const query = new URLSearchParams(url.searchParams);
  query.delete('day');
  query.delete('as-of');
  query.delete('page');
  const at = Number(stop);
  const day = Number.isInteger(at) ? stops[at] : undefined;
  if (day !== undefined && at < stops.length - 1) query.set('as-of', day);
  const text = query.toString();
  return text === '' ? url.pathname : `${url.pathname}?${text}`;
}

/** A command line where it starts like one, a plain question otherwise; the reader's day goes with it. */
async function answerTo(
  line: string,
  view: View,
  story: string | undefined,
  { core, commands }: SiteParts,
): Promise<Answer> {
  const asker = { ...PAGES_PLACE, user: 'reader', mayConfigure: false };
  const asOf = view.given ? view.asOf : undefined;
  return core.respond(typedRequest(line, { asker, commands, asOf, story }));
}

function segmentsOf(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => {
      try {
        return decodeURIComponent(part);
      } catch {
        return part;
      }
    });
}

/** A path of ours to go to; anything else is the start. Two slashes would be another host. */
function ownPath(path: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.startsWith('/-/') ? path : '/';
}

function notHere(view: View): string {
  return view.given
    ? `This was not known by ${formatDay(view.asOf)}, or never was.`
    : 'This briefing has no such record.';
}

function missingPage(what: string, status = 404, title = 'Not here'): Page {
  const body: Html = html`<h1>${title}</h1><p>${what}</p><p><a href="/">To the start</a></p>`;
  return { title, description: what, body, status };
}

function moved(location: string): Response {
  return new Response('', { status: 302, headers: { ...PAGE_HEADERS, location } });
}

function plain(words: string): Response {
  return new Response(words, { headers: { ...PAGE_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}
