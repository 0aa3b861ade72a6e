import type { Span } from '../../../src/answer/answer.ts';

export { quote, strike, strong, text } from '../../../src/answer/compose.ts';

export function cite(index: number): Span {
  return { kind: 'cite', index };
}
