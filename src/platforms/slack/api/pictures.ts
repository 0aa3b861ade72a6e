import type { Picture } from '../../../answer/answer.ts';
import type { Log } from '../../../domain/log.ts';
import { SLACK_LIMITS } from '../render/limits.ts';
import { cut, literal } from '../render/text.ts';
import { failureOf, failureWords, type SlackClient } from './api.ts';

/**
 * Uploads a picture and gives the file id an image block may show; undefined where that fails (the scope `files:write`
 * is missing, uploads are off, Slack is slow): then the alt text is told in words, and nothing else suffers.
 * https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export async function uploadPicture(options: {
  readonly picture: Picture;
  readonly client: SlackClient;
  readonly timeoutMs: number;
  readonly log: Log;
}): Promise<string | undefined> {
  const { picture, client, log } = options;
  try {
    const png = await picture.png();
    // The SDK's typed method sends `alt_text`; Slack documents `alt_txt`.
    const place: unknown = await client.apiCall('files.getUploadURLExternal', {
      filename: picture.name,
      length: png.byteLength,
      alt_txt: cut(literal(picture.alt), SLACK_LIMITS.uploadAltText),
    });
    if (!isUploadPlace(place)) return undefined;
    const stored = await fetch(place.upload_url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: png.slice(),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    if (!stored.ok) return undefined;
    await client.files.completeUploadExternal({
      files: [{ id: place.file_id, title: cut(picture.name, 100) }],
    });
    return place.file_id;
  } catch (error) {
    log.info('A picture could not be uploaded to Slack; its description is shown instead.', {
      reason: failureWords(failureOf(error)),
    });
    return undefined;
  }
}

function isUploadPlace(value: unknown): value is { readonly upload_url: string; readonly file_id: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'upload_url' in value &&
    typeof value.upload_url === 'string' &&
    'file_id' in value &&
    typeof value.file_id === 'string'
  );
}
