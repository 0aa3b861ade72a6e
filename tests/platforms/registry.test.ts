import { describe, expect, it } from 'vitest';
import { createScrubber } from '../../src/app/process/scrub.ts';
import { PLATFORMS } from '../../src/platforms/registry.ts';

describe('the registered platforms', () => {
  it('share neither a name nor a key of the environment', () => {
    const names = PLATFORMS.flatMap(({ name, keys }) => [name, ...Object.keys(keys)]);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('claim no name for two keys that somebody writes by mistake', () => {
    const written = PLATFORMS.flatMap(({ keys }) =>
      Object.values(keys).flatMap(({ alsoWritten = [] }) => alsoWritten),
    );
    expect(written.filter((name, at) => written.indexOf(name) !== at)).toEqual([]);
    const keys = new Set(PLATFORMS.flatMap((platform) => Object.keys(platform.keys)));
    expect(written.filter((name) => keys.has(name))).toEqual([]);
  });

  it('give forms of secrets that find every place in a line, and say what of it is kept', () => {
    for (const form of PLATFORMS.flatMap(({ secretForms = [] }) => secretForms)) {
      expect(form.flags).toContain('g');
      // With an empty choice beside it any form matches, and tells how many groups it has.
      expect(new RegExp(`${form.source}|`).exec('')?.length).toBe(2);
    }
  });

  it.each([
    ['a Discord token', `${'A'.repeat(24)}.${'b'.repeat(6)}.${'c'.repeat(38)}`],
    ['a Slack token', 'xoxb-1234567890123-abcdef'],
    [
      'a Slack token with dots where a Discord one has them',
      `xoxb-${'1'.repeat(15)}.${'b'.repeat(6)}.${'c'.repeat(27)}.rest`,
    ],
  ])('take %s out of any line, whole', (_, token) => {
    expect(createScrubber()(`it says ${token} and ${token}`)).toBe('it says [secret] and [secret]');
  });
});
