import { describe, expect, it } from 'vitest';
import { nearestOfFew } from '../../../src/pack/read/problem.ts';

describe('the names that may have been meant', () => {
  it('are looked for at the first misses of a pack alone, and each pack has its own', () => {
    const [pack, other] = [{}, {}];
    let looked = 0;
    const names = () => {
      looked += 1;
      return ['harbour-master', 'ferry-company'];
    };
    const found = Array.from({ length: 200 }, () => nearestOfFew(pack, 'harbor-master', names));
    expect(found.slice(0, 50).every((name) => name === 'harbour-master')).toBe(true);
    expect(found.slice(50).every((name) => name === undefined)).toBe(true);
    expect(looked).toBe(50);
    expect(nearestOfFew(other, 'ferry-compny', names)).toBe('ferry-company');
  });
});
