/** Runs one bench: `npm run bench <name> [-- flags]`. Each bench is a file here that exports `run(flags)`. */
const BENCHES: readonly string[] = [
  'align',
  'search',
  'ask',
  'chat',
  'digest',
  'questions',
  'questions-fit',
  'quotes',
  'quotes-fit',
  'web',
  'scale',
];

type Bench = { readonly run: (flags: readonly string[]) => Promise<void> | void };

const [name = '', ...flags] = process.argv.slice(2);
if (BENCHES.includes(name)) {
  const bench: Bench = await import(`./${name}.ts`);
  await bench.run(flags);
} else {
  console.error(`bench: there is no bench "${name}"; expected one of: ${BENCHES.join(', ')}`);
  process.exitCode = 2;
}
