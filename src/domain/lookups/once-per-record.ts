/** What is made of one record alone, or of a list in one, kept as long as that very object is: records never change. */
export function oncePerRecord<Kept extends object, Made>(
  make: (record: Kept) => Made,
): (record: Kept) => Made {
  const made = new WeakMap<Kept, { readonly value: Made }>();
  return (record) => {
    const kept = made.get(record);
    if (kept !== undefined) return kept.value;
    const value = make(record);
    made.set(record, { value });
    return value;
  };
}
