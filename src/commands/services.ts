import type { Picture } from '../answer/answer.ts';
import type { ChannelStories } from '../core/channel-stories.ts';
import type { Asker } from '../core/command.ts';
import type { Missed } from '../digest/compose/missed.ts';
import type { QuestionList } from '../digest/questions/question-list.ts';
import type { DigestService } from '../digest/subscriptions/service.ts';
import type { WatchService } from '../digest/watch/watch-service.ts';
import type { Briefing } from '../domain/briefing.ts';
import type { DeskService } from './desk/service.ts';

/** What is kept of whoever asks, and its end. */
export interface MyData {
  /** How many things of each kind, in the words of a sentence: `2 digests you set up`; empty where nothing is kept. */
  readonly show: (asker: Asker) => Promise<readonly string[]>;
  /** Takes the asker out of all of it. How many things. */
  readonly forget: (asker: Asker) => Promise<number>;
}

/** What some commands are made with, beyond the briefing. Each is absent where the process has it not: `readout ask` opens no store. */
export interface Services {
  readonly digest?: DigestService;
  readonly watch?: WatchService;
  readonly questions?: QuestionList;
  readonly missed?: Missed;
  /** Draws a briefing's plan board; only where somebody can look at pictures. */
  readonly board?: (briefing: Briefing) => Picture;
  /** Where people reach the pages, as posts link to them; absent where they are not served to others. */
  readonly pages?: string | undefined;
  readonly myData?: MyData;
  /** Where drafts are proposed and reviewed. */
  readonly desk?: DeskService;
  /** Which story each channel means. */
  readonly stories?: ChannelStories;
}
