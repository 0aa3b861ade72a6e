import { counted } from '../../../answer/phrases.ts';
import { keysInOrder, type RawRecord } from '../../../desk/write/record-lines.ts';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import { type Terminal, wantsColour } from '../../process/process.ts';
import type { Decision, Outcome } from '../../review/decision.ts';
import { editedInEditor } from './editor.ts';
import { createKeys, type Keys } from './keys.ts';
import { typedDecision } from './read-decision.ts';
import type { Shown, Waiting } from './waiting.ts';

const HELP =
  'a approve · e edit (in $EDITOR) · i edit here · m merge · n new, where its words are on record · r reject · l or space later · b back · q quit\n';

/** Reasons that one key gives; any other is typed. */
const REASONS: Readonly<Record<string, string>> = {
  '1': 'Not about this story.',
  '2': 'On record already.',
  '3': 'Not what the source says.',
  '4': 'Not worth keeping.',
};
const REASONS_SHOWN = Object.entries(REASONS)
  .map(([key, reason]) => `${key} ${reason.replace(/\.$/, '').toLowerCase()}`)
  .join(' · ');

/** Keys whose words a person most likely wants to put right, first. */
const MAIN_KEYS = ['wording', 'gist', 'what', 'claim', 'name', 'title'] as const;

/** What a person does with a card. */
type Step =
  | { readonly kind: 'decide'; readonly decision: Decision; readonly after?: Decision }
  | { readonly kind: 'stay' | 'later' | 'back' | 'quit' };

/**
 * One card after the other, each decided with one key; what is left for later, or when somebody leaves, waits for the next
 * time. Gives how many were decided, by what became of them.
 */
export async function reviewByKeys(
  terminal: Terminal,
  queue: readonly Waiting[],
  inWords: (outcome: Outcome) => string,
): Promise<ReadonlyMap<string, number>> {
  const { output, env } = terminal;
  const colour = wantsColour(output, env);
  const done = new Map<string, number>();
  const keys = createKeys(terminal);
  try {
    await writeTo(output, `${counted(queue.length, 'draft')} to review. ${HELP}`);
    let at = 0;
    while (at < queue.length) {
      const waiting = queue[at];
      const shown = await waiting?.show(`${at + 1}/${queue.length}`, colour);
      if (waiting === undefined || shown === undefined || shown === null) {
        at += 1;
        continue;
      }
      await writeTo(output, `\n${shown.words}`);
      const how = await decideOne(waiting, shown, { terminal, keys, inWords, done });
      if (how === 'quit') break;
      if (how === 'back') at = Math.max(0, at - 1);
      else if (how === 'next') at += 1;
    }
  } finally {
    keys.stop();
  }
  return done;
}

interface Around {
  readonly terminal: Terminal;
  readonly keys: Keys;
  readonly inWords: (outcome: Outcome) => string;
  readonly done: Map<string, number>;
}

/** Keys on one card until it is decided or left; 'again' shows it anew. */
async function decideOne(
  waiting: Waiting,
  shown: Shown,
  { terminal, keys, inWords, done }: Around,
): Promise<'next' | 'again' | 'back' | 'quit'> {
  const { output } = terminal;
  for (;;) {
    await writeTo(output, '> ');
    const key = await keys.next();
    if (key === null) {
      await writeTo(output, '\n');
      return 'quit';
    }
    await writeTo(output, `${key.length === 1 && key !== ' ' ? key : ''}\n`);
    const step = await stepFor(key, shown, { terminal, keys });
    switch (step.kind) {
      case 'stay':
        continue;
      case 'later':
        return 'next';
      case 'back':
      case 'quit':
        return step.kind;
      case 'decide': {
        let outcome = await waiting.decide(step.decision);
        if (outcome.kind === 'edited' && step.after !== undefined) outcome = await waiting.decide(step.after);
        await writeTo(output, inWords(outcome));
        if (outcome.kind === 'edited') return 'again';
        if (outcome.kind === 'refused' || outcome.kind === 'conflict') continue;
        done.set(outcome.kind, (done.get(outcome.kind) ?? 0) + 1);
        return 'next';
      }
    }
  }
}

async function stepFor(
  key: string,
  shown: Shown,
  { terminal, keys }: Pick<Around, 'terminal' | 'keys'>,
): Promise<Step> {
  switch (key.toLowerCase()) {
    case 'a':
      return approve(shown, keys);
    case 'n':
      if (shown.onRecord !== true) {
        await writeTo(terminal.output, HELP);
        return { kind: 'stay' };
      }
      return {
        kind: 'decide',
        decision: { kind: 'edit', record: { known: null } },
        after: { kind: 'approve' },
      };
    case 'e': {
      const edit = editedInEditor(shown, terminal.env, keys);
      if (edit.kind === 'edited') return { kind: 'decide', decision: { kind: 'edit', record: edit.record } };
      if (edit.kind === 'no-editor') return editHere(shown, keys);
      await writeTo(terminal.output, edit.kind === 'unread' ? `! ${edit.why}\n` : 'Nothing changed.\n');
      return { kind: 'stay' };
    }
    case 'i':
      return editHere(shown, keys);
    case 'm': {
      const into = await keys.line('merge into: ', shown.nearest ?? '');
      return into === null || into === ''
        ? { kind: 'stay' }
        : { kind: 'decide', decision: { kind: 'merge', into } };
    }
    case 'r': {
      await writeTo(terminal.output, `Why? ${REASONS_SHOWN} · or type it\n`);
      const typed = await keys.next();
      if (typed === null) return { kind: 'quit' };
      const reason =
        REASONS[typed] ??
        (typed === 'escape' ? null : await keys.line('reason: ', typed === 'enter' ? '' : typed));
      return reason === null || reason === ''
        ? { kind: 'stay' }
        : { kind: 'decide', decision: { kind: 'reject', reason } };
    }
    case 'l':
    case ' ':
      return { kind: 'later' };
    case 'b':
      return { kind: 'back' };
    case 'q':
      return { kind: 'quit' };
    default:
      await writeTo(terminal.output, HELP);
      return { kind: 'stay' };
  }
}

/** What it lacks is asked for first, so that approving never ends in a refusal that was known. */
async function approve({ missing }: Shown, keys: Keys): Promise<Step> {
  const record: Record<string, unknown> = {};
  for (const key of missing) {
    const typed = await keys.line(`${key}: `);
    if (typed === null || typed === '') return { kind: 'stay' };
    Object.assign(record, keyTyped(key, typed));
  }
  const approved: Decision = { kind: 'approve' };
  return missing.length === 0
    ? { kind: 'decide', decision: approved }
    : { kind: 'decide', decision: { kind: 'edit', record }, after: approved };
}

async function editHere({ record, missing, list }: Shown, keys: Keys): Promise<Step> {
  const names = list === null ? Object.keys(record) : keysInOrder(list, record);
  const main = missing[0] ?? MAIN_KEYS.find((key) => names.includes(key)) ?? names[0] ?? '';
  const value = record[main];
  const initial = typeof value === 'string' || typeof value === 'number' ? `${main}: ${value}` : `${main}: `;
  const typed = await keys.line('', initial);
  if (typed === null || typed === initial.trim()) return { kind: 'stay' };
  const read = typedDecision(`e ${typed}`);
  return read.kind === 'decision' ? { kind: 'decide', decision: read.decision } : { kind: 'stay' };
}

/** A list or number as such, everything else as it is typed. */
function keyTyped(key: string, typed: string): RawRecord {
  const read = typedDecision(`set ${key} ${typed}`);
  return read.kind === 'decision' && read.decision.kind === 'edit' ? read.decision.record : { [key]: typed };
}
