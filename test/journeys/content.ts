// What a reader takes from a message, whatever client shows it: its words in no order, moments as one sign, no markup.
import type { MessageBody } from '../loopback/discord-rules.ts';
import type { SlackPost } from '../loopback/slack.ts';
import { isNode } from '../loopback/slack-blocks.ts';

const MOMENT = ' \u231b ';
/** The button below an answer of Discord's own. */
const DISCORD_SHARE = 'sw1-share';

export function discordContent(message: MessageBody | undefined): readonly string[] {
  const embeds = (message?.embeds ?? []).flatMap(({ title, description, fields, footer }) => [
    title,
    description,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ]);
  const labels = elementsIn(message?.components).flatMap(({ label, custom_id: id }) =>
    typeof label === 'string' && id !== DISCORD_SHARE ? [label] : [],
  );
  return wordsIn([message?.content, ...embeds].map((text) => fromMarkdown(text ?? '')).concat(labels));
}

export function slackContent({ blocks }: SlackPost): readonly string[] {
  return wordsIn(elementsIn(blocks).flatMap(textOf));
}

/** Words of buttons that only Slack has are left out: sharing an answer, and opening a window. */
function textOf(element: Readonly<Record<string, unknown>>): readonly string[] {
  const { type, text, verbatim, action_id: id } = element;
  if (type === 'date') return [MOMENT];
  if (typeof text !== 'string') return [];
  if (type === 'mrkdwn') return [fromMrkdwn(text, verbatim === true)];
  return /^(share|form)/.test(String(id)) ? [] : [text];
}

/** Every object in it, each before those inside; what stands in a button of Slack's own is not looked at. */
function elementsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(elementsIn);
  if (!isNode(value)) return [];
  if (/^(share|form)/.test(String(value['action_id']))) return [];
  return [value, ...Object.values(value).flatMap(elementsIn)];
}

function fromMarkdown(text: string): string {
  return text
    .replace(/<t:-?\d+:\w>/g, MOMENT)
    .replace(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`|^- /gm, '')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

function fromMrkdwn(text: string, isHeaded: boolean): string {
  const plain = text
    .replace(/<!date\^[^>]*>/g, MOMENT)
    .replace(/<https?:[^|>]+\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return isHeaded ? plain.replace(/^\*([^\n]*)\*\n/, '$1\n').replace(/\*/g, '') : plain;
}

function wordsIn(texts: readonly string[]): readonly string[] {
  return (
    texts
      .join('\n')
      // Where a star would be markup a client's renderer writes one that looks like it.
      .replaceAll('\u2217', '*')
      .replace(/\p{Extended_Pictographic}\uFE0F?/gu, (sign) => (sign === MOMENT.trim() ? sign : ''))
      .split(/\s+/)
      .map((word) => word.replace(/^[.,;:()]+|[.,;:()]+$/g, ''))
      .filter((word) => word !== '')
      .toSorted()
  );
}
