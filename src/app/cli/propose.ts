import type { Proposing } from '../../commands/desk/service.ts';
import { ConfigError, Refusal } from '../../domain/errors.ts';
import { isMapping } from '../../domain/mapping.ts';
import { NO_TENANT } from '../../domain/schedule/tenant.ts';
import { linesOf, writeTo } from '../../platforms/terminal/lines.ts';
import { type ExitCode, readConfig, type Terminal } from '../process/process.ts';
import { fetchRules } from '../process/use-proxy.ts';
import { userName } from '../process/user-name.ts';
import { loadStories, packFolder, storyMeant } from '../serve/briefings.ts';
import { proposeBy } from '../serve/desk/propose.ts';
import { createAddAside } from '../serve/feeds/add-aside.ts';
import { openToWrite } from './add.ts';

export interface ProposeOptions {
  readonly json?: boolean;
  readonly story?: string;
}

const KINDS = ['source', 'statement', 'event', 'position'] as const;

/**
 * `readout propose --json -`: what other tools put up for review, one JSON object a line of the input, and what came of it,
 * one object a line, in order. 1 where one was refused.
 */
export async function propose(
  terminal: Terminal,
  given: string | undefined,
  options: ProposeOptions,
): Promise<ExitCode> {
  if (given !== '-' || options.json !== true)
    throw new ConfigError([
      'readout propose reads what is proposed from the input as JSON lines: propose --json -',
    ]);
  const config = await readConfig(terminal);
  const stories = await loadStories(config, terminal.keep);
  const store = await openToWrite(config);
  const now = () => terminal.clock().epochMilliseconds;
  const aside = createAddAside({
    ...{ archive: config.archive, rules: fetchRules(config), now, remember: true },
  });
  let code: ExitCode = 0;
  try {
    for await (const line of linesOf(terminal.input)) {
      const read = proposalIn(line);
      const told =
        typeof read === 'string'
          ? { outcome: 'refused', problems: [read] }
          : await refusing(async () => {
              const wanted = read.story ?? options.story;
              const story = wanted === undefined ? stories[0] : storyMeant(wanted, stories);
              if (story === undefined) throw new Error('There is no story to propose to.');
              const done = await proposeBy(
                {
                  ...{ config, store, now, aside },
                  folderOf: (id) => packFolder(config, id, terminal.keep),
                },
                { platform: 'terminal', tenant: NO_TENANT, actor: userName() },
                { what: read.what, briefing: story.briefing },
              );
              const { source, ids, problems } = done;
              return { outcome: ids.length > 0 ? 'proposed' : 'known', source: source.id, ids, problems };
            });
      if (told.outcome === 'refused') code = 1;
      await writeTo(terminal.output, `${JSON.stringify(told)}\n`);
    }
    return code;
  } finally {
    aside.rest();
    await store.close();
  }
}

/** Whatever is wrong is one sentence in the line's own answer: the lines behind it are read all the same. */
async function refusing<T>(
  action: () => Promise<T>,
): Promise<T | { readonly outcome: 'refused'; readonly problems: readonly string[] }> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', problems: [error.message] };
    if (error instanceof ConfigError) return { outcome: 'refused', problems: error.problems };
    throw error;
  }
}

/** What a line proposes, or a sentence on what is wrong with it. */
function proposalIn(line: string): { readonly what: Proposing; readonly story?: string } | string {
  const given = parsed(line);
  if (!isMapping(given)) return 'Expected a JSON object on a line.';
  const { kind, story, ...fields } = given;
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) return `"kind" must be ${KINDS.join(', ')}, not ${JSON.stringify(kind)}.`;
  if (story !== undefined && typeof story !== 'string') return '"story" must be the id of a story.';
  const odd = Object.keys(fields).find((name) => typeof fields[name] !== 'string');
  if (odd !== undefined) return `"${odd}" must be text.`;
  const values = fields as Readonly<Record<string, string>>;
  const of = story === undefined ? {} : { story };
  if (known !== 'source') return { what: { kind: known, values }, ...of };
  return values['what'] === undefined
    ? '"what" must be an address or the text of an article.'
    : { what: { kind: known, what: values['what'] }, ...of };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
