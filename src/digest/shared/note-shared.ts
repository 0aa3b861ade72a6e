import type { Answer, Block } from '../../answer/answer.ts';
import { cardOf } from '../../answer/card.ts';
import { CARD_LIMITS } from '../../answer/card-limits.ts';
import { blockSpans } from '../../answer/fit.ts';
import { spansInWords } from '../../answer/words/span-words.ts';
import type { SharedAnswer } from '../../core/request.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { dayIn } from '../../domain/schedule/day-in.ts';
import { sha256 } from '../../domain/words/sha256.ts';
import { phraseWords } from '../../search/names/topics.ts';
import { stem } from '../../search/text/stem.ts';
import type { DeliveryStore } from '../../store/ports/deliveries.ts';
import { AS_CARD } from '../compose/lead.ts';
import type { Part } from '../compose/part.ts';
import type { Claim } from '../compose/revisions.ts';
import { contentOf, deliveryKey } from '../compose/stored-content.ts';
import type { Stories } from '../schedule/story-revisions.ts';

/**
 * Keeps what somebody put before a channel, so that it is corrected there as a digest is: the channel, the message, what it
 * said and of which records. Not who shared it. Nothing is kept of an answer that tells no record.
 */
export async function noteShared(
  shared: SharedAnswer,
  parts: {
    readonly store: Pick<DeliveryStore, 'notePosted'>;
    readonly stories: Stories;
    readonly now: number;
  },
): Promise<void> {
  const { platform, tenant, channel, thread = '', message, answer, card } = shared;
  const story = answer.story === undefined ? null : await parts.stories.story(answer.story.id);
  if (story === null || speaksForEarlier(answer, story.briefing, parts.now)) return;
  const shown = card === undefined ? answer : cardOf(answer, CARD_LIMITS[card], () => true);
  const part = partOf(shown, story.claims);
  if (part.answer.records.length === 0) return;
  const revisions = new Map([...story.claims].map(([record, claim]) => [record, claim.hash]));
  const content = contentOf(part, story.briefing.id, revisions);
  const place = { platform, tenant, channel, thread };
  const slot = `shared/${sha256(message, 'base64url').slice(0, 22)}`;
  const key = deliveryKey(place, slot, 0);
  await parts.store.notePosted(
    content,
    {
      ...{ id: `${slot}@${key}`, kind: 'shared', subscription: '', slot, part: 0, place, key },
      ...{ content: content.hash, parent: '', edits: '', mark: story.mark },
      ...{ dueAt: parts.now, notBefore: parts.now, expiresAt: parts.now },
    },
    message,
    parts.now,
  );
}

/** True of an answer as of an earlier day: what it says was right for that day, and stays so. */
function speaksForEarlier({ asOf }: Answer, { reviewed, zone }: Briefing, now: number): boolean {
  const today = dayIn(Temporal.Instant.fromEpochMilliseconds(now), zone);
  return asOf < today && asOf < reviewed;
}

/** What is shown, each block with the record it tells; of the answer's records only those that are told in it. */
function partOf(shown: Answer, claims: ReadonlyMap<string, Claim>): Part {
  const { picture: _, card: __, ...answer } = shown;
  const records = answer.records.flatMap((id) => claims.get(id) ?? []);
  const head = wordsOf({ kind: 'paragraph', spans: answer.headline });
  const blocks = answer.blocks.map(wordsOf);
  const tells = (claim: Claim) => [head, ...blocks].some((words) => tellsOf(claim, words) >= TOLD);
  const told = records.filter((claim, at) => at === 0 || tells(claim)).map(({ record }) => record);
  const speaksFor = blocks.map((words) => best(records, words));
  return { answer: { ...answer, records: told, short: AS_CARD, audience: 'channel' }, speaksFor };
}

/** Share of a claim's words that have to stand in a line for it to be told there. */
const TOLD = 0.6;

function best(records: readonly Claim[], words: ReadonlySet<string>): string {
  const scored = records
    .map((claim) => ({ record: claim.record, score: tellsOf(claim, words) }))
    .filter(({ score }) => score >= TOLD)
    .toSorted((a, b) => b.score - a.score);
  return scored[0]?.record ?? '';
}

function tellsOf({ says }: Claim, words: ReadonlySet<string>): number {
  const own = stemsOf(says);
  return own.size === 0 ? 0 : [...own].filter((word) => words.has(word)).length / own.size;
}

function wordsOf(block: Block): ReadonlySet<string> {
  return stemsOf(spansInWords(blockSpans(block), (words) => words));
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(phraseWords(text).map(stem));
}
