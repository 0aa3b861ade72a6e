import type { Config } from './config.ts';

/** Every configured value that must never be logged. */
export function secretsOf(config: Config): readonly string[] {
  const { discord, slack } = config;
  return [
    discord?.token,
    slack?.botToken,
    slack?.appToken,
    slack?.signingSecret,
    slack?.oauth?.clientSecret,
    slack?.oauth?.stateSecret,
  ].filter((secret) => secret !== undefined);
}
