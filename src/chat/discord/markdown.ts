// Our spans in Discord's markdown. Text from outside comes out as the characters it is made of: no markup, link or ping.
import type { Span, Text } from '../../core/messages/message.ts';
import { clean, cleanLine, clip } from '../../core/text/clip.ts';
import { EMBED } from './limits.ts';

/** Plain text for places where Discord renders no markdown (footer, button): clean, and no word that pings. */
export function plain(text: string): string {
  return cleanLine(text).replace(PINGS, '@\u200B$1');
}

const PINGS = /@(everyone|here)/gi;

/**
 * Backslashes before whatever could open markup: emphasis, code, spoilers, masked links, mentions, emoji, timestamps
 * (all of which begin with `<`), addresses that Discord would link by itself, and headings, lists and quotes at the
 * start of a line.
 */
export function escapeMarkdown(text: string): string {
  return clean(text)
    .replace(/[\\*_~`|[\]<>]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^(\s*)([#+-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2')
    .replace(PINGS, '@\u200B$1');
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  '|': 'ǀ',
  '<': '‹',
  '>': '›',
  '\\': '⧵',
};

/**
 * One line for embed titles and names of fields, where Discord renders some markup but, depending on the client, shows
 * the backslash of an escape too: what could mark up is replaced by what looks like it.
 */
export function inertLine(text: string): string {
  return plain(text)
    .replace(/[*_~`|<>\\]/g, (character) => LOOK_ALIKES[character] ?? '')
    .replaceAll('](', '] (')
    .replaceAll('://', ':/\u200B/');
}

/** An address that may stand in a masked link: web only, no credentials, nothing that closes the link; else undefined. */
export function safeUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  parsed.username = '';
  parsed.password = '';
  const safe = parsed.href.replace(/[()<>\\"'`*|[\]@\s]/g, percentEncoded);
  return safe.length <= EMBED.url && URL.canParse(safe) ? safe : undefined;
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

const TIME_STYLES = { date: 'D', 'date-time': 'f', time: 't', relative: 'R' } as const;
const LAST_MOMENT = 8.64e15;

/** A text as markdown of at most `limit` characters: cut within a span's words, never within its markup. */
export function renderText(text: Text, limit: number): string {
  const spans = typeof text === 'string' ? [text] : text;
  let rendered = '';
  for (const span of spans) {
    const room = limit - rendered.length;
    const whole = lengthOf(span) > longestInput(room) ? undefined : renderSpan(span);
    if (whole === undefined || whole.length > room) return rendered + (fitSpan(span, room) ?? (room > 0 ? '…' : ''));
    rendered += whole;
  }
  return rendered.trim();
}

/** The span with its words cut so that its markup fits in `room`; a link too long for the room loses its address. */
function fitSpan(span: Span, room: number): string | undefined {
  if (typeof span === 'string') return fitWords(span, escapeMarkdown, room);
  if (span.kind === 'time') return undefined;
  const marked = fitWords(span.text, (words) => renderSpan({ ...span, text: words }), room);
  return marked === undefined && span.kind === 'link' ? fitWords(span.text, escapeMarkdown, room) : marked;
}

/** Escapes make text longer, so the cut is sought: shorter by what is too much, until it fits or nothing is left. */
export function fitWords(text: string, render: (words: string) => string, room: number): string | undefined {
  const whole = clean(text.slice(0, longestInput(room)));
  let length = Math.min(whole.length, Math.max(room, 0));
  // An ellipsis alone says nothing; a single letter that is the whole text does.
  while (length > 0 && length >= Math.min(2, whole.length)) {
    const rendered = render(clip(whole, length));
    if (rendered.length <= room) return rendered;
    length -= Math.max(1, Math.min(rendered.length - room, Math.ceil(length / 2)));
  }
  return undefined;
}

/** Only invisible characters could make longer text fit; nobody shall pay for looking through megabytes of them. */
function longestInput(room: number): number {
  return 4 * Math.max(room, 0) + 256;
}

function lengthOf(span: Span): number {
  if (typeof span === 'string') return span.length;
  return span.kind === 'time' ? 0 : span.text.length;
}

function renderSpan(span: Span): string {
  if (typeof span === 'string') return escapeMarkdown(span);
  switch (span.kind) {
    case 'strong':
      return wrapped('**', escapeMarkdown(span.text));
    case 'quote':
      return `“${escapeMarkdown(cleanLine(span.text))}”`;
    case 'code': {
      const code = cleanLine(span.text).replaceAll('`', 'ˋ').replace(PINGS, '@\u200B$1');
      return code === '' ? '' : `\`${code}\``;
    }
    case 'link': {
      const url = safeUrl(span.url);
      const words = escapeMarkdown(cleanLine(span.text));
      if (url === undefined) return words;
      return `[${words === '' ? escapeMarkdown(new URL(url).hostname) : words}](${url})`;
    }
    case 'time':
      return Math.abs(span.at) <= LAST_MOMENT ? `<t:${Math.floor(span.at / 1000)}:${TIME_STYLES[span.style]}>` : '';
    default:
      return span satisfies never;
  }
}

/** Marks must touch the words they mark, so blanks at the ends stay outside. */
function wrapped(mark: string, text: string): string {
  const words = text.trim();
  if (words === '') return text;
  const start = text.indexOf(words);
  return `${text.slice(0, start)}${mark}${words}${mark}${text.slice(start + words.length)}`;
}
