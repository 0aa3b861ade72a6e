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
