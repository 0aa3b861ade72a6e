import { API } from './api/module.ts';
import { DISCORD } from './discord/module.ts';
import type { PlatformModule } from './module.ts';
import { SLACK } from './slack/module.ts';
import { WEB } from './web/module.ts';

/** Every chat platform, in the order in which they are named and started. The terminal is the one that is always there. */
export const PLATFORMS: readonly PlatformModule[] = [
  DISCORD, //
  SLACK,
  WEB,
  API,
];
