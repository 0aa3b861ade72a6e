import type { Spans } from '../answer/answer.ts';
import { type Citer, text } from '../answer/compose.ts';
import { sentence } from '../answer/phrases.ts';
import type { Text } from '../domain/text.ts';
import { clearest, statusWord } from './wording.ts';

/** One line: "League 8-point draft (published): what it is. [1]". Whether anybody can read it comes before what it says. */
export function textLine(of: Text, citer: Citer): Spans {
  return [
    text(`${of.name} (${statusWord(of.status)}): ${sentence(of.summary)} `),
    ...citer.cite(clearest(of.sources)),
  ];
}
