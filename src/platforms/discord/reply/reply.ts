import type { Log } from '../../../domain/log.ts';
import { type Rest, type RestRequest, type RestResult, routes } from '../api/rest.ts';
import type { InteractionBase } from '../read/interaction.ts';
import { CALLBACK, FLAG, type MessageBody, type Upload } from '../render/payload.ts';

/** The first answer to an interaction, as Discord takes it over either transport. */
export interface Callback {
  readonly type: number;
  readonly data?: unknown;
}

/** How a transport hands the first answer over. `gone`: Discord no longer waits for one. */
export interface FirstAnswer {
  readonly give: (callback: Callback, upload?: Upload) => Promise<'given' | 'gone' | 'failed'>;
  /** False where the first answer cannot carry a file: then it is deferred and the file follows. */
  readonly takesFiles: boolean;
}

/** Pauses between tries of an edit, which may safely be repeated. Together well within the token's 15 minutes. */
const EDIT_PAUSES_MS = [250, 1000, 3000, 10_000, 30_000] as const;
/** Discord's error codes. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const UNKNOWN_INTERACTION = 10_062;
const ALREADY_ACKNOWLEDGED = 40_060;
/** The message is not there yet: over HTTP our edit can overtake our own first answer. */
const NOT_YET: readonly number[] = [10_008, 10_015];

export type Pause = (ms: number) => Promise<void>;

/** First answers through the callback address, for interactions that came over the gateway. */
export function gatewayFirstAnswer(rest: Rest, interaction: InteractionBase, pause: Pause): FirstAnswer {
  const path = routes.callback(interaction.id, interaction.token);
  return {
    takesFiles: true,
    async give(callback, upload) {
      // A second try is safe: where the first one did arrive, Discord says so and nothing happens twice.
      for (const wait of [0, 200, 600]) {
        if (wait > 0) await pause(wait);
        const result = await rest.send({
          method: 'POST',
          path,
          json: JSON.stringify(callback),
          bot: false,
          ...(upload === undefined ? {} : { upload }),
        });
        if (result.kind === 'ok') return 'given';
        if (result.kind === 'refused') {
          if (result.code === ALREADY_ACKNOWLEDGED) return wait === 0 ? 'gone' : 'given';
          return result.code === UNKNOWN_INTERACTION || result.status === 404 ? 'gone' : 'failed';
        }
      }
      return 'failed';
    },
  };
}

/** The part of an interaction that comes after its first answer: all through its token, none through the bot's. */
export interface LaterAnswers {
  /** Replaces the first answer, trying again until it is through or beyond hope. */
  readonly edit: (body: MessageBody, upload?: Upload) => Promise<RestResult>;
  readonly remove: () => Promise<RestResult>;
  /** The message that the first answer became. */
  readonly original: () => Promise<RestResult>;
  /** Adds a message. Tried again only where it certainly was not sent. */
  readonly add: (body: MessageBody, upload?: Upload) => Promise<RestResult>;
}

export function laterAnswers(rest: Rest, interaction: InteractionBase, pause: Pause, log: Log): LaterAnswers {
  const original = routes.original(interaction.application, interaction.token);
  const patiently = async (request: RestRequest, repeatable: boolean): Promise<RestResult> => {
    let result = await rest.send(request);
    for (const wait of EDIT_PAUSES_MS) {
      if (!worthAnotherTry(result, repeatable)) return result;
      log.debug('Discord did not take an answer; trying again.', { result: result.kind });
      await pause(result.kind === 'limited' ? result.retryAfterMs : wait);
      result = await rest.send(request);
    }
    return result;
  };
  const file = (upload: Upload | undefined) => (upload === undefined ? {} : { upload });
  return {
    edit: (body, upload) =>
      patiently({ method: 'PATCH', path: original, body: forEdit(body), bot: false, ...file(upload) }, true),
    original: () => patiently({ method: 'GET', path: original, bot: false }, true),
    remove: () => patiently({ method: 'DELETE', path: original, bot: false }, true),
    add: (body, upload) =>
      patiently(
        {
          method: 'POST',
          path: routes.followUp(interaction.application, interaction.token),
          body,
          bot: false,
          ...file(upload),
        },
        false,
      ),
  };
}

/** An edit cannot change who sees a message, and says which files stay: without this a page would keep the picture of another. */
function forEdit(body: MessageBody): MessageBody {
  return { ...body, flags: body.flags & ~FLAG.ephemeral, attachments: body.attachments ?? [] };
}

/** A message callback. An update of the message a button sits on drops files that are not named again. */
export function messageCallback(kind: 'message' | 'update', body: MessageBody): Callback {
  return kind === 'message'
    ? { type: CALLBACK.message, data: body }
    : { type: CALLBACK.update, data: forEdit(body) };
}

function worthAnotherTry(result: RestResult, repeatable: boolean): boolean {
  switch (result.kind) {
    case 'ok':
      return false;
    case 'limited':
      return true;
    case 'failed':
      return repeatable || result.sent === 'no';
    case 'refused':
      return repeatable && result.status === 404 && NOT_YET.includes(result.code);
  }
}
