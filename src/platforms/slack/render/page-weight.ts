import type { types } from '@slack/bolt';
import type { Answer } from '../../../answer/answer.ts';
import { SLACK_LIMITS } from './limits.ts';
import { blockCharacters, renderBlock, type SlackMessage, sourceBlocks } from './render.ts';

/**
 * Whether a page of this answer fits one message, for `paginate`, which asks about the same blocks again and again: each
 * block and source is rendered once and its weight kept. Weighs at most too much, never too little, as putting blocks
 * into groups only makes a page lighter. `render` gives what a page has besides.
 */
export function pageFits(answer: Answer, render: (page: Answer) => SlackMessage): (page: Answer) => boolean {
  const links = new Map(answer.citations.map((citation) => [citation.index, citation]));
  const weights = new Map<unknown, Weight>();
  const once = (key: unknown, blocks: () => readonly types.KnownBlock[]): Weight => {
    const weight = weights.get(key) ?? weightOf(blocks());
    weights.set(key, weight);
    return weight;
  };
  const inHeadline = new Set(answer.headline.map((span) => (span.kind === 'cite' ? span.index : 0)));
  const citations = answer.citations.filter((citation) => inHeadline.has(citation.index));
  const frame = weightOf(render({ ...answer, blocks: [], citations }).blocks);
  return (page) => {
    const body = sum(page.blocks.map((block) => once(block, () => renderBlock(block, links))));
    const sources = sum(
      page.citations.map((citation) => once(citation, () => sourceBlocks([citation], true))),
    );
    // Lines of sources fill their texts at least by half, two by two.
    const sourceTexts = 1 + Math.floor((2 * sources.characters) / SLACK_LIMITS.textObject);
    return (
      frame.blocks + body.blocks + sourceTexts <= SLACK_LIMITS.blocksPerMessage &&
      frame.characters + body.characters + sources.characters <= SLACK_LIMITS.blockCharacters
    );
  };
}

interface Weight {
  readonly blocks: number;
  readonly characters: number;
}

function weightOf(blocks: readonly types.KnownBlock[]): Weight {
  return { blocks: blocks.length, characters: blockCharacters(blocks) };
}

function sum(weights: readonly Weight[]): Weight {
  return weights.reduce(
    (total, { blocks, characters }) => ({
      blocks: total.blocks + blocks,
      characters: total.characters + characters,
    }),
    { blocks: 0, characters: 0 },
  );
}
