import type { TenantId } from '../../domain/schedule/tenant.ts';
/**
 * `open`: nobody has decided; `held`: it is approved and goes live at its time; `approved`: it went live; `merged`: it became
 * part of another record; `rejected`: never again.
 */
export const PROPOSAL_STATES = ['open', 'held', 'approved', 'merged', 'rejected'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Who put an article up for review: platform and id as in the audit, `terminal` and `config` (a watched feed) included. */
export interface Proposer {
  readonly platform: string;
  readonly tenant: TenantId;
  /** Platform id of the person. */
  readonly actor: string;
}

/** An article that somebody proposed, whatever became of its drafts. */
export interface ProposedArticle {
  /** Id of the source it would become in the story's pack; unique within the story. */
  readonly id: string;
  readonly story: string;
  /** Canonical address; empty for a file or pasted text. */
  readonly url: string;
  /** SHA-256 (hex) of what makes two articles the same one: its words. */
  readonly hash: string;
  /** The source as a record of the pack would have it; JSON, opaque to the store. */
  readonly source: string;
  /** The text evidence points into: the lineage of later articles is told from it. */
  readonly text: string;
  readonly proposer: Proposer;
  /** Epoch milliseconds. */
  readonly proposedAt: number;
}

/** A draft record for review. */
export interface NewProposal {
  /** Unique over everything: `<story>/<article>/<fingerprint>`. */
  readonly id: string;
  /**
   * What it says, whatever article says it. A draft with the fingerprint of one that was rejected is not stored, whoever
   * proposes it and from whatever article; one that is open or approved is, as one more place that says so.
   */
  readonly fingerprint: string;
  /** `statement`, `event`, `position`, `actor`, `conflict`, `term`. */
  readonly kind: string;
  /** The draft with its evidence and confidence; JSON, opaque to the store. */
  readonly draft: string;
}

export interface StoredProposal extends NewProposal {
  readonly story: string;
  /** Id of the proposed article it comes from. */
  readonly article: string;
  readonly proposer: Proposer;
  readonly proposedAt: number;
  readonly state: ProposalState;
  /** Who decided, as `platform:id`, and when; empty and 0 while it is open. */
  readonly decidedBy: string;
  readonly decidedAt: number;
  /** Id of the record it became or was merged into, or why it was rejected; while it is held the time, in epoch milliseconds. */
  readonly outcome: string;
}

export interface ProposalStore {
  /**
   * Keeps an article and those of its drafts that are new, all or nothing; returns how many drafts were. An article
   * that is there already (by story and id) stays as it is; where it is another one, neither of the address nor of the words of
   * this one, nothing is kept.
   */
  readonly propose: (article: ProposedArticle, drafts: readonly NewProposal[]) => Promise<number>;
  /** Of a story, oldest first. */
  readonly proposedArticles: (story: string) => Promise<readonly ProposedArticle[]>;
  readonly proposal: (id: string) => Promise<StoredProposal | null>;
  /** Of a story, in the order they were proposed; all states where none is named. */
  readonly proposalsOf: (
    story: string,
    which?: { readonly state?: ProposalState; readonly article?: string },
  ) => Promise<readonly StoredProposal[]>;
  /** Replaces an open draft by an edited one. False where it is no longer open. */
  readonly editProposal: (id: string, draft: string) => Promise<boolean>;
  /** Decides one that is in the state `from`, open where none is named. False where it is not, or no longer: nothing is written then. */
  readonly decideProposal: (
    id: string,
    decision: {
      /** Open again where what was held could not go live. */
      readonly state: ProposalState;
      readonly by: string;
      readonly outcome: string;
      readonly now: number;
      readonly from?: 'open' | 'held';
    },
  ) => Promise<boolean>;
}
