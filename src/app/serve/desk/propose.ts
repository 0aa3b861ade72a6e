import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { counted } from '../../../answer/phrases.ts';
import type { Proposing } from '../../../commands/desk/service.ts';
import type { Asker } from '../../../core/command.ts';
import { rawRecord } from '../../../desk/write/write-pack.ts';
import type { Briefing } from '../../../domain/briefing.ts';
import { Refusal } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import type { Added, Draft, DraftSource } from '../../../ingest/add/added.ts';
import type { Input } from '../../../ingest/add/read-input.ts';
import { proposeArticle } from '../../../ingest/proposals.ts';
import type { ProposalStore, Proposer } from '../../../store/ports/proposals.ts';
import type { AddAside } from '../feeds/add-aside.ts';
import { channelsHere, covers } from './desk-channels.ts';
import type { DeskParts } from './desk-parts.ts';
import { typedDrafts } from './proposed-record.ts';

/** Shorter text is no article. */
const SHORTEST_TEXT = 40;

/** Puts what somebody in chat hands in up for review. Throws a `Refusal` where the desk is not theirs or nothing was read. */
export async function propose(
  parts: DeskParts,
  asker: Asker,
  what: Proposing,
  briefing: Briefing,
): Promise<{ readonly says: string; readonly problems: readonly string[] }> {
  if (!channelsHere(parts.channels, asker).some((one) => covers(one, briefing.id)))
    throw new Refusal(
      'not-allowed',
      `The desk of ${briefing.title} is not here: nothing can be proposed to it.`,
    );
  const proposer = { platform: asker.platform, tenant: asker.tenant, actor: asker.user };
  const { added, stored, before } = await proposeBy(parts, proposer, { what, briefing });
  parts.changed();
  return { says: wordsFor(added, { stored, before, kind: what.kind }), problems: added.problems };
}

/** The same for whoever may, in chat or from another tool; `ids` are those of the drafts that are new. */
export async function proposeBy(
  parts: ProposeParts,
  proposer: Proposer,
  { what, briefing }: { readonly what: Proposing; readonly briefing: Briefing },
) {
  const added = await articleOf(parts, what, briefing);
  const { store, config, now } = parts;
  const of = { article: added.source.id };
  const had = new Set((await store.proposalsOf(briefing.id, of)).map(({ id }) => id));
  const {
    stored,
    before,
    added: kept,
  } = await proposeArticle(added, {
    ...{ store, story: briefing.id, archive: config.archive, now: now(), proposer },
  });
  const ofKept = await store.proposalsOf(briefing.id, { article: kept.source.id });
  const ids = ofKept.map(({ id }) => id).filter((id) => !had.has(id));
  return { added: kept, stored, before, ids, source: kept.source, problems: kept.problems };
}

/** What proposing needs of a process. */
type ProposeParts = Pick<DeskParts, 'config' | 'now' | 'folderOf'> & {
  readonly store: ProposalStore;
  readonly aside: AddAside;
};

function wordsFor(
  { source, drafts }: Added,
  told: { readonly stored: number; readonly before: boolean; readonly kind: Proposing['kind'] },
): string {
  const from = source.title ?? source.url ?? source.publisher;
  if (told.kind !== 'source')
    return told.stored === 0
      ? 'The editors have had this before.'
      : `Thank you: your ${told.kind} is up for review, with ${from} as its source.`;
  if (told.stored > 0)
    return `Thank you: ${counted(told.stored, 'draft')} from ${from} ${told.stored === 1 ? 'is' : 'are'} up for review.`;
  return told.before || drafts.length > 0
    ? `Nothing new: the editors have had ${from} before.`
    : `Nothing in ${from} could be drafted; the editors see nothing of it.`;
}

async function articleOf(parts: ProposeParts, what: Proposing, briefing: Briefing): Promise<Added> {
  const { store, config, now, aside } = parts;
  const today = dayIn(Temporal.Instant.fromEpochMilliseconds(now()), briefing.zone);
  const proposed = await store.proposedArticles(briefing.id);
  const read = async (input: Input): Promise<Added> => {
    const { added } = await aside.add(input, briefing, proposed);
    if (added.text === '') throw new Refusal('bad-value', added.problems[0] ?? 'Nothing could be read.');
    return added;
  };
  if (what.kind === 'source') return read(inputTyped(what.what));
  const named = what.values['source']?.trim() ?? '';
  const folder = await parts.folderOf(briefing.id);
  const onRecord = rawRecord(folder, 'sources', named);
  if (onRecord === undefined && !isAddress(named))
    throw new Refusal(
      'bad-value',
      'source takes an address, or the id of a source on record (see /sources).',
    );
  const base =
    onRecord === undefined
      ? await read({ kind: 'address', url: named })
      : await recorded(onRecord, config.archive);
  const taken = (id: string) =>
    ['statements', 'events', 'positions'].some(
      (list) => rawRecord(folder, list as 'statements', id) !== undefined,
    );
  const drafts: readonly Draft[] = typedDrafts(what.kind, {
    ...{ values: what.values, source: base.source.id, text: base.text, briefing, today },
    free: (id) => (taken(id) ? `${id}-${now() % 100_000}` : id),
  });
  return { ...base, drafts, problems: [] };
}

/** A source of the pack, with its text where the archive has it. */
async function recorded(source: Readonly<Record<string, unknown>>, archive: string): Promise<Added> {
  const own = source as unknown as DraftSource;
  const { file = '' } = own.archive ?? {};
  const text = file === '' ? '' : await readFile(join(archive, file), 'utf8').catch(() => '');
  const { archive: _, ...bare } = own;
  return { source: bare, text, drafts: [], problems: [] };
}

/** An address, also without its scheme or in angle brackets, or the text itself; never a file of this machine. */
function inputTyped(typed: string): Input {
  const words = typed.trim().replace(/^<([^<>\s]+)>$/, '$1');
  if (isAddress(words)) return { kind: 'address', url: words };
  if (/^[\w-]+(?:\.[\w-]+)+\/\S*$/.test(words)) return { kind: 'address', url: `https://${words}` };
  if (words.length < SHORTEST_TEXT)
    throw new Refusal(
      'bad-value',
      'Propose an address like https://news.example/article, or the text of an article.',
    );
  return { kind: 'bytes', bytes: Buffer.from(typed) };
}

function isAddress(words: string): boolean {
  return /^https?:\/\/\S+$/i.test(words);
}
