import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  type Network,
  parseNetwork,
  serializeNetwork,
} from '../../../src/search/statements/score.ts';

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
