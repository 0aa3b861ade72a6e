import { isDeepStrictEqual } from 'node:util';
import { isMapping } from '../../../domain/mapping.ts';
import { records, string } from '../api/json.ts';
import type { Rest, RestResult } from '../api/rest.ts';
import type { RegisteredCommand } from './registration.ts';

/** What differs between what is declared and what Discord has. Names are those of the commands. */
export interface SyncPlan {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export type SyncResult =
  /** Nothing was written: Discord has what is declared. */
  | { readonly kind: 'same' }
  | { readonly kind: 'written'; readonly plan: SyncPlan }
  /** A dry run that found a difference. */
  | { readonly kind: 'would-write'; readonly plan: SyncPlan }
  /** `lasting`: trying again will not help until somebody changes something. */
  | { readonly kind: 'failed'; readonly reason: string; readonly lasting: boolean };

/** Compares what is registered with what is declared and replaces all of it where anything differs. */
export async function syncCommands(options: {
  readonly rest: Rest;
  readonly application: string;
  /** Commands of one guild, where they appear at once; all guilds' where absent. */
  readonly guild?: string;
  readonly commands: readonly RegisteredCommand[];
  readonly dryRun: boolean;
}): Promise<SyncResult> {
  const { rest, application, guild, commands } = options;
  const scope = guild === undefined ? '' : `/guilds/${guild}`;
  const path = `/applications/${application}${scope}/commands`;
  const got = await rest.send({ method: 'GET', path: `${path}?with_localizations=true` });
  // Whatever cannot be listed there can still be replaced, which is harmless where it is the same.
  const unlisted = got.kind === 'refused' && UNLISTED.includes(got.status);
  if (got.kind !== 'ok' && !unlisted) return failure('read the registered commands', got);
  const plan = planOf(got.kind === 'ok' ? records(got.body) : [], commands);
  if (plan === null) return { kind: 'same' };
  if (options.dryRun) return { kind: 'would-write', plan };
  // All at once: what is not in the list goes, so that no command of an older version stays behind.
  const put = await rest.send({ method: 'PUT', path, body: commands });
  return put.kind === 'ok' ? { kind: 'written', plan } : failure('register the commands', put);
}

/** No such address, no such method: not Discord's own answers for a list, but those of a proxy that lets little through. */
const UNLISTED: readonly number[] = [404, 405, 501];

/** Id of the application a bot token belongs to; null where Discord does not say. */
export async function applicationOf(rest: Rest): Promise<string | null> {
  const got = await rest.send({ method: 'GET', path: '/applications/@me' });
  return got.kind === 'ok' && isMapping(got.body) ? string(got.body.id) || null : null;
}

/** Null where both say the same. Order is not compared: Discord keeps none. */
export function planOf(
  registered: readonly Readonly<Record<string, unknown>>[],
  declared: readonly RegisteredCommand[],
): SyncPlan | null {
  const there = new Map(registered.map((command) => [keyOf(command), command]));
  const here = new Map(declared.map((command) => [keyOf({ ...command }), command]));
  const added = declared.filter((command) => !there.has(keyOf({ ...command })));
  const changed = declared.filter((command) => {
    const old = there.get(keyOf({ ...command }));
    return old !== undefined && !sameCommand(old, command);
  });
  const removed = registered.filter((command) => !here.has(keyOf(command)));
  if (added.length + changed.length + removed.length === 0) return null;
  const names = (list: readonly { readonly name?: unknown }[]) => list.map(({ name }) => string(name));
  return { added: names(added), changed: names(changed), removed: names(removed) };
}

/** Type and name: a message command may be named as a slash command is, whose type (1) may be left out. */
function keyOf(command: Readonly<Record<string, unknown>>): string {
  return `${typeof command.type === 'number' ? command.type : 1}/${string(command.name)}`;
}

function sameCommand(old: Readonly<Record<string, unknown>>, command: RegisteredCommand): boolean {
  const compared = normalised({ ...command });
  const against = normalised(old);
  // Guild commands have neither, whatever Discord shows for them.
  if (command.contexts === undefined) {
    delete against.contexts;
    delete against.integration_types;
  }
  return isDeepStrictEqual(against, compared);
}

/** What matters of a command or option, with Discord's ways of saying "nothing" made one. */
function normalised(part: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const key of ['type', 'name', 'description'] as const) kept[key] = part[key] ?? '';
  for (const key of ['required', 'autocomplete', 'nsfw'] as const) {
    if (part[key] === true) kept[key] = true;
  }
  for (const key of ['name_localizations', 'description_localizations'] as const) {
    const value = part[key];
    if (isMapping(value) && Object.keys(value).length > 0) kept[key] = { ...value };
  }
  for (const key of ['contexts', 'integration_types'] as const) {
    const value = part[key];
    if (Array.isArray(value)) kept[key] = [...value].sort();
  }
  const permissions = part.default_member_permissions;
  if (permissions !== undefined && permissions !== null) kept.default_member_permissions = permissions;
  const choices = records(part.choices).map(({ name, value }) => ({ name, value }));
  if (choices.length > 0) kept.choices = choices;
  const options = records(part.options).map(normalised);
  if (options.length > 0) kept.options = options;
  return kept;
}

/** A refusal lasts; a limit and a broken connection pass. Each in one sentence. */
function failure(what: string, result: Exclude<RestResult, { kind: 'ok' }>): SyncResult {
  switch (result.kind) {
    case 'refused':
      return {
        kind: 'failed',
        lasting: true,
        reason: `Discord refused to let me ${what} (status ${result.status}, code ${result.code}).`,
      };
    case 'limited':
      return {
        kind: 'failed',
        lasting: false,
        reason: `Discord asks to wait ${Math.ceil(result.retryAfterMs / 1000)} s before I ${what}.`,
      };
    case 'failed':
      return { kind: 'failed', lasting: false, reason: `I could not ${what}: ${result.reason}.` };
  }
}
