import { capital } from '../../../domain/words/capital.ts';
import type { Draft } from '../../add/added.ts';
import { slug } from '../../add/source-id.ts';

/** Nouns that end a title of office or a trade. */
const ROLE =
  /(?:minister|president|chancellor|secretary|spokes(?:man|woman|person)|chief|chair(?:man|woman|person)?|director|leader|head|envoy|executive|clerk|treasurer|owner|skipper|ambassador|general|colonel|commander|mayor|governor|senator|lawmaker|deputy|aide|adviser|advisor|analyst|professor|researcher|economist|lawyer|judge|official|officer|negotiator|commissioner|member|founder|editor|resident|activist|teacher|farmer|engineer|volunteer|soldier|captain|bishop|king|queen|prince)s?$/i;
/** "A senior official": a description, as sources that withhold a name give it. */
const UNNAMED = /^(?:an? |the |one |two |several |some |senior |another )/i;
/** A word in a name that makes it a party and no person. */
const ORGANISATION =
  /\b(?:ministry|office|department|council|commission|committee|party|union|government|agency|bank|court|parliament|army|forces|police|association|institute|university|company|group|authority|service|house|bloc|embassy|alliance|coalition|foundation|organi[sz]ation|federation|board|ministerium|behörde)\b/i;

/** Somebody whom an article quotes and the pack does not have: named with what the article says of them. */
export function newActor(name: string, text: string, source: string, confidence: number): Draft {
  const unnamed = UNNAMED.test(name) || /^\p{Ll}/u.test(name);
  const shown = capital(
    name.replace(/^(?:the|one|another) /i, (article) => (/^the /i.test(article) ? '' : article)),
  );
  const at = Math.max(0, text.indexOf(name));
  const role = unnamed ? null : roleOf(name, text, at);
  const start = role === null ? at : Math.min(at, role.start);
  const end = Math.max(at + name.length, role?.end ?? 0);
  const party = !unnamed && ORGANISATION.test(name);
  const sources = [
    { source, ...(role === null ? {} : { words: text.slice(role.start, role.end).slice(0, 400) }) },
  ];
  return {
    kind: 'actor',
    record: party
      ? { kind: 'party', id: slug(shown), name: shown }
      : {
          ...{ kind: 'person', id: slug(shown), name: shown },
          ...(unnamed ? { unnamed: true } : {}),
          ...(role === null ? {} : { roles: [{ title: role.title }] }),
          sources,
        },
    evidence: { start, end, text: text.slice(start, end) },
    confidence,
  };
}

/** An office that a comma parts from the name behind it. */
const APPOSED = /(?:^|[.;:“”"(\n] ?)((?:[\p{L}’'-]+ ){0,9}[\p{L}’'-]+), $/u;

/** A title with the stretch of the text that holds it and the name: that is the evidence. */
interface FoundRole {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

/** The office before a name ("Foreign Minister Ann Lee") or behind it ("Ann Lee, the mayor of Springfield,"). */
function roleOf(name: string, text: string, at: number): FoundRole | null {
  const before = text.slice(Math.max(0, at - 90), at);
  // Seven words at most, and none beyond a comma or stop: the title is part of the same phrase as the name.
  const words = (before.split(/[^\p{L}'’ -]/u).at(-1) ?? '').trim().split(' ').slice(-7);
  const last = words.findLastIndex((word) => ROLE.test(word));
  if (last >= 0 && last === words.length - 1) {
    const first = beginningOf(words, last);
    const title = words.slice(first, last + 1).join(' ');
    const start = at - 1 - title.length;
    return { title, start, end: at + name.length };
  }
  // "Finland's foreign minister, Ann Lee, said".
  const apposed = APPOSED.exec(before)?.[1];
  if (apposed !== undefined && /^,/.test(text.slice(at + name.length))) {
    const own = apposed.split(' ').slice(-7);
    const title = own.slice(beginningOf(own, own.length - 1)).join(' ');
    if (ROLE.test(title)) return { title, start: at - 2 - title.length, end: at + name.length };
  }
  const behind = text.slice(at + name.length, at + name.length + 120);
  const [whole = '', title = ''] = /^, (?:an? |the )?([^,.;"“”()]{3,90})[,.;]/.exec(behind) ?? [];
  const [head = ''] = title.split(/ (?:of|for|at|in|with|from|to|who|that|and) /);
  if (whole === '' || !ROLE.test(head) || /\b(?:said|told|added|who)\b/.test(title)) return null;
  return { title, start: at, end: at + name.length + whole.length - 1 };
}

/** A title begins with its first capital, or where a word that belongs to the sentence ends. */
function beginningOf(words: readonly string[], last: number): number {
  let first = last;
  while (
    first > 0 &&
    !/^(?:the|a|an|by|and|but|with|from|of|to|as|that|while|said|told|says|added|former|its|his|her|their|when|after|for|in|on|at)$/i.test(
      words[first - 1] ?? '',
    )
  )
    first -= 1;
  return first;
}
