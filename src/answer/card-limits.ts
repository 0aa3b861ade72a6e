/** How much of an answer is shown first, on one kind of surface. The rest is one step away. */
export interface CardLimits {
  /** Characters of the lead, its quotation marks and references counted. */
  readonly lead: number;
  readonly leadSentences: number;
  /** Rows below the lead. */
  readonly rows: number;
  /** Sources cited behind one claim: the best, and one that does not trace to the same first report. */
  readonly citesPerClaim: number;
  /** Sources listed. A row that could only be cited by one more waits behind "More". */
  readonly sources: number;
  /** What may be asked next, besides "More". */
  readonly offers: number;
  /** The whole card, in what its surface counts; a quotation may exceed it, and pushes rows out. */
  readonly whole: CardSize;
}

/** Characters a reader sees, Slack's blocks, lines of 80 columns. Absent where the surface does not count it. */
export interface CardSize {
  readonly characters?: number;
  readonly blocks?: number;
  readonly lines?: number;
}

/** `chat`: what a command of Slack or Discord gets; `message`: a mention or a direct message; `digest`: one item. */
export type CardSurface = 'chat' | 'message' | 'terminal' | 'digest';

const LEAD = { lead: 280, leadSentences: 2 } as const;

/** Columns at which a terminal's lines are counted, whatever its width. */
export const CARD_COLUMNS = 80;

export const CARD_LIMITS: Readonly<Record<CardSurface, CardLimits>> = {
  chat: {
    ...LEAD,
    rows: 4,
    citesPerClaim: 2,
    sources: 3,
    offers: 4,
    whole: { characters: 900, blocks: 8 },
  },
  message: {
    ...LEAD,
    rows: 3,
    citesPerClaim: 1,
    sources: 2,
    offers: 4,
    whole: { characters: 600, blocks: 8 },
  },
  terminal: { ...LEAD, rows: 8, citesPerClaim: 2, sources: 5, offers: 2, whole: { lines: 15 } },
  digest: { ...LEAD, rows: 5, citesPerClaim: 2, sources: 3, offers: 0, whole: { characters: 900 } },
};
