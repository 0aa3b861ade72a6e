import type { Action, Answer, Block, Spans } from '../../answer/answer.ts';
import { ask, quote, strong, text } from '../../answer/compose.ts';
import { unreachable } from '../../domain/errors.ts';
import { capital } from '../../domain/words/capital.ts';
import type { DraftCard } from './service.ts';

/** Longest value shown whole, in characters; the pack has all of it. */
const LONGEST_VALUE = 300;

/**
 * A draft as a message: in the editors' channel, where it is edited once somebody has decided, and to who asks for it. It
 * claims nothing of the story: until it is approved it is an article's word.
 */
export function draftAnswer(card: DraftCard, asOf: string): Answer {
  return {
    ...{ status: 'answered', command: 'review', audience: 'channel', citations: [], records: [] },
    headline: headlineOf(card),
    blocks: card.standing.kind === 'open' || card.standing.kind === 'held' ? wholeOf(card) : shortOf(card),
    actions: actionsOf(card),
    controls: true,
    asOf,
    story: { id: card.story },
  };
}

/** "Draft statement", or what became of it and by whom. */
function headlineOf({ kind, standing, proposedBy, confidence, amends }: DraftCard): Spans {
  const what =
    amends === undefined ? `draft ${kind}` : `change of ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
  const proposed = ` Proposed by ${proposedBy}${confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`}.`;
  switch (standing.kind) {
    case 'open': {
      const later = standing.putOffBy === undefined ? '' : ` Put off by ${standing.putOffBy}.`;
      return [strong(capital(`${what}.`)), text(`${proposed}${later}`)];
    }
    case 'held':
      return [
        strong(`Approved by ${standing.by}, and live at ${standing.until}:`),
        text(` ${what}.${proposed}`),
      ];
    case 'approved':
      return [strong(`Approved by ${standing.by}:`), text(` ${standing.record} is live.${proposed}`)];
    case 'merged':
      return [strong(`Merged by ${standing.by}`), text(` into ${standing.record}.${proposed}`)];
    case 'rejected':
      return [
        strong(`Rejected by ${standing.by}:`),
        text(` ${standing.reason.replace(/\.$/, '')}.${proposed}`),
      ];
    default:
      return unreachable(standing);
  }
}

function wholeOf(card: DraftCard): readonly Block[] {
  const { evidence, nearest } = card;
  const field = (label: string, value: string): Block => ({
    kind: 'field',
    label,
    spans: [text(cut(value))],
  });
  const small = (words: string): Block => ({ kind: 'context', spans: [text(words)] });
  return [
    ...shortOf(card),
    ...card.fields.map(({ label, value }) => field(capital(label.replaceAll('_', ' ')), value)),
    field('Source', [card.source.title, card.source.published].filter((part) => part !== '').join(', ')),
    ...(evidence.text === ''
      ? [small('Its words were not found in the source as it was read: look there yourself.')]
      : [
          {
            ...{ kind: 'paragraph' as const },
            spans: [text(`There: … ${evidence.before}`), strong(evidence.text), text(`${evidence.after} …`)],
          },
        ]),
    ...(card.dateFrom === undefined ? [] : [small(`The day is from “${card.dateFrom}”.`)]),
    ...(card.amends === undefined ? [] : [small(`Why it is to be changed: ${card.amends}`)]),
    ...(card.missing.length === 0
      ? []
      : [small(`It lacks ${card.missing.join(', ')}: edit it before you approve it.`)]),
    ...(nearest === undefined
      ? []
      : [
          small(
            `${nearest.onRecord ? 'These words are on record; approving adds this printing to' : nearest.same ? 'On record with this id' : 'Nearest on record'}: ${nearest.id}: ${cut(nearest.says)}`,
          ),
        ]),
    ...card.conflicts.map((conflict) => small(`Disputed: ${conflict}`)),
  ];
}

/** What it is about, and no more: once it is decided nobody has to read it again. */
function shortOf({ quotation, fields }: DraftCard): readonly Block[] {
  if (quotation !== undefined) {
    return [
      {
        ...{ kind: 'quotation', verbatim: true },
        spans: [quote(quotation.words)],
        attribution: [text(quotation.speaker)],
      },
    ];
  }
  const [first] = fields;
  return first === undefined ? [] : [{ kind: 'paragraph', spans: [text(cut(first.value))] }];
}

function actionsOf({ id, standing, source, nearest }: DraftCard): readonly Action[] {
  const open: readonly Action[] =
    source.url === undefined ? [] : [{ kind: 'open', label: 'The source', url: source.url }];
  switch (standing.kind) {
    case 'open':
      return [
        ask('Approve', 'review approve', { id }),
        ask('Edit', 'review edit', { id }),
        ask(nearest === undefined ? 'Merge into' : 'Merge into …', 'review merge', { id }),
        ask('Reject', 'review reject', { id }),
        ask('Later', 'review later', { id }),
        ...open,
      ];
    case 'held':
      return [ask('Take back', 'review reject', { id }), ...open];
    default:
      return [];
  }
}

function cut(value: string): string {
  const characters = [...value];
  return characters.length <= LONGEST_VALUE ? value : `${characters.slice(0, LONGEST_VALUE - 1).join('')}…`;
}
