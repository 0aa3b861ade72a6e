/** Runs something after that many milliseconds; what it returns calls it off. Cheap enough for every question. */
export type After = (ms: number, run: () => void) => () => void;

export const afterTimeout: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** The work's result, or `late` where it takes longer; then the work goes on unheard. */
export function orLate<T, L>(
  work: Promise<T>,
  ms: number,
  late: L,
  { after }: { readonly after: After },
): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const callOff = after(ms, () => resolve(late));
    work.then(resolve, reject).finally(callOff);
  });
}
