/** The same with no key that is there and undefined. */
export type Exact<Data> = Data extends readonly (infer Item)[]
  ? Exact<Item>[]
  : Data extends object
    ? { [Key in keyof Data]: Exact<Exclude<Data[Key], undefined>> }
    : Data;

/** zod's types let an optional key be there and undefined; its results never have it so. */
export function exact<Data>(data: Data): Exact<Data> {
  return data as Exact<Data>;
}
