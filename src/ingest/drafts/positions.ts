import type { Stance } from '../../domain/position.ts';
import type { Draft } from '../add/added.ts';
import { slug } from '../add/source-id.ts';
import { aboutIn } from './about.ts';
import { type ArticleView, atMost, datesAt, evidenceAt, mentionsWithin, printed } from './article-view.ts';
import { touching } from './sentences.ts';

/** The first that fits counts: "supports it only if" has a verb of support in it and is a condition. */
const STANCES: readonly (readonly [Stance, RegExp])[] = [
  [
    'rejects',
    /\b(?:reject(?:s|ed)?|rul(?:es|ed) out|oppos(?:es|ed)|refus(?:es|ed)|den(?:ies|ied) support|will not (?:accept|support|sign|agree)|would not (?:accept|support|sign|agree)|dismiss(?:es|ed))\b/i,
  ],
  ['conditional', /\b(?:only if|on condition that|provided that|conditional on)\b/i],
  [
    'supports',
    /\b(?:support(?:s|ed)|back(?:s|ed)|endors(?:es|ed)|welcom(?:es|ed)|accept(?:s|ed)|agree(?:s|d) (?:to|with)|approv(?:es|ed))\b/i,
  ],
  [
    'open',
    /\b(?:(?:is|are|was|were) (?:open|ready|willing|prepared) to|did not rule out|would consider|express(?:es|ed) (?:willingness|readiness))\b/i,
  ],
];
/** Drafts of one article: each is read by a person. */
const MOST = 8;

/** Sentences in which an actor of the pack takes a stand on one of its provisions or texts, outside quotations. */
export function positionDrafts(view: ArticleView): readonly Draft[] {
  const drafts: Draft[] = [];
  const isQuoted = touching(view.quoted);
  for (const sentence of view.paragraphs.flatMap(({ sentences }) => sentences)) {
    if (drafts.length === MOST) break;
    const about = aboutIn(sentence.text, view);
    const [topic] = about;
    const [actor] = mentionsWithin(view, sentence);
    // What somebody says, or a document, is not what the article says of him.
    if (topic === undefined || actor === undefined || isQuoted(actor)) continue;
    // The verb of which a name is the subject follows it, and soon.
    const behind = view.text.slice(actor.end, Math.min(sentence.end, actor.end + 160));
    // "Asked whether Kyiv had accepted it": nobody took a stand.
    if (/\b(?:whether|if)\b/i.test(view.text.slice(sentence.start, actor.start))) continue;
    const found = STANCES.find(([, pattern]) => pattern.test(behind));
    if (found === undefined) continue;
    const [date] = datesAt(sentence.text, view, sentence.start);
    const party = partyOf(actor.id, view);
    drafts.push({
      kind: 'position',
      record: {
        id: `${party}-${slug(sentence.text, 40)}`.slice(0, 80),
        ...{
          party,
          about,
          topic: topicName(topic, view),
          stance: found[0],
          wording: atMost(sentence.text, 1990),
        },
        // Who voiced it is kept: a position is the party's, the words were not.
        ...(party === actor.id ? {} : { per: actor.id }),
        ...(date === undefined ? {} : { date: date.date }),
        ...{ provenance: 'named-source', sources: [printed(view, sentence.text)] },
      },
      evidence: evidenceAt(view, sentence.start, sentence.end),
      // Less than reported speech and events have: one verb behind a name is all there is to go by.
      confidence: 0.4,
      ...(date === undefined ? {} : { dateFrom: date.words }),
    });
  }
  return drafts;
}

/** A person of office speaks for its party. */
function partyOf(id: string, view: ArticleView): string {
  const actor = view.actors.actor(id);
  return actor?.kind === 'person' && actor.party !== undefined ? actor.party : id;
}

/** What a reader is shown for the subject: its title or name, or the id where neither is there. */
function topicName(id: string, { briefing }: ArticleView): string {
  const provision = briefing.provisions.find((one) => one.id === id);
  return provision?.title ?? briefing.texts.find((one) => one.id === id)?.name ?? id;
}
