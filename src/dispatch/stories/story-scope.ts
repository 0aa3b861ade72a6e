import type { ChannelStories, StoryPlace, StorySetting } from '../../core/channel-stories.ts';
import type { Story } from '../../core/stories.ts';
import { type Evidence, weighStories } from '../../search/evidence/story-evidence.ts';
import type { Among } from './ask-stories.ts';

/** What a place may ask about, and why the first of it is first. */
export interface Scope {
  readonly among: Among;
  readonly setting: StorySetting;
}

/** What is loaded, what is set for channels, and why the first story is the default. */
interface Loaded {
  readonly stories: () => readonly Story[];
  readonly commands: Among['commands'];
  readonly channels: ChannelStories | undefined;
  readonly defaultBecause: (() => string) | undefined;
}

const NOTHING_SET: StorySetting = { story: null, because: '', sees: null };

/** Tells for a place which stories it may see and which it means first; without a place, what holds everywhere. */
export function createScopes(loaded: Loaded): (place?: StoryPlace) => Scope {
  const weigh = weighing(loaded.stories);
  const { commands } = loaded;
  return (place) => {
    const setting = (place && loaded.channels?.settingOf(place)) ?? NOTHING_SET;
    const stories = storiesSeen(loaded.stories(), setting);
    const preferred = stories.find(({ briefing }) => briefing.id === setting.story) ?? null;
    return { setting, among: { stories, preferred, weigh: (words) => weigh(words, stories), commands } };
  };
}

/** Why this story is the one that is asked, as the end of a sentence. */
export function storyBecause(story: Story, { among, setting }: Scope, defaultBecause?: () => string): string {
  if (story !== among.stories[0]) return 'named in the question';
  if (story === among.preferred) return setting.because;
  if (setting.sees !== null) return 'the first of those this channel may see';
  if (among.stories.length === 1) return 'the only one loaded';
  return `the default, ${defaultBecause?.() ?? 'because it was loaded first'}`;
}

/** The stories a place may see, the one it means first. */
function storiesSeen(all: readonly Story[], { story, sees }: StorySetting): readonly Story[] {
  const seen = sees === null ? all : all.filter(({ briefing }) => sees.includes(briefing.id));
  const own = seen.filter(({ briefing }) => briefing.id === story);
  return own.length === 0 ? seen : [...own, ...seen.filter((other) => !own.includes(other))];
}

/** What stories have on a question. All that are loaded are read once, by the first question that needs it. */
function weighing(
  stories: () => readonly Story[],
): (words: string, seen: readonly Story[]) => readonly Evidence[] {
  let read: readonly Story[] = [];
  let weighAll = weighStories([]);
  return (words, seen) => {
    const all = stories();
    if (all.length !== read.length || all.some((story, at) => story !== read[at])) {
      read = all;
      weighAll = weighStories(all);
    }
    const evidence = weighAll(words);
    return seen.map((story) => evidence[all.indexOf(story)] ?? { best: 0, names: false });
  };
}
