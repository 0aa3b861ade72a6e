import type { ArticleView } from './article-view.ts';
import type { Turn } from './turns.ts';

/** "… wrote on Truth Social:", "… said in a post on Telegram:" at the end of what leads into words that are set apart. */
const POSTED =
  /\b(?:wrote|posted|tweeted|said|added|writes|replied|responded|shared|published)\b[^.!?:"“”\n]{0,80}\b(?:on|in) (?:X|Twitter|Truth Social|Telegram|Facebook|Instagram|LinkedIn|Bluesky|Threads|social media|a (?:post|statement|letter|message))\b[^.!?:"“”\n]{0,60}:$/;

/** Posts that a page sets apart without marks or embedding, where the line before them says which actor of the pack wrote them. */
export function setApart(view: ArticleView): readonly Turn[] {
  const turns: Turn[] = [];
  let spoke: Turn['spoke'] | null = null;
  for (const [at, block] of view.blocks.entries()) {
    if (block.kind !== 'quote') {
      spoke = null;
      continue;
    }
    const before = view.blocks[at - 1];
    if (before !== undefined && before.kind !== 'quote')
      spoke = posterIn(before, view) ?? leaderIn(before, view);
    if (spoke !== null) turns.push({ start: block.start, end: block.end, spoke });
  }
  return turns;
}

function posterIn(
  { start, end }: { readonly start: number; readonly end: number },
  view: ArticleView,
): Turn['spoke'] | null {
  const lead = view.text.slice(start, end);
  const posted = POSTED.exec(lead);
  if (posted === null) return null;
  const [who] = view.actors.mentions(lead.slice(0, posted.index)).toSorted((a, b) => b.start - a.start);
  return who === undefined ? null : { kind: 'actor', id: who.id, sure: 0.9 };
}

/** "In a statement, Ann Lee said:" and nothing behind it: what is set apart next are the words. */
const LEADS =
  /^ (?:[^.!?:"“”\n]{0,60} )?(?:said|wrote|replied|added|stated|declared|posted|announced|read|reads)(?: [^.!?:"“”\n]{0,60})?:$/;

function leaderIn(
  { start, end }: { readonly start: number; readonly end: number },
  view: ArticleView,
): Turn['spoke'] | null {
  const lead = view.text.slice(start, end);
  const [who, ...others] = view.actors.mentions(lead).filter((one) => LEADS.test(lead.slice(one.end)));
  // Two names before the verb: either may have said it.
  return who === undefined || others.some(({ id }) => id !== who.id)
    ? null
    : { kind: 'actor', id: who.id, sure: 0.8 };
}
