import type { Answer } from '../../answer/answer.ts';
import { usedCitations } from '../../answer/citations.ts';
import { strong, text } from '../../answer/compose.ts';
import type { Briefing } from '../../domain/briefing.ts';
import type { Content, DeliveryStore, NewDelivery } from '../../store/ports/deliveries.ts';
import type { QuestionStore, StoredQuestion } from '../../store/ports/questions.ts';
import { claimsOf } from '../compose/revisions.ts';
import { contentOf, deliveryKey } from '../compose/stored-content.ts';

/** Asked again after each change of a pack, newest first. */
const MOST_ASKED_AGAIN = 200;
const DELIVER_WITHIN_MS = 7 * 86_400_000;

/**
 * Asks what nobody could answer again, after a pack has changed, and plans one message to each channel that had asked and
 * can be answered now. A question told is told for good; planning it twice is one message.
 */
export async function tellAnswered(options: {
  readonly store: QuestionStore & DeliveryStore;
  readonly briefings: ReadonlyMap<string, Briefing>;
  readonly ask: (question: StoredQuestion) => Promise<Answer>;
  readonly now: number;
  /** Epoch milliseconds: what was asked before is not asked again. */
  readonly since: number;
}): Promise<number> {
  const { store, briefings, now } = options;
  const open = await store.openQuestions(options.since, MOST_ASKED_AGAIN);
  const places = new Map<string, readonly StoredQuestion[]>(
    Map.groupBy(
      open.filter(({ status }) => status === 'not-found' || status === 'not-reported'),
      ({ platform, tenant, channel, story, meaning }) =>
        JSON.stringify([platform, tenant, channel, story, meaning]),
    ),
  );
  let told = 0;
  for (const asked of places.values()) {
    const [question] = asked;
    const briefing = briefings.get(question?.story ?? '');
    if (question === undefined || briefing === undefined) continue;
    const answer = await options.ask(question);
    if (!ANSWERS.has(answer.status) || answer.records.length === 0 || answer.story?.id !== briefing.id)
      continue;
    const { content, delivery } = messageFor(question, answer, briefing, now);
    await store.enqueue([content], [delivery], now);
    await store.closeQuestions(
      asked.map(({ id }) => id),
      'told',
    );
    told += 1;
  }
  return told;
}

const ANSWERS: ReadonlySet<string> = new Set(['answered', 'conflict', 'corrected']);

function messageFor(
  question: StoredQuestion,
  answer: Answer,
  briefing: Briefing,
  now: number,
): { readonly content: Content; readonly delivery: NewDelivery } {
  const said = answer.card?.lead ?? answer.headline;
  const blocks = [{ kind: 'paragraph', spans: said }] as const;
  const headline = [strong('Asked here, and answered now:'), text(` “${question.words}”`)];
  const told: Answer = {
    ...{ status: answer.status, command: 'readout', audience: 'channel', asOf: answer.asOf },
    headline,
    blocks,
    citations: usedCitations(answer.citations, headline, blocks),
    records: answer.records.slice(0, 1),
    actions: [{ kind: 'ask', label: 'The whole answer', path: [], values: { words: question.words } }],
    story: { id: briefing.id },
  };
  const part = { answer: told, speaksFor: [answer.records[0] ?? ''] };
  const revisions = new Map([...claimsOf(briefing)].map(([record, claim]) => [record, claim.hash]));
  const content = contentOf(part, briefing.id, revisions);
  const { platform, tenant, channel } = question;
  const place = { platform, tenant, channel, thread: '' };
  const slot = `answered/${question.story}/${question.meaning}`.slice(0, 200);
  return {
    content,
    delivery: {
      ...{ kind: 'alert', subscription: '', slot, part: 0, place, parent: '', edits: '' },
      id: `${slot}@${deliveryKey(place, slot, 0)}`,
      key: deliveryKey(place, slot, 0),
      content: content.hash,
      mark: 0,
      ...{ dueAt: now, notBefore: now, expiresAt: now + DELIVER_WITHIN_MS },
    },
  };
}
