import { readFileSync } from 'node:fs';
import type { Briefing } from '../../src/domain/briefing.ts';
import { lakeBriefing, statement } from '../../tests/fixtures/briefing.ts';

/** What a statement of the soak says in one of its versions, and nothing else does. */
export function soakWords(id: string, version: number): string {
  return `Words of ${id} in version ${version}.`;
}

/** The story with the statements that a text lists, `said-4` or in a later version `said-4:2`, a space between. */
export function soakStory(text: string): Briefing {
  const story = lakeBriefing();
  const said = text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const [id = '', version = '1'] = each.split(':');
      return statement(id, { speaker: 'tomas', words: soakWords(id, Number(version)), about: ['fleet'] });
    });
  return { ...story, statements: [...story.statements, ...said] };
}

/** The story as a file lists it at each call; made again only where the file says something else. */
export function followedStory(file: string): () => Briefing {
  let read = '';
  let briefing = soakStory('');
  return () => {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== read) {
      read = text;
      briefing = soakStory(text);
    }
    return briefing;
  };
}
