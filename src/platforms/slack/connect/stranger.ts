import { responseBody } from '../reply/reply.ts';
import type { Stranger } from './authorize.ts';

/** A payload that was refused, and the ways to answer it. */
interface Refused {
  readonly body: Readonly<Record<string, unknown>>;
  readonly acceptsResponse: boolean;
  readonly ack: (response?: unknown) => Promise<void>;
}

const SENTENCES: Readonly<Record<Stranger, string>> = {
  'not-installed': 'I am not installed in this workspace, so I cannot answer here.',
  'unknown-yet': 'Slack does not answer me at the moment; please try again in a minute.',
};

/**
 * Tells whoever asked from a workspace the app is not installed in so, in one sentence and with nothing else; with no
 * token of theirs that goes by the acknowledgement or a response_url. To an event nothing can be said. Never rejects.
 */
export async function refuseStranger(
  { body, acceptsResponse, ack }: Refused,
  why: Stranger,
  options: { readonly timeoutMs: number },
): Promise<void> {
  const reply = responseBody({ text: SENTENCES[why], blocks: [] }, 'asker');
  const acknowledge = async (response?: unknown) => {
    try {
      await ack(response);
    } catch {
      // It was acknowledged already, or nobody is there to hear it.
    }
  };
  if (acceptsResponse) return await acknowledge(reply);
  if (body['type'] === 'block_suggestion') return await acknowledge({ options: [] });
  if (body['type'] === 'view_submission') return await acknowledge(inPlaceOfForm(SENTENCES[why]));
  await acknowledge();
  const url = body['response_url'];
  if (typeof url !== 'string') return;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(reply),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    await response.body?.cancel();
  } catch {
    // There is no other way to tell them.
  }
}

function inPlaceOfForm(sentence: string) {
  const words = (text: string) => ({ type: 'plain_text', text, emoji: false });
  const blocks = [{ type: 'section', text: words(sentence) }];
  const view = { type: 'modal', title: words('Readout'), close: words('Close'), blocks };
  return { response_action: 'update', view };
}
