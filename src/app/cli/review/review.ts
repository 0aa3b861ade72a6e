import { harmless } from '../../../answer/display-width.ts';
import { counted } from '../../../answer/phrases.ts';
import type { Story } from '../../../core/stories.ts';
import { ConfigError } from '../../../domain/errors.ts';
import { openProposals, type Proposal, readProposal } from '../../../ingest/proposals.ts';
import { linesOf, writeTo } from '../../../platforms/terminal/lines.ts';
import type { Store } from '../../../store/store.ts';
import { inHome, shipWithInstallation } from '../../config/home.ts';
import { complain, type ExitCode, readConfig, type Terminal, wantsColour } from '../../process/process.ts';
import { userName } from '../../process/user-name.ts';
import { type Card, cardOf } from '../../review/card.ts';
import { decide } from '../../review/decide.ts';
import type { Decision, Desk, Outcome } from '../../review/decision.ts';
import { publishDue } from '../../review/publish-due.ts';
import { listFor } from '../../review/records.ts';
import { deskRules } from '../../review/rules.ts';
import { loadStories, packFolder, storyMeant } from '../../serve/briefings.ts';
import { openToWrite } from '../add.ts';
import { reviewByKeys } from './by-keys.ts';
import { cardInWords } from './card-in-words.ts';
import { carryOut, jsonWish } from './change-lines.ts';
import { packDrafts, wholeTexts } from './pack-drafts.ts';
import { jsonDecision, typedDecision } from './read-decision.ts';
import type { Waiting } from './waiting.ts';

export interface ReviewOptions {
  readonly json?: boolean;
  readonly story?: string;
  /** A published record to take back, and why. */
  readonly withdraw?: string;
  readonly reason?: string;
}

interface Reviewed {
  readonly desk: Desk;
  readonly story: Story;
}

/**
 * `readout review`: the drafts that wait for a person, and what that person decides. With `json` they are listed, and
 * with `json` and `-` decisions are read from the input. 1 where a decision could not be carried out.
 */
export async function review(
  terminal: Terminal,
  given: string | undefined,
  options: ReviewOptions,
): Promise<ExitCode> {
  if (given !== undefined && (given !== '-' || options.json !== true)) {
    throw new ConfigError(['readout review reads decisions from the input as JSON lines: review --json -']);
  }
  if (options.withdraw !== undefined && (options.reason?.trim() ?? '') === '') {
    throw new ConfigError(['--withdraw needs --reason: corrections of what was posted say it to readers.']);
  }
  const config = await readConfig(terminal);
  const { briefings } = config.behaviour;
  if (shipWithInstallation(briefings, config.home)) {
    const own = inHome(config.home, 'briefings');
    throw new ConfigError([
      `The briefings in ${briefings} ship with Readout and are not written to: copy them to ${own} first.`,
    ]);
  }
  const all = await loadStories(config, terminal.keep);
  const stories = options.story === undefined ? all : [storyMeant(options.story, all)];
  const store = await openToWrite(config);
  try {
    const reviewed: Reviewed[] = [];
    for (const story of stories) {
      const folder = await packFolder(config, story.briefing.id, terminal.keep);
      const rules = deskRules(config.behaviour.desk, story.briefing.zone);
      const desk: Desk = { ...deskOf(terminal, store, story.briefing.id, folder), rules };
      await publishDue(desk);
      reviewed.push({ story, desk });
    }
    const { withdraw: record, reason = '' } = options;
    if (record !== undefined) {
      const told = await carryOut({ kind: 'withdraw', record, reason }, reviewed);
      const done = told.kind === 'changed';
      const lines = done
        ? [`withdrawn: ${told.record} (${told.files.join(', ')})`]
        : told.problems.map((one) => `! ${one}`);
      if (done && told.note !== undefined) lines.push(`! ${told.note}`);
      await writeTo(terminal.output, lines.map((one) => `${harmless(one)}\n`).join(''));
      return done ? 0 : 1;
    }
    if (options.json !== true) return await reviewHere(terminal, reviewed);
    if (given === '-') return await decideLines(terminal, reviewed);
    for (const card of (await Promise.all(reviewed.map(openCards))).flat()) {
      await writeTo(terminal.output, `${JSON.stringify(card)}\n`);
    }
    tellOfPackDrafts(terminal, reviewed);
    return 0;
  } finally {
    await store.close();
  }
}

/** Drafts in the packs' own files have no id to decide by and are not listed: nothing on the output is not nothing to do. */
function tellOfPackDrafts(terminal: Terminal, reviewed: readonly Reviewed[]): void {
  const waiting = reviewed.flatMap(({ desk, story }) =>
    packDrafts({ folder: desk.folder, briefing: story.briefing }),
  );
  if (waiting.length === 0) return;
  const drafts = counted(waiting.length, 'draft');
  complain(terminal, `${drafts} in the packs' own files are not listed here: readout review without --json.`);
}

function deskOf({ clock }: Terminal, store: Store, story: string, folder: string): Desk {
  return { store, story, folder, by: `terminal:${userName()}`, now: () => clock().epochMilliseconds };
}

async function openCards({ desk, story }: Reviewed): Promise<readonly Card[]> {
  const articles = new Map((await desk.store.proposedArticles(desk.story)).map((one) => [one.id, one]));
  return (await openProposals(desk.store, desk.story)).flatMap((proposal) => {
    const article = articles.get(proposal.article);
    return article === undefined ? [] : [cardOf(proposal, article, { folder: desk.folder, story })];
  });
}

/** Null where it is no longer open. */
async function openCard({ desk, story }: Reviewed, id: string): Promise<Card | null> {
  const stored = await desk.store.proposal(id);
  if (stored?.state !== 'open') return null;
  const article = (await desk.store.proposedArticles(desk.story)).find((one) => one.id === stored.article);
  if (article === undefined) return null;
  return cardOf(readProposal(stored), article, { folder: desk.folder, story });
}

async function decideLines(terminal: Terminal, reviewed: readonly Reviewed[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  for await (const line of linesOf(terminal.input)) {
    const wish = jsonWish(line);
    if (wish !== null) {
      const told =
        typeof wish === 'string'
          ? ({ kind: 'refused', problems: [wish] } as const)
          : await carryOut(wish, reviewed);
      const { kind, ...rest } = told;
      if (kind === 'refused') code = 1;
      await writeTo(terminal.output, `${JSON.stringify({ outcome: kind, ...rest })}\n`);
      continue;
    }
    const read = jsonDecision(line);
    const desk = reviewed.find(({ desk: { story } }) => read.id?.startsWith(`${story}/`))?.desk;
    const outcome: Outcome =
      read.kind === 'not-understood'
        ? { kind: 'refused', problems: [read.why] }
        : desk === undefined
          ? { kind: 'refused', problems: [`There is no proposal "${read.id}".`] }
          : await decide(desk, read.id, read.decision);
    if (isLost(outcome)) code = 1;
    const { kind, ...rest } = outcome;
    await writeTo(
      terminal.output,
      `${JSON.stringify({ ...(read.id === undefined ? {} : { id: read.id }), outcome: kind, ...rest })}\n`,
    );
  }
  return code;
}

/** A proposal of the store, as it waits. */
function proposalWaiting(of: Reviewed, id: string): Waiting {
  let last: Card | null = null;
  return {
    async show(place, colour) {
      last = await openCard(of, id);
      if (last === null) return null;
      const { record, missing, nearest } = last;
      const list = listFor({ kind: last.kind as Proposal['draft']['kind'], record });
      return {
        words: cardInWords(last, place, colour, of.story.briefing.conflicts),
        ...{ record, list, missing, nearest: nearest?.id ?? null, onRecord: last.onRecord },
      };
    },
    decide: (decision) => decide(of.desk, id, last === null ? decision : asSeen(decision, last)),
  };
}

/** Everything that waits, in the order it is shown: what the packs' own files have as drafts, then proposals. */
async function queueOf(reviewed: readonly Reviewed[]): Promise<readonly Waiting[]> {
  const queue: Waiting[] = [];
  for (const of of reviewed) {
    const at = { folder: of.desk.folder, briefing: of.story.briefing };
    queue.push(...packDrafts(at));
    for (const { id } of await openProposals(of.desk.store, of.desk.story)) {
      queue.push(proposalWaiting(of, id));
    }
    queue.push(...wholeTexts(at));
  }
  return queue;
}

/** On a terminal one key decides a card, and it stays until it is decided; of what is piped in each line is one card's. */
async function reviewHere(terminal: Terminal, reviewed: readonly Reviewed[]): Promise<ExitCode> {
  const { input, output } = terminal;
  const queue = await queueOf(reviewed);
  if ((await openIn(queue, 1)) === 0) {
    await writeTo(output, 'Nothing waits for review.\n');
    return 0;
  }
  const byKeys = input.isTTY === true && output.isTTY === true && input.setRawMode !== undefined;
  const { done, code } = byKeys
    ? { done: await reviewByKeys(terminal, queue, outcomeInWords), code: 0 as const }
    : await reviewByLines(terminal, queue);
  const open = await openIn(queue);
  const counts = [...done].map(([kind, count]) => `${count} ${kind}`);
  await writeTo(output, `${[...counts, `${counted(open, 'draft')} still open`].join(', ')}.\n`);
  return input.isTTY === true ? 0 : code;
}

/** How many of them still wait; no more are looked at than `most`. */
async function openIn(queue: readonly Waiting[], most = Number.POSITIVE_INFINITY): Promise<number> {
  let open = 0;
  for (const { show } of queue) {
    if (open >= most) break;
    if ((await show('', false)) !== null) open += 1;
  }
  return open;
}

async function reviewByLines(
  { input, output, env }: Terminal,
  queue: readonly Waiting[],
): Promise<{ readonly done: ReadonlyMap<string, number>; readonly code: ExitCode }> {
  const lines = linesOf(input);
  const done = new Map<string, number>();
  let code: ExitCode = 0;
  for (const [at, waiting] of queue.entries()) {
    let stays = true;
    let isNew = true;
    while (stays) {
      const shown = await waiting.show(`${at + 1}/${queue.length}`, wantsColour(output, env));
      // Approved along with what needs it, or decided by somebody else.
      if (shown === null) break;
      if (isNew) await writeTo(output, shown.words);
      await writeTo(output, '> ');
      const next = await lines.next();
      if (input.isTTY !== true) await writeTo(output, '\n');
      const typed = next.done === true ? ({ kind: 'quit' } as const) : typedDecision(next.value);
      if (typed.kind === 'later') break;
      if (typed.kind === 'quit') return { done, code };
      const outcome: Outcome =
        typed.kind === 'not-understood'
          ? { kind: 'refused', problems: [typed.why] }
          : await waiting.decide(typed.decision);
      await writeTo(output, outcomeInWords(outcome));
      isNew = outcome.kind === 'edited';
      stays = isNew || (isLost(outcome) && input.isTTY === true);
      if (isLost(outcome)) code = 1;
      else if (!isNew) done.set(outcome.kind, (done.get(outcome.kind) ?? 0) + 1);
    }
  }
  return { done, code };
}

/** Into the record the card shows is merged as it was shown. */
function asSeen(decision: Decision, { nearest }: Card): Decision {
  return decision.kind === 'merge' && decision.into === nearest?.id
    ? { ...decision, was: nearest.record }
    : decision;
}

function isLost({ kind }: Outcome): boolean {
  return kind === 'refused' || kind === 'conflict';
}

function outcomeInWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'approved':
    case 'merged': {
      const where = outcome.files.length === 0 ? 'it stood there already' : outcome.files.join(', ');
      const note = outcome.note === undefined ? '' : `! ${harmless(outcome.note)}\n`;
      return `${outcome.kind}: ${outcome.record} (${where})\n${note}`;
    }
    case 'held':
      return `approved, and live at ${outcome.until}\n`;
    case 'rejected':
    case 'edited':
      return `${outcome.kind}\n`;
    case 'refused':
    case 'conflict':
      return outcome.problems.map((problem) => `! ${harmless(problem)}\n`).join('');
  }
}
