import { createHash } from 'node:crypto';

const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  'а a б b в v г h ґ g д d е e є ye ж zh з z и y і i ї yi й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ь - ю yu я ya ы y э e ё e ъ - ß ss ø o ł l æ ae œ oe đ d ı i'
    .split(' ')
    .flatMap((_, at, all) => (at % 2 === 0 ? [[all[at] ?? '', (all[at + 1] ?? '').replace('-', '')]] : [])),
);

/** Words as an id of the pack: lower-case Latin letters and digits joined by hyphens, at most `most` characters. */
export function slug(words: string, most = 60): string {
  const plain = words
    .toLowerCase()
    .replace(/[а-яёіїєґßøłæœđı]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/['’`\p{M}]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (plain.length <= most) return plain;
  return plain
    .slice(0, most + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, most);
}

/** SHA-256 (hex) of the words of a text: capitals, marks and spaces make no other article of it. */
export function wordsHash(text: string): string {
  return sha256(
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
}

/** SHA-256 in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * The id of a new source: its publisher and the first words of its title. The same article gets the same one again;
 * an id that another has gets the beginning of the hash behind it.
 */
export function sourceIdOf(
  {
    publisher,
    title,
    hash,
  }: { readonly publisher: string; readonly title?: string | undefined; readonly hash: string },
  taken: (id: string) => boolean,
): string {
  const id =
    [slug(publisher, 24), slug(title ?? '', 40)].filter((part) => part !== '').join('-') ||
    `text-${hash.slice(0, 8)}`;
  return taken(id) ? `${id}-${hash.slice(0, 6)}` : id;
}
