import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/registry.ts';
import { createStory } from '../../src/core/stories.ts';
import { createCore } from '../../src/dispatch/dispatch.ts';
import type { Briefing } from '../../src/domain/briefing.ts';
import { requestFor } from '../../src/platforms/terminal/request.ts';
import { indexStatements } from '../../src/search/statements/statement-index.ts';
import { smallBriefing } from '../fixtures/small-briefing.ts';

/** Every command with options that narrow it, and plain questions; `DAY` is another day each time. */
function questions({ statements, actors, provisions, sources }: Briefing): readonly string[] {
  const said = statements[0]?.gist ?? '';
  const [long = 'agreement'] = said.split(' ').filter((word) => word.length > 7);
  const actor = `"${actors[0]?.name}"`;
  const point = `"${provisions[0]?.title}"`;
  const lines = [
    `/who-said ${said}`,
    `/who-said ${long}`,
    `/who-said ${long} speaker:${actor}`,
    `/who-said speaker:${actor}`,
    '/who-said words nobody ever said about anything at all',
    `/plan-point ${point}`,
    '/plan-point',
    `/position party:${actor}`,
    `/position about:${point}`,
    `/position party:${actor} about:${point}`,
    '/position',
    '/timeline',
    `/timeline ${point}`,
    '/disputed',
    `/disputed ${point}`,
    `/sources "${sources[0]?.publisher}"`,
    '/sources',
    '/compare',
    '/briefing',
    '/briefing since:2025-11-01',
    '/readout status',
    '/who-said',
    '/compare from:2025-11-01 to:2025-12-31',
  ];
  const plain = [
    `who said ${said}`,
    `where does ${actors[0]?.name} stand on ${provisions[0]?.title}`,
    `what did ${actors[0]?.name} say`,
    `what is known about ${provisions[0]?.title}`,
    'what happened on 24 November 2025',
    'what has changed',
  ];
  return [
    ...lines.flatMap((line) => [line, `${line} as-of:DAY`]),
    ...plain.flatMap((line) => [line, `${line} as of DAY`]),
  ];
}

describe('no question reads every statement', () => {
  const whole = smallBriefing();
  const story = createStory(whole, () => indexStatements(whole));
  const days = Array.from({ length: 400 }, (_, at) =>
    Temporal.PlainDate.from(whole.reviewed).subtract({ days: at }).toString(),
  );
  /** Whatever is derived from a whole briefing is read once: from then on its list may be looked into, not read through. */
  let readable = true;
  let looks = 0;
  const list = new Proxy(whole.statements, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (readable || key === 'length') return value;
      looks += 1;
      if (typeof value === 'function' || looks > 100) throw new Error('The list of statements was read.');
      return value;
    },
  });
  Object.defineProperty(whole, 'statements', { value: list });
  const core = createCore({
    stories: () => [story],
    commands: COMMANDS,
    clock: () => Temporal.Instant.from(`${whole.reviewed}T12:00Z`),
  });
  const ask = (line: string) => core.respond(requestFor(line.replace('DAY', days.pop() ?? ''), COMMANDS));

  it.each(questions(whole))('%s', async (line) => {
    readable = true;
    await ask(line);
    readable = false;
    looks = 0;
    const answer = await ask(line);
    expect(answer.headline).not.toEqual([]);
  });
});
