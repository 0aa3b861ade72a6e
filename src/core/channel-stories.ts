import type { Asker } from './command.ts';

/** A channel as far as its story goes; a thread has the story of its channel. */
export type StoryPlace = Pick<Asker, 'platform' | 'tenant' | 'channel'>;

/** What is set for a place. Ids of stories that are not loaded (any more) may be among them. */
export interface StorySetting {
  /** The story meant first; null where none is set and the default is meant. */
  readonly story: string | null;
  /** A sentence's end that says why: `set for this channel by U1 on 3 May 2031`; empty where none is set. */
  readonly because: string;
  /** The only stories the place may see; null for all of them. */
  readonly sees: readonly string[] | null;
}

/** Which story each channel means, and the way to change that. */
export interface ChannelStories {
  /** Cheap: asked for each question and each letter typed. */
  readonly settingOf: (place: StoryPlace) => StorySetting;
  /**
   * Sets a channel's story, or with null gives it the default again. Rejects with a `Refusal` for somebody who may not
   * configure the channel and where the configuration file says it.
   */
  readonly choose: (person: Asker, story: string | null) => Promise<void>;
}
