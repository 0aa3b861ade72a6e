import { answerToJson } from '../../answer/json.ts';
import { type Asker, type Command, type CommandGroup, commandNamed, looksUp } from '../../core/command.ts';
import { formatLine } from '../../core/line/format-line.ts';
import type { Core } from '../../core/request.ts';
import type { Story } from '../../core/stories.ts';
import { typedRequest } from '../../core/typed/typed-request.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { isDay } from '../../domain/when.ts';
import type { HttpRequest, HttpResponse } from '../http-route.ts';
import { failure, HEADERS, success } from './json-response.ts';

/** What a program is answered with. */
export interface Asked {
  readonly core: Core;
  /** Those that may be seen, the default one first. */
  readonly stories: () => readonly Story[];
  readonly commands: readonly (Command | CommandGroup)[];
  readonly asker: Asker;
  readonly version: string;
  readonly now: () => Temporal.Instant;
}

type Answerer = (request: HttpRequest, asked: Asked) => Promise<HttpResponse>;

/** By the last part of the path below `/api/v1/`. */
export function createAnswers(): Readonly<Record<string, Answerer>> {
  return { ask, stories, record, export: give };
}

async function ask({ query }: HttpRequest, asked: Asked): Promise<HttpResponse> {
  const question = query.get('q')?.trim() ?? '';
  if (question === '')
    return failure(400, 'q must be a question, such as /api/v1/ask?q=what+does+point+6+say');
  const place = placeOf(query, asked);
  if ('status' in place) return place;
  const { commands, asker, core } = asked;
  const command = question.startsWith('/')
    ? commands.find(({ name }) => name === commandNamed(question, commands))
    : undefined;
  if (command !== undefined && !looksUp(command)) {
    return failure(403, `/${command.name} cannot be asked here: only what looks things up can.`);
  }
  const request = typedRequest(question, {
    ...{ asker, commands: commands.filter(looksUp) },
    asOf: query.get('as-of') || undefined,
    story: query.has('story') ? place.briefing.id : undefined,
  });
  const answer = await core.respond(request);
  return success(answerToJson(answer, question, ({ path, values }) => formatLine(path, values, commands)));
}

async function stories(_: HttpRequest, asked: Asked): Promise<HttpResponse> {
  return success(
    asked.stories().map(({ briefing: { id, title, zone, reviewed } }) => ({ id, title, zone, reviewed })),
  );
}

async function record({ query }: HttpRequest, asked: Asked): Promise<HttpResponse> {
  const place = placeOf(query, asked);
  if ('status' in place) return place;
  const id = query.get('id') ?? '';
  const found = lookupOf(place.briefing).record(id);
  if (found === undefined)
    return failure(404, `There is no record "${id}" in ${place.briefing.id} on that day.`);
  const { recordJson } = await import('../../export/record-json.ts');
  return success(recordJson(found, place.briefing.asOf ?? place.briefing.reviewed, place.briefing));
}

async function give({ query }: HttpRequest, asked: Asked): Promise<HttpResponse> {
  const place = placeOf(query, asked);
  if ('status' in place) return place;
  const { EXPORT_FORMATS, exported } = await import('../../export/formats.ts');
  const wanted = query.get('format') ?? 'json';
  const format = EXPORT_FORMATS.find(({ name }) => name === wanted);
  if (format === undefined) {
    return failure(400, `format must be one of ${EXPORT_FORMATS.map(({ name }) => name).join(', ')}.`);
  }
  return {
    status: 200,
    headers: { ...HEADERS, 'content-type': format.type },
    body: exported(place.briefing, format),
  };
}

/** The story and day that are asked for, or what is wrong with them. */
function placeOf(
  query: URLSearchParams,
  { stories, now }: Asked,
): { readonly briefing: Briefing } | HttpResponse {
  const all = stories();
  const wanted = query.get('story');
  const story = wanted === null ? all[0] : all.find(({ briefing }) => briefing.id === wanted);
  if (story === undefined) {
    return failure(404, `story must be one of ${all.map(({ briefing }) => briefing.id).join(', ')}.`);
  }
  const day = query.get('as-of') ?? '';
  if (day === '') return { briefing: story.briefing };
  const today = dayIn(now(), story.briefing.zone);
  if (!isDay(day) || day > today) return failure(400, 'as-of must be a past day such as 2025-11-24.');
  return { briefing: story.on(day) };
}
