// Discord's limits, as data. Source of all unless told: docs.discord.com/developers, the page named.

/** resources/message: embed limits. */
export const EMBED = {
  perMessage: 10,
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  /** Titles, descriptions, field names and values and footers of all embeds of one message together. */
  total: 6000,
  /** Not documented; longer ones are refused by the API as `not a well formed URL`. */
  url: 2048,
} as const;

/** components/reference. */
export const BUTTON = { label: 80, customId: 100, perRow: 5, rows: 5 } as const;

/** resources/message: create message. `nonceRemembered`: "the past few minutes". */
export const NONCE_LENGTH = 25;

/** interactions/application-commands. */
export const COMMAND = {
  name: 32,
  description: 100,
  options: 25,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
} as const;

/** interactions/receiving-and-responding: the first answer is due within 3 s; what it opened stays open for 15 min. */
export const INTERACTION = { firstAnswerMs: 3_000, tokenLifeMs: 15 * 60_000 } as const;

/** resources/channel. */
export const THREAD_NAME = 100;

/** components/reference: a message of components takes neither content nor embeds, and keeps its kind for good. */
export const COMPONENTS = {
  flag: 1 << 15,
  perMessage: 40,
  /** Of all text of one message together. */
  text: 4000,
} as const;

/** resources/channel: forum tags. */
export const TAG = { name: 20, perForum: 20, applied: 5 } as const;

/** resources/guild-scheduled-event: create guild scheduled event, entity metadata. */
export const EVENT = { name: 100, description: 1000, location: 100 } as const;

/** events/gateway-events: activity object. */
export const ACTIVITY = 128;

/** Not documented: discord-api-docs discussions say ten an hour and channel. */
export const PUBLISHED_AN_HOUR = 10;
