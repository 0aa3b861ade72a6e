import type { Spans } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import { counted, inSeries, sentence } from '../../answer/phrases.ts';
import { qualityName, qualityWords } from '../../answer/provenance.ts';
import { briefWords } from '../../answer/sentences.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Source } from '../../domain/source.ts';
import type { Text } from '../../domain/text.ts';
import { formatWhen } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { partWord, plural } from '../../domain/words/labels.ts';
import { statusWord } from '../wording.ts';
import { reporter } from './known.ts';
import { type Asked, type Brief, firstSentence } from './told.ts';

/** A draft with who made it, how many parts it has and whether it is public. */
export function briefText(draft: Text, brief: Brief, { time }: Asked): Spans {
  const { briefing, citer } = brief;
  const lookup = lookupOf(briefing);
  const authors = draft.authors.map((id) => lookup.actor(id)?.name ?? id);
  const by = authors.length === 0 ? '' : ` by ${inSeries(authors)}`;
  const points =
    draft.points === undefined ? '' : `, ${counted(draft.points, partWord(draft), plural(partWord(draft)))}`;
  const known =
    draft.published === undefined
      ? time === true
        ? `no date of publication on record; known since ${formatWhen(draft.known)}`
        : `${statusWord(draft.status)}, known since ${formatWhen(draft.known)}`
      : `published ${formatWhen(draft.published)}${draft.status === 'partial' ? ' in part' : ''}`;
  const words = sentence(firstSentence(draft.summary));
  const name = capital(draft.name);
  const labels =
    time === true
      ? [`${capital(known)}: ${name}${by}`, `${capital(known)}: ${name}`]
      : brief.choice === true
        ? [`${name}${points}`, capital(draft.label)]
        : [
            `${name}${by}${points} (${known}; ${reporter(draft, briefing)})`,
            `${name}${by}${points} (${known})`,
            `${name}${by} (${known})`,
            `${name}${by}`,
          ];
  const label = labels.find((one) => one.length + words.length + 2 <= brief.room) ?? labels.at(-1) ?? '';
  return [
    strong(`${label}:`),
    text(` ${briefWords(words, brief.room - label.length - 2, brief.sentences)} `),
    ...citer.cite(draft.sources),
  ];
}

/** An article: publisher, day, how original it is, and its title. */
export function briefSource(
  source: Source,
  { briefing, citer, room, choice }: Brief,
  { worth }: Asked = {},
): Spans {
  const quality = choice === true ? qualityName(source.quality) : qualityWords(source.quality);
  // Whose report it is built on says most of what it is worth.
  const first = source.origin === source.id ? undefined : lookupOf(briefing).source(source.origin);
  const from =
    worth !== true || first === undefined || first.publisher === source.publisher
      ? ''
      : `; first reported by ${first.publisher}`;
  const label = `${source.publisher}, ${formatWhen(source.published)} (${quality}${from})`;
  const title = source.title === undefined ? '' : ` ${sentence(source.title)}`;
  const note = source.note === undefined ? '' : ` ${sentence(source.note)}`;
  // What it is worth is said before what it is called.
  const words = (worth === true ? `${note}${title}` : `${title}${note}`).trim();
  return [
    strong(words === '' ? `${label}.` : `${label}:`),
    text(words === '' ? ' ' : ` ${briefWords(words, Math.max(40, room - label.length - 2))} `),
    ...citer.cite([{ source: source.id }]),
  ];
}
