/** Why the HTTP server cannot listen, and what to do; null for what is no fault of the address. */
export function portTrouble(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
  /** How the keys begin that name the address. */
  keys: '' | 'METRICS_' = '',
): { readonly says: string; readonly mend: string } | null {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return {
        says: `Port ${port} on ${host} is taken by another program (EADDRINUSE).`,
        mend: `Stop that one, or set ${keys}PORT to a free one.`,
      };
    case 'EACCES':
    case 'EPERM':
      return {
        says: `Port ${port} on ${host} may not be opened by this user.`,
        mend: `Set ${keys}PORT to one from 1024 on.`,
      };
    case 'EADDRNOTAVAIL':
      return {
        says: `${host} is no address of this machine.`,
        mend: `Set ${keys}HOST to 127.0.0.1, to 0.0.0.0 for every address, or to one of its own.`,
      };
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return {
        says: `${host} is an address of a kind that this machine does not have.`,
        mend: `Set ${keys}HOST to 127.0.0.1 or 0.0.0.0.`,
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENODATA':
      return {
        says: `${host} is no host name that this machine knows.`,
        mend: `Set ${keys}HOST to an address: 127.0.0.1, or 0.0.0.0 for every one.`,
      };
    default:
      return null;
  }
}
