import { isMapping } from '../../../domain/mapping.ts';
import type { Desk } from '../../review/decision.ts';
import { amendRecord, type Changed, publishedRecord, withdrawRecord } from '../../review/published.ts';

/** What a line wants done to a published record. */
export type Wish =
  | { readonly kind: 'withdraw'; readonly record: string; readonly reason: string }
  | {
      readonly kind: 'amend';
      readonly record: string;
      readonly reason: string;
      readonly change: Readonly<Record<string, unknown>>;
    };

/**
 * A wish as one line of JSON: `{"decision": "withdraw", "record": "statement:x", "reason"}`, and `"amend"` with `"change"`,
 * the keys to put into it, null for one to take out. Null for a line that is about a draft; a sentence for one that is wrong.
 */
export function jsonWish(line: string): Wish | string | null {
  const given = parsed(line);
  if (!isMapping(given) || (given['decision'] !== 'withdraw' && given['decision'] !== 'amend')) return null;
  const { decision, record, reason, change } = given;
  if (typeof record !== 'string') return '"record" must name a published record, like statement:its-id.';
  if (typeof reason !== 'string' || reason.trim() === '')
    return '"reason" must say why: corrections say it to readers.';
  if (decision === 'withdraw') return { kind: decision, record, reason };
  return isMapping(change) && Object.keys(change).length > 0
    ? { kind: 'amend', record, reason, change }
    : '"change" must be an object with the keys to change.';
}

/** Carries a wish out in the first story that has the record; with two persons nothing is amended here by one. */
export async function carryOut(
  wish: Wish,
  reviewed: readonly {
    readonly desk: Desk;
    readonly story: { readonly briefing: { readonly zone: string } };
  }[],
): Promise<Changed & { readonly record: string }> {
  let why = 'There is no story to look in.';
  for (const { desk, story } of reviewed) {
    const found = publishedRecord(desk.folder, wish.record);
    if (typeof found === 'string') {
      why = found;
      continue;
    }
    const at = Temporal.Instant.fromEpochMilliseconds(desk.now()).toZonedDateTimeISO(story.briefing.zone);
    const told = { on: at.toPlainDate().toString(), reason: wish.reason.trim() };
    const record = found.name;
    if (wish.kind === 'withdraw') return { ...(await withdrawRecord(desk, found, told)), record };
    if (desk.rules?.twoPerson === true)
      return refused(record, 'Two persons must agree: amend it in chat, where another editor approves it.');
    if (found.text !== undefined) return refused(record, 'A reading is changed in its file, or withdrawn.');
    return { ...(await amendRecord(desk, found, { ...told, keys: wish.change })), record };
  }
  return refused(wish.record, why);
}

function refused(record: string, problem: string): Changed & { readonly record: string } {
  return { kind: 'refused', problems: [problem], record };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
