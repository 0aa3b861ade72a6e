import type { Answer, Block } from '../answer/answer.ts';
import { withNotice } from '../answer/card.ts';
import { createCiter, strong, text } from '../answer/compose.ts';
import { counted, inSeries } from '../answer/phrases.ts';
import { answer } from '../core/answering.ts';
import type { CommandContext } from '../core/command.ts';
import type { Actor } from '../domain/actor.ts';
import type { Ask } from '../domain/ask.ts';
import type { Gap } from '../domain/briefing.ts';
import { capital } from '../domain/words/capital.ts';

/** Actors offered as buttons, which every platform has room for. */
const MOST_OFFERED = 5;

interface Asked {
  readonly command: string;
  /** The name as it was typed. */
  readonly typed: string;
  /** The question with this actor instead. */
  readonly askFor: (actor: Actor) => Ask;
}

/** A name that several go by: nothing is claimed of any of them. */
export function whichOfThem(asked: Asked, actors: readonly Actor[], context: CommandContext): Answer {
  const shown = actors.slice(0, MOST_OFFERED);
  const more = actors.length - shown.length;
  const names = [...shown.map(calledIn), ...(more > 0 ? [`${more} more`] : [])];
  return answer(
    {
      command: asked.command,
      status: 'asks-back',
      headline: [strong(`“${shorter(asked.typed)}” may be ${inSeries(names, 'or')}. Which one is meant?`)],
      actions: shown.map((actor) => ({
        kind: 'ask',
        label: capital(actor.name),
        ...asked.askFor(actor),
      })),
    },
    createCiter(context.briefing),
    context,
  );
}

/** A name nobody goes by, with what it was looked for in and who has one like it. */
export function nobodyCalled(
  asked: Asked,
  near: readonly Actor[],
  context: CommandContext,
  gap: Gap | null = null,
): Answer {
  const nearest = near.length === 0 ? '' : ` Nearest: ${inSeries(near.map(calledIn), 'or')}.`;
  const searched = `${counted(context.briefing.actors.length, 'person or party', 'people and parties')}, by every part and spelling of their names`;
  const note: readonly Block[] = gap === null ? [] : [{ kind: 'context', spans: [text(gap.note)] }];
  return answer(
    {
      command: asked.command,
      status: gap === null ? 'not-found' : 'not-reported',
      headline: [
        strong(`No one called “${shorter(asked.typed)}” is on record in this briefing.`),
        text(nearest),
      ],
      blocks: [...note, { kind: 'context', spans: [text(`Searched: ${searched}.`)] }],
      records: gap === null ? [] : [`gap:${gap.id}`],
      actions: near.map((actor) => ({ kind: 'ask', label: capital(actor.name), ...asked.askFor(actor) })),
    },
    createCiter(context.briefing),
    context,
  );
}

/** The answer, saying whom a name was taken for that is not quite theirs. */
export function takenFor(found: Answer, typed: string, actor: Actor): Answer {
  const note = { kind: 'context', spans: [text(`“${shorter(typed)}” read as ${actor.name}.`)] } as const;
  return { ...withNotice(found, note.spans), blocks: [...found.blocks, note] };
}

/** Longest stretch of a typed name that is shown again. */
const LONGEST_SHOWN = 80;

function shorter(typed: string): string {
  const characters = [...typed.trim()];
  return characters.length <= LONGEST_SHOWN
    ? typed.trim()
    : `${characters.slice(0, LONGEST_SHOWN).join('')}…`;
}

/** Two of one name are told apart by what they are. */
function calledIn(actor: Actor, _at: number, all: readonly Actor[]): string {
  const alone = all.filter(({ name }) => name === actor.name).length === 1;
  const what = actor.kind === 'person' ? actor.roles[0]?.title : actor.description;
  return alone || what === undefined ? actor.name : `${actor.name} (${what})`;
}
