import type { Finding } from '../../platforms/finding.ts';
import type { ChooserSettings } from './settings.ts';

const ASK_WITHIN_MS = 5_000;

/** What the doctor says of the chooser: whether the address answers and knows the model. No question is sent. */
export async function examineChooser(
  chooser: ChooserSettings | null,
  ask: typeof fetch,
): Promise<readonly Finding[]> {
  const part = 'chooser';
  if (chooser === null) return [{ part, state: 'off', says: 'not set (CHOOSER_URL, CHOOSER_MODEL)' }];
  const { host } = new URL(chooser.address);
  let response: Response;
  try {
    response = await ask(`${chooser.address}/models`, {
      headers: { authorization: `Bearer ${chooser.key}` },
      redirect: 'error',
      signal: AbortSignal.timeout(ASK_WITHIN_MS),
    });
  } catch {
    const mend = 'Check CHOOSER_URL; until then answers are decided without it.';
    return [{ part, state: 'wrong', says: `${host} does not answer`, mend }];
  }
  if (response.status === 401 || response.status === 403)
    return [{ part, state: 'wrong', says: `${host} does not take the key`, mend: 'Check CHOOSER_KEY.' }];
  const models = response.ok ? modelsIn(await response.json().catch(() => null)) : null;
  if (models === null)
    return [
      {
        part,
        state: 'warn',
        says: `${host} answers, but lists no models, so ${chooser.model} is not checked`,
      },
    ];
  if (!models.includes(chooser.model))
    return [
      { part, state: 'wrong', says: `${host} has no model ${chooser.model}`, mend: 'Check CHOOSER_MODEL.' },
    ];
  return [
    { part, state: 'ok', says: `${chooser.model} at ${host}; it gets each plain question and ten records` },
  ];
}

function modelsIn(listed: unknown): readonly string[] | null {
  if (typeof listed !== 'object' || listed === null || !('data' in listed) || !Array.isArray(listed.data))
    return null;
  return listed.data.flatMap((model: unknown) =>
    typeof model === 'object' && model !== null && 'id' in model && typeof model.id === 'string'
      ? [model.id]
      : [],
  );
}
