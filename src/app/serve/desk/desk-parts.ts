import type { Asker } from '../../../core/command.ts';
import type { Delivery } from '../../../core/delivery.ts';
import type { Story } from '../../../core/stories.ts';
import type { Log } from '../../../domain/log.ts';
import type { Store } from '../../../store/store.ts';
import type { Config } from '../../config/config.ts';
import type { Desk } from '../../review/decision.ts';
import type { AddAside } from '../feeds/add-aside.ts';
import type { DeskChannel } from './desk-channels.ts';

export interface DeskOptions {
  readonly config: Config;
  readonly store: Store;
  readonly stories: () => readonly Story[];
  /** By platform name. */
  readonly deliveries: ReadonlyMap<string, Delivery>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Something is to be posted, or is live: the minute's work is to be done now. */
  readonly changed: () => void;
  readonly log: Log;
}

/** What the parts of a desk share. */
export interface DeskParts extends DeskOptions {
  readonly channels: readonly DeskChannel[];
  /** Reads and drafts what is proposed while everybody else is answered. */
  readonly aside: AddAside;
  /** The folder of a story's pack. Throws a `Refusal` where it cannot be written to. */
  readonly folderOf: (story: string) => Promise<string>;
  /** The desk of a story, as somebody in chat decides there. */
  readonly deskFor: (story: Story, asker: Asker) => Promise<Desk>;
}
