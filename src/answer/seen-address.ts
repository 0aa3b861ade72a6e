import { oncePerText } from '../domain/lookups/once-per-text.ts';

/** What is not seen, or only as a mark on what is: Unicode lets fonts draw nothing for the first (UAX #44, default ignorable). */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{M}\p{Cc}\p{Cf}]/gu;
/** Spaces so thin that words beside one read as if there were none. */
const THIN_SPACES = /[\u2004-\u200a\u202f\u205f]+/gu;
/** A space before a dot that begins the next word does not end the word before it. */
const SPACE_BEFORE_NAME = /(?<!\s)\s+(?=\.\p{L})/gu;

/**
 * Characters that a reader takes for these, beyond what NFKD already folds
 * (https://www.unicode.org/Public/security/latest/confusables.txt, read in November 2026).
 */
const DOTS = /[.·‧․•∙⋅・･。．｡᛫ꓸ۔܁܂⸱⸳ᐧ᐀·٠۰𐩐𝅭]/gu;
const SLASHES = /[/⁄∕⧸╱／〳ノ丿⟋⼃]/gu;
const COLONS = /[:ː˸∶꞉：︰﹕։׃܃܄᛬⁚ꓽ᠄]/gu;

/** What names in a row are made of, and the top-level domain one of them ends with: `osce.org`, `xn--80ak6aa92e.com`. */
const DOTTED = /[\p{L}\p{N}_.-]+/gu;
const TOP_LEVEL = /\.(?:\p{L}{2,}|xn--[a-z0-9-]+)/gu;
/** `https:`, `javascript:`, `//`: what comes before an address, or makes one. */
const SCHEME = /(?<![\p{L}\p{N}+.-])[\p{N}+.-]*\p{L}[\p{L}\p{N}+.-]+:(?=[^\s\p{N}])|\/\//u;
/** Four numbers, or digits that are a whole address by themselves: `203.0.113.9`, `0xcb007109`, `3405803785`, `[2001:db8::9]`. */
const NUMBERS = /(?:^|[^\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}])|\[[0-9a-f.]*:[0-9a-f:.]*\]|::/iu;
const ONLY_NUMBER = /^\s*(?:0x[0-9a-f]+|\d{8,10}|(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){1,3})\s*$/iu;

/** What people read where this text is shown: without what is not seen, likenesses of dot, slash and colon folded. */
export function asSeen(text: string): string {
  return text
    .replace(THIN_SPACES, '')
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(DOTS, '.')
    .replace(SPACE_BEFORE_NAME, '')
    .replace(SLASHES, '/')
    .replace(COLONS, ':');
}

/**
 * True where a label may carry a link to `address` without a reader taking it for another place: it reads as no address
 * at all, or names the link's own host or a domain it is in, letter for letter, and nothing else. Anything that could be read as an address
 * otherwise stays words, and the true host carries the link.
 */
export function mayCarryLink(label: string, address: URL): boolean {
  return judged(`${hostSeen(address)} ${label}`);
}

/** By host, which has no space, and label: the same few sources are named under every answer. */
const judged = oncePerText(
  (key) => {
    const end = key.indexOf(' ');
    return readsAsNoOther(key.slice(end + 1), key.slice(0, end));
  },
  { most: 1_000 },
);

function readsAsNoOther(label: string, host: string): boolean {
  const seen = asSeen(label);
  if (SCHEME.test(seen) || NUMBERS.test(seen) || ONLY_NUMBER.test(seen)) return false;
  const named = namesIn(seen);
  // Only what is written as it is seen can be trusted to be the same name; a likeness of a letter makes another.
  const plain = namesIn(label);
  const own = (name: string) =>
    /^[\x21-\x7e]+$/.test(name) && (bareHost(name) === host || host.endsWith(`.${bareHost(name)}`));
  return named.length === plain.length && named.every(own) && plain.every(own);
}

/** Names of hosts, each up to the last ending a host can have. One expression for it would begin anew at every label. */
function namesIn(text: string): readonly string[] {
  return (text.match(DOTTED) ?? [])
    .flatMap((run) => run.split(/\.{2,}/))
    .flatMap((run) => {
      const name = run.replace(/^\./, '');
      const end = [...name.matchAll(TOP_LEVEL)].at(-1);
      return end === undefined ? [] : [name.slice(0, end.index + end[0].length)];
    });
}

/** The host a reader should see for an address: without `www.`. */
export function hostSeen(address: URL): string {
  return bareHost(address.hostname);
}

function bareHost(name: string): string {
  return name.toLowerCase().replace(/^www\./, '');
}
