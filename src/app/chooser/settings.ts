import { oneWord, trimmedAddress, webAddress } from '../../platforms/setting-rules.ts';
import type { Settings } from '../config/environment.ts';
import { checked } from '../config/rules.ts';

/** Who may choose among found records. */
export interface ChooserSettings {
  /** Of an OpenAI-compatible API, without a slash at its end: `http://127.0.0.1:11434/v1`. */
  readonly address: string;
  /** `none` where no key is set, which servers of one's own ignore. */
  readonly key: string;
  readonly model: string;
}

const NO_KEY = 'none';

/** Null where no chooser is set, or not rightly; what is wrong is reported. */
export function chooserSettings(
  settings: Settings,
  report: (sentence: string) => void,
): ChooserSettings | null {
  const keys = ['CHOOSER_URL', 'CHOOSER_MODEL'];
  const given = [...keys, 'CHOOSER_KEY'].flatMap((key) => settings.get(key) ?? []);
  const [first] = given;
  if (first === undefined) return null;
  const missing = keys.filter((key) => !settings.has(key));
  if (missing.length > 0)
    report(
      `${first.place}: ${first.key} is set, but ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not; a chooser needs CHOOSER_URL and CHOOSER_MODEL.`,
    );
  const address = checked(settings, 'CHOOSER_URL', webAddress, report);
  const model = checked(
    settings,
    'CHOOSER_MODEL',
    (value) => (/^[!-~]{1,200}$/.test(value) ? null : 'the name of a model, one word without spaces'),
    report,
  );
  const key = checked(settings, 'CHOOSER_KEY', oneWord, report) ?? NO_KEY;
  return address === undefined || model === undefined
    ? null
    : { address: trimmedAddress(address), key, model };
}
