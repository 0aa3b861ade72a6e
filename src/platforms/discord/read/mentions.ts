import type { Asker } from '../../../core/command.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { type JsonRecord, records, string } from '../api/json.ts';
import { tenantIn } from '../tenant.ts';
import type { OwnRoles } from './own-roles.ts';
import { quotedWords, typedWords, withoutAddresses } from './typed-words.ts';

/** A message that is for us: in a direct conversation, or one that mentions us, or our role, or replies to us with a mention. */
export interface Addressed {
  readonly id: string;
  readonly channel: string;
  readonly direct: boolean;
  /** What it asks, as it is seen, without mentions. */
  readonly words: string;
  /** Message it replies to. */
  readonly repliesTo?: string;
  readonly asker: Asker;
}

/** Default and reply. https://docs.discord.com/developers/resources/message#message-object-message-types */
const SAID_BY_PEOPLE: readonly unknown[] = [0, 19];

/**
 * Reads a MESSAGE_CREATE event; null for everything we stay silent on: other people's talk, bots, webhooks, system
 * messages, `@everyone`, roles that are not ours alone. `self` is our user id.
 */
export function readAddressed(raw: unknown, self: string, roles: Pick<OwnRoles, 'of'>): Addressed | null {
  if (!isMapping(raw) || !isMapping(raw.author) || self === '') return null;
  const { author } = raw;
  if (author.bot === true || author.system === true || string(raw.webhook_id) !== '') return null;
  if (!SAID_BY_PEOPLE.includes(raw.type ?? 0) || string(author.id) === self) return null;
  const guild = string(raw.guild_id);
  const direct = guild === '';
  const ours = roles.of(guild);
  const mentioned =
    records(raw.mentions).some((user) => user.id === self) ||
    (Array.isArray(raw.mention_roles) && raw.mention_roles.some((role) => ours.has(string(role))));
  if (!direct && !mentioned) return null;
  const [id, channel] = [string(raw.id), string(raw.channel_id)];
  if (id === '' || channel === '') return null;
  const reference = isMapping(raw.message_reference) ? string(raw.message_reference.message_id) : '';
  return {
    id,
    channel,
    direct,
    words: wordsOf(raw),
    ...(reference === '' ? {} : { repliesTo: reference }),
    asker: {
      platform: 'discord',
      tenant: tenantIn(guild, channel),
      channel,
      user: string(author.id),
      // A message event does not carry the author's permissions; slash commands do.
      mayConfigure: direct,
    },
  };
}

/** A message that only forwards another asks about what it forwards. */
function wordsOf(raw: JsonRecord): string {
  const typed = withoutAddresses(typedWords(string(raw.content)));
  return typed === '' && records(raw.message_snapshots).length > 0 ? quotedWords(raw) : typed;
}
