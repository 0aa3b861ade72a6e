import type { FoundQuote } from '../../quotes/find-quotes.ts';
import type { ArticleView } from '../article-view.ts';
import { spanAt } from '../sentences.ts';

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
  return namedBeside(mention.end, view) ?? holderOf(mention.text, view) ?? toldCloser(mention, view);
}

function namedBeside(
  end: number,
  view: ArticleView,
): { readonly id: string } | { readonly name: string } | null {
  const ahead = view.text.slice(end, end + 100);
  // "the lawmaker Ann Lee", „die Abgeordnete Ann Lee“.
  const [next = ''] = NAME.exec(ahead.slice(1, 61)) ?? [];
  if (ahead.startsWith(' ') && next.includes(' ')) {
    const there = spanAt(view.mentions, end + 1);
    return there?.start === end + 1 ? { id: there.id } : { name: next };
  }
  const [lead] = /^(?: (?:of|for|at|from|to) [^,.;:"“”\n]{2,60})?, /.exec(ahead) ?? [];
  if (lead === undefined) return null;
  const at = end + lead.length;
  const known = spanAt(view.mentions, at);
  if (known?.start === at && view.actors.actor(known.id)?.kind === 'person') return { id: known.id };
  const name = NAME.exec(view.text.slice(at, at + 60))?.[0];
  return name?.includes(' ') === true && view.text.charAt(at + name.length) === ',' ? { name } : null;
}

/** "A person familiar with the talks" is more than a person. */
function toldCloser(
  { end, text }: { readonly end: number; readonly text: string },
  view: ArticleView,
): { readonly name: string } | null {
  const [closer] =
    /^ (?:familiar with|close to|briefed on|with knowledge of|involved in|who asked not to be named)(?: [^,.;:"“”\n]{3,60})?/.exec(
      view.text.slice(end, end + 100),
    ) ?? [];
  return closer === undefined ? null : { name: `${text}${closer}` };
}

/** The only person whose office the description is. */
function holderOf(description: string, view: ArticleView): { readonly id: string } | null {
  const office = officeKey(description).replace(/^(?:the|its|their|his|her) /, '');
  if (office.length < 4) return null;
  const holders = view.briefing.actors.filter(
    (actor) =>
      actor.kind === 'person' &&
      !actor.unnamed &&
      actor.roles.some(
        ({ title, to }) => to === undefined && ` ${officeKey(title)} `.includes(` ${office} `),
      ),
  );
  const [only] = holders;
  return holders.length === 1 && only !== undefined ? { id: only.id } : null;
}

/** A spokeswoman is who is on record as a spokesperson. */
function officeKey(title: string): string {
  return title
    .toLowerCase()
    .replace(/(spokes|chair|council)(?:wo)?man\b/g, '$1person')
    .trim();
}
