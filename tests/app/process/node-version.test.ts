import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast, examineNode, NODE_FLOOR } from '../../../src/app/process/node-version.ts';

describe('examineNode', () => {
  it('names the Node in use and finds nothing wrong with one at or above the floor', () => {
    for (const version of [NODE_FLOOR, '26.13.0', '28.0.0']) {
      expect(examineNode(version, '/opt/node')).toEqual({
        part: 'node',
        state: 'ok',
        says: `${version} (/opt/node)`,
      });
    }
  });

  it('warns of one below the floor and says how to get another', () => {
    const finding = examineNode('26.10.0', '/opt/node');
    expect(finding).toMatchObject({
      state: 'warn',
      says: expect.stringContaining('26.10.0 (/opt/node) lacks'),
    });
    expect(finding.mend).toContain('npm ci');
  });
});

describe('atLeast', () => {
  it('orders versions as numbers, part by part', () => {
    const version = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const order = a.map((part, at) => part - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
        expect(atLeast(a.join('.'), b.join('.'))).toBe(order >= 0);
      }),
    );
  });
});
