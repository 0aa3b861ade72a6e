import type { ChannelStories, StoryPlace, StorySetting } from '../../core/channel-stories.ts';
import type { Asker } from '../../core/command.ts';
import { PAGES_PLACE } from '../../core/pages/page-address.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import { formatDay } from '../../domain/when.ts';
import type { AuditEntry } from '../../store/ports/audit.ts';
import type { ChannelStoryStore, StoredChannelStory } from '../../store/ports/channel-stories.ts';
import type { Behaviour } from '../config/behaviour.ts';

type Configured = Behaviour['channels'][number];

/**
 * Which story each channel means: what the configuration says of the channel, else what was set in chat, else what the
 * configuration says of its whole server or workspace. Everything set is read once, because it is asked for with each
 * letter typed; one process holds the store. `now` is in epoch milliseconds.
 */
export async function createChannelStories(options: {
  readonly store: ChannelStoryStore;
  readonly configured: Behaviour['channels'];
  readonly now: () => number;
  /** Of a store that may be away: then it is read when this calls back, and the configuration counts alone until then. */
  readonly onWell?: (listener: () => void) => void;
}): Promise<ChannelStories> {
  const { store, configured, now, onWell } = options;
  const set = new Map<string, StoredChannelStory>();
  let read = false;
  const readOnce = async () => {
    if (read) return;
    for (const setting of await store.channelStories()) set.set(keyOf(setting), setting);
    read = true;
  };
  onWell?.(() => void readOnce().catch(() => {}));
  await readOnce().catch((error: unknown) => {
    if (onWell === undefined) throw error;
  });
  const entryOf = (place: StoryPlace, channel: string | undefined) =>
    configured.find(
      (entry) =>
        entry.platform === place.platform && entry.tenant === place.tenant && entry.channel === channel,
    );

  // Pages have no members: what is kept from any place is kept from them, unless the configuration says otherwise.
  const lists = configured.flatMap(({ sees }) => (sees === undefined ? [] : [sees]));
  const [firstList] = lists;
  const seenByAll = firstList?.filter((story) => lists.every((list) => list.includes(story))) ?? null;

  const settingOf = (place: StoryPlace): StorySetting => {
    const [own, whole] = [entryOf(place, place.channel), entryOf(place, undefined)];
    const sees = own?.sees ?? whole?.sees ?? (place.platform === PAGES_PLACE.platform ? seenByAll : null);
    const chosen = set.get(keyOf(place));
    if (own?.story !== undefined) return { story: own.story, because: IN_FILE, sees };
    if (chosen !== undefined) return { story: chosen.story, because: setInChat(chosen), sees };
    if (whole?.story !== undefined) return { story: whole.story, because: IN_FILE, sees };
    return { story: null, because: '', sees };
  };

  return {
    settingOf,
    async choose(person, story) {
      if (!person.mayConfigure)
        throw new Refusal(
          'not-allowed',
          'Which story a channel means is set by those who may manage the channel. Anyone may name another in a question, with story: and a part of its name.',
          [asking('readout story')],
        );
      if (entryOf(person, person.channel)?.story !== undefined)
        throw new Refusal(
          'not-available',
          'The story of this channel is set in the configuration file, under "channels": change it there.',
          [asking('readout story')],
        );
      const { platform, tenant, channel, user } = person;
      const at = now();
      if (story === null) {
        await store.clearChannelStory(person, auditOf(person, at, ''));
        set.delete(keyOf(person));
        return;
      }
      const setting: StoredChannelStory = { platform, tenant, channel, story, setBy: user, setAt: at };
      await store.setChannelStory(setting, auditOf(person, at, story));
      set.set(keyOf(person), setting);
    },
  };
}

/** Settings that end with the process; for a prompt, which has no store. */
export function keptInMemory(): ChannelStoryStore {
  return {
    channelStories: async () => [],
    setChannelStory: async () => {},
    clearChannelStory: async () => {},
  };
}

/** A sentence for each story that the configuration gives a channel and that is not loaded. */
export function unknownStories(
  configured: Behaviour['channels'],
  loaded: readonly string[],
): readonly string[] {
  return configured.flatMap((entry) =>
    [...new Set([entry.story, ...(entry.sees ?? [])])].flatMap((story) =>
      story === undefined || loaded.includes(story)
        ? []
        : [`channels: the story "${story}" of ${placeWords(entry)} is not one of ${loaded.join(', ')}.`],
    ),
  );
}

function placeWords({ platform, tenant, channel }: Configured): string {
  return [platform, tenant, ...(channel === undefined ? [] : [channel])].join(' ');
}

const IN_FILE = 'set in the configuration file';

function setInChat({ setBy, setAt }: StoredChannelStory): string {
  const day = Temporal.Instant.fromEpochMilliseconds(setAt).toZonedDateTimeISO('UTC').toPlainDate();
  return `set for this channel by ${setBy} on ${formatDay(day.toString())}`;
}

function keyOf({ platform, tenant, channel }: StoryPlace): string {
  return JSON.stringify([platform, tenant, channel]);
}

function auditOf({ platform, tenant, channel, user }: Asker, at: number, story: string): AuditEntry {
  const subject = story === '' ? 'default' : story;
  return { at, platform, tenant, channel, actor: user, action: 'story', subject, detail: '' };
}
