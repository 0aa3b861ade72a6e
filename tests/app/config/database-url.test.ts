import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDatabaseUrl } from '../../../src/app/config/database-url.ts';

describe('readDatabaseUrl', () => {
  it.each([
    ['file:data/readout.db', 'data/readout.db'],
    ['file:./readout.db', './readout.db'],
    ['file:/srv/r.db', '/srv/r.db'],
    ['file:///srv/r.db', '/srv/r.db'],
    ['file://localhost/srv/r.db', '/srv/r.db'],
    ['file:///srv/my%20data/r.db', '/srv/my data/r.db'],
    ['file:/srv/my data/r.db', '/srv/my data/r.db'],
    ['file:data/d%C3%A9p%C3%AAches.db', 'data/dépêches.db'],
    ['file:data/what%3F.db', 'data/what?.db'],
    ['file:data/100%25.db', 'data/100%.db'],
    ['file:%7E/r.db', '~/r.db'],
    ['file:.readout', '.readout'],
  ])('reads %s as a path', (value, path) => {
    expect(readDatabaseUrl(value, 'linux')).toMatchObject({ kind: 'path', path });
  });

  it('keeps drive letters where there are drives', () => {
    expect(readDatabaseUrl('file:///C:/data/r.db', 'win32')).toMatchObject({ path: 'C:/data/r.db' });
    expect(readDatabaseUrl('file:C:\\data\\r.db', 'win32')).toMatchObject({ path: 'C:\\data\\r.db' });
  });

  it.each([
    ['file:data/readout.db?mode=ro', /parameters after a question mark/],
    ['file:data/readout.db?', /parameters after a question mark/],
    ['file:data/readout.db#1', /has a #/],
    ['file:~/readout.db', /begins with ~/],
    ['file:~desk/readout.db', /begins with ~/],
    ['file:$HOME/readout.db', /names a variable/],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what people write
    ['file:${DATA}/readout.db', /names a variable/],
    ['file:%APPDATA%/readout.db', /write %25/],
    ['file:data/100%.db', /write %25/],
    ['file:data/%FF.db', /write %25/],
    ['file:data/%00.db', /cannot be seen/],
    ['file:data/r\u200b.db', /cannot be seen/],
    ['file://data/readout.db', /one or three slashes/],
    ['file://host.example/r.db', /one or three slashes/],
    ['file::memory:', /in memory/],
    ['file:data/', /names a folder/],
    ['file:..', /names a folder/],
    ['file:data\\readout.db', /backslashes/],
    ['file: data/readout.db', /a space before/],
    ['file:', /must be file: with a path/],
    ['data/readout.db', /must be file: with a path/],
    ['sqlite:///data/readout.db', /must be file: with a path/],
    ['mysql://root@db/readout', /must be file: with a path/],
    ['postgres:', /must be postgres:\/\//],
  ])('refuses %s by name', (value, says) => {
    const read = readDatabaseUrl(value, 'linux');
    expect(read).toMatchObject({ kind: 'problem', problem: expect.stringMatching(says) });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  it('takes nothing literally that could be meant otherwise: a path is the one written, or is refused', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '7',
      '.',
      '/',
      '-',
      '_',
      ' ',
      '%20',
      '%',
      '?',
      '#',
      '~',
      '$',
      '\\',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const written = pieces.join('');
        const read = readDatabaseUrl(`file:${written}`, 'linux');
        if (read.kind === 'problem') return read.problem.endsWith('.');
        if (read.kind === 'postgres') return false;
        return (
          !/[?#\\]|^~|\$\w|^\/\//.test(read.path) && encodeURI(read.path) === encodeURI(decodeURI(written))
        );
      }),
    );
  });
});
