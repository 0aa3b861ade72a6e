import { PLATFORMS } from '../../platforms/registry.ts';

const GONE = '[secret]';

/** Shapes of credentials; the first group, where there is one, is kept. */
const PATTERNS: readonly RegExp[] = [
  ...PLATFORMS.flatMap(({ secretForms = [] }) => secretForms),
  // User and password in an address of any scheme; a database password may hold any character but white space.
  /(postgres(?:ql)?:\/\/)(?:(?!postgres(?:ql)?:\/\/)[^\s"\\])+(?=@)/gi,
  /((?<![a-z0-9+.-])[a-z0-9+.-]*:\/\/)[^\s"\\/@]+(?=@)/gi,
  /(\bBearer\s+)[\w.~+/=-]+/gi,
  /("authorization"\s*:\s*")[^"]+/gi,
  /([?&](?:token|ticket|secret|code|state|client_secret|access_token|refresh_token)=)[^&\s"\\]+/gi,
];

/**
 * Takes credentials out of a finished line: whatever looks like one, and every value in `known` (those of at least six
 * characters), also as JSON and as a URL would spell it.
 */
export function createScrubber(known: readonly string[] = []): (line: string) => string {
  const spellings = new Set(
    known
      .filter((secret) => secret.length >= 6)
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
