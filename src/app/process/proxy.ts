import { unquoted } from '../config/dot-env.ts';
import type { Settings } from '../config/environment.ts';

/** The proxies that requests go through: whole addresses with a scheme, perhaps with a password. */
export interface ProxySettings {
  /** For https and wss; absent where those go directly. */
  readonly https?: string;
  /** For http and ws. */
  readonly http?: string;
  /** Hosts that are reached directly, separated by commas: `example.org`, `.example.org`, `host:port` or `*`. */
  readonly no: string;
}

/** This machine itself is never behind the proxy. */
const LOOPBACK = 'localhost,127.0.0.1,::1';

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY as curl does: `proxy:3128` is an http proxy. One that cannot be used (SOCKS)
 * may be meant for other programs: it is told and left out. Undefined where nothing is left.
 */
export function proxySettings(
  settings: Settings,
  note: (sentence: string) => void,
): ProxySettings | undefined {
  const proxy = (key: 'HTTPS_PROXY' | 'HTTP_PROXY') => {
    const setting = settings.get(key);
    if (setting === undefined) return undefined;
    const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(setting.value)
      ? setting.value
      : `http://${setting.value}`;
    const url = URL.parse(address);
    if (url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '') return url.href;
    note(
      `${setting.place}: ${key} is not used: it must be an http or https address, as http://proxy.example.org:3128.`,
    );
    return undefined;
  };
  const [https, http] = [proxy('HTTPS_PROXY'), proxy('HTTP_PROXY')];
  if (https === undefined && http === undefined) return undefined;
  const no = settings.get('NO_PROXY')?.value;
  return {
    ...(https === undefined ? {} : { https }),
    ...(http === undefined ? {} : { http }),
    no: no === undefined ? LOOPBACK : `${unquoted(no)},${LOOPBACK}`,
  };
}
