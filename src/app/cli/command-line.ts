import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { ConfigError } from '../../domain/errors.ts';
import type { PlatformModule } from '../../platforms/module.ts';
import { PLATFORMS } from '../../platforms/registry.ts';
import { ROLES, type Role } from '../../platforms/role.ts';
import {
  codeOfLoss,
  type ExitCode,
  exitCodeOf,
  say,
  type Terminal,
  whileRead,
  written,
} from '../process/process.ts';
import type { AddOptions } from './add.ts';
import type { AskOptions } from './ask.ts';
import type { CheckOptions } from './check.ts';
import type { NewOptions } from './desk/new.ts';
import type { QuestionOptions } from './desk/questions.ts';
import type { TextOptions } from './desk/text.ts';
import type { PreviewOptions } from './digest-preview.ts';
import type { ExportOptions } from './programs/export.ts';
import type { ProposeOptions } from './propose.ts';
import type { ReviewOptions } from './review/review.ts';
import type { HealthOptions } from './running/health.ts';
import type { MyDataOptions } from './running/mydata.ts';
import type { RestoreOptions } from './running/restore.ts';

/**
 * Runs one command line. Each action is loaded when it is asked for, so that `readout ask` starts without a platform,
 * a store or a logger.
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  let serves = false;
  const run: Run = async (action) => {
    code = await exitCodeOf(terminal, () => whileRead(terminal, action));
  };
  const serve: Run = async (action) => {
    serves = true;
    code = await exitCodeOf(terminal, action);
  };
  const program = commandLine(words[0], { run, serve }, terminal);
  // Whoever needs it hears of it (`outputLost`). Without a listener each failed write would be an error nobody handled,
  // which is logged, which fails, and so on for ever.
  terminal.errors.on('error', () => {});
  let lost: Error | null = null;
  terminal.output.on('error', (error) => {
    lost ??= error;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? 0 : 2;
  }
  if (!serves) await written(terminal.output);
  if (lost === null) return code;
  const loss = lost;
  if (code === 0) code = await exitCodeOf(terminal, async () => codeOfLoss(loss));
  // What is still being answered has no reader, and may wait for an input that never ends.
  terminal.leave?.(code);
  return code;
}

/** `first` is the first word: the others are not made for a question, as it takes a tenth of the time of an answer. */
function commandLine(
  first: string | undefined,
  { run, serve }: { readonly run: Run; readonly serve: Run },
  terminal: Terminal,
): Command {
  const program = new Command('readout')
    .description('A briefing bot for Discord and Slack that never states what it cannot cite.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => say(terminal, text),
    })
    .showHelpAfterError('(readout --help shows every command)');

  if (first === 'ask') {
    askCommand(program, run, terminal);
    return program;
  }
  program.version(version(), '-v, --version', 'print the version');

  program
    .command('serve')
    .description('serve every platform whose credentials are set; without any, open a prompt here')
    .option('--json', 'at the prompt: one JSON answer per line')
    .addOption(roleOption())
    .action((options: { json?: boolean; role: Role }) =>
      serve(async () => (await import('./serve.ts')).serve(terminal, options)),
    );

  askCommand(program, run, terminal);

  program
    .command('check')
    .description('report every problem of the briefing packs')
    .argument('[folder]', 'a pack or a folder of packs; the configured one where left out')
    .option('--archive <folder>', 'also find each quotation in the archived copies of its sources')
    .option('--advice', 'also give all advice: names that trap questions, what is missing or out of date')
    .option('--ask', "also ask the packs' own questions (questions.yaml) and tell each wrong answer")
    .option('--links', 'also look at the page of every source again: dead, moved, changed')
    .option('--delay <seconds>', 'with --links: pause between two pages of one host; 2 where left out')
    .option('--json', 'print one JSON object a line')
    .action((folder: string | undefined, options: CheckOptions) =>
      run(async () => (await import('./check.ts')).check(terminal, folder, options)),
    );

  program
    .command('doctor')
    .description('say what is wrong with configuration, store, packs and platforms, and how to mend it')
    .addOption(roleOption())
    .action(({ role }: { role: Role }) =>
      run(async () => (await import('./doctor.ts')).doctor(terminal, fetch, role)),
    );

  program
    .command('health')
    .description('for supervisors: end with 0 where the process that serves answers and beats, else with 1')
    .option('--wait <seconds>', 'give it so long to become well')
    .action((options: HealthOptions) =>
      run(async () => (await import('./running/health.ts')).health(terminal, options)),
    );

  programCommands(program, run, terminal);
  deskCommands(program, run, terminal);
  textCommand(program, run, terminal);
  articleCommands(program, run, terminal);
  proposeCommand(program, run, terminal);
  setUpCommands(program, run, terminal);
  machineCommands(program, run, terminal);
  return program;
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;
}

/** What a person asks most, and waits for. */
function askCommand(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('ask')
    .description('answer one question; with - one question per line of the input')
    .argument('<question...>', 'a command such as "/plan-point 6" or a plain question; - reads lines')
    .option('--json', 'print JSON, one answer per line')
    .option('--as-of <day>', 'answer from what was known then: 2025-11-24, yesterday')
    .option('--story <id>', 'which briefing to ask, where several are followed')
    .option('--full', 'the whole answer instead of its short form')
    .option('--sources', 'titles and addresses of the sources')
    .action((words: string[], options: AskOptions) =>
      run(async () => (await import('./ask.ts')).ask(terminal, words, options)),
    );
}

/** Of several processes on one PostgreSQL. */
function roleOption(): Option {
  return new Option('--role <role>', 'what this process does of what several share on one PostgreSQL')
    .choices(ROLES)
    .default('all');
}

/** Where a digest can be looked at without being sent: as text, or as it would go over the wire. */
function previewPlatforms(): readonly string[] {
  return ['plain', ...PLATFORMS.flatMap(({ name, preview }) => (preview === undefined ? [] : [name]))];
}

type Run = (action: () => Promise<ExitCode>) => Promise<void>;

/** The briefing for other programs than this one. */
function programCommands(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('export')
    .description('give the briefing out: to read, as a table, for programs, its sources, its dates')
    .requiredOption('--format <format>', 'md, csv, json, csl (sources for Zotero and others) or ics')
    .option('--story <id>', 'which briefing, where several are followed')
    .option('--as-of <day>', 'as it was known then: 2025-11-24, yesterday')
    .option('--out <file>', 'write it there, over what was there')
    .action((options: ExportOptions) =>
      run(async () => (await import('./programs/export.ts')).exportBriefing(terminal, options)),
    );
  program
    .command('mcp')
    .description('answer an assistant over standard input and output (Model Context Protocol), reading only')
    .action(() => run(async () => (await import('./programs/mcp.ts')).answerAssistants(terminal)));
}

/** From nothing to a pack. */
function deskCommands(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('new')
    .description('begin a pack: every file with one worked record; asks what no option says')
    .argument('<id>', 'id of the story, which its folder is called by: harbour-budget')
    .option('--title <words>', 'the story in a few words')
    .option('--zone <zone>', "the desk's time zone: Europe/Berlin")
    .option('--text <name>', 'the text whose numbers people mean')
    .option('--by <name>', 'whose text it is')
    .option('--points <count>', 'how many numbered points it has')
    .option('--address <url>', 'where it can be read')
    .option('--folder <folder>', 'the folder of packs; the configured one where left out')
    .action((id: string, options: NewOptions) =>
      run(async () => (await import('./desk/new.ts')).startStory(terminal, id, options)),
    );
}

/** From a pasted draft to subjects. */
function textCommand(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('text')
    .description('read a draft and propose its points as subjects, aligned to the text before it')
    .argument('<file>', 'a text file; - reads the input')
    .option('--story <id>', 'the pack it belongs to; without it the parts are only told')
    .option('--text <id>', 'which text of the pack it is; its main text where left out')
    .option('--name <name>', 'name of a text that the pack does not have yet: its record is written too')
    .option('--id <id>', 'the id of the new text; made from its name where left out')
    .option('--date <date>', 'when the new text became public; today where left out')
    .option('--after <id>', 'which text the new one was made from; the latest where left out')
    .option('--by <name>', 'whose the new text is; those of the text before it where left out')
    .option('--address <url>', 'where the new text can be read')
    .option('--against <file>', 'the earlier text, whole: better than the short words the pack has')
    .option('--write', 'put the proposals into the pack as drafts')
    .option('--json', 'print one JSON object')
    .action((file: string, options: TextOptions) =>
      run(async () => (await import('./desk/text.ts')).proposeFrom(terminal, file, options)),
    );
}

/** The way of an article into the pack. */
function articleCommands(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('add')
    .alias('ingest')
    .description('read articles and draft what they say, for review')
    .argument('[article...]', 'addresses or files; - reads a text or page from the input')
    .option('--json', 'print one JSON object an article and keep nothing')
    .option('--propose', 'with --json: keep the drafts for review all the same')
    .option(
      '--quotes',
      'with --json: only find the quotations of {"id", "text"}, one article a line of the input',
    )
    .option('--story <id>', 'which briefing, where several are followed')
    .option('--feed <address>', 'look at a feed once and tell which articles are new in it')
    .action((articles: string[], options: AddOptions) =>
      run(async () => {
        if (options.feed !== undefined) {
          if (articles.length > 0 || options.quotes === true || options.propose === true) {
            throw new ConfigError([
              'readout add --feed looks at one feed and takes no articles, --quotes or --propose with it; feeds in config/readout.yaml are drafted by readout serve.',
            ]);
          }
          return (await import('./add-feed.ts')).addFeed(terminal, options.feed, options);
        }
        if (options.quotes !== true) return (await import('./add.ts')).add(terminal, articles, options);
        if (articles.join() !== '-' || options.json !== true) {
          throw new ConfigError(['readout add --quotes reads the input and prints JSON: --quotes --json -']);
        }
        return (await import('./add-quotes.ts')).addQuotes(terminal);
      }),
    );
  program
    .command('review')
    .description('decide on the drafts that wait: approve, edit, merge, reject, later')
    .argument('[decisions]', 'with --json: - reads decisions, one JSON object a line')
    .option('--json', 'print what waits, one JSON object a line')
    .option('--story <id>', 'of one briefing only, where several are followed')
    .option('--withdraw <record>', 'take a published record back: statement:its-id; needs --reason')
    .option('--reason <words>', 'why, as corrections of what was posted say it')
    .action((decisions: string | undefined, options: ReviewOptions) =>
      run(async () => (await import('./review/review.ts')).review(terminal, decisions, options)),
    );
}

/** What other tools put up for review. */
function proposeCommand(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('propose')
    .description('put up for review what other tools found: sources, statements, events, positions')
    .argument('[proposals]', '- reads them from the input, one JSON object a line')
    .option('--json', 'print what came of each, one JSON object a line')
    .option('--story <id>', 'which briefing, where a line names none')
    .action((proposals: string | undefined, options: ProposeOptions) =>
      run(async () => (await import('./propose.ts')).propose(terminal, proposals, options)),
    );
}

/** What is run around serving: looking at a digest, setting up a platform, keeping a copy. */
function setUpCommands(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('digest')
    .description('scheduled digests')
    .command('preview')
    .description('show what would be posted; needs no token and sends nothing')
    .option('--as-of <day>', 'the day it would be posted; today where left out')
    .option('--since <day>', 'for a channel last told on that day; a new channel where left out')
    .option('--story <id>', 'which briefing, where several are followed')
    .addOption(new Option('--format <format>', 'how much').choices(['brief', 'standard', 'full']))
    .addOption(new Option('--platform <name>', 'as text or as JSON').choices(previewPlatforms()))
    .option('--png <file>', "also write the digest's picture")
    .action((options: PreviewOptions) =>
      run(async () => (await import('./digest-preview.ts')).previewOnTerminal(terminal, options)),
    );

  program
    .command('questions')
    .description('list what nobody could answer in the last days (30, or as keep says), most asked first')
    .option('--json', 'one JSON object a question')
    .option('--done <id>', 'the pack answers it by now: list it no more')
    .option('--dismiss <id>', 'it is none of the desk’s: list it no more')
    .action((options: QuestionOptions) =>
      run(async () => (await import('./desk/questions.ts')).listQuestions(terminal, options)),
    );

  for (const platform of PLATFORMS) platformCommands(program, run, terminal, platform);

  program
    .command('backup')
    .description('write a whole copy of the store, also while it is in use')
    .argument('<file>', 'a new file')
    .action((file: string) => run(async () => (await import('./running/backup.ts')).backUp(terminal, file)));

  program
    .command('status')
    .description('for a person: what runs, what is set up, what waits and what is wrong; 1 where none serves')
    .action(() => run(async () => (await import('./running/status.ts')).status(terminal)));

  program
    .command('restore')
    .description(
      'put a copy in the place of the store, which is kept beside it; no Readout may serve meanwhile',
    )
    .argument('<file>', 'a copy that "readout backup" made')
    .option(
      '--post-missed',
      'post late what came due since the copy was made, though it may have been posted',
    )
    .action((file: string, options: RestoreOptions) =>
      run(async () => (await import('./running/restore.ts')).restore(terminal, file, options)),
    );

  program
    .command('mydata')
    .description('what is kept of a person or of a whole server or workspace, as JSON')
    .option('--user <platform:id>', 'a person: slack:U0123456789')
    .option('--tenant <platform:id>', 'a server or workspace; with --user, the person there alone')
    .option('--forget', 'then delete it: a person is taken out of everything, a tenant goes whole')
    .action((options: MyDataOptions) =>
      run(async () => (await import('./running/mydata.ts')).myData(terminal, options)),
    );
}

/** What several machines need. */
function machineCommands(program: Command, run: Run, terminal: Terminal): void {
  program
    .command('store')
    .description('the store as a whole')
    .command('copy')
    .description('copy everything to another store, file or PostgreSQL, and mark the first as moved')
    .requiredOption('--from <url>', 'as DATABASE_URL: file:data/readout.db or postgres://…')
    .requiredOption('--to <url>', 'an empty one; run again it goes on where it was broken off')
    .action((options: { from: string; to: string }) =>
      run(async () => (await import('./several/store-copy.ts')).copyStores(terminal, options)),
    );
  program
    .command('pack')
    .description('packs for several machines')
    .command('push')
    .description('put packs into the store, for every process on it to answer from')
    .argument('[folder]', 'a folder of packs; the configured one where left out')
    .action((folder: string | undefined) =>
      run(async () => (await import('./several/pack-push.ts')).pushPacks(terminal, folder)),
    );
  program
    .command('secrets')
    .description('secrets that the store is closed under')
    .command('rotate')
    .description('close what is kept under SLACK_OLD_STATE_SECRET under SLACK_STATE_SECRET')
    .action(() => run(async () => (await import('./several/secrets-rotate.ts')).rotateSecrets(terminal)));
}

function platformCommands(
  program: Command,
  run: Run,
  terminal: Terminal,
  { name: platform, title, setUp = [] }: PlatformModule,
): void {
  if (setUp.length === 0) return;
  const group = program.command(platform).description(`set up ${title}`);
  for (const { name, description, options = [], run: runWith } of setUp) {
    const command = group.command(name).description(description);
    for (const [flags, says] of options) command.option(flags, says);
    command.action((given: Readonly<Record<string, string | true>>) =>
      run(async () => runWith(await (await import('./set-up-host.ts')).setUpHost(terminal), given)),
    );
  }
}
