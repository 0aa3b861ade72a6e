import { describe, expect, it } from 'vitest';
import { watchParent } from '../../../src/app/process/parent-watch.ts';

/** A watch with a parent that can be taken away, and a beat that is given by hand. */
function watching(env: NodeJS.ProcessEnv, parent = 50) {
  const state = { parent, alive: true, lost: 0 };
  const looks = new Set<() => void>();
  const stop = watchParent({
    env,
    parent: () => state.parent,
    alive: () => state.alive,
    every(_, look) {
      looks.add(look);
      return () => looks.delete(look);
    },
    lost: () => {
      state.lost += 1;
    },
  });
  return { state, stop, beat: () => looks.forEach((look) => void look()), watches: () => looks.size > 0 };
}

describe('watchParent', () => {
  it.each([{ READOUT_LAUNCHER: '50' }, { npm_lifecycle_event: 'start' }, { npm_lifecycle_event: 'npx' }])(
    'says once that the parent is gone where it was started with %j',
    (env) => {
      const { state, beat, watches } = watching(env);
      beat();
      expect(state.lost).toBe(0);
      state.parent = 1;
      beat();
      beat();
      expect([state.lost, watches()]).toEqual([1, false]);
    },
  );

  it('notices a launcher that was gone before the first look', () => {
    const { state, beat } = watching({ READOUT_LAUNCHER: '50' }, 1);
    beat();
    expect(state.lost).toBe(1);
  });

  it('notices a parent whose process id stays behind, as on Windows', () => {
    const { state, beat } = watching({ READOUT_LAUNCHER: '50' });
    state.alive = false;
    beat();
    expect(state.lost).toBe(1);
  });

  it('lets a process live on that a shell, a supervisor or a script of somebody else started', () => {
    for (const env of [{}, { npm_lifecycle_event: 'deploy' }]) expect(watching(env).watches()).toBe(false);
  });

  it('can be ended', () => {
    const { state, stop, beat } = watching({ npm_lifecycle_event: 'start' });
    stop();
    state.parent = 1;
    beat();
    expect(state.lost).toBe(0);
  });
});
