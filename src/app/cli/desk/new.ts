import { startPack } from '../../../desk/start/new-pack.ts';
import type { StoryStart } from '../../../desk/start/worked-records.ts';
import { ConfigError } from '../../../domain/errors.ts';
import { dayIn } from '../../../domain/schedule/day-in.ts';
import { diskFolder } from '../../../pack/read/disk-folder.ts';
import { writeTo } from '../../../platforms/terminal/lines.ts';
import { inHome, shipWithInstallation } from '../../config/home.ts';
import { complain, type ExitCode, readConfig, type Terminal } from '../../process/process.ts';
import { createAsker } from './asker.ts';

export interface NewOptions {
  readonly title?: string;
  readonly zone?: string;
  readonly text?: string;
  readonly by?: string;
  readonly points?: string;
  readonly address?: string;
  /** Folder of packs; the configured one where left out. */
  readonly folder?: string;
}

type Asked = Exclude<keyof NewOptions, 'folder'>;

/** What is asked, in this order, each with what is taken where nothing is answered. */
const QUESTIONS: readonly { readonly key: Asked; readonly asks: string; readonly otherwise?: string }[] = [
  { key: 'title', asks: 'The story in a few words' },
  { key: 'zone', asks: "The desk's time zone", otherwise: 'UTC' },
  { key: 'text', asks: 'Name of the text whose numbers people mean' },
  { key: 'by', asks: 'Whose text it is' },
  { key: 'points', asks: 'How many numbered points it has', otherwise: 'not known' },
  { key: 'address', asks: 'Address where it can be read' },
];

/** `readout new`: a pack with one worked record of each kind; what no option says is asked. */
export async function startStory(terminal: Terminal, id: string, options: NewOptions): Promise<ExitCode> {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || id.length > 80) {
    throw new ConfigError([`The id of a story is lower-case words joined by hyphens, not "${id}".`]);
  }
  const packs = options.folder ?? (await folderOfPacks(terminal));
  const answers = await answersTo(terminal, options);
  const points = answers.points === 'not known' ? undefined : Number(answers.points);
  if (points !== undefined && !(Number.isInteger(points) && points >= 1 && points <= 999)) {
    throw new ConfigError([`--points must be a whole number from 1 to 999, not "${answers.points}".`]);
  }
  const today = dayIn(terminal.clock(), 'UTC');
  const { title, zone, text, by, address } = answers;
  const start: StoryStart = {
    ...{ id, title, zone, text, by, address, today },
    ...(points === undefined ? {} : { points }),
  };
  const started = startPack(packs, start);
  if (started.kind === 'refused') {
    for (const problem of started.problems) complain(terminal, problem);
    return 1;
  }
  await writeTo(
    terminal.output,
    `${started.folder}: ${started.files.length - 1} files, each with one worked record, and a README that says what to do next.\n` +
      `Records with "draft: true" answer nothing until you take that line out.\n` +
      `Next: readout text <file> --story ${id} --write\n`,
  );
  return 0;
}

async function folderOfPacks(terminal: Terminal): Promise<string> {
  const { behaviour, home } = await readConfig(terminal);
  const packs = shipWithInstallation(behaviour.briefings, home)
    ? inHome(home, 'briefings')
    : behaviour.briefings;
  if (isPack(packs)) {
    throw new ConfigError([
      `${packs} is one pack; say in which folder of packs the new one is to be: --folder.`,
    ]);
  }
  return packs;
}

function isPack(folder: string): boolean {
  try {
    return diskFolder(folder)
      .entries('')
      .some(({ name }) => name === 'story.yaml');
  } catch {
    return false;
  }
}

async function answersTo(terminal: Terminal, options: NewOptions): Promise<Readonly<Record<Asked, string>>> {
  const answers: Record<Asked, string> = { title: '', zone: '', text: '', by: '', points: '', address: '' };
  const asker = createAsker(terminal);
  for (const { key, asks, otherwise } of QUESTIONS) {
    const given = options[key]?.trim();
    if (given !== undefined && given !== '') {
      answers[key] = given;
      continue;
    }
    const said = await asker.ask(asks, otherwise);
    if (said === '') {
      throw new ConfigError([`readout new needs this answered, or --${key}: ${asks.toLowerCase()}.`]);
    }
    answers[key] = said;
  }
  return answers;
}
