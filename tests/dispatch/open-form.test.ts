import { describe, expect, it } from 'vitest';
import { isGroup, type OptionValues } from '../../src/core/command.ts';
import { mayOpenForm } from '../../src/core/line/find-command.ts';
import { tenantId } from '../../src/domain/schedule/tenant.ts';
import { coreOver } from '../fixtures/asking.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';
import { FORM_COMMANDS } from './form-commands.ts';

const core = coreOver(smallBriefing(), FORM_COMMANDS);
const asker = { platform: 'slack', tenant: tenantId('t'), channel: 'c', user: 'u', mayConfigure: false };
const line = (typed: string) => core.form?.({ kind: 'line', line: typed, asker });
const command = (values: OptionValues) =>
  core.form?.({ kind: 'command', path: ['desk', 'edit'], values, asker });

describe('a form', () => {
  it('opens for a command without options, with a field for each', async () => {
    expect(await line('/desk edit')).toMatchObject({
      path: ['desk', 'edit'],
      carried: {},
      fields: [
        { option: { name: 'id' }, needed: false, shown: '' },
        { option: { name: 'words' }, needed: true, shown: '' },
        { option: { name: 'kind' }, needed: false, shown: '' },
      ],
    });
  });

  it('carries what it is about and shows what stands there now', async () => {
    for (const form of [await line('/desk edit id:a1'), await command({ id: 'a1' })]) {
      expect(form).toMatchObject({
        carried: { id: 'a1' },
        fields: [
          { option: { name: 'words' }, shown: 'Words of a1' },
          { option: { name: 'kind' }, shown: 'bold' },
        ],
      });
    }
  });

  it('does not open where something to do was given, where the command refuses, and where it has none', async () => {
    expect(await line('/desk edit id:a1 words:other')).toBeNull();
    expect(await command({ kind: 'plain' })).toBeNull();
    expect(await line('/desk edit id:gone')).toBeNull();
    expect(await line('/desk list')).toBeNull();
    expect(await line('what of the desk')).toBeNull();
  });

  it('keeps no line waiting for one that says already what is to be done', () => {
    const whole = FORM_COMMANDS.map((entry) => {
      if (!isGroup(entry)) return entry;
      return { ...entry, subcommands: entry.subcommands.map((each) => ({ ...each, form: true as const })) };
    });
    const opening = (typed: string) => mayOpenForm(typed, whole);
    expect(['/desk edit', '/desk edit story:"the lake"', '/DESK EDIT'].map(opening)).toEqual([
      ...[true, true, true],
    ]);
    expect(['/desk edit 08:00', '/desk edit words:other', '/desk edit a1 words:other'].map(opening)).toEqual([
      ...[false, false, false],
    ]);
  });
});
