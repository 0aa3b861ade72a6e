import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  type Network,
  parseNetwork,
  serializeNetwork,
  thresholdAt,
} from '../../../src/search/statements/score.ts';
import { THRESHOLDS } from '../../../src/search/statements/weights.ts';

describe('the threshold', () => {
  const given = [
    [100, 0.4],
    [10_000, 0.6],
    [100_000, 0.8],
  ] as const;

  it('is the one given where the size is, and the nearest one beyond', () => {
    expect(given.map(([rows]) => thresholdAt(rows, given))).toEqual([0.4, 0.6, 0.8]);
    expect([1, 99, 1e6].map((rows) => thresholdAt(rows, given))).toEqual([0.4, 0.4, 0.8]);
    expect(thresholdAt(1_000, given)).toBeCloseTo(0.5);
  });

  it('never falls as an index grows, neither of these nor of those fitted', () => {
    const size = fc.double({ min: 0, max: 6, noNaN: true }).map((exponent) => Math.round(10 ** exponent));
    fc.assert(
      fc.property(size, size, (a, b) => {
        for (const list of [given, THRESHOLDS]) {
          expect(thresholdAt(Math.min(a, b), list)).toBeLessThanOrEqual(thresholdAt(Math.max(a, b), list));
        }
      }),
    );
  });
});

describe('a network', () => {
  it('is read back from its numbers as it was written', () => {
    const network: Network = {
      bias: -2.44,
      linear: [0.979, -3.3],
      hidden: [
        { out: 0.5, bias: 1.25, weights: [1, -2] },
        { out: -0.75, bias: 0, weights: [0.01, 14] },
      ],
    };
    expect(parseNetwork(serializeNetwork(network))).toEqual(network);
  });

  it('scores nearly the same after its numbers are shortened', () => {
    const weight = fc.double({ min: -4, max: 4, noNaN: true });
    const pair = fc.tuple(weight, weight);
    fc.assert(
      fc.property(pair, pair, weight, weight, pair, (linear, weights, out, bias, input) => {
        const network: Network = { bias, linear, hidden: [{ out, bias, weights }] };
        const short = parseNetwork(serializeNetwork(network));
        expect(evaluate(short, Float64Array.from(input))).toBeCloseTo(
          evaluate(network, Float64Array.from(input)),
          0,
        );
      }),
    );
  });
});
