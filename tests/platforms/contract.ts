import { afterEach, describe, expect, it } from 'vitest';
import { guardCore } from '../../src/app/serve/guarded-core.ts';
import type { OptionValues } from '../../src/commands/command.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { Core } from '../../src/commands/request.ts';
import { SILENT } from '../../src/domain/log.ts';
import { coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

/** A started platform as its user sees it. */
export interface Served {
  /** Asks as a user of this platform does and gives each reply that becomes visible, as the words in it. */
  readonly ask: (path: readonly string[], values: OptionValues) => Promise<readonly string[]>;
  readonly state: () => string;
  readonly stop: () => Promise<void>;
  /** Rules of the platform's that were broken on the wire. */
  readonly violations: () => readonly string[];
}

export type Serve = (core: Core) => Promise<Served>;

const REFERENCE = 'f00dcafe';

function real(): Core {
  return guardCore(coreOver(smallBriefing(), COMMANDS), { log: SILENT, clock: noon });
}

function failing(): Core {
  const fault = () => {
    throw new Error('a fault of ours');
  };
  return guardCore(
    { respond: async () => fault(), suggest: fault },
    { log: SILENT, clock: noon, reference: () => REFERENCE },
  );
}

function noon(): Temporal.Instant {
  return Temporal.Instant.from('2031-05-20T12:00:00Z');
}

/** What every platform owes its users, whatever the wire looks like. */
export function platformContract(name: string, serve: Serve): void {
  describe(`${name}, as a platform`, () => {
    const opened: Served[] = [];
    const served = async (core: Core): Promise<Served> => {
      const platform = await serve(core);
      opened.push(platform);
      return platform;
    };
    const only = async (
      platform: Served,
      path: readonly string[],
      values: OptionValues = {},
    ): Promise<string> => {
      const replies = await platform.ask(path, values);
      expect(replies).toHaveLength(1);
      return replies[0] ?? '';
    };
    afterEach(async () => {
      for (const platform of opened.splice(0)) {
        expect(platform.violations()).toEqual([]);
        await platform.stop();
      }
    });

    it('gives exact words with their speaker, their source and the day they are as of', async () => {
      const shown = await only(await served(real()), ['who-said'], { words: 'forty boats never enough' });
      for (const words of [
        '“Forty boats were never going to be enough.”',
        'Ada Holm',
        'Lake Wire',
        '20 May 2031',
      ]) {
        expect(shown).toContain(words);
      }
    });

    it('shows both sides where sources credit different people', async () => {
      const shown = await only(await served(real()), ['who-said'], { words: 'a long row ahead' });
      for (const words of ['Ben Orr, in quotation marks.', 'Mira Lind, without them.', 'Mirror Site']) {
        expect(shown).toContain(words);
      }
    });

    it('says that nobody said it, and puts no quotation marks around reworded words', async () => {
      const platform = await served(real());
      expect(await only(platform, ['who-said'], { words: 'the moon is made of cheese' })).toContain(
        'No one in this briefing said that.',
      );
      const reworded = await only(platform, ['who-said'], { words: 'sixty boats in winter' });
      expect(reworded).toContain('nothing here is verbatim');
      expect(reworded).not.toContain('“');
    });

    it('answers subcommands and commands without options', async () => {
      const platform = await served(real());
      expect(await only(platform, ['readout', 'status'])).toContain('The lake accord');
      expect(await only(platform, ['plan-point'])).toContain('Size of the Northmark fleet');
    });

    it('refuses in one sentence', async () => {
      const shown = await only(await served(real()), ['plan-point'], { 'as-of': '2040-01-01' });
      expect(shown).toContain('1 January 2040 has not come yet');
    });

    it('ends a fault of ours in one reply that names its reference', async () => {
      expect(await only(await served(failing()), ['plan-point'])).toContain(REFERENCE);
    });

    it('is ready once started', async () => {
      expect((await served(real())).state()).toBe('ready');
    });
  });
}
