import type { OptionValues } from '../../../core/command.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { Refusal } from '../../../domain/errors.ts';
import { whenNotation } from '../../../domain/when.ts';
import type { Draft } from '../../../ingest/add/added.ts';
import { slug } from '../../../ingest/add/source-id.ts';
import { findWhen } from '../../../search/dates/find-date.ts';
import { whoIsMeant } from '../../../search/names/find-actor.ts';
import { findSubject } from '../../../search/names/find-subject.ts';
import { actorNamed } from './fields.ts';

/** Longest words that a source's printing may have in a pack. */
const LONGEST_WORDS = 400;

/** What a person typed, with the article that is to say so. */
export interface Typed {
  readonly values: OptionValues;
  readonly source: string;
  /** The article's text, empty where it is not at hand. */
  readonly text: string;
  readonly briefing: Briefing;
  /** ISO day. */
  readonly today: string;
  /** An id that no record has, made of this one. */
  readonly free: (id: string) => string;
}

/** Drafts of what somebody typed into a form. Throws a `Refusal` that names the field for what is not understood. */
export function typedDrafts(kind: 'statement' | 'event' | 'position', typed: Typed): readonly Draft[] {
  switch (kind) {
    case 'statement':
      return statement(typed);
    case 'event':
      return [event(typed)];
    case 'position':
      return [position(typed)];
  }
}

function statement(typed: Typed): readonly Draft[] {
  const { values, source, briefing, today, free } = typed;
  const words = needed('words', values).replace(/^["“„«]|["”“»]$/g, '');
  if (words.length > LONGEST_WORDS)
    throw new Refusal(
      'bad-value',
      `words takes ${LONGEST_WORDS} characters at most; these are ${words.length}.`,
    );
  const speaker = needed('speaker', values);
  const meant = whoIsMeant(speaker, briefing);
  // Somebody new is proposed beside it, and only a whole name can be somebody new.
  const isNew = meant.kind === 'nobody' && /\S \S/.test(speaker);
  const id = isNew ? slug(speaker) : actorNamed(speaker, briefing);
  const occasion = needed('occasion', values);
  const date =
    occasion
      .split(',')
      .map((part) => dateIn(part.trim(), today))
      .find((day) => day !== null) ?? dateIn(occasion, today);
  const draft: Draft = {
    ...typedDraft('statement', words, typed),
    record: {
      ...{ id: free(`${id.split('-').at(-1)}-${slug(words, 36)}`), speaker: id, form: 'direct', words },
      gist: values['gist']?.trim() || words,
      occasion,
      ...(date === null ? {} : { date }),
      ...{ provenance: 'named-source', about: [], sources: [{ source, words, quoted: true }] },
    },
  };
  if (!isNew) return [draft];
  const actor: Draft = {
    ...typedDraft('actor', speaker, typed),
    record: { kind: 'person', id, name: speaker, sources: [{ source }] },
  };
  return [actor, draft];
}

function event(typed: Typed): Draft {
  const { values, source, briefing, today, free } = typed;
  const what = needed('what', values);
  const day = dateIn(needed('date', values), today);
  if (day === null)
    throw new Refusal('bad-value', `date takes a day like 2025-11-24, not “${values['date']}”.`);
  const who = (values['who'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => actorNamed(name, briefing));
  const place = values['place']?.trim() ?? '';
  return {
    ...typedDraft('event', what, typed),
    record: {
      ...{ id: free(slug(what, 60)), date: day, status: day > today ? 'expected' : 'happened', what, who },
      ...(place === '' ? {} : { place }),
      ...{ about: [], provenance: 'named-source', sources: [source] },
    },
  };
}

function position(typed: Typed): Draft {
  const { values, source, briefing, free } = typed;
  const [topic, wording] = [needed('about', values), needed('wording', values)];
  const party = actorNamed(needed('party', values), briefing);
  const subject = findSubject(topic, briefing);
  return {
    ...typedDraft('position', wording, typed),
    record: {
      ...{ id: free(`${party}-${slug(topic, 40)}`), party, about: [...(subject?.about ?? [])] },
      ...{ topic: subject?.title ?? topic, stance: needed('stance', values), wording },
      ...{ provenance: 'named-source', sources: [source] },
    },
  };
}

/** Evidence is where the source has these very words; nothing where it has not. */
function typedDraft(kind: Draft['kind'], words: string, { text }: Typed): Omit<Draft, 'record'> {
  const start = text.indexOf(words);
  const evidence =
    start < 0 ? { start: 0, end: 0, text: '' } : { start, end: start + words.length, text: words };
  return { kind, evidence, confidence: 1, typed: true };
}

function needed(field: string, values: OptionValues): string {
  const value = values[field]?.trim() ?? '';
  if (value === '') throw new Refusal('bad-value', `${field} is needed.`);
  return value;
}

/** In the pack's notation; null where no day is named. */
function dateIn(typed: string, today: string): string | null {
  const when = findWhen(typed, today);
  return when === null || when.from === null ? null : whenNotation(when);
}
