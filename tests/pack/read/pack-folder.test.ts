import { describe, expect, it } from 'vitest';
import type { Folder } from '../../../src/pack/read/disk-folder.ts';
import { packBytes } from '../../../src/pack/read/pack-folder.ts';

/** A folder over a table of paths and texts. */
function folderOf(files: Readonly<Record<string, string>>): Folder {
  return {
    entries(path) {
      const start = path === '' ? '' : `${path}/`;
      const below = Object.keys(files).filter((file) => file.startsWith(start));
      const inner = below.map((file) => file.slice(start.length));
      return [...new Set(inner.map((file) => file.split('/')[0] ?? ''))].map((name) => ({
        name,
        isFolder: inner.some((file) => file.startsWith(`${name}/`)),
      }));
    },
    bytes: (path) => Buffer.from(files[path] ?? ''),
  };
}

const PACK = { 'a/story.yaml': 'one', 'a/statements/2025.yaml': 'two', 'a/notes.txt': 'three' };
const bytesOf = (files: Readonly<Record<string, string>>) => Buffer.from(packBytes(folderOf(files)));

describe('packBytes', () => {
  it.each([
    ['a file is edited', { ...PACK, 'a/story.yaml': 'two' }],
    ['a file of a folder of files is edited', { ...PACK, 'a/statements/2025.yaml': 'one' }],
    ['a file is added', { ...PACK, 'a/gaps.yaml': '' }],
    ['a file is added that has no place there', { ...PACK, 'a/more.yml': '' }],
    ['a file is renamed', { 'a/story.yaml': 'one', 'a/statements/2026.yaml': 'two' }],
    [
      'text moves from one file to the next',
      { ...PACK, 'a/story.yaml': '', 'a/statements/2025.yaml': 'onetwo' },
    ],
    ['a pack is added', { ...PACK, 'b/story.yaml': 'one' }],
  ])('differs where %s', (_, files) => {
    expect(bytesOf(files).equals(bytesOf(PACK))).toBe(false);
  });

  it('is the same where only files change that no pack is read from', () => {
    const files = { ...PACK, 'a/notes.txt': 'other', 'a/.draft.yaml': 'x', 'a/statements/deep/x.yaml': 'y' };
    expect(bytesOf({ ...files, 'a/statements/deep/x.yaml': 'z' }).equals(bytesOf(files))).toBe(true);
    expect(bytesOf({ ...PACK, 'a/notes.txt': 'other', 'a/.draft.yaml': 'x' }).equals(bytesOf(PACK))).toBe(
      true,
    );
  });
});
