import type { TenantId } from '../../domain/schedule/tenant.ts';
import type { AuditEntry } from './audit.ts';

/** The story a channel means, as somebody set it in chat. */
export interface StoredChannelStory {
  readonly platform: string;
  readonly tenant: TenantId;
  readonly channel: string;
  readonly story: string;
  /** Platform id of the person. */
  readonly setBy: string;
  readonly setAt: number;
}

export interface ChannelStoryStore {
  /** Of every channel that has one. */
  readonly channelStories: () => Promise<readonly StoredChannelStory[]>;
  /** Takes the place of an earlier one; writes it and why, or neither. */
  readonly setChannelStory: (setting: StoredChannelStory, why: AuditEntry) => Promise<void>;
  /** Gives a channel back to the default; writes that and why, or neither. */
  readonly clearChannelStory: (
    place: Pick<StoredChannelStory, 'platform' | 'tenant' | 'channel'>,
    why: AuditEntry,
  ) => Promise<void>;
}
