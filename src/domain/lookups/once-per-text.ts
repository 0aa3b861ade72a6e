/**
 * What is made of a text alone, kept for the texts met lately: all is forgotten where more than `most` are kept. One of more than
 * `longest` characters is made each time.
 */
export function oncePerText<Made>(
  make: (text: string) => Made,
  { most, longest = Number.POSITIVE_INFINITY }: { readonly most: number; readonly longest?: number },
): (text: string) => Made {
  const made = new Map<string, { readonly value: Made }>();
  return (text) => {
    const kept = made.get(text);
    if (kept !== undefined) return kept.value;
    const value = make(text);
    if (text.length > longest) return value;
    if (made.size >= most) made.clear();
    made.set(text, { value });
    return value;
  };
}
