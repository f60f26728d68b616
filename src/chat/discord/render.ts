// A message as Discord shows it: embeds and buttons, within every limit, pinging nobody but named roles. Pure.
import type { APIEmbed, APIEmbedField } from 'discord.js';
import type { Field, Message, Text, Tone } from '../../core/messages/message.ts';
import { clip } from '../../core/text/clip.ts';
import { type ButtonRow, toButtonRows } from './buttons.ts';
import { EMBED, THREAD_NAME } from './limits.ts';
import { fitWords, inertLine, plain, renderText, safeUrl } from './markdown.ts';
import { renderSections } from './sections.ts';

/** For a new message, an edit and an answer alike; none of them may parse mentions. */
export type Payload = {
  readonly embeds: APIEmbed[];
  readonly components: ButtonRow[];
  readonly allowed_mentions: { readonly parse: []; readonly roles?: string[] };
  /** The roles that are called, and nothing else: embeds call nobody. */
  readonly content?: string;
};

/** A role's id, so that nothing else can stand in the content. */
const ROLE = /^\d{15,21}$/;
const MOST_ROLES = 10;

export const COLOURS: Readonly<Record<Tone, number>> = {
  neutral: 0x5d6d7e,
  talk: 0x3498db,
  on: 0x2ecc71,
  live: 0x9b59b6,
  done: 0x95a5a6,
  off: 0xe74c3c,
  warning: 0xf1c40f,
  fault: 0x992d22,
};

/** A footer is one line; more of it would take the room of what is said. */
const FOOTER_LENGTH = 300;
/** The share of what room there is that a part may take while others wait for theirs. */
const SHARE = 0.6;
/** Fields are cut to this at the least before the last ones are left out. */
const SHORTEST_VALUE = 80;
/** What shows nothing, where Discord demands something. */
const BLANK = '\u200B';

export function renderMessage(message: Message): Payload {
  const title = fitWords(message.title, inertLine, EMBED.title) || '…';
  const footer = clip(plain(message.footer ?? ''), Math.min(FOOTER_LENGTH, EMBED.footer));
  let room = EMBED.total - title.length - footer.length;

  const hasMore = message.fields.length > 0 || message.sections.length > 0;
  const said = renderParagraphs(message.paragraphs, Math.min(EMBED.description, hasMore ? room * SHARE : room));
  room -= said.length;
  const fields = renderFields(message.fields, message.sections.length > 0 ? room * SHARE : room);
  room -= fields.reduce((sum, field) => sum + field.name.length + field.value.length, 0);

  const url = message.url === undefined ? undefined : safeUrl(message.url);
  const color = COLOURS[message.tone];
  const head: APIEmbed = { color, title, ...(url !== undefined && { url }), ...(fields.length > 0 && { fields }) };
  const embeds = withSections(head, said, message, room).map((embed) => ({ ...embed, color }));
  const last = embeds.at(-1);
  if (last !== undefined && footer !== '') last.footer = { text: footer };
  return { embeds, components: toButtonRows(message.actions), allowed_mentions: { parse: [] } };
}

/** A new post of the message, which may call the roles it names. */
export function renderPost(message: Message): Payload {
  const roles = calledRoles(message);
  const payload = renderMessage(message);
  if (roles.length === 0) return payload;
  return { ...payload, content: roles.map((role) => `<@&${role}>`).join(' '), allowed_mentions: { parse: [], roles } };
}

export function calledRoles({ pings = [] }: Message): string[] {
  return [...new Set(pings)].filter((role) => ROLE.test(role)).slice(0, MOST_ROLES);
}

/** Sections follow the paragraphs where they fit; after fields, or when there are many, they have an embed of their own. */
function withSections(head: APIEmbed, said: string, message: Message, room: number): APIEmbed[] {
  if (message.sections.length === 0) return [described(head, said)];
  const gap = said === '' ? '' : '\n\n';
  const listed = renderSections(message.sections, Math.min(room - gap.length, EMBED.description));
  const together = `${said}${gap}${listed}`;
  if (head.fields === undefined && together.length <= EMBED.description) return [described(head, together)];
  return listed === '' ? [described(head, said)] : [described(head, said), { description: listed }];
}

function described(embed: APIEmbed, description: string): APIEmbed {
  return description === '' ? embed : { ...embed, description };
}

export function renderParagraphs(paragraphs: readonly Text[], room: number): string {
  let rendered = '';
  for (const paragraph of paragraphs) {
    const gap = rendered === '' ? '' : '\n\n';
    const text = renderText(paragraph, room - rendered.length - gap.length);
    if (text !== '') rendered += gap + text;
  }
  return rendered;
}

function renderFields(fields: readonly Field[], room: number): APIEmbedField[] {
  const shown = fields.slice(0, EMBED.fields);
  for (let limit: number = EMBED.fieldValue; ; limit = Math.floor(limit / 2)) {
    const rendered = shown.map((field) => renderField(field, limit)).filter((field) => field !== undefined);
    const size = rendered.reduce((sum, field) => sum + field.name.length + field.value.length, 0);
    if (size <= room) return rendered;
    if (limit <= SHORTEST_VALUE) return firstThatFit(rendered, room);
  }
}

function firstThatFit(fields: readonly APIEmbedField[], room: number): APIEmbedField[] {
  let size = 0;
  return fields.filter((field) => {
    size += field.name.length + field.value.length;
    return size <= room;
  });
}

/** Discord refuses a field without a value; one that says nothing is left out. */
function renderField(field: Field, limit: number): APIEmbedField | undefined {
  const value = renderText(field.value, limit);
  if (value === '') return undefined;
  const name = fitWords(field.name, inertLine, Math.min(EMBED.fieldName, limit)) ?? BLANK;
  return { name: name === '' ? BLANK : name, value, ...(field.inline === true && { inline: true }) };
}

/** A title as the name of a forum post. */
export function toThreadName(title: string): string {
  return clip(plain(title), THREAD_NAME) || '…';
}
