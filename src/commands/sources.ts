import type { Action, Answer, Block, Span } from '../answer/answer.ts';
import { ask, createCiter, date, strong, text } from '../answer/compose.ts';
import { counted, inSeries, sentence } from '../answer/phrases.ts';
import { originCount, qualityWords } from '../answer/provenance.ts';
import { answer } from '../core/answering.ts';
import type { Command, CommandContext } from '../core/command.ts';
import { anySubject } from '../core/examples.ts';
import { asking } from '../domain/ask.ts';
import { recordId } from '../domain/briefing.ts';
import { wholeOf } from '../domain/lookups/known-by.ts';
import { lookupOf } from '../domain/lookups/lookup.ts';
import { carriesAny, restsOn, sourcesAbout } from '../domain/lookups/source-index.ts';
import { SOURCE_QUALITIES, type Source } from '../domain/source.ts';
import { capital } from '../domain/words/capital.ts';
import { findSubject } from '../search/names/find-subject.ts';
import { knownMatches } from '../search/names/topics.ts';
import { tally } from '../views/changes.ts';
import { recordLine } from '../views/record.ts';
import { joined, sourceNames } from './sources/source-names.ts';
import { originWords, qualityNamed, sourceSpans } from './sources/source-words.ts';

/** Records told of one source; how many rest on it is told whole. */
const RECORDS_SHOWN = 5;

/** How well words must fit a source's names for it to be the one meant. 0 to 1. */
const SURE_SOURCE = 0.6;

/**
 * Where everything comes from: how close each source is to what happened, and how many first reports there are. What is
 * typed may be an id, a kind of copy, a publisher, words like a source’s name or title, or a subject; they are tried in
 * this order.
 */
export const sources: Command = {
  name: 'sources',
  summary: 'List the sources, their quality, and what rests on each',
  options: [
    {
      name: 'source',
      description: 'A publisher, a kind of copy ("reposts") or a topic; all if left out',
      suggest: 'source',
      rest: true,
    },
  ],
  examples: ['/sources', '/sources reposts'],
  storyExamples: (briefing) => {
    const subject = anySubject(briefing);
    return subject === undefined ? [] : [asking('sources', { source: subject })];
  },
  run(values, context) {
    const { briefing } = context;
    const typed = values.source?.trim() ?? '';
    if (typed === '') return list(briefing.sources, 'This briefing', typed, context);
    const exact = lookupOf(briefing).source(typed.toLowerCase());
    if (exact !== undefined) return one(exact, [], context);
    const quality = qualityNamed(typed);
    if (quality !== null) {
      const own = briefing.sources.filter((source) => source.quality === quality);
      return list(own, capital(qualityWords(quality)), typed, context);
    }
    const names = sourceNames(wholeOf(briefing));
    const known = lookupOf(briefing).source;
    const [named] = names.called(joined(typed)).flatMap(({ id }) => known(id) ?? []);
    if (named !== undefined) return one(named, [], context);
    const matches = knownMatches(names.like(typed), ({ id }) => known(id) ?? null);
    const [best] = matches;
    if (best !== undefined && best.score >= SURE_SOURCE) {
      // Fits nearly as well: offered, as the name may have meant it.
      const rivals = matches.slice(1).filter((match) => match.score >= 0.9 * best.score);
      return one(
        best.key,
        rivals.map((match) => match.key),
        context,
      );
    }
    const subject = findSubject(typed, briefing);
    if (subject !== null && subject.about.size > 0) {
      const ids = sourcesAbout(subject.about, briefing);
      const own = briefing.sources.filter((source) => ids.has(source.id));
      return list(own, subject.title, typed, context);
    }
    return notFound(
      typed,
      matches.slice(0, 4).map((match) => match.key),
      context,
    );
  },
};

/** One source: what it goes back to, what rests on it, and what would be left without proof if it fell. */
function one(source: Source, rivals: readonly Source[], context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const cite = citer.cite([{ source: source.id }]);
  const { all: records, alone } = restsOn(source.id, briefing);
  const known = lookupOf(briefing).source;
  const siblings = sourceNames(wholeOf(briefing))
    .from(source.origin)
    .flatMap(({ id }) => (id === source.id ? [] : (known(id) ?? [])));
  const field = (label: string, spans: readonly Span[]): Block => ({
    kind: 'field',
    label,
    spans: [...spans, text(' '), ...cite],
  });
  const blocks: Block[] = [
    field('First report', [text(originWords(source, briefing))]),
    field('Rests on it', [text(records.length === 0 ? 'nothing' : tally(records))]),
    field('Rests on it alone', [text(alone.length === 0 ? 'nothing' : tally(alone))]),
    ...(source.archive === undefined
      ? []
      : [
          field('Archived copy', [
            text(`${source.archive.file}, SHA-256 ${source.archive.sha256.slice(0, 12)}…`),
          ]),
        ]),
    ...(source.url === undefined
      ? [field('Address', [text('none known')])]
      : [field('Address', [{ kind: 'link', text: source.url, url: source.url }])]),
    ...(source.note === undefined ? [] : [field('Note', [text(sentence(source.note))])]),
  ];
  if (siblings.length > 0) {
    blocks.push({ kind: 'heading', text: 'From the same first report' });
    blocks.push(
      ...siblings.map((other): Block => ({ kind: 'item', spans: sourceSpans(other, briefing, citer) })),
    );
  }
  // What nobody else carries says most of what the source is worth; only without any, what it shares.
  const telling = (alone.length > 0 ? alone : records).slice(0, RECORDS_SHOWN);
  if (telling.length > 0) {
    blocks.push({
      kind: 'heading',
      text: alone.length > 0 ? 'Nobody else carries' : 'Among what rests on it',
    });
    blocks.push(
      ...telling.map(
        (record): Block => ({ kind: 'item', spans: recordLine(record, context.asOf, briefing, citer) }),
      ),
    );
  }
  return answer(
    {
      command: 'sources',
      status: 'answered',
      headline: [
        strong(source.publisher),
        text(`${source.title === undefined ? '' : `: ${source.title}`}, `),
        date(source.published),
        text(`; ${qualityWords(source.quality)}. `),
        ...cite,
      ],
      blocks,
      records: [source, ...telling].map(recordId),
      actions: [
        ...(source.url === undefined
          ? []
          : [{ kind: 'open', label: source.publisher, url: source.url } satisfies Action]),
        ...rivals
          .slice(0, 3)
          .map((rival): Action => ask(rival.title ?? rival.publisher, 'sources', { source: rival.id })),
        ask('All sources', 'sources'),
      ],
    },
    citer,
    context,
  );
}

/** Sources of a quality listed one by one; the heading counts the others. */
const MOST_LISTED = 60;

const NARROWER = 'Name a publisher, a point or a draft to see those.';

/**
 * By quality, the closest to what happened first. Sources on which nothing rests come last and are in no count of the
 * headline: they are known only through copies.
 */
function list(own: readonly Source[], lead: string, typed: string, context: CommandContext): Answer {
  const { briefing } = context;
  const citer = createCiter(briefing);
  const carrying = SOURCE_QUALITIES.flatMap((quality) =>
    own.filter((source) => source.quality === quality && carriesAny(source.id, briefing)),
  );
  const seen = new Set(carrying);
  const unseen = own.filter((source) => !seen.has(source));
  const origins = originCount(carrying);
  const headline: readonly Span[] =
    carrying.length === 0
      ? [text(`${lead}: nothing in this briefing rests on such a source.`)]
      : [
          strong(`${lead}: ${counted(carrying.length, 'source')}`),
          text(`, tracing to ${counted(origins, 'independent first report')}. `),
          ...citer.cite(carrying.slice(0, 3).map((source) => ({ source: source.id }))),
        ];
  const group = (heading: string, sources: readonly Source[]): readonly Block[] =>
    sources.length === 0
      ? []
      : [
          { kind: 'heading', text: `${heading} (${sources.length})` },
          ...sources
            .slice(0, MOST_LISTED)
            .map((source): Block => ({ kind: 'item', spans: sourceSpans(source, briefing, citer) })),
          ...(sources.length > MOST_LISTED
            ? [
                {
                  kind: 'context',
                  spans: [text(`${sources.length - MOST_LISTED} more. ${NARROWER}`)],
                } as const,
              ]
            : []),
        ];
  const blocks = [
    ...SOURCE_QUALITIES.flatMap((quality) =>
      group(
        capital(qualityWords(quality)),
        carrying.filter((source) => source.quality === quality),
      ),
    ),
    ...group('Known only through copies', unseen),
  ];
  return answer(
    {
      command: 'sources',
      status: carrying.length === 0 ? 'not-found' : 'answered',
      headline,
      blocks,
      records: own.slice(0, MOST_LISTED).map(recordId),
      narrower: NARROWER,
      actions: [
        ...own.slice(0, 3).map((source): Action => ask(source.publisher, 'sources', { source: source.id })),
        ...(typed === '' ? [] : [ask('All sources', 'sources')]),
      ],
    },
    citer,
    context,
  );
}

/** Names the nearest, so that a misspelt name is one press away. */
function notFound(typed: string, nearest: readonly Source[], context: CommandContext): Answer {
  const names = inSeries([...new Set(nearest.map((source) => source.publisher))], 'or');
  return answer(
    {
      command: 'sources',
      status: 'not-found',
      headline: [
        text(`No source called “${typed}” is in this briefing.${names === '' ? '' : ` Nearest: ${names}.`}`),
      ],
      actions: [
        ...nearest.map((source): Action => ask(source.publisher, 'sources', { source: source.id })),
        ask('All sources', 'sources'),
      ],
    },
    createCiter(context.briefing),
    context,
  );
}
