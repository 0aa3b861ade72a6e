/** Something Discord would act on or format in a text, as its clients and servers read it. */
export type Live =
  | { readonly kind: 'mention'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string | null; readonly url: string }
  | { readonly kind: 'format'; readonly mark: string }
  | { readonly kind: 'line'; readonly mark: string };

/** What the server reads as a mention wherever it stands; it knows no backslashes. */
const SERVER_MENTIONS = /@everyone|@here|<@[!&]?\d+>|<#\d+>/g;
/** Links, timestamps, command mentions, guild navigation, custom emoji, as clients read them. */
const CLIENT_MENTIONS = /^<(?:t:-?\d+(?::[a-zA-Z])?|\/[^>:]+:\d+|id:\w+|a?:\w+:\d+|@[!&]?\d+|#\d+)>/;
const AUTOLINK = /^(?:https?|discord|steam):\/\/[^\s<>]+/i;
const ANGLE_LINK = /^<((?:https?|discord|steam|mailto|tel):[^>\s]+)>/i;
const MASKED = /^\[((?:\\.|[^\]\\])*)\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)/;
const INVITE = /^(?:www\.)?discord(?:app)?\.(?:gg|com\/invite|new|gift)\/\w+/i;
const FORMATS = ['***', '**', '*', '___', '__', '_', '~~', '||', '```', '``', '`'] as const;
const LINE_START = /^(?:#{1,3} |-# |>>> |> |[-*+] |\d+[.)] )/;

/** Everything live in a text, in order. Formats are listed once for opening and once for closing. */
export function liveIn(text: string): readonly Live[] {
  const found: Live[] = [...text.matchAll(SERVER_MENTIONS)].map(([match]) => ({
    kind: 'mention',
    text: match,
  }));
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029\v\f]/)) found.push(...liveInLine(line));
  return found;
}

function liveInLine(line: string): readonly Live[] {
  const found: Live[] = [];
  let at = 0;
  for (let start = LINE_START.exec(line); start !== null; start = LINE_START.exec(line.slice(at))) {
    found.push({ kind: 'line', mark: start[0].trim().replace(/\d+/, '1') });
    at += start[0].length;
  }
  while (at < line.length) {
    const rest = line.slice(at);
    const next = read(rest);
    if (next.live !== null) found.push(next.live);
    at += next.length;
  }
  return found;
}

function read(rest: string): { readonly live: Live | null; readonly length: number } {
  if (/^\\[^0-9A-Za-z\s]/.test(rest)) return { live: null, length: 2 };
  const mention = CLIENT_MENTIONS.exec(rest)?.[0];
  if (mention !== undefined) return { live: { kind: 'mention', text: mention }, length: mention.length };
  const masked = MASKED.exec(rest);
  if (masked?.[2] !== undefined && /^[a-z]+:/i.test(masked[2])) {
    return { live: { kind: 'link', label: masked[1] ?? '', url: masked[2] }, length: masked[0].length };
  }
  const angle = ANGLE_LINK.exec(rest);
  if (angle !== null)
    return { live: { kind: 'link', label: null, url: angle[1] ?? '' }, length: angle[0].length };
  const bare = (AUTOLINK.exec(rest) ?? INVITE.exec(rest))?.[0];
  if (bare !== undefined) return { live: { kind: 'link', label: null, url: bare }, length: bare.length };
  const format = FORMATS.find((mark) => rest.startsWith(mark));
  if (format !== undefined) return { live: { kind: 'format', mark: format }, length: format.length };
  return { live: null, length: 1 };
}
