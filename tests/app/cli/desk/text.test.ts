import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startStory } from '../../../../src/app/cli/desk/new.ts';
import { proposeFrom, type TextOptions } from '../../../../src/app/cli/desk/text.ts';
import { review } from '../../../../src/app/cli/review/review.ts';
import type { ExitCode, Terminal } from '../../../../src/app/process/process.ts';
import { ConfigError } from '../../../../src/domain/errors.ts';
import { diskFolder } from '../../../../src/pack/read/disk-folder.ts';
import { loadPack } from '../../../../src/pack/read/load.ts';

const ONE = '1. The levy is three euros a tonne.\n2. Ferries pay half.\n';
const TWO = '1. The levy is four euros a tonne.\n2. Ferries pay half.\n3. Fishing boats pay nothing.\n';

describe('readout text', () => {
  let home: string;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'readout-text-'));
    const options = {
      ...{ title: 'The harbour levy', zone: 'Europe/Berlin', text: 'First draft', by: 'Harbour Board' },
      ...{ points: '2', address: 'https://harbour.example/draft', folder: join(home, 'briefings') },
    };
    await run((terminal) => startStory(terminal, 'harbour', options));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function run(action: (terminal: Terminal) => Promise<ExitCode>, typed = '', isTTY = false) {
    const [output, errors] = [new PassThrough(), new PassThrough()];
    const printed = textOf(output);
    const input = Object.assign(Readable.from([Buffer.from(typed)]), { isTTY });
    const clock = () => Temporal.Instant.from('2026-03-04T12:00:00Z');
    const code = await action({ env: { READOUT_HOME: home }, input, output, errors, clock });
    output.end();
    return { code, printed: await printed, told: String(errors.read() ?? '') };
  }
  const text = (options: TextOptions, typed: string, isTTY = false) =>
    run(
      (terminal) => proposeFrom(terminal, '-', { story: 'harbour', write: true, ...options }),
      typed,
      isTTY,
    );
  const file = (name: string) => readFileSync(join(home, 'briefings/harbour', name), 'utf8');
  const loaded = () => {
    const pack = loadPack(diskFolder(join(home, 'briefings/harbour')));
    if (pack.kind === 'broken') throw new Error(JSON.stringify(pack.problems));
    return pack;
  };

  it('writes the record of a text that the pack does not have, with what its readings are drafts of', async () => {
    await text({}, ONE);
    const story = file('story.yaml');
    const { code, printed } = await text({ name: 'Second draft', date: '2026-03-01' }, TWO);
    expect(code).toBe(0);
    expect(printed).toContain('records written: sources.yaml, texts.yaml, provisions.yaml');
    const { briefing, records } = loaded();
    expect(briefing.texts.at(-1)).toMatchObject({
      ...{ id: 'second-draft', name: 'Second draft', parents: ['first-text'], points: 3, status: 'partial' },
      ...{ authors: ['harbour-board'], published: { from: '2026-03-01' } },
    });
    expect(briefing.sources.at(-1)).toMatchObject({ id: 'second-draft-source', publisher: 'Harbour Board' });
    expect([...records.drafts.provisions.keys()].filter((id) => id.endsWith('/second-draft'))).toHaveLength(
      3,
    );
    expect(file('story.yaml')).toBe(story);
  });

  it('leaves drafts that a list of proposals says are there', async () => {
    const listed = () => run((terminal) => review(terminal, undefined, { json: true }));
    expect(await listed()).toMatchObject({ printed: '', told: '' });
    await text({}, ONE);
    const { printed, told } = await listed();
    expect(printed).toBe('');
    expect(told).toContain("2 drafts in the packs' own files are not listed here");
  });

  it('writes down what the main text calls its parts, where the pack does not say it yet', async () => {
    await text(
      {},
      'Chapter A\nRule 1. The levy is three euros.\nRule 2. (a) Ferries pay half.\n(b) Tugs pay.',
    );
    expect(loaded().briefing.texts[0]).toMatchObject({ called: 'rule', points: 2 });
    await text({}, 'Article 3. Fishing boats pay nothing.');
    expect(loaded().briefing.texts[0]).toMatchObject({ called: 'rule', points: 2 });
  });

  it('takes everything about the new text from options, and a new party for its author', async () => {
    await text({}, ONE);
    const options = { id: 'reply', name: 'The reply', after: 'first-text', by: 'Boatmen of Saltmere' };
    await text({ ...options, date: '2026-03', address: 'https://www.boats.example/reply' }, TWO);
    const { briefing } = loaded();
    expect(briefing.texts.at(-1)).toMatchObject({ id: 'reply', authors: ['boatmen-of-saltmere'] });
    expect(briefing.sources.at(-1)).toMatchObject({ publisher: 'boats.example' });
  });

  it('asks on a terminal which text is pasted, where the main one was read already', async () => {
    await text({}, `${ONE}.\n`, true);
    const again = await text({}, `\n${ONE}.\n`, true);
    expect(again.printed).toContain('Which text is it [First draft]: ');
    expect(again.printed).toContain('In the pack already, and left as they are: 2 of its parts.');
    const second = await text({}, `Second draft\n\n\n\n\n${TWO}.\n`, true);
    expect(second.code).toBe(0);
    expect(loaded().briefing.texts.at(-1)).toMatchObject({
      ...{ id: 'second-draft', published: { from: '2026-03-04' }, parents: ['first-text'] },
    });
  });

  it('says everything that is wrong with what is said of a new text, and writes nothing', async () => {
    const before = file('texts.yaml');
    const wrong = text({ id: 'Second', name: 'Second', date: 'soon', after: 'third' }, TWO);
    await expect(wrong).rejects.toThrow(ConfigError);
    const { problems } = (await wrong.catch((error: unknown) => error)) as ConfigError;
    expect(problems).toEqual([
      'The id of a text is lower-case words joined by hyphens, not "Second".',
      expect.stringContaining('not "soon"'),
      '--after must be the id of a text of the pack, not "third".',
    ]);
    await expect(text({ text: 'third' }, TWO)).rejects.toThrow('A new one: --name');
    expect(file('texts.yaml')).toBe(before);
  });

  it('goes on with a text that was written before, by its id or name', async () => {
    await text({}, ONE);
    await text({ name: 'Second draft' }, TWO);
    const { printed } = await text({ name: 'Second draft' }, `${TWO}4. Yachts pay double.\n`);
    expect(printed).toContain('In the pack already, and left as they are: 3 of its parts.');
    writeFileSync(join(home, 'two.txt'), TWO);
    expect((await text({ text: 'second-draft' }, TWO)).printed).toContain('3 of its parts.');
  });
});
