interface Option {
  readonly name: string;
  readonly value?: unknown;
  readonly options?: readonly Option[] | undefined;
}

/** What a bare bot looks its answer up by: a Discord command with what was filled in, whoever parsed it. */
export function answerKey(name: string, options: readonly Option[] = []): string {
  const parts = options.map((option): string =>
    option.options === undefined
      ? `${option.name}=${String(option.value)}`
      : answerKey(option.name, option.options),
  );
  return [name, ...parts.sort()].join('|');
}
