import type { PlatformKey, SettingsReading } from '../../module.ts';
import { oneOf, type Rule, readerToken, trimmedAddress, webAddress } from '../../setting-rules.ts';

/** What the pages are told by the environment. */
export const WEB_KEYS = {
  WEB: { secret: false, alsoWritten: ['WEB_ENABLED', 'ENABLE_WEB', 'WEB_PAGES'] },
  PUBLIC_URL: {
    secret: false,
    alsoWritten: ['WEB_URL', 'BASE_URL', 'PUBLIC_BASE_URL', 'SITE_URL', 'PUBLIC_ADDRESS'],
  },
  WEB_TOKEN: { secret: true, alsoWritten: ['WEB_PASSWORD', 'WEB_SECRET', 'WEB_KEY'] },
} as const satisfies Readonly<Record<string, PlatformKey>>;

/** Who may read the pages, and where people reach them. */
export interface WebSettings {
  /** Without a slash at the end: `https://readout.example`. Absent where nobody said. */
  readonly publicUrl?: string;
  readonly token?: string;
  /** The header in which a proxy says who has signed in, in small letters. */
  readonly userHeader?: string;
  /** True where the process listens to this machine alone. */
  readonly loopback: boolean;
}

/** The pages stand at the top of an address: nothing else is served there, and cookies have no path to hide in. */
const topAddress: Rule = (value) =>
  webAddress(value) ??
  (URL.parse(value)?.pathname === '/' ? null : 'an http or https address without a path behind the host');

/** What the pages are to be told; undefined where they are off. Every problem is reported. */
export function webSettings({ value, given, userHeader }: SettingsReading): WebSettings | undefined {
  const on = value('WEB', oneOf('on', 'off'));
  const publicUrl = value('PUBLIC_URL', topAddress);
  const secret = value('WEB_TOKEN', readerToken);
  if (on !== 'on') return undefined;
  const host = given('HOST')?.value ?? '127.0.0.1';
  return {
    ...(publicUrl === undefined ? {} : { publicUrl: trimmedAddress(publicUrl) }),
    ...(secret === undefined ? {} : { token: secret }),
    ...(userHeader === undefined ? {} : { userHeader }),
    loopback: /^(?:127\.[\d.]+|localhost|::1|\[::1\])$/i.test(host),
  };
}
