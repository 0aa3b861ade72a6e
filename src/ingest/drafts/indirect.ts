import type { Draft } from '../add/added.ts';
import { slug } from '../add/source-id.ts';
import { aboutIn } from './about.ts';
import { type ArticleView, atMost, datesAt, evidenceAt, mentionsWithin, printed } from './article-view.ts';
import { occasionIn, reportedBy } from './occasion.ts';
import type { Mention } from './people/actor-index.ts';
import { type Span, touching } from './sentences.ts';

/** What follows a name where the sentence reports what that one said: the verb, perhaps whom or when, and what. */
const REPORTED =
  /^(?:,[^,]{3,80},)? (?:has |have |had |also |later |then |again )?(?:said|told (?:reporters|journalists|lawmakers|parliament|state television|(?:the )?[A-Z]\w+)|announced|warned|stated|declared|argued|insisted|claimed|confirmed|denied|acknowledged|stressed|vowed|pledged|suggested)(?: (?:on|late on|early on) [A-Z]\w+| (?:late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| earlier| yesterday| today)? (?:that )?(?=[\p{L}\d])/u;
/** So much of a sentence must be left to be what was said. */
const LEAST_CLAUSE = 30;

/** Reported speech of actors of the pack: whole sentences without a quotation in them. */
export function indirectDrafts(view: ArticleView): readonly Draft[] {
  const drafts: Draft[] = [];
  const isQuoted = touching(view.quoted);
  for (const paragraph of view.paragraphs) {
    for (const sentence of paragraph.sentences) {
      // What has a quotation in it is drafted as one.
      if (isQuoted(sentence)) continue;
      const subject = subjectOf(sentence, view);
      if (subject === null) continue;
      const { speaker, found } = subject;
      const told = sentence.text;
      // Only between the name and the clause: a date in the clause is of what was said, not of the saying.
      const [date] = datesAt(
        view.text.slice(speaker.end, speaker.end + found[0].length),
        view,
        sentence.start,
      );
      drafts.push({
        kind: 'statement',
        record: {
          id: `${speaker.id.split('-').at(-1)}-${slug(view.text.slice(speaker.end + found[0].length, sentence.end), 36)}`,
          ...{ speaker: speaker.id, form: 'indirect', gist: atMost(told, 1990) },
          occasion: occasionIn(told) ?? reportedBy(view.publisher),
          ...(date === undefined ? {} : { date: date.date }),
          ...{ provenance: 'official-statement', about: aboutIn(told, view) },
          sources: [{ ...printed(view, told), quoted: false }],
        },
        evidence: evidenceAt(view, sentence.start, sentence.end),
        confidence: 0.6,
        ...(date === undefined ? {} : { dateFrom: date.words }),
      });
    }
  }
  return drafts;
}

/** A name far into the sentence is seldom its subject. */
const FARTHEST = 60;
const MOST_NAMES = 4;

/** Who the sentence reports on: "Ukrainian President Ann Lee said" has a party, an office and a name in front of its verb. */
function subjectOf(
  sentence: Span,
  view: ArticleView,
): { readonly speaker: Mention; readonly found: RegExpExecArray } | null {
  for (const speaker of mentionsWithin(view, sentence).slice(0, MOST_NAMES)) {
    if (speaker.end >= sentence.end || speaker.start - sentence.start > FARTHEST) return null;
    const found = REPORTED.exec(view.text.slice(speaker.end, sentence.end));
    if (found === null) continue;
    const isLong = sentence.end - speaker.end - found[0].length >= LEAST_CLAUSE;
    return isLong && isSubject(view.text.slice(sentence.start, speaker.start)) ? { speaker, found } : null;
  }
  return null;
}

/** Only a title stands between the beginning of the sentence, or of its clause, and its subject. */
function isSubject(before: string): boolean {
  return (
    /^(?:(?:but|and|meanwhile|however|later|earlier|separately|also|the|on \w+),? )?(?:[\p{L}.’'-]+ ){0,6}$/iu.test(
      before,
    ) && !/\b(?:to|with|of|by|for|against|from|between|about)\b/i.test(before)
  );
}
