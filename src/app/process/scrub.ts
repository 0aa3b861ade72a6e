import { PLATFORMS } from '../../platforms/registry.ts';

const GONE = '[secret]';

/** Words of every other sentence of ours: as somebody's password they would be told by their absence alone. */
const OWN_WORDS = new Set(['readout', 'postgres', 'password', 'discord']);

/** Shapes of credentials; the first group, where there is one, is kept. */
const PATTERNS: readonly RegExp[] = [
  ...PLATFORMS.flatMap(({ secretForms = [] }) => secretForms),
  // User and password in an address of any scheme; a database password may hold any character but white space.
  /(postgres(?:ql)?:\/\/)(?:(?!postgres(?:ql)?:\/\/)[^\s"\\])+(?=@)/gi,
  /((?<![a-z0-9+.-])[a-z0-9+.-]*:\/\/)[^\s"\\/?#]+(?=@)/gi,
  /(\bBearer\s+)[\w.~+/=-]+/gi,
  // Two words joined in base64, and not "Basic authentication".
  /(\bBasic\s{1,3})(?=[a-z+/]{0,200}[\d=])[\w+/-]{8,}={0,2}/gi,
  // Under a name that tells: as JSON has it, be it within other JSON, as Node shows objects and lists of headers.
  /((?:token|secret|ticket|passw(?:or)?d|pwd|api[_-]?key|authorization|cookie|signature|response_url)\\{0,31}["']?\s{0,2}[:=,]\s{0,2}\\{0,31}["'])[^"'\\]+/gi,
  // And as connection strings, forms and shells have it.
  /((?:token|secret|ticket|passw(?:or)?d|pwd|api[_-]?key|authorization|cookie|signature|response_url)=)[^\s"'\\&,;)]+/gi,
  /([?&](?:code|state|key|sig|signature|auth)=)[^&\s"'\\]+/gi,
  // Keys of the services a chooser may be at, and signed tokens of any.
  /()\bsk-[\w-]{16,}/g,
  /()(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g,
];

/**
 * Takes credentials out of a finished line: whatever looks like one, and every value in `known` (those of at least six
 * characters), also as JSON and as a URL would spell it.
 */
export function createScrubber(known: readonly string[] = []): (line: string) => string {
  const spellings = new Set(
    known
      .filter((secret) => secret.length >= 6 && !OWN_WORDS.has(secret.toLowerCase()))
      .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
  );
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  return (line) => {
    let clean = line;
    for (const secret of longestFirst) clean = clean.replaceAll(secret, GONE);
    for (const pattern of PATTERNS) clean = clean.replace(pattern, `$1${GONE}`);
    return clean;
  };
}
