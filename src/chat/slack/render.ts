// A Message as Slack shows it: Block Kit within Slack's limits, and a plain text for notifications and screen readers.
// Foreign words go into rich or plain text, which know no markup; mrkdwn is used only where Slack offers nothing else.
import type { types } from '@slack/bolt';
import type { Field, Message, Section, Text, Tone } from '../../core/messages/message.ts';
import { plainText } from '../../core/messages/plain.ts';
import { tidy } from '../../core/messages/tidy.ts';
import { clip } from '../../core/text/clip.ts';
import { toButtons } from './buttons.ts';
import { BLOCKS, MESSAGE } from './limits.ts';
import { clipSpans, defuse, escapeMrkdwn, isLinkable, lengthOf, toMrkdwn, toRich } from './markup.ts';

export type SlackMessage = { readonly text: string; readonly blocks: types.KnownBlock[] };

const TONES: Readonly<Record<Tone, string>> = {
  neutral: '',
  talk: '\u{1F4AC}',
  on: '\u{1F7E2}',
  live: '\u{1F534}',
  done: '\u2705',
  off: '\u26D4',
  warning: '\u26A0\uFE0F',
  fault: '\u2757',
};

const NAMELESS = 'Summit Watch';

/** What is left of a message's space; each part takes its share in order of appearance. */
type Space = { text: number; blocks: number };

/** One rich text block holds no more than a section would. */
const RICH_TEXT = BLOCKS.sectionText;

/** Room for "… (+12)" where lines had to be left out. */
const NOTE = 40;

/** `more` buttons stand after the message's own. */
export function renderMessage(raw: Message, more: readonly (types.Button | types.Overflow)[] = []): SlackMessage {
  const message = tidy(raw);
  const head = titleBlocks(message);
  const tail = [...footerBlocks(message), ...actionBlocks(message, more)];
  const space: Space = {
    // One note of what was left out stands outside the shares.
    text: MESSAGE.blocksText - sizeOf([...head, ...tail]) - NOTE,
    blocks: BLOCKS.perMessage - head.length - tail.length - 1,
  };
  const body = [
    ...paragraphBlocks(message.paragraphs, space),
    ...fieldBlocks(message.fields, space),
    ...sectionBlocks(message.sections, space),
  ];
  return { text: fallback(message), blocks: [...head, ...body, ...tail] };
}

/** All but the title, for where something else heads it. */
export function renderBody(message: Message): types.KnownBlock[] {
  const head = titleBlocks(tidy(message)).length;
  return renderMessage(message).blocks.slice(head);
}

/** A user group's id, so that nothing else can be called. */
const USER_GROUP = /^S[A-Z0-9]{2,20}$/;
const MOST_GROUPS = 10;

/** A new post of the message, which may call the user groups it names. */
export function renderPost(message: Message): SlackMessage {
  const groups = [...new Set(message.pings ?? [])].filter((group) => USER_GROUP.test(group)).slice(0, MOST_GROUPS);
  const { text, blocks } = renderMessage(message);
  if (groups.length === 0 || blocks.length >= BLOCKS.perMessage) return { text, blocks };
  const calls = groups.flatMap((group): types.RichTextElement[] => [
    { type: 'usergroup', usergroup_id: group },
    { type: 'text', text: ' ' },
  ]);
  return { text, blocks: [richBlock([{ type: 'rich_text_section', elements: calls }]), ...blocks] };
}

/** The characters of a message that count: everything but the scaffolding. */
export function sizeOf(blocks: readonly types.KnownBlock[]): number {
  let size = 0;
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') size += SCAFFOLDING.has(key) ? 0 : value.length;
    else if (Array.isArray(value)) for (const each of value) walk(each, key);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) walk(each, name);
    }
  };
  walk(blocks, '');
  return size;
}

const SCAFFOLDING: ReadonlySet<string> = new Set(['type', 'style', 'action_id', 'block_id', 'format']);

/** A headline that leads somewhere is a bold link, since Slack's headers cannot be links. */
function titleBlocks(message: Message): types.KnownBlock[] {
  const words = message.title || NAMELESS;
  const title = [TONES[message.tone], words].filter((part) => part !== '').join(' ');
  if (message.url !== undefined && isLinkable(message.url)) {
    const link: Text = [{ kind: 'link', text: clip(title, BLOCKS.sectionText / 4), url: message.url }];
    return [richBlock([{ type: 'rich_text_section', elements: toRich(link, { bold: true }) }])];
  }
  if (title.length > BLOCKS.headerText) {
    const strong: Text = [{ kind: 'strong', text: clip(title, BLOCKS.sectionText / 4) }];
    return [richBlock([{ type: 'rich_text_section', elements: toRich(strong) }])];
  }
  return [{ type: 'header', text: { type: 'plain_text', text: defuse(title), emoji: false } }];
}

function paragraphBlocks(paragraphs: readonly Text[], space: Space): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  for (const paragraph of paragraphs) {
    const elements = toRich(clipSpans(paragraph, Math.min(RICH_TEXT, space.text)));
    if (elements.length === 0) continue;
    const block = richBlock([{ type: 'rich_text_section', elements }]);
    if (!take(space, block)) break;
    blocks.push(block);
  }
  return blocks;
}

/** Neighbouring inline fields stand in two columns, others under each other. */
function fieldBlocks(fields: readonly Field[], space: Space): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let columns: types.MrkdwnElement[] = [];
  const closeColumns = (): void => {
    if (columns.length > 0) blocks.push({ type: 'section', fields: columns });
    columns = [];
  };
  for (const field of fields) {
    const opensBlock = !field.inline || columns.length === 0 || columns.length === BLOCKS.fieldsPerSection;
    if (opensBlock && space.blocks < 1) break;
    if (field.inline) {
      const column = columnOf(field, Math.min(BLOCKS.fieldText, space.text));
      if (column.text.length > space.text) break;
      if (columns.length === BLOCKS.fieldsPerSection) closeColumns();
      if (columns.length === 0) space.blocks -= 1;
      space.text -= column.text.length;
      columns.push(column);
      continue;
    }
    closeColumns();
    const name: Text = [{ kind: 'strong', text: clip(field.name, BLOCKS.headerText) }];
    const value = clipSpans(field.value, Math.min(RICH_TEXT, space.text) - lengthOf(name) - 1);
    const elements = [...toRich(name), ...toRich('\n'), ...toRich(value)];
    const block = richBlock([{ type: 'rich_text_section', elements }]);
    if (!take(space, block)) break;
    blocks.push(block);
  }
  closeColumns();
  return blocks;
}

/** Entities and links make mrkdwn longer than what is seen: the words shrink until the whole fits. */
function columnOf(field: Field, limit: number): types.MrkdwnElement {
  const name = `*${escapeMrkdwn(clip(field.name, BLOCKS.headerText)).replace(/\s+/g, ' ')}*`;
  let words = Math.max(limit - name.length - 1, 1);
  let value = toMrkdwn(clipSpans(field.value, words));
  while (name.length + 1 + value.length > limit && words > 1) {
    words = Math.floor(words * 0.8);
    value = toMrkdwn(clipSpans(field.value, words));
  }
  return { type: 'mrkdwn', text: `${name}\n${value}`, verbatim: true };
}

/** A heading and its lines as a list; what finds no room is counted instead of told. */
function sectionBlocks(sections: readonly Section[], space: Space): types.KnownBlock[] {
  const blocks: types.KnownBlock[] = [];
  let leftOut = 0;
  for (const section of sections) {
    const heading = toRich([{ kind: 'strong', text: clip(section.heading, BLOCKS.headerText) }]);
    const room = Math.min(RICH_TEXT, space.text) - lengthOf(section.heading) - NOTE;
    const { items, missing } = listItems(section.lines, room);
    const parts: types.RichTextBlockElement[] = [];
    if (heading.length > 0) parts.push({ type: 'rich_text_section', elements: heading });
    if (items.length > 0) parts.push({ type: 'rich_text_list', style: 'bullet', elements: items });
    if (missing > 0) parts.push({ type: 'rich_text_section', elements: toRich(more(missing)) });
    if (parts.length === 0) continue;
    const block = richBlock(parts);
    if (take(space, block)) blocks.push(block);
    else leftOut += section.lines.length;
  }
  if (leftOut > 0) blocks.push(contextBlock(more(leftOut)));
  return blocks;
}

function listItems(
  lines: readonly Text[],
  room: number,
): { readonly items: types.RichTextSection[]; readonly missing: number } {
  const items: types.RichTextSection[] = [];
  let left = room;
  for (const [index, line] of lines.entries()) {
    const cost = lengthOf(line);
    if (cost > left && (items.length > 0 || left < NOTE)) return { items, missing: lines.length - index };
    const elements = toRich(clipSpans(line, left));
    if (elements.length > 0) items.push({ type: 'rich_text_section', elements });
    left -= Math.min(cost, left);
  }
  return { items, missing: 0 };
}

/** The same in every language. */
function more(count: number): string {
  return `\u2026 (+${count})`;
}

function footerBlocks(message: Message): types.KnownBlock[] {
  const footer = message.footer?.trim() ?? '';
  return footer === '' ? [] : [contextBlock(clip(footer, BLOCKS.fieldText / 4))];
}

function actionBlocks(message: Message, more: readonly (types.Button | types.Overflow)[]): types.KnownBlock[] {
  const elements = [...toButtons(message.actions), ...more];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function contextBlock(text: string): types.KnownBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text: defuse(text), emoji: false }] };
}

function richBlock(elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Whether there is room for the block, which then is taken. */
function take(space: Space, block: types.KnownBlock): boolean {
  const size = sizeOf([block]);
  if (space.blocks < 1 || size > space.text) return false;
  space.text -= size;
  space.blocks -= 1;
  return true;
}

/** The whole message in plain words. Slack reads markup here too, hence the escapes. */
function fallback(message: Message): string {
  const lines = [
    message.title || NAMELESS,
    ...message.paragraphs.map((text) => plainText(text)),
    ...message.fields.map((field) => `${field.name}: ${plainText(field.value)}`),
    ...message.sections.flatMap((section) => [
      section.heading,
      ...section.lines.map((line) => `\u2022 ${plainText(line)}`),
    ]),
    message.footer ?? '',
  ].filter((line) => line.trim() !== '');
  let words: number = MESSAGE.fallbackText;
  let text = escapeMrkdwn(clip(lines.join('\n'), words));
  while (text.length > MESSAGE.fallbackText) {
    words = Math.floor(words * 0.8);
    text = escapeMrkdwn(clip(lines.join('\n'), words));
  }
  return text;
}
