import type { Action, Answer, Block } from '../../answer/answer.ts';
import { ask, createCiter, strong, text } from '../../answer/compose.ts';
import { counted } from '../../answer/phrases.ts';
import { answer } from '../../core/answering.ts';
import type { Command, CommandContext, CommandGroup, OptionSpec, OptionValues } from '../../core/command.ts';
import { asking } from '../../domain/ask.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Services } from '../services.ts';
import { draftAnswer } from './draft-answer.ts';
import type { DeskDecision, DeskService, DraftCard } from './service.ts';

/** Drafts in one answer; how many more there are is said. */
const SHOWN = 10;
/** Of a button, in code points. */
const LONGEST_LABEL = 40;

const ID: OptionSpec = { name: 'id', description: 'Which draft: its short name on the card', rest: true };
/** What a record says, whatever its kind: which key each stands for is told by the desk. */
const CHANGED: readonly OptionSpec[] = [
  {
    name: 'words',
    description: 'The exact words; of an event what happened, of a position the wording',
    lines: true,
  },
  { name: 'gist', description: 'In our words; of an event the place, of a position the topic', lines: true },
  { name: 'who', description: 'The speaker, the party or who took part: names, commas between' },
  { name: 'date', description: 'The day: 2025-11-24, or as the pack writes dates' },
];
const MORE: OptionSpec = {
  name: 'more',
  description: 'Any other key, one a line: provenance: named-source; nothing behind the colon takes it out',
  lines: true,
};
const RECORD: OptionSpec = { name: 'record', description: 'Which record: statement:its-id', rest: true };
const REASON: OptionSpec = { name: 'reason', description: 'Why, as readers of corrections will be told' };

/** `/review`: decides on drafts and takes back or amends what is published. For the editors of the desk alone. */
export function reviewWith(services: Services): CommandGroup {
  const decides = (
    name: string,
    about: Pick<Command, 'summary' | 'options'> & Partial<Command>,
    decision: (values: OptionValues) => DeskDecision,
  ): Command => ({
    ...{ name, standing: true, examples: [`/review ${name}`] },
    ...about,
    run: async (values, context) => {
      const { card, note } = await deskOf(services).decide(context.asker, idIn(values), decision(values));
      return told(card, context, note);
    },
  });
  return {
    name: 'review',
    summary: 'Decide on the drafts that wait for the editors of the desk',
    fallback: 'list',
    ofPlace: true,
    subcommands: [
      listOf(services),
      showOf(services),
      decides(
        'approve',
        {
          summary: 'Put a draft into the pack, at once or at a time',
          options: [ID, { name: 'until', description: 'Not live before: 18:00, 2025-12-01 18:00' }],
        },
        (values) => ({ kind: 'approve', until: values['until']?.trim() ?? '' }),
      ),
      decides(
        'edit',
        {
          summary: 'Change a draft before it is approved',
          options: [{ ...ID, rest: false }, ...CHANGED, MORE],
          form: { about: ['id'] },
          prefill: async ({ id = '' }, asker) => ({ ...(await deskOf(services).draftFields(asker, id)), id }),
        },
        ({ id: _, ...values }) => ({ kind: 'edit', values }),
      ),
      decides(
        'merge',
        {
          summary: 'Make a draft one more source of a record there is',
          options: [ID, { name: 'into', description: 'The record that says so already: its id' }],
          form: { about: ['id'], needs: ['into'] },
          async prefill({ id = '' }, asker) {
            const { nearest } = await deskOf(services).card(asker, id);
            return { id, ...(nearest === undefined ? {} : { into: nearest.id }) };
          },
        },
        (values) => ({ kind: 'merge', into: values['into']?.trim() ?? '' }),
      ),
      decides(
        'reject',
        {
          summary: 'Reject a draft for good; it is not offered again',
          options: [ID, { name: 'reason', description: 'Why, for the other editors' }],
          form: { about: ['id'], needs: ['reason'] },
          prefill: async ({ id = '' }, asker) => ({ id: (await deskOf(services).card(asker, id)).id }),
        },
        (values) => ({ kind: 'reject', reason: values['reason']?.trim() ?? '' }),
      ),
      decides('later', { summary: 'Leave a draft for later, behind the others', options: [ID] }, () => ({
        kind: 'later',
      })),
      withdrawOf(services),
      amendOf(services),
    ],
  };
}

const listOf = (services: Services): Command => ({
  name: 'list',
  summary: 'Show the drafts that wait, the oldest first',
  alsoCalled: ['show', 'queue', 'drafts', 'waiting'],
  standing: true,
  options: [],
  examples: ['/review list'],
  async run(_, context) {
    const cards = await deskOf(services).list(context.asker);
    const more = cards.length - SHOWN;
    return plain(context, {
      headline: [
        strong(
          cards.length === 0
            ? 'No draft waits for review.'
            : `${counted(cards.length, 'draft')} ${cards.length === 1 ? 'waits' : 'wait'} for review.`,
        ),
      ],
      blocks: [
        ...cards.slice(0, SHOWN).map(lineFor),
        ...(more > 0 ? [{ kind: 'context', spans: [text(`and ${more} more`)] } as const] : []),
      ],
      actions: cards.slice(0, SHOWN).map((card): Action => ask(label(card), 'review card', { id: card.id })),
    });
  },
});

const showOf = (services: Services): Command => ({
  name: 'card',
  summary: 'Show one draft with its evidence and its buttons',
  standing: true,
  options: [ID],
  examples: ['/review card'],
  run: async (values, context) => told(await deskOf(services).card(context.asker, idIn(values)), context),
});

const withdrawOf = (services: Services): Command => ({
  name: 'withdraw',
  summary: 'Take back a published record; corrections say the reason',
  alsoCalled: ['retract', 'remove', 'delete'],
  standing: true,
  options: [RECORD, REASON],
  examples: ['/review withdraw'],
  form: { about: ['record'], needs: ['record', 'reason'] },
  prefill: async ({ record }) => (record === undefined ? {} : { record }),
  async run({ record = '', reason = '' }, context) {
    const says = await deskOf(services).withdraw(context.asker, { record, reason }, context.briefing);
    return plain(context, { headline: [strong('Withdrawn:'), text(` ${says}`)] });
  },
});

const amendOf = (services: Services): Command => ({
  name: 'amend',
  summary: 'Change a published record; corrections say the reason',
  alsoCalled: ['change', 'correct', 'fix'],
  standing: true,
  // Who said it is no detail: where that is wrong the record is withdrawn.
  options: [{ ...RECORD, rest: false }, ...CHANGED.filter(({ name }) => name !== 'who'), MORE, REASON],
  examples: ['/review amend'],
  form: { about: ['record'], needs: ['reason'] },
  async prefill({ record, story }, asker) {
    if (record === undefined)
      throw new Refusal('bad-value', 'Which record? Type /review amend record:statement:its-id.');
    return { ...(await deskOf(services).recordFields(asker, record, story)), record };
  },
  async run({ record = '', reason = '', ...values }, context) {
    const says = await deskOf(services).amend(context.asker, { record, reason, values }, context.briefing);
    return plain(context, { headline: [strong('Amended:'), text(` ${says}`)] });
  },
});

/** The desk of the running process, or a refusal that says where there is one. */
export function deskOf({ desk }: Services): DeskService {
  if (desk !== undefined) return desk;
  throw new Refusal(
    'not-available',
    'Drafts are reviewed in a running Readout in chat; here readout review does it.',
    [asking('readout help')],
  );
}

/** The short name on the card, however it is typed. */
function idIn(values: OptionValues): string {
  const id = values['id']?.trim().toLowerCase() ?? '';
  if (id === '')
    throw new Refusal('bad-value', 'Which draft? Its short name stands on its card.', [
      asking('review list'),
    ]);
  return id;
}

function told(card: DraftCard, context: CommandContext, note?: string): Answer {
  const whole = draftAnswer(card, context.asOf);
  const also: readonly Block[] = note === undefined ? [] : [{ kind: 'context', spans: [text(note)] }];
  return { ...whole, blocks: [...whole.blocks, ...also], audience: 'asker' };
}

function lineFor(card: DraftCard): Block {
  const by = `, proposed by ${card.proposedBy}, from ${card.source.title}. (${card.id})`;
  return { kind: 'item', spans: [strong(`${card.kind}:`), text(` ${saysOf(card)}${by}`)] };
}

function saysOf({ quotation, fields }: DraftCard): string {
  const says =
    quotation === undefined ? (fields[0]?.value ?? '') : `${quotation.speaker}: “${quotation.words}”`;
  const characters = [...says];
  return characters.length <= 140 ? says : `${characters.slice(0, 139).join('')}…`;
}

function label(card: DraftCard): string {
  const characters = [...saysOf(card)];
  return characters.length <= LONGEST_LABEL
    ? characters.join('')
    : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`;
}

/** An answer about the desk, to the asker alone. */
function plain(
  context: CommandContext,
  parts: Pick<Answer, 'headline'> & Partial<Pick<Answer, 'blocks' | 'actions'>>,
): Answer {
  const shared = { command: 'review', status: 'answered', audience: 'asker' } as const;
  return { ...answer({ ...shared, ...parts }, createCiter(context.briefing), context), controls: true };
}
