/** The proxy that an environment names for an address (`https_proxy`, `http_proxy`, `no_proxy`); null where it is none. */
export function proxyFor(address: string, env: NodeJS.ProcessEnv): URL | null {
  const url = URL.parse(address);
  if (url === null) return null;
  const named = /^(?:https|wss):$/.test(url.protocol)
    ? (env.https_proxy ?? env.HTTPS_PROXY)
    : (env.http_proxy ?? env.HTTP_PROXY);
  const proxy = named === undefined ? null : URL.parse(named);
  return proxy === null || isDirect(url, env.no_proxy ?? env.NO_PROXY ?? '') ? null : proxy;
}

/** `no` is a list of `example.org` (and what is below it), `.example.org`, `*.example.org`, `host:port` and `*`. */
function isDirect({ hostname, port, protocol }: URL, no: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const asked = port === '' ? (/^(?:https|wss):$/.test(protocol) ? '443' : '80') : port;
  return no
    .toLowerCase()
    .split(/[,\s]/)
    .some((written) => {
      // An IPv6 address alone has several colons, and none of them begins a port.
      const [, bracketed, plain, only] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(written) ?? [];
      const name = bracketed ?? plain ?? written;
      if (name === '' || (only !== undefined && only !== asked)) return false;
      if (name === '*') return true;
      const suffix = name.replace(/^\*?\./, '');
      return host.endsWith(`.${suffix}`) || (host === suffix && !name.startsWith('*.'));
    });
}
