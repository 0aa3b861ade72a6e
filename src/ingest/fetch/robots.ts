interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

/** So much of a robots.txt is read (RFC 9309, 2.5 asks for 500 KiB at least). */
export const MOST_ROBOTS_BYTES = 512_000;
const MOST_RULES = 2000;

/**
 * Whether a robots.txt (RFC 9309) lets `agent` (a product token in small letters) fetch a path with its query. The
 * longest rule that matches decides, an allowing one where two are as long; text that is no robots.txt forbids nothing.
 */
export function robotsAllow(text: string, agent: string, path: string): boolean {
  const rules = rulesFor(text, agent);
  let best: Rule | undefined;
  for (const rule of rules) {
    if (!matches(rule.pattern, path)) continue;
    const longer = rule.pattern.length - (best?.pattern.length ?? -1);
    if (longer > 0 || (longer === 0 && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** The rules of the groups that name the agent, or of those for everybody where none does. */
function rulesFor(text: string, agent: string): readonly Rule[] {
  const own: Rule[] = [];
  const everybody: Rule[] = [];
  let named = false;
  let current: Rule[][] = [];
  let naming = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, key = '', raw = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const value = raw.trim();
    switch (key.toLowerCase()) {
      case 'user-agent': {
        if (!naming) current = [];
        naming = true;
        const product = value.toLowerCase().split('/')[0];
        if (product === agent) {
          named = true;
          current.push(own);
        } else if (product === '*') current.push(everybody);
        break;
      }
      case 'allow':
      case 'disallow':
        naming = false;
        if (value === '') break;
        for (const list of current) {
          if (list.length < MOST_RULES) list.push({ allow: key.toLowerCase() === 'allow', pattern: value });
        }
        break;
    }
  }
  return named ? own : everybody;
}

/** `*` is anything, `$` the end; without going back further than the last `*`, so that no rule takes long. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...rest] = parts;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    if (anchored && index === rest.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return !anchored || at === path.length;
}
