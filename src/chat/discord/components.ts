// A message as Discord's newer components show it: one container of texts and buttons, within every limit. Pure.
import type {
  APIComponentInContainer,
  APIContainerComponent,
  APISeparatorComponent,
  APITextDisplayComponent,
} from 'discord.js';
import { ComponentType } from 'discord.js';
import type { Field, Message } from '../../core/messages/message.ts';
import { clip } from '../../core/text/clip.ts';
import { type ButtonRow, toButtonRows } from './buttons.ts';
import { COMPONENTS, EMBED } from './limits.ts';
import { escapeMarkdown, fitWords, plain, renderText, safeUrl } from './markdown.ts';
import { COLOURS, calledRoles, renderParagraphs } from './render.ts';
import { renderSections } from './sections.ts';

/** Content and embeds are not to be mixed with the flag, so the type has no room for them. */
export type ComponentsPayload = {
  readonly flags: typeof COMPONENTS.flag;
  readonly components: (APITextDisplayComponent | APIContainerComponent)[];
  readonly allowed_mentions: { readonly parse: []; readonly roles?: string[] };
};

const FOOTER_LENGTH = 300;
const TITLE_LENGTH = 256;
const FIELD_LENGTH = 300;
/** The share of what room there is that a part may take while others wait for theirs. */
const SHARE = 0.6;
/** Not less than any set of roles that can be called. */
const ROOM_FOR_CALLS = 300;

export function renderComponents(message: Message, rows: readonly ButtonRow[] = toButtonRows(message.actions)) {
  const title = renderTitle(message);
  const footer = clip(plain(message.footer ?? ''), FOOTER_LENGTH);
  const small = footer === '' ? '' : `-# ${escapeMarkdown(footer)}`;
  let room = COMPONENTS.text - ROOM_FOR_CALLS - title.length - small.length;
  const hasMore = message.fields.length + message.sections.length > 0;
  const said = renderParagraphs(message.paragraphs, Math.floor(hasMore ? room * SHARE : room));
  room -= said.length;
  const fields = renderFieldLines(message.fields, Math.floor(message.sections.length > 0 ? room * SHARE : room));
  room -= fields.length;
  const sections = message.sections.length > 0 ? renderSections(message.sections, room) : '';
  const texts = [said === '' ? title : `${title}\n${said}`, fields, sections, small];
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: COLOURS[message.tone],
    components: [...parted(texts.filter((text) => text !== '')), ...rows],
  };
  return {
    flags: COMPONENTS.flag,
    components: [container],
    allowed_mentions: { parse: [] },
  } satisfies ComponentsPayload;
}

/** A new post of the message, which may call the roles it names: in a text of their own, before all else. */
export function renderComponentsPost(message: Message): ComponentsPayload {
  const roles = calledRoles(message);
  const payload = renderComponents(message);
  if (roles.length === 0) return payload;
  const call: APITextDisplayComponent = {
    type: ComponentType.TextDisplay,
    content: roles.map((role) => `<@&${role}>`).join(' '),
  };
  return { ...payload, components: [call, ...payload.components], allowed_mentions: { parse: [], roles } };
}

function renderTitle({ title, url }: Message): string {
  const link = url === undefined ? undefined : safeUrl(url);
  const words = fitWords(title, (text) => escapeMarkdown(plain(text)), TITLE_LENGTH) || '…';
  return link === undefined || link.length > EMBED.url / 2 ? `### ${words}` : `### [${words}](${link})`;
}

function renderFieldLines(fields: readonly Field[], room: number): string {
  let rendered = '';
  for (const { name, value } of fields) {
    const label = fitWords(name, (text) => escapeMarkdown(plain(text)), FIELD_LENGTH) ?? '';
    const gap = rendered === '' ? '' : '\n';
    const head = label === '' ? gap : `${gap}**${label}:** `;
    const told = renderText(value, Math.min(FIELD_LENGTH * 2, room - rendered.length - head.length));
    if (told !== '') rendered += head + told;
  }
  return rendered;
}

/** A line between the parts. */
function parted(texts: readonly string[]): APIComponentInContainer[] {
  return texts.flatMap((content, at) => {
    const text: APITextDisplayComponent = { type: ComponentType.TextDisplay, content };
    const line: APISeparatorComponent = { type: ComponentType.Separator, divider: true, spacing: 1 };
    return at === 0 || content.startsWith('-# ') ? [text] : [line, text];
  });
}
