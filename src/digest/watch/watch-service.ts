import type { Answer } from '../../answer/answer.ts';
import { strong, text } from '../../answer/compose.ts';
import type { Delivery } from '../../core/delivery.ts';
import { blockedWords } from '../../core/delivery-words.ts';
import { asking } from '../../domain/ask.ts';
import type { Briefing } from '../../domain/briefing.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Place } from '../../domain/schedule/subscription.ts';
import type { Watch, WatchSubject } from '../../domain/schedule/watch.ts';
import type { Store } from '../../store/store.ts';
import type { Stories } from '../schedule/story-revisions.ts';
import { type Person, quotaWords } from '../subscriptions/service.ts';
import { type From, watchedChanges } from './watched-changes.ts';

/** What chat commands ask of watches: everybody their own, and those of their channel. */
export interface WatchService {
  /**
   * `privately`: in a direct conversation, which anybody may ask for; else in the channel, which takes who may configure.
   */
  readonly add: (
    person: Person,
    subject: WatchSubject,
    privately: boolean,
    briefing: Briefing,
  ) => Promise<Watch>;
  readonly list: (person: Person) => Promise<readonly Watch[]>;
  /**
   * What changed about these of them, all of whose story is that of the first; about all of them where no id is given. `Refusal`
   * where none is meant.
   */
  readonly changes: (person: Person, ids: readonly string[], from: From) => Promise<Answer>;
  /** The only one where `id` is empty. */
  readonly stop: (person: Person, id: string) => Promise<Watch>;
}

/** Enough for anybody, few enough that nobody fills a channel by mistake. */
const MOST_WATCHES = 20;

export function createWatchService(options: {
  readonly store: Store;
  readonly deliveries: ReadonlyMap<string, Delivery>;
  readonly stories: Stories;
  readonly newId: () => string;
  readonly now: () => number;
  /** Most watches of one tenant; absent: any number. */
  readonly most?: number;
}): WatchService {
  const { store, deliveries, stories, newId, now, most } = options;
  const seenBy = ({ platform, tenant, channel, user }: Person) =>
    store.watchesFor({ platform, tenant, channel, user });

  const save = async (wanted: Omit<Watch, 'id'>): Promise<Watch> => {
    for (let tries = 0; tries < 50; tries += 1) {
      const made = { ...wanted, id: newId() };
      if (made.id !== '' && (await store.addWatch(made))) return made;
    }
    throw new Error('No free id for a watch was found in 50 tries.');
  };

  return {
    async add(person, subject, privately, briefing) {
      if (!privately) mustConfigure(person);
      const delivery = deliveries.get(person.platform);
      if (delivery === undefined)
        throw new Refusal('not-available', 'Alerts are sent by a running Readout in chat.');
      const known = await seenBy(person);
      const place = privately
        ? await privatePlace(person, subject, known, delivery)
        : await postable({ ...scopeOf(person), thread: '' }, delivery);
      const there = known.filter((watch) => samePlace(watch.place, place));
      const same = there.find((watch) => watch.story === briefing.id && sameSubject(watch, subject));
      if (same !== undefined)
        throw new Refusal('bad-value', `${same.title} is watched there already.`, [
          asking('watch list'),
          asking('watch stop', { id: same.id }),
        ]);
      if (there.length >= MOST_WATCHES)
        throw new Refusal('not-available', `At most ${MOST_WATCHES} things can be watched in one place.`, [
          asking('watch list'),
        ]);
      if (most !== undefined && (await store.countWatches(person.platform, person.tenant)) >= most)
        throw new Refusal('not-available', quotaWords(most, 'watches'), [asking('watch list')]);
      // What changes from now on is told: this very state is where it begins.
      const story = await stories.story(briefing.id);
      const zone = privately ? await delivery.zoneOf?.(person.tenant, person.user) : null;
      return save({
        ...subject,
        ...{ place, story: briefing.id, home: person.tenant, owner: person.user, private: privately },
        ...{ zone: zone ?? briefing.zone, createdAt: now(), toldMark: story?.mark ?? 0 },
        ...{ alertDay: '', alertCount: 0 },
      });
    },
    list: seenBy,
    async changes(person, ids, from) {
      const known = await seenBy(person);
      const meant = known.filter(({ id }) => ids.length === 0 || ids.includes(id));
      const [first] = meant;
      const story = first === undefined ? null : await stories.story(first.story);
      if (first === undefined || story === null)
        throw new Refusal('bad-value', 'Nothing like that is watched here.', [asking('watch list')]);
      const own = meant.filter((watch) => watch.story === first.story);
      return watchedChanges(own, story, from, { stories, store, now: now() });
    },
    async stop(person, id) {
      const known = await seenBy(person);
      const [first, ...others] = known.filter((watch) => id === '' || watch.id === id);
      if (first === undefined || others.length > 0)
        throw new Refusal(
          'bad-value',
          known.length === 0 ? 'Nothing is watched here.' : 'Which one is to be stopped?',
          known.map((watch) => asking('watch stop', { id: watch.id })),
        );
      if (!first.private && first.owner !== person.user) mustConfigure(person);
      await store.removeWatch(first.id);
      return first;
    },
  };
}

/** The person's own conversation: known from an earlier watch, or opened with a first message. */
async function privatePlace(
  person: Person,
  subject: WatchSubject,
  known: readonly Watch[],
  delivery: Delivery,
): Promise<Place> {
  const before = known.find((watch) => watch.private && watch.owner === person.user);
  if (before !== undefined) return before.place;
  const told = await delivery.tell?.(person.tenant, person.user, greeting(subject));
  if (told?.kind === 'sent' && told.place !== undefined)
    return { platform: person.platform, ...told.place, thread: '' };
  if (told?.kind === 'blocked')
    throw new Refusal(
      'not-available',
      `I cannot write to you directly. ${blockedWords(told.reason, told.detail)} Those who may manage this channel can have it here: /watch … here.`,
    );
  throw new Refusal('not-available', 'I cannot write to you directly now; please try again in a minute.');
}

function greeting({ title }: WatchSubject): Answer {
  return {
    ...{ status: 'answered', command: 'watch', audience: 'asker', asOf: '' },
    headline: [strong('Alerts come here.'), text(` You will be told what changes about ${title}.`)],
    blocks: [],
    citations: [],
    records: [],
    actions: [],
  };
}

async function postable(place: Place, delivery: Delivery): Promise<Place> {
  const { thread: _, ...channel } = place;
  const proof = await delivery.probe(channel);
  if (proof.kind === 'blocked')
    throw new Refusal('not-available', `I cannot post here. ${blockedWords(proof.reason, proof.detail)}`);
  if (proof.kind === 'later')
    throw new Refusal(
      'not-available',
      `It could not be found out now whether Readout may post here (${proof.reason}); please try again.`,
    );
  return place;
}

function mustConfigure({ mayConfigure }: Person): void {
  if (mayConfigure) return;
  throw new Refusal(
    'not-allowed',
    'What is posted in this channel is for those who may manage it. Anybody can be told directly: /watch … dm.',
    [asking('watch list')],
  );
}

function scopeOf({ platform, tenant, channel }: Person) {
  return { platform, tenant, channel };
}

function samePlace(one: Place, other: Place): boolean {
  return one.platform === other.platform && one.tenant === other.tenant && one.channel === other.channel;
}

function sameSubject(one: WatchSubject, other: WatchSubject): boolean {
  return JSON.stringify([one.filter, one.words]) === JSON.stringify([other.filter, other.words]);
}
