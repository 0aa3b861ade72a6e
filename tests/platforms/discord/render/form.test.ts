import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORM_COMMANDS } from '../../../dispatch/form-commands.ts';
import { press, sendForm, slash } from '../../../fakes/discord/interactions.ts';
import type { Json } from '../../../fakes/discord/json.ts';
import { coreOver } from '../../../fixtures/asking.ts';
import { smallBriefing } from '../../../fixtures/small-briefing.ts';
import { type UnderTest, underTest } from '../platform-under-test.ts';

const MODAL = 9;

describe('a form in Discord', () => {
  let desk: UnderTest;
  beforeEach(async () => {
    const core = coreOver(smallBriefing(), FORM_COMMANDS);
    desk = await underTest('http', { asked: { core, commands: FORM_COMMANDS } });
  });
  afterEach(async () => {
    expect(desk.discord.violations).toEqual([]);
    await desk.close();
  });

  const ask = async (interaction: Json) => {
    const { body } = await desk.request(interaction);
    const { type, data }: { readonly type: number; readonly data: Json } = JSON.parse(String(body));
    return { type, data, words: JSON.stringify(data) };
  };
  const buttons = (data: Json): readonly string[] =>
    [...JSON.stringify(data).matchAll(/"custom_id":("(?:[^"\\]|\\.)*")/g)].map(([, id = '""']) =>
      JSON.parse(id),
    );

  it('opens for a command without options, and is the command once sent in', async () => {
    const form = await ask(slash(['desk', 'edit']));
    expect(form).toMatchObject({ type: MODAL, data: { title: '/desk edit' } });
    const sent = await ask(sendForm(form.data, { id: 'b2', words: 'first line\nsecond', kind: '' }));
    expect(sent.type).toBe(4);
    expect(sent.words).toContain('b2');
    expect(sent.words).toContain('second');
    expect(sent.words).not.toContain('kind');
    expect(sent.data.flags).toBe(64 | 4 | 32768);
  });

  it('opens for a press with what stands there now, and carries what it is about', async () => {
    const listed = await ask(slash(['desk', 'list']));
    const [first = '', second = ''] = buttons(listed.data);
    const form = await ask(press(first, listed.data));
    expect(form.type).toBe(MODAL);
    expect(form.words).toContain('Words of a1');
    expect(form.words).toContain('"default":true');
    const sent = await ask(sendForm(form.data, { words: 'Other words', kind: 'bold' }));
    for (const part of ['a1', 'Other words', 'bold']) expect(sent.words).toContain(part);
    expect((await ask(press(second, listed.data))).words).toContain('That note is gone.');
  });

  it('is answered at once where something was given, and refuses what was not signed for this server', async () => {
    expect((await ask(slash(['desk', 'edit'], { words: 'typed' }))).words).toContain('typed');
    const form = await ask(slash(['desk', 'edit']));
    const forged = { ...form.data, custom_id: `${String(form.data.custom_id).slice(0, -1)}!` };
    const elsewhere = { guild: '300000000000000009' };
    for (const sent of [sendForm(forged, { words: 'x' }), sendForm(form.data, { words: 'x' }, elsewhere)])
      expect((await ask(sent)).words).toContain('not one of mine for this server');
  });
});
