import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Block } from '../../src/answer/answer.ts';
import { text } from '../../src/answer/compose.ts';
import { guardCore } from '../../src/app/serve/guarded-core.ts';
import { COMMANDS } from '../../src/commands/registry.ts';
import type { OptionValues } from '../../src/core/command.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import type { Core, Request, SharedAnswer } from '../../src/core/request.ts';
import { SILENT } from '../../src/domain/log.ts';
import { coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

/** A reply as its reader sees it. */
export interface Reply {
  readonly words: string;
  /** True where nobody but the asker sees it. */
  readonly whispered: boolean;
  readonly buttons: readonly Button[];
}

/** A button under a reply. Each press is of the same message, and gives the one reply to it. */
export interface Button {
  readonly label: string;
  readonly press: () => Promise<Reply>;
  /** Pressed with the words it carries replaced by those of another line. */
  readonly forge: (line: string) => Promise<Reply>;
}

/** A started platform as its user sees it. */
export interface Served {
  /** Asks as a user of this platform does and gives each reply that becomes visible, as the words in it. */
  readonly ask: (path: readonly string[], values: OptionValues) => Promise<readonly string[]>;
  /** The whole of an answer, where it is asked for in words and nothing can be pressed. */
  readonly whole?: (path: readonly string[]) => Promise<string>;
  /** An answer with what can be pressed; absent where nothing can. */
  readonly show?: (path: readonly string[]) => Promise<Reply>;
  /** Says one thing after the other where a follow-up is understood; absent where nothing but commands is heard. */
  readonly converse?: (words: readonly string[]) => Promise<unknown>;
  /** What posts unasked, and what a message in its channel says by now; absent where nothing is posted. */
  readonly posts?: { readonly delivery: Delivery; readonly says: (message: string) => string };
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

/** Answers everything at length, and keeps what it was asked. */
function lengthy(asked: Request[]): Core {
  const paragraph = (at: number): Block => ({
    ...{ kind: 'paragraph', spans: [text(`Paragraph ${at}: ${'many words of it '.repeat(20)}`)] },
  });
  return guardCore(
    {
      suggest: () => [],
      async respond(request) {
        asked.push(request);
        return {
          ...{ status: 'answered', headline: [text('Much is on record')], citations: [], records: [] },
          ...{ actions: [], asOf: '2031-05-20', command: 'plan-point', audience: 'default' },
          blocks: Array.from({ length: PARAGRAPHS }, (_, at) => paragraph(at + 1)),
          ...(request.kind === 'words' ? { readAs: `/plan-point ${asked.length}` } : {}),
        };
      },
    },
    { log: SILENT, clock: noon },
  );
}

const PARAGRAPHS = 40;
const NOTHING: Reply = { words: '', whispered: true, buttons: [] };

const FORWARD = /^(?:Next|More)/;
const SHARE = /^Share/;

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

    const pressable = (reply: Reply, label: RegExp): Button => {
      const button = reply.buttons.find((each) => label.test(each.label));
      if (button === undefined) throw new Error(`no button ${label} under ${reply.words.slice(0, 200)}`);
      return button;
    };

    it('shows an answer of any length whole, page by page where one message cannot hold it', async () => {
      const platform = await served(lengthy([]));
      let words = '';
      if (platform.show === undefined) words = (await platform.whole?.(['plan-point'])) ?? '';
      else {
        let reply = await platform.show(['plan-point']);
        words = reply.words;
        expect(reply.whispered).toBe(true);
        for (let turns = 1; reply.buttons.some(({ label }) => FORWARD.test(label)); turns += 1) {
          expect(turns).toBeLessThan(PARAGRAPHS);
          reply = await pressable(reply, FORWARD).press();
          expect(reply.whispered).toBe(true);
          words += reply.words;
        }
        expect(reply.buttons.length).toBeGreaterThan(0);
      }
      for (let at = 1; at <= PARAGRAPHS; at += 1) expect(words).toContain(`Paragraph ${at}:`);
    });

    it('shares an answer with everybody, once, and names who did', async () => {
      const platform = await served(lengthy([]));
      const reply = await platform.show?.(['plan-point']);
      if (reply === undefined) return;
      const share = pressable(reply, SHARE);
      const shared = await share.press();
      expect(shared).toMatchObject({ whispered: false, words: expect.stringContaining('Shared by') });
      expect(shared.words).toContain('Paragraph 1:');
      expect(shared.buttons.some(({ label }) => SHARE.test(label))).toBe(false);
      const again = await share.press();
      expect(again).toMatchObject({ whispered: true, words: expect.stringContaining('shared already') });
      expect(again.words).not.toContain('Paragraph');
    });

    it('tells of a shared answer where it stands, so that it is edited there later, and of no other', async () => {
      const told: SharedAnswer[] = [];
      const core = lengthy([]);
      const platform = await served({
        ...core,
        async shared(one) {
          told.push(one);
        },
      });
      const reply = await platform.show?.(['plan-point']);
      if (reply === undefined || platform.posts === undefined) return;
      await pressable(reply, FORWARD).press();
      const share = pressable(reply, SHARE);
      await share.press();
      await share.press();
      await vi.waitFor(() => expect(told).toHaveLength(1));
      const [one] = told;
      if (one === undefined) return;
      expect(one).toMatchObject({ card: 'chat', answer: { command: 'plan-point' } });
      const { platform: name, tenant, channel, message, answer } = one;
      const corrected = { ...answer, headline: [text('Corrected, quite')], blocks: [] };
      const place = { platform: name, tenant, channel };
      expect(await platform.posts.delivery.edit(place, message, corrected)).toMatchObject({ kind: 'sent' });
      expect(platform.posts.says(message)).toContain('Corrected, quite');
    });

    it('refuses a forged button in a sentence to who pressed it, and asks nothing', async () => {
      const asked: Request[] = [];
      const platform = await served(lengthy(asked));
      const reply = await platform.show?.(['plan-point']);
      for (const label of reply === undefined ? [] : [FORWARD, SHARE]) {
        const refused = await pressable(reply ?? NOTHING, label).forge('/readout status');
        expect(refused).toMatchObject({ whispered: true, words: expect.stringMatching(/ not one /) });
      }
      expect(asked.length).toBe(reply === undefined ? 0 : 1);
    });

    it('gives a follow-up the line that was answered before it', async () => {
      const asked: Request[] = [];
      const platform = await served(lengthy(asked));
      await platform.converse?.(['what of the fleet?', 'and Southmark?']);
      if (platform.converse === undefined) return;
      expect(asked).toMatchObject([
        { kind: 'words', words: 'what of the fleet?' },
        { kind: 'words', words: 'and Southmark?', previous: '/plan-point 1' },
      ]);
      expect(asked[0]).not.toHaveProperty('previous');
    });

    it('is ready once started', async () => {
      expect((await served(real())).state()).toBe('ready');
    });
  });
}
