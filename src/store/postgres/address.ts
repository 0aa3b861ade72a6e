/** Where a PostgreSQL server is and how to enter it, as DATABASE_URL says. */
export interface PostgresAddress {
  /** A host name or address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
  /** Holds Readout's tables and nothing else. */
  readonly schema: string;
  /** `false` for no encryption; else the server's certificate is checked, by the file of authorities where one is named. */
  readonly tls: false | { readonly authorities: string | undefined };
}

/** How people know the database: in sentences, without its user and password. */
export function nameOf({ host, port, database, schema }: PostgresAddress): string {
  const where = host.startsWith('/') ? `the socket in ${host}` : `${host}:${port}`;
  return `the database "${database}" on ${where} (schema "${schema}")`;
}
