import type { PostLimits } from '../../../core/post-rate.ts';

/**
 * How fast messages may be posted: one a second to a channel, and "several hundred a minute" in a workspace, read as
 * three hundred (https://docs.slack.dev/apis/web-api/rate-limits). Workspaces do not count against one another; the limit
 * over all of them is what one process does without keeping questions waiting.
 */
export const SLACK_POST_LIMITS: PostLimits = { perSecond: 50, perTenantPerSecond: 5, perChannelMs: 1_000 };

/**
 * What Slack accepts, counted in code points; read by the renderer, the fitter and the tests.
 * Block Kit: https://docs.slack.dev/reference/block-kit/blocks and /reference/block-kit/block-elements
 * Messages: https://docs.slack.dev/reference/methods/chat.postMessage
 * Manifest: https://docs.slack.dev/reference/app-manifest
 */
export const SLACK_LIMITS = {
  /** Blocks of one message; a home tab or modal may have 100. */
  blocksPerMessage: 50,
  blocksPerView: 100,
  /**
   * Characters of all blocks of one message together. Undocumented: `msg_blocks_too_long` has been seen from 11,341 on
   * (https://github.com/slackapi/bolt-js/issues/2867), so we stay clearly below.
   */
  blockCharacters: 10_000,
  /** Any text object, and so a section, a context element and one text run of ours. */
  textObject: 3_000,
  header: 150,
  contextElements: 10,
  sectionFields: 10,
  sectionField: 2_000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  altText: 2_000,
  /** `alt_txt` of an upload; longer ones are refused with alt_txt_too_large. */
  uploadAltText: 1_000,
  inputLabel: 2_000,
  placeholder: 150,
  modalTitle: 24,
  /** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
  inputText: 3_000,
  selectOptions: 100,
  optionText: 75,
  optionValue: 150,
  /** `text` beside blocks: chat.update refuses more than 4,000. */
  fallbackText: 4_000,
  responseUrlUses: 5,
  responseUrlMinutes: 30,
} as const;

/** https://docs.slack.dev/reference/app-manifest */
export const MANIFEST_LIMITS = {
  name: 35,
  description: 140,
  longDescription: 4_000,
  longDescriptionLeast: 175,
  slashCommands: 50,
  commandDescription: 2_000,
  usageHint: 1_000,
  shortcutName: 24,
  shortcutDescription: 150,
} as const;
