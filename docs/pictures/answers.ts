import { fileURLToPath } from 'node:url';
import type { Answer } from '../../src/answer/answer.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import { createStory } from '../../src/core/stories.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { diskFolder } from '../../src/pack/read/disk-folder.ts';
import { loadPacks } from '../../src/pack/read/load.ts';
import { createButtonCodec } from '../../src/platforms/button-codec.ts';
import { askedLine, controlsOf } from '../../src/platforms/discord/render/buttons.ts';
import { LIMITS } from '../../src/platforms/discord/render/limits.ts';
import { messageOf, NO_MENTIONS } from '../../src/platforms/discord/render/message.ts';
import { pagesOf } from '../../src/platforms/discord/render/paging.ts';
import { FLAG, type MessageBody } from '../../src/platforms/discord/render/payload.ts';
import { ONLY_PAGE, renderPage } from '../../src/platforms/discord/render/render.ts';
import { SLACK_LIMITS } from '../../src/platforms/slack/render/limits.ts';
import { presentAnswer, presentPages } from '../../src/platforms/slack/render/paging.ts';
import type { SlackMessage } from '../../src/platforms/slack/render/render.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';

/** The moment the pictures show: the day after the newest source of the bundled briefing. */
export const NOW = Temporal.Instant.from('2025-11-27T09:00:00Z');

const ASKER = {
  tenant: tenantId('newsroom'),
  channel: 'desk',
  user: 'newsdesk',
  mayConfigure: false,
} as const;
// The buttons are only looked at, so what signs them need not be secret.
const SECRET = 'pictures';

/** The bundled briefing. */
export function bundledBriefing(): Briefing {
  const folder = fileURLToPath(new URL('../../briefings', import.meta.url));
  const briefing = loadPacks(diskFolder(folder)).packs[0]?.briefing;
  if (briefing === undefined) throw new Error(`There is no briefing pack without a problem in ${folder}.`);
  return briefing;
}

/** A payload and the answer it was made from. */
export interface Rendered<Payload> {
  readonly answer: Answer;
  readonly payload: Payload;
}

/** What Discord is sent, first page first, where somebody uses a slash command and answers are private. */
export async function answerOnDiscord(
  briefing: Briefing,
  command: string,
  values: Readonly<Record<string, string>>,
): Promise<Rendered<MessageBody>> {
  const asker = { ...ASKER, platform: 'discord' };
  const answer = await coreOver(briefing).respond({ kind: 'command', path: [command], values, asker });
  return { answer, payload: shownOnDiscord(answer, [command], values) };
}

/** The card of an answer that somebody asked for by a slash command, as Discord is sent it. */
export function shownOnDiscord(
  answer: Answer,
  path: readonly string[],
  values: Readonly<Record<string, string>>,
): MessageBody {
  const { body } = messageOf({
    ...{ answer, asked: askedLine(path, values, COMMANDS), card: 'chat', page: 0, commands: COMMANDS },
    codec: createButtonCodec({ secret: SECRET, tenant: ASKER.tenant, maxLength: LIMITS.customId }),
    ...{ visibility: 'private', asker: ASKER.user },
  });
  return body;
}

/** What Slack is sent, first page first, where somebody types a slash command and answers are private. */
export async function answerOnSlack(briefing: Briefing, line: string): Promise<Rendered<SlackMessage>> {
  const asker = { ...ASKER, platform: 'slack' };
  const answer = await coreOver(briefing).respond({ kind: 'line', line, asker });
  return { answer, payload: shownOnSlack(answer, line) };
}

/** The card of an answer that somebody typed a slash command for, as Slack is sent it. */
export function shownOnSlack(answer: Answer, line: string): SlackMessage {
  const [payload] = presentAnswer(answer, {
    codec: createButtonCodec({ secret: SECRET, tenant: ASKER.tenant, maxLength: SLACK_LIMITS.buttonValue }),
    ...{ line, card: 'chat', page: 0, commands: COMMANDS, share: answer.audience !== 'asker' },
  });
  if (payload === undefined) throw new Error(`${line} gave no message for Slack.`);
  return payload;
}

/** What Discord is sent of a scheduled post of one message. */
export function postedOnDiscord(answer: Answer): MessageBody {
  const [page = answer] = pagesOf(answer);
  const { rows } = controlsOf({
    ...{ answer: page, asked: '', place: ONLY_PAGE, commands: COMMANDS, visibility: 'public', asker: '' },
    codec: createButtonCodec({ secret: SECRET, tenant: ASKER.tenant, maxLength: LIMITS.customId }),
  });
  return {
    flags: FLAG.suppressEmbeds | FLAG.componentsV2,
    allowed_mentions: NO_MENTIONS,
    components: [renderPage(page), ...rows],
  };
}

/** What Slack is sent of one. */
export function postedOnSlack(answer: Answer): SlackMessage {
  const codec = createButtonCodec({
    secret: SECRET,
    tenant: ASKER.tenant,
    maxLength: SLACK_LIMITS.buttonValue,
  });
  const [message] = presentPages(answer, { codec, commands: COMMANDS });
  if (message === undefined) throw new Error('The digest gave no message for Slack.');
  return message;
}

function coreOver(briefing: Briefing) {
  const story = createStory(briefing, () => indexStatements(briefing));
  return createCore({ stories: () => [story], commands: COMMANDS, clock: () => NOW });
}
