type Bench = { readonly run: (flags: readonly string[]) => Promise<void> | void };

/** `npm run bench <name> [-- flags]`: a folder each, which also holds what fits the weights that it measures. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  align: () => import('./align/align.ts'),
  ask: () => import('./ask/ask.ts'),
  chat: () => import('./chat/chat.ts'),
  digest: () => import('./digest/digest.ts'),
  'digest-figures': () => import('./digest/figures.ts'),
  questions: () => import('./questions/questions.ts'),
  'questions-fit': () => import('./questions/fit.ts'),
  quotes: () => import('./quotes/quotes.ts'),
  'quotes-fit': () => import('./quotes/fit.ts'),
  scale: () => import('./scale/scale.ts'),
  search: () => import('./search/search.ts'),
  'search-fit': () => import('./search/fit.ts'),
  watches: () => import('./watches/watches.ts'),
  web: () => import('./web/web.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  console.error(`bench: there is no bench "${name}"; expected one of: ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else {
  await (await bench()).run(flags);
}
