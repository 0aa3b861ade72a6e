import type { DeskDecision, DeskService, DraftCard } from '../../../commands/desk/service.ts';
import type { Asker } from '../../../core/command.ts';
import type { Story } from '../../../core/stories.ts';
import { asking } from '../../../domain/ask.ts';
import { Refusal } from '../../../domain/errors.ts';
import { withoutUndefined } from '../../../domain/mapping.ts';
import { readProposal } from '../../../ingest/proposals.ts';
import type { StoredProposal } from '../../../store/ports/proposals.ts';
import { cardOf } from '../../review/card.ts';
import { decide } from '../../review/decide.ts';
import type { Decision, Outcome } from '../../review/decision.ts';
import { listFor } from '../../review/records.ts';
import { changePublished } from './change-published.ts';
import { channelsHere, covers, isEditor } from './desk-channels.ts';
import type { DeskParts } from './desk-parts.ts';
import { shortName } from './draft-card.ts';
import { changesIn, fieldsOf } from './fields.ts';
import { momentTyped } from './moment-typed.ts';
import { propose } from './propose.ts';

/** A draft that was put off goes back among the others after so long. */
const PUT_OFF_MS = 7 * 86_400_000;

/** What commands ask of the desk. `show` gives a draft as people see it, null where its story is gone. */
export function createDeskService(
  parts: DeskParts,
  show: (stored: StoredProposal) => Promise<DraftCard | null>,
): DeskService {
  const { store, stories, channels, now, changed } = parts;
  const cardFor = async (stored: StoredProposal): Promise<DraftCard> => {
    const card = await show(stored);
    if (card === null) throw new Refusal('bad-value', 'Its story is not loaded any more.');
    return card;
  };

  /** The stories that the asker may decide on. Throws a `Refusal` where there is none. */
  const mine = (asker: Asker): readonly Story[] => {
    const here = channelsHere(channels, asker);
    const found = stories().filter(({ briefing }) =>
      here.some((one) => covers(one, briefing.id) && isEditor(one, asker)),
    );
    if (found.length === 0)
      throw new Refusal(
        'not-allowed',
        'Only the editors of this desk may do that; what you know, you can hand them with /propose.',
      );
    return found;
  };
  const find = async (
    asker: Asker,
    id: string,
  ): Promise<{ readonly story: Story; readonly stored: StoredProposal }> => {
    const typed = id.trim().toLowerCase();
    for (const story of mine(asker)) {
      const all = await store.proposalsOf(story.briefing.id);
      const stored = all.find((one) => shortName(one.id) === typed);
      if (stored !== undefined) return { story, stored };
    }
    throw new Refusal('bad-value', `There is no draft "${id}" here.`, [asking('review list')]);
  };

  return {
    async list(asker) {
      const waiting: { readonly card: DraftCard; readonly later: boolean }[] = [];
      for (const { briefing } of mine(asker)) {
        for (const stored of await store.proposalsOf(briefing.id, { state: 'open' })) {
          const card = await cardFor(stored);
          waiting.push({
            card,
            later: card.standing.kind === 'open' && card.standing.putOffBy !== undefined,
          });
        }
      }
      return waiting.toSorted((a, b) => Number(a.later) - Number(b.later)).map(({ card }) => card);
    },
    card: async (asker, id) => cardFor((await find(asker, id)).stored),
    async decide(asker, id, decision) {
      const { story, stored } = await find(asker, id);
      if (decision.kind === 'later') {
        if (stored.state !== 'open') throw new Refusal('bad-value', 'It is decided already.');
        await store.keepLine(laterKey(stored.id), `${asker.platform}:${asker.user}`, now() + PUT_OFF_MS);
      } else {
        const desk = await parts.deskFor(story, asker);
        const outcome = await decide(desk, stored.id, await decisionOf(decision, stored, story, parts));
        const note = noteOf(outcome);
        changed();
        return {
          card: await cardFor((await store.proposal(stored.id)) ?? stored),
          ...withoutUndefined({ note }),
        };
      }
      changed();
      return { card: await cardFor(stored) };
    },
    async draftFields(asker, id) {
      const { story, stored } = await find(asker, id);
      if (stored.state !== 'open') throw new Refusal('bad-value', 'It is decided already.');
      const { list, record, missing } = await recordOf(parts, stored, story);
      return fieldsOf(list, record, missing);
    },
    propose: (asker, what, briefing) => propose(parts, asker, what, briefing),
    ...changePublished(parts, mine),
  };
}

/** Where it is kept who has put a draft off. */
export function laterKey(proposal: string): string {
  return `desk:later:${proposal}`;
}

/** What a person in chat decides, in the terms of the desk. Throws a `Refusal` for what is not understood. */
async function decisionOf(
  decision: Exclude<DeskDecision, { readonly kind: 'later' }>,
  stored: StoredProposal,
  story: Story,
  parts: DeskParts,
): Promise<Decision> {
  const { briefing } = story;
  switch (decision.kind) {
    case 'approve':
      return decision.until === ''
        ? { kind: 'approve' }
        : { kind: 'approve', until: momentTyped(decision.until, briefing.zone, parts.now()) };
    case 'merge':
      if (decision.into === '')
        throw new Refusal('bad-value', 'into takes the id of the record that says so already.');
      return decision;
    case 'reject':
      if (decision.reason === '')
        throw new Refusal('bad-value', 'reason is needed: the other editors read it.');
      return decision;
    case 'edit': {
      const { list, record: shown } = await recordOf(parts, stored, story);
      const record = changesIn(list, shown, decision.values, briefing);
      if (Object.keys(record).length === 0) throw new Refusal('bad-value', 'Nothing was changed.');
      return { kind: 'edit', record };
    }
  }
}

/** A draft's record as it would stand in the pack. Throws a `Refusal` for what has no record of its own. */
async function recordOf({ store, folderOf }: DeskParts, stored: StoredProposal, story: Story) {
  const proposal = readProposal(stored);
  const article = (await store.proposedArticles(stored.story)).find((one) => one.id === stored.article);
  if (article === undefined) throw new Refusal('bad-value', 'Its article is gone.');
  const list = listFor(proposal.draft);
  if (list === null) throw new Refusal('bad-value', 'A figure is part of a reading: write it by hand.');
  const { record, missing } = cardOf(proposal, article, { folder: await folderOf(stored.story), story });
  return { list, record, missing };
}

/** Throws a `Refusal` for what was not carried out. */
function noteOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'refused' || outcome.kind === 'conflict')
    throw new Refusal('bad-value', outcome.problems.join(' '));
  return outcome.kind === 'approved' || outcome.kind === 'merged' ? outcome.note : undefined;
}
