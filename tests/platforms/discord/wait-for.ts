/** Resolves as soon as it holds; looked at every few milliseconds, for what no event tells. */
export async function waitFor(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  throw new Error('Waited in vain.');
}
