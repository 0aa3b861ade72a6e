import type { Config } from './config.ts';

/** Every configured value that must never be logged. */
export function secretsOf(config: Config): readonly string[] {
  const { discord, slack, database } = config;
  const password = database.kind === 'postgres' ? URL.parse(database.url)?.password : undefined;
  return [
    discord?.token,
    slack?.botToken,
    slack?.appToken,
    slack?.signingSecret,
    slack?.oauth?.clientSecret,
    slack?.oauth?.stateSecret,
    password,
    password === undefined ? undefined : decodeURIComponent(password),
  ].filter((secret) => secret !== undefined);
}
