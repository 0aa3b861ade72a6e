import type { Draft } from '../add/added.ts';
import { slug } from '../add/source-id.ts';
import { aboutIn } from './about.ts';
import {
  type ArticleView,
  atMost,
  datesAt,
  dayOf,
  evidenceAt,
  mentionsWithin,
  printed,
} from './article-view.ts';
import { touching } from './sentences.ts';

/** Verbs of what becomes an event when somebody of the story does it on a day. */
const HAPPENED =
  /\b(?:met|meets|signed|arrived|visited|travell?ed|flew|held (?:talks|a meeting|a summit|consultations)|agreed|approved|rejected|adopted|voted|ratified|launched|attacked|struck|withdrew|announced (?:a|the|its|that)|resumed|suspended|opened|closed|published|presented|handed over|submitted|convened|hosted|began|ended|dismissed|appointed|resigned|extended|imposed|lifted|seized|released|exchanged|postponed|cancell?ed)\b/i;
/** The same as announced. Tried first: "will meet" has no verb of the past, but what follows may. */
const EXPECTED =
  /\b(?:will|is (?:due|expected|scheduled|set|planning|to)|are (?:due|expected|scheduled|set|planning|to)|plans to|is to|are to|is going to) (?:\w+ ){0,2}?(?:meet|visit|travel|sign|hold|host|arrive|vote|discuss|resume|begin|open|present|publish|convene|decide|attend|fly|address|submit|take place|continue|withdraw|hand)/i;
const PLACE = /\bin ((?:\p{Lu}[\p{L}’'-]+)(?: \p{Lu}[\p{L}’'-]+){0,2})/u;
/** ", Ann Lee said on Tuesday.": when it was said, not when it happens. */
const SAID_TAIL =
  /, (?:[\p{L}.’'-]+ ){0,6}(?:said|told [^,.]{2,60}|confirmed|announced|reported)(?: [^,.]{1,40})?\.?$/u;
/** Drafts of one article: each is read by a person. */
const MOST = 12;

/** Sentences that say on a day what actors of the pack did or will do, outside quotations. */
export function eventDrafts(view: ArticleView): readonly Draft[] {
  const drafts: Draft[] = [];
  const isQuoted = touching(view.quoted);
  for (const sentence of view.paragraphs.flatMap(({ sentences }) => sentences)) {
    if (drafts.length === MOST) break;
    if (isQuoted(sentence)) continue;
    const ahead = EXPECTED.test(sentence.text);
    if (!ahead && !HAPPENED.test(sentence.text)) continue;
    const [date] = datesAt(sentence.text.replace(SAID_TAIL, ''), view, sentence.start, ahead);
    const named = mentionsWithin(view, sentence);
    const who = [...new Set(named.map(({ id }) => id))].slice(0, 8);
    // Without a day or an actor of the pack it is no event of this story.
    if (date === undefined || who.length === 0) continue;
    // "Yesterday" in a sentence of what is to come is the day of something else.
    if (ahead && date.date < dayOf(view, sentence.start)) continue;
    const place = PLACE.exec(sentence.text)?.[1];
    drafts.push({
      kind: 'event',
      record: {
        id: slug(sentence.text, 60),
        ...{
          date: date.date,
          status: ahead ? 'expected' : 'happened',
          what: atMost(sentence.text, 600),
          who,
        },
        ...(place === undefined || who.some((id) => view.actors.named(place) === id) ? {} : { place }),
        ...{
          about: aboutIn(sentence.text, view),
          provenance: 'named-source',
          sources: [printed(view, sentence.text)],
        },
      },
      evidence: evidenceAt(view, sentence.start, sentence.end),
      confidence: who.length > 1 ? 0.6 : 0.5,
      dateFrom: date.words,
    });
  }
  return drafts;
}
