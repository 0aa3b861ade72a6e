/** Words for a draft that any story uses of all of its drafts: they never say which. */
export const ANY_DRAFT: ReadonlySet<string> = new Set(
  `text texts plan plans draft drafts proposal proposals version versions document documents paper papers framework frameworks
  deal deals`.split(/\s+/),
);

/** Words that call something a draft, from a paper to a treaty; alone they seldom say which. */
export const DRAFT_WORDS: ReadonlySet<string> = new Set([
  ...ANY_DRAFT,
  ...`agreement agreements accord accords treaty treaties resolution resolutions protocol protocols declaration declarations
  convention conventions pact pacts memorandum memorandums memoranda mou communique communiques charter charters compact
  compacts roadmap roadmaps settlement settlements blueprint blueprints bill bills directive directives regulation
  regulations annex annexes appendix appendices statute statutes constitution covenant covenants`.split(
    /\s+/,
  ),
]);
