import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../../domain/errors.ts';
import type { Config } from './config.ts';
import { BUILT_IN_BRIEFINGS, inHome } from './home.ts';

/** Where packs are by default, in the home. */
const USUAL = 'briefings';

/**
 * The configuration, with the briefings that come with Readout where the home has none yet: no such folder, or nothing in
 * it. Another folder that the configuration names is never replaced: it was meant.
 */
export function withBuiltInBriefings(config: Config): Config {
  const { home, behaviour } = config;
  const usual = resolve(inHome(home, USUAL));
  if (resolve(behaviour.briefings) !== usual || usual === resolve(BUILT_IN_BRIEFINGS) || !isBare(usual)) {
    return config;
  }
  const says = `There are no briefings in ${usual}: the example that comes with Readout is asked. Put yours there and start again.`;
  return {
    ...config,
    behaviour: { ...behaviour, briefings: BUILT_IN_BRIEFINGS },
    notes: [...config.notes, says],
  };
}

function isBare(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch (error) {
    // Anything else is said when the folder is read.
    return codeOf(error) === 'ENOENT';
  }
}
