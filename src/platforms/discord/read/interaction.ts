import type { Asker, OptionValues } from '../../../core/command.ts';
import { isMapping } from '../../../domain/mapping.ts';
import { records, string } from '../api/json.ts';
import { FLAG } from '../render/payload.ts';
import { tenantIn } from '../tenant.ts';
import { optionWords, quotedWords } from './typed-words.ts';

/** What every interaction carries, whichever transport brought it. */
export interface InteractionBase {
  readonly id: string;
  /** Empty where it was not told: then it is our own. */
  readonly application: string;
  readonly token: string;
  readonly asker: Asker;
  /** Name to show for the asker in this place; outside text. */
  readonly askerName: string;
  /** True in a conversation with the bot alone, where nothing needs hiding. */
  readonly direct: boolean;
  /** Channel or thread to remember the conversation by. */
  readonly place: string;
  /** True where `place` is a thread or a direct conversation rather than a whole channel. */
  readonly narrow: boolean;
}

/** The message a button sits on. */
export interface ButtonMessage {
  readonly id: string;
  readonly ephemeral: boolean;
  /** Text displays by their component id, for state that does not fit into a button. */
  readonly texts: ReadonlyMap<number, string>;
}

/** An interaction in our terms. `unknown` is something this version does not offer; `unreadable` nothing Discord sends. */
export type Interaction =
  | { readonly kind: 'ping' }
  | { readonly kind: 'unreadable' }
  | (InteractionBase & { readonly kind: 'unknown' })
  | (InteractionBase & {
      readonly kind: 'command';
      readonly path: readonly string[];
      readonly values: OptionValues;
    })
  | (InteractionBase & {
      readonly kind: 'complete';
      readonly path: readonly string[];
      readonly values: OptionValues;
      readonly option: string;
      readonly typed: string;
    })
  /** A message command: `words` is what the message it was used on may repeat from somebody, `text` what it holds as typed. */
  | (InteractionBase & {
      readonly kind: 'message';
      readonly name: string;
      readonly words: string;
      readonly text: string;
    })
  /** A form of ours that was filled in and sent. */
  | (InteractionBase & { readonly kind: 'form'; readonly customId: string; readonly values: OptionValues })
  | (InteractionBase & {
      readonly kind: 'button';
      readonly customId: string;
      readonly message: ButtonMessage;
    });

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
const TYPE = { ping: 1, command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
const CHAT_INPUT = 1;
const MESSAGE_COMMAND = 3;
const SUBCOMMAND = 1;
const BUTTON = 2;
const THREADS: readonly unknown[] = [10, 11, 12];

/** Manage Server or Administrator. https://docs.discord.com/developers/topics/permissions */
const MAY_CONFIGURE = (1n << 5n) | (1n << 3n);

/**
 * Reads a raw interaction, as Discord sends it over the gateway (`d` of INTERACTION_CREATE) and over HTTP alike.
 * Nothing about the payload is taken for granted: what cannot be read is `unreadable`.
 */
export function readInteraction(raw: unknown): Interaction {
  if (!isMapping(raw)) return { kind: 'unreadable' };
  if (raw.type === TYPE.ping) return { kind: 'ping' };
  const base = readBase(raw);
  const data = raw.data;
  if (base === null) return { kind: 'unreadable' };
  if (!isMapping(data)) return { ...base, kind: 'unknown' };
  switch (raw.type) {
    case TYPE.command:
      return readCommand(base, data);
    case TYPE.autocomplete: {
      const { path, options } = readPath(data);
      const focused = options.find((option) => option.focused === true);
      if (path[0] === '' || focused === undefined) return { ...base, kind: 'unknown' };
      const { [string(focused.name)]: typed = '', ...values } = readValues(options);
      return { ...base, kind: 'complete', path, values, option: string(focused.name), typed };
    }
    case TYPE.component:
      return readButton(base, data, raw.message);
    case TYPE.modal:
      return { ...base, kind: 'form', customId: string(data.custom_id), values: filledIn(data.components) };
    default:
      return { ...base, kind: 'unknown' };
  }
}

function readCommand(base: InteractionBase, data: Readonly<Record<string, unknown>>): Interaction {
  const type = data.type ?? CHAT_INPUT;
  if (type === MESSAGE_COMMAND) {
    const resolved = isMapping(data.resolved) ? data.resolved.messages : undefined;
    const message = isMapping(resolved) ? resolved[string(data.target_id)] : undefined;
    return {
      ...base,
      kind: 'message',
      name: string(data.name),
      words: isMapping(message) ? quotedWords(message) : '',
      text: isMapping(message) ? ownText(message) : '',
    };
  }
  if (type !== CHAT_INPUT) return { ...base, kind: 'unknown' };
  const { path, options } = readPath(data);
  return path[0] === ''
    ? { ...base, kind: 'unknown' }
    : { ...base, kind: 'command', path, values: readValues(options) };
}

/** The text of a message, or of the one that it forwards. */
function ownText(message: Readonly<Record<string, unknown>>): string {
  const own = string(message.content);
  if (own !== '') return own;
  const [first] = records(message.message_snapshots);
  return isMapping(first?.message) ? string(first.message.content) : '';
}

function readButton(
  base: InteractionBase,
  data: Readonly<Record<string, unknown>>,
  message: unknown,
): Interaction {
  if (data.component_type !== BUTTON || !isMapping(message)) return { ...base, kind: 'unknown' };
  const flags = message.flags;
  return {
    ...base,
    kind: 'button',
    customId: string(data.custom_id),
    message: {
      id: string(message.id),
      ephemeral: typeof flags === 'number' && (flags & FLAG.ephemeral) !== 0,
      texts: new Map(textsById(message.components)),
    },
  };
}

/** What stands in each field of a form: typed, or chosen from a menu. */
function filledIn(components: unknown): OptionValues {
  const values: Record<string, string> = Object.create(null);
  for (const { component } of records(components)) {
    if (!isMapping(component)) continue;
    const { custom_id: name, value, values: chosen } = component;
    const given = Array.isArray(chosen) ? chosen.filter((one) => typeof one === 'string').join(',') : value;
    if (typeof given === 'string') values[string(name)] = optionWords(given);
  }
  return values;
}

function textsById(components: unknown): readonly (readonly [number, string])[] {
  return records(components).flatMap((component): readonly (readonly [number, string])[] => {
    const { id, content } = component;
    if (typeof id === 'number' && typeof content === 'string') return [[id, content]];
    return textsById(component.components);
  });
}

function readPath(data: Readonly<Record<string, unknown>>): {
  readonly path: readonly string[];
  readonly options: readonly Readonly<Record<string, unknown>>[];
} {
  const name = string(data.name);
  const options = records(data.options);
  const [first] = options;
  if (first?.type !== SUBCOMMAND) return { path: [name], options };
  return { path: [name, string(first.name)], options: records(first.options) };
}

function readValues(options: readonly Readonly<Record<string, unknown>>[]): OptionValues {
  const values: Record<string, string> = Object.create(null);
  for (const { name, value } of options) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      values[string(name)] = typeof value === 'string' ? optionWords(value) : String(value);
    }
  }
  return values;
}

function readBase(raw: Readonly<Record<string, unknown>>): InteractionBase | null {
  const member = isMapping(raw.member) ? raw.member : null;
  const user = member === null ? raw.user : member.user;
  const channel = isMapping(raw.channel) ? raw.channel : {};
  const place = string(raw.channel_id ?? channel.id);
  const [id, application, token] = [string(raw.id), string(raw.application_id), string(raw.token)];
  if (!isMapping(user) || id === '' || token === '') return null;
  const guild = string(raw.guild_id);
  const inThread = THREADS.includes(channel.type);
  const parent = string(channel.parent_id);
  const direct = guild === '' && raw.context !== 2;
  return {
    id,
    application,
    token,
    askerName: nameOf(user, member),
    direct,
    place,
    narrow: inThread || guild === '',
    asker: {
      platform: 'discord',
      tenant: tenantIn(guild, place),
      channel: inThread && parent !== '' ? parent : place,
      user: string(user.id),
      ...(inThread ? { thread: place } : {}),
      ...(Array.isArray(member?.roles)
        ? { roles: member.roles.map(string).filter((role) => role !== '') }
        : {}),
      mayConfigure: direct || (guild !== '' && installedIn(raw) && mayConfigure(member)),
    },
  };
}

/** False where somebody brought the app along for themselves: then the server has not agreed to be posted to. */
function installedIn(raw: Readonly<Record<string, unknown>>): boolean {
  const owners = raw.authorizing_integration_owners;
  return !isMapping(owners) || Object.keys(owners).length === 0 || '0' in owners;
}

function mayConfigure(member: Readonly<Record<string, unknown>> | null): boolean {
  const permissions = string(member?.permissions);
  return /^\d{1,30}$/u.test(permissions) && (BigInt(permissions) & MAY_CONFIGURE) !== 0n;
}

/**
 * The name people see. A nickname is for one server and may be anybody's, so the account's own name stands beside it, where
 * that is another.
 */
function nameOf(
  user: Readonly<Record<string, unknown>>,
  member: Readonly<Record<string, unknown>> | null,
): string {
  const [nick, account] = [string(member?.nick), string(user.username)];
  const shown = nick || string(user.global_name) || account;
  const letters = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return nick === '' || account === '' || letters(nick) === letters(account) ? shown : `${nick} (${account})`;
}
