/** Each is served where it has a token, and to nobody without it. */
export interface ApiSettings {
  readonly api: string | undefined;
  readonly mcp: string | undefined;
}
