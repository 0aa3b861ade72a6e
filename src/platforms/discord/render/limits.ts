import type { PostLimits } from '../../../core/post-rate.ts';

/** Discord's limits that Readout can meet, in UTF-16 units or counts, with where Discord states them. */
export const LIMITS = {
  /**
   * All text displays of one message together.
   * https://docs.discord.com/developers/components/reference
   */
  text: 4000,
  buttonsPerRow: 5,
  customId: 100,
  buttonLabel: 80,
  buttonUrl: 512,
  /** https://docs.discord.com/developers/resources/message#attachment-object */
  attachmentDescription: 1024,
  /** Length of a `nonce`. https://docs.discord.com/developers/resources/message#create-message */
  nonce: 25,
  /** Name of a thread or forum post. https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
  threadName: 100,
  /** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** https://docs.discord.com/developers/components/reference#label and #text-input */
  modalFields: 5,
  modalTitle: 45,
  modalLabel: 45,
  modalDescription: 100,
  modalText: 4000,
  /** https://docs.discord.com/developers/interactions/application-commands#application-command-object */
  commandDescription: 100,
  commandOptions: 25,
  /** The first answer to an interaction. https://docs.discord.com/developers/interactions/receiving-and-responding */
  firstAnswerMs: 3000,
  /** Requests a second over all routes but interactions. https://docs.discord.com/developers/topics/rate-limits */
  requestsPerSecond: 50,
} as const;

/**
 * Requests that we send in any second, so that they are never more than Discord's limit where they arrive: on the way
 * they bunch up by a tenth of a second.
 */
export const OUR_REQUESTS_PER_SECOND = LIMITS.requestsPerSecond * 0.9;

/** Share of `text` left free, so that a miscount of ours can never become Discord's refusal of a whole answer. */
export const TEXT_BUDGET = LIMITS.text - 100;

/**
 * How fast scheduled posts go out as far as one channel goes: the five messages per five seconds that it takes. Discord
 * publishes no figure for a channel and asks to follow its headers, which `rate-limits.ts` does; this only keeps the
 * refusal from being the rule. All requests together are paced by `pace.ts`, post or not.
 */
export const DELIVERY_LIMITS: PostLimits = {
  perSecond: LIMITS.requestsPerSecond - 2,
  perTenantPerSecond: LIMITS.requestsPerSecond - 2,
  perChannelMs: 1000,
};
