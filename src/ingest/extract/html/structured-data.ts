import { parseHTML } from 'linkedom';
import { isMapping } from '../../../domain/mapping.ts';
/** What a page's JSON-LD says of its article (https://schema.org/Article, LiveBlogPosting). */
export interface StructuredArticle {
  readonly headline?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly language?: string;
  readonly description?: string;
  readonly author?: string;
  /** Text, or markup where the page put that in. */
  readonly body?: string;
  readonly basedOn?: string;
  /** False where it says that one must pay. */
  readonly free?: boolean;
  /** Entries of a live blog, in the page's order. */
  readonly updates: readonly {
    readonly headline?: string;
    readonly body: string;
    readonly published?: string;
  }[];
}

const TYPES = /(?:Article|BlogPosting|Report|Posting|WebPage)$/;
const MOST_NODES = 5000;

/** The article among the JSON-LD blocks of a page; null where none is one. Broken blocks are as good as none. */
export function structuredArticle(blocks: readonly string[]): StructuredArticle | null {
  const nodes = blocks.flatMap((block) => [...objectsIn(parsed(block))]);
  const typed = nodes.filter((node) => typesOf(node).some((type) => TYPES.test(type)));
  const [best] = typed.toSorted((a, b) => weight(b) - weight(a));
  if (best === undefined) return null;
  const updates = listOf(best['liveBlogUpdate']).flatMap((update) => {
    const body = textOf(update['articleBody']);
    return body === undefined
      ? []
      : [given({ headline: plainOf(update['headline']), body, published: textOf(update['datePublished']) })];
  });
  return given({
    headline: plainOf(best['headline']) ?? plainOf(best['name']),
    publisher: nameOf(best['publisher']) ?? nameOf(best['sourceOrganization']),
    published: textOf(best['datePublished']) ?? textOf(best['dateCreated']),
    language: textOf(best['inLanguage']),
    description: plainOf(best['description']),
    author: nameOf(best['author']),
    body: textOf(best['articleBody']) ?? textOf(best['text']),
    basedOn: textOf(best['isBasedOn']) ?? textOf(listOf(best['isBasedOn'])[0]?.['url']),
    free: freedom(best['isAccessibleForFree']),
    updates: updates as StructuredArticle['updates'],
  }) as StructuredArticle;
}

type Node = Readonly<Record<string, unknown>>;

function weight(node: Node): number {
  const types = typesOf(node);
  if (types.some((type) => /LiveBlogPosting$/.test(type))) return 4;
  return textOf(node['articleBody']) === undefined
    ? types.some((type) => /Article$/.test(type))
      ? 2
      : 1
    : 3;
}

function parsed(block: string): unknown {
  const json = block.replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[)/, '').replace(/(?:-->|\/\/\s*\]\]>)\s*$/, '');
  try {
    return JSON.parse(json);
  } catch {
    // Line feeds within texts are the commonest fault.
    try {
      return JSON.parse(json.replace(/[\r\n\t]+/g, ' '));
    } catch {
      return null;
    }
  }
}

/** Every object in it, however it is wrapped: lists, `@graph`, `mainEntity`. */
function* objectsIn(value: unknown): Generator<Node> {
  const waiting: unknown[] = [value];
  for (let seen = 0; waiting.length > 0 && seen < MOST_NODES; seen += 1) {
    const next = waiting.shift();
    if (Array.isArray(next)) waiting.push(...next);
    else if (isMapping(next)) {
      yield next;
      waiting.push(next['@graph'], next['mainEntity'], next['mainEntityOfPage'], next['itemListElement']);
    }
  }
}

function typesOf(node: Node): readonly string[] {
  const type = node['@type'];
  return (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
}

function listOf(value: unknown): readonly Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isMapping);
}

function textOf(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' && one.trim() !== '' ? one.trim() : undefined;
}

/** Many put text into JSON as they would into markup: `&quot;`, `&amp;quot;`. */
export function unescaped(text: string): string {
  if (!ENTITY.test(text)) return text;
  const page = `<html><body>${text.replaceAll('<', '&lt;')}</body></html>`;
  return parseHTML(page).document.body.textContent ?? '';
}

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i;

function plainOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : unescaped(unescaped(text)).replace(/<[^<>]{0,500}>/g, ' ');
}

function nameOf(value: unknown): string | undefined {
  return plainOf(value) ?? plainOf(listOf(value)[0]?.['name']);
}

function freedom(value: unknown): boolean | undefined {
  const said = typeof value === 'string' ? value.toLowerCase() : value;
  return said === false || said === 'false' ? false : said === true || said === 'true' ? true : undefined;
}

function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
