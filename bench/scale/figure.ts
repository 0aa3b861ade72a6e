/** One line of the table: a figure beside its goal. The process fails where one is missed. */
export function tell(what: string, found: string, goal: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'MISS'}  ${what.padEnd(52)} ${found.padEnd(46)} goal: ${goal}`);
  if (!holds) process.exitCode = 1;
}

export async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Median and worst of nine times, in milliseconds: what else a machine does is in one of them and not in all. */
export async function tookOften(
  work: () => Promise<unknown>,
): Promise<{ readonly median: number; readonly worst: number }> {
  const times: number[] = [];
  while (times.length < 9) times.push(await took(work));
  times.sort((a, b) => a - b);
  return { median: times[4] ?? Number.NaN, worst: times[8] ?? Number.NaN };
}

/** `2.3 ms (worst 10.1)`. */
export function often({ median, worst }: { readonly median: number; readonly worst: number }): string {
  return `${median.toFixed(1)} ms (worst ${worst.toFixed(1)})`;
}
