// What Slack allows, as data, each number with its source. The renderer keeps within these; nothing else names them.

/** Block Kit: https://docs.slack.dev/reference/block-kit/blocks and the comments of @slack/types. */
export const BLOCKS = {
  perMessage: 50,
  headerText: 150,
  sectionText: 3000,
  fieldText: 2000,
  fieldsPerSection: 10,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  idText: 255,
} as const;

export const MESSAGE = {
  /** All text in blocks: Slack answers `msg_blocks_too_long` from about 13 200 (bolt-js#2509); 12 000 is its stated cap for markdown blocks. */
  blocksText: 12_000,
  /** `text` is cut by Slack at 40 000; 4000 is what its docs advise (reference/methods/chat.postMessage). */
  fallbackText: 4000,
} as const;

/** Views: https://docs.slack.dev/reference/views */
export const VIEWS = { blocks: 100, title: 24, buttonText: 24, privateMetadata: 3000, callbackId: 255 } as const;

/** What a window's fields take: https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const INPUTS = { label: 2000, hint: 2000, placeholder: 150 } as const;

/** Selects: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
export const SELECTS = { options: 100, optionText: 75, optionValue: 75, overflow: 5, radioButtons: 10 } as const;

/** `response_url`: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export const REPLIES = { uses: 5, withinMs: 30 * 60_000 } as const;

/** Manifest: slackapi/manifest-schema 2.0.0 */
export const MANIFEST = {
  name: 35,
  description: 140,
  longDescription: 4000,
  botName: 80,
  commands: 50,
  commandName: 32,
  commandDescription: 2000,
  commandHint: 1000,
} as const;
