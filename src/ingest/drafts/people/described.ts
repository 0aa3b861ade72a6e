import type { FoundQuote } from '../../quotes/find-quotes.ts';
import type { ArticleView } from '../article-view.ts';

const NAME = /^(?:\p{Lu}[\p{L}’'-]+)(?: (?:\p{Lu}[\p{L}’'.-]+|von|van|de|der|bin|al)){0,4}/u;

/**
 * Whom a description means: the name that stands beside it ("the leader of the Harbour List, Ann Lee,"), else the one
 * person of the pack who has that office ("the treasurer"). Null where it stays a description.
 */
export function meantByDescription(
  quote: FoundQuote,
  view: ArticleView,
): { readonly id: string } | { readonly name: string } | null {
  const { mention } = quote;
  if (mention === null) return null;
  return namedBeside(mention.end, view) ?? holderOf(mention.text, view);
}

function namedBeside(
  end: number,
  view: ArticleView,
): { readonly id: string } | { readonly name: string } | null {
  const ahead = view.text.slice(end, end + 100);
  const [lead] = /^(?: (?:of|for|at|from|to) [^,.;:"“”\n]{2,60})?, /.exec(ahead) ?? [];
  if (lead === undefined) return null;
  const at = end + lead.length;
  const known = view.mentions.find(({ start }) => start === at);
  if (known !== undefined && view.actors.actor(known.id)?.kind === 'person') return { id: known.id };
  const name = NAME.exec(view.text.slice(at, at + 60))?.[0];
  return name?.includes(' ') === true && view.text.charAt(at + name.length) === ',' ? { name } : null;
}

/** The only person whose office the description is. */
function holderOf(description: string, view: ArticleView): { readonly id: string } | null {
  const office = description
    .toLowerCase()
    .replace(/^(?:the|its|their|his|her) /, '')
    .trim();
  if (office.length < 4) return null;
  const holders = view.briefing.actors.filter(
    (actor) =>
      actor.kind === 'person' &&
      !actor.unnamed &&
      actor.roles.some(
        ({ title, to }) => to === undefined && ` ${title.toLowerCase()} `.includes(` ${office} `),
      ),
  );
  const [only] = holders;
  return holders.length === 1 && only !== undefined ? { id: only.id } : null;
}
