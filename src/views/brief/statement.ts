import type { Span, Spans } from '../../answer/answer.ts';
import { quote, strong, text } from '../../answer/compose.ts';
import { lengthOf } from '../../answer/sentences.ts';
import { exactSpans, translatedBy, translationsIn } from '../../answer/words/translation.ts';
import { lookupOf } from '../../domain/lookups/lookup.ts';
import type { Statement } from '../../domain/statement.ts';
import { formatWhen } from '../../domain/when.ts';
import { capital } from '../../domain/words/capital.ts';
import { saidIn } from '../fragment.ts';
import { speakerOf } from '../statement.ts';
import { nameFor } from './actor.ts';
import { isCertain, kindAndCopies, kindWords, reporter } from './known.ts';
import { type Asked, type Brief, fitting, told } from './told.ts';

/** Fewest words of a quotation that stand on their own: "just" does not. */
const WHOLE_WORDS = 5;

/** Exact words where they stand on their own; a translation or a fragment in the sentence it is part of; else the gist. */
export function briefStatement(given: Statement, brief: Brief, { time, place }: Asked): Spans {
  const { briefing, citer } = brief;
  // A fragment stands in the sentence it is part of, where that is on record.
  const statement = saidIn(given, briefing).whole ?? given;
  const words = statement.words ?? given.words;
  const [translation] = translationsIn(statement, briefing);
  const when = formatWhen(statement.date);
  const speaker = lookupOf(briefing).actor(statement.speaker);
  const name = capital(speaker === undefined ? statement.speaker : nameFor(speaker, brief));
  const at = place === true ? `, ${statement.occasion}` : '';
  const lead = (who: string) => (time === true ? `${capital(when)}, ${who}${at}` : `${who}${at}`);
  const dated = time === true || statement.date.precision === 'undated' ? [] : [when];
  const scene = time === true && place !== true ? [statement.occasion] : [];
  if (statement.words === undefined || statement.words.split(/\s+/).length < WHOLE_WORDS) {
    const isShort = translation !== undefined && translation.words.split(/\s+/).length < WHOLE_WORDS;
    const part: readonly Span[] =
      brief.choice === true
        ? []
        : isShort
          ? [
              text(
                `In these words, ${translatedBy(statement, translation.printings, briefing)}: ${translation.words} `,
              ),
            ]
          : words === undefined
            ? []
            : [text('In these words: '), quote(words), text(' ')];
    const sentences = part.length > 0 ? 1 : (brief.sentences ?? 2);
    const around = { ...brief, sentences, room: brief.room - lengthOf(part) } as const;
    const by =
      translation === undefined || isShort ? [] : [translatedBy(statement, translation.printings, briefing)];
    const gist = told(
      lead(name),
      (isShort ? null : translation?.words) ?? statement.gist,
      statement,
      around,
      [...by, ...dated, ...scene],
    );
    const cites = gist.findIndex(({ kind }) => kind === 'cite');
    return [...gist.slice(0, cites), ...part, ...gist.slice(cites)];
  }
  const known =
    brief.choice === true
      ? isCertain(statement, briefing)
        ? []
        : [kindWords(statement.provenance)]
      : brief.as === 'row' && brief.whole !== true
        ? [kindAndCopies(statement, briefing)]
        : [kindWords(statement.provenance), ...(brief.whole === true ? [] : [reporter(statement, briefing)])];
  const said = (who: string, notes: readonly string[], meaning = ''): Spans => [
    strong(`${lead(who)}:`),
    text(' '),
    ...exactSpans(statement, briefing),
    text(
      `${[...notes, ...known].length === 0 ? '' : ` (${[...notes, ...known].join('; ')})`}${meaning === '' ? '' : `. In short: ${meaning}`} `,
    ),
    ...citer.cite(statement.sources),
  ];
  // Part of a sentence seldom says of whom or what it is said.
  const meaning =
    statement.form === 'partial' && brief.as === 'lead' && (brief.sentences ?? 2) === 2 ? statement.gist : '';
  const who = capital(speakerOf(statement, briefing));
  const inShort = brief.choice === true ? '' : ' (in short)';
  const gist: Spans = told(`${lead(name)}${inShort}`, statement.gist, statement, brief, [...dated, ...scene]);
  return fitting(
    [
      ...(meaning === ''
        ? []
        : [said(who, [...dated, ...scene], meaning), said(name, [...dated, ...scene], meaning)]),
      said(who, [...dated, ...scene]),
      said(name, [...dated, ...scene]),
      said(name, dated),
      gist,
    ],
    brief.room,
  );
}
