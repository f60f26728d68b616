// Our spans in Slack's three dialects: rich text (no markup in it, so the safe home of foreign words), mrkdwn and plain words.
import type { types } from '@slack/bolt';
import type { Span, Text } from '../../core/messages/message.ts';
import { plainMoment } from '../../core/messages/plain.ts';
import { clip } from '../../core/text/clip.ts';
import { BLOCKS } from './limits.ts';

export type RichElement = types.RichTextElement;
type Moment = Extract<Span, { kind: 'time' }>;

const DATE_TOKENS: Readonly<Record<Moment['style'], string>> = {
  date: '{date_short}',
  'date-time': '{date_short}, {time}',
  time: '{time}',
  relative: '{ago}',
};

/** The quotation marks around a quote. */
const MARKS = 2;

export function spansOf(text: Text): readonly Span[] {
  return typeof text === 'string' ? [text] : text;
}

/** What a reader sees of a span, for counting. */
export function visible(span: Span): string {
  if (typeof span === 'string') return span;
  if (span.kind === 'time') return plainMoment(span);
  return span.kind === 'quote' ? `\u201c${span.text}\u201d` : span.text;
}

export function lengthOf(text: Text): number {
  let length = 0;
  for (const span of spansOf(text)) {
    length += visible(span).length;
    if (typeof span !== 'string' && span.kind === 'link') length += span.url.length;
  }
  return length;
}

/** The spans that fit into `limit` characters; the one that does not is cut at a word, and nothing follows it. */
export function clipSpans(text: Text, limit: number): readonly Span[] {
  const kept: Span[] = [];
  let left = limit;
  for (const span of spansOf(text)) {
    const cost = lengthOf([span]);
    if (cost <= left) {
      kept.push(span);
      left -= cost;
      continue;
    }
    if (typeof span === 'string') kept.push(clip(span, left));
    else if (span.kind === 'link') kept.push(clip(span.text, left));
    else if (span.kind !== 'time') kept.push({ ...span, text: clip(span.text, left - MARKS) });
    break;
  }
  return kept.filter((span) => visible(span) !== '');
}

/** Slack takes web addresses only, and no longer ones than its limit; others are shown as words. */
export function isLinkable(url: string): boolean {
  if (url.length > BLOCKS.url || /[\s<>|"]/.test(url)) return false;
  const protocol = URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

/**
 * Rich and plain text know no markup, but a literal `<!channel>` is better not a control sequence anywhere: copied on,
 * or read by an older client, it would ping. The look-alike is as long as what it stands for, so that limits hold.
 */
export function defuse(text: string): string {
  return text.replace(/<(?=[!@#])/g, '\u2039');
}

export function toRich(text: Text, style: { readonly bold?: true } = {}): RichElement[] {
  const elements: RichElement[] = [];
  for (const span of spansOf(text)) {
    if (visible(span) !== '') elements.push(richElement(span, style));
  }
  return elements;
}

function richElement(span: Span, base: { readonly bold?: true }): RichElement {
  const styled = (text: string, style: types.RichTextText['style']): RichElement => {
    const all = { ...base, ...style };
    return Object.keys(all).length > 0
      ? { type: 'text', text: defuse(text), style: all }
      : { type: 'text', text: defuse(text) };
  };
  if (typeof span === 'string') return styled(span, {});
  switch (span.kind) {
    case 'strong':
      return styled(span.text, { bold: true });
    case 'quote':
      return styled(`\u201c${span.text}\u201d`, {});
    case 'code':
      return styled(span.text, { code: true });
    case 'link': {
      if (!isLinkable(span.url)) return styled(span.text, {});
      const link: types.RichTextLink = { type: 'link', url: span.url, text: defuse(span.text) };
      return base.bold ? { ...link, style: { bold: true } } : link;
    }
    case 'time':
      return {
        type: 'date',
        timestamp: Math.floor(span.at / 1000),
        format: DATE_TOKENS[span.style],
        fallback: plainMoment(span),
      };
    default:
      return span satisfies never;
  }
}

/** The only three characters Slack wants as entities; this alone disarms `<!channel>`, `<@U…>` and forged links. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** mrkdwn has no escape for its own signs, so where one could open or close a style a look-alike stands in. */
const LOOK_ALIKE: Readonly<Record<string, string>> = { '*': '\u2217', _: '\u02cd', '~': '\u223c', '`': '\u02cb' };

export function escapeMrkdwn(text: string): string {
  const disarmed = text
    .replace(/`/g, '\u02cb')
    .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (sign) => LOOK_ALIKE[sign] ?? sign)
    // `>` at the start of a line quotes, even as an entity.
    .replace(/^(\s*)>/gm, '$1\u203a');
  return escapeEntities(disarmed);
}

export function toMrkdwn(text: Text): string {
  return spansOf(text).map(mrkdwnOf).join('');
}

function mrkdwnOf(span: Span): string {
  if (typeof span === 'string') return escapeMrkdwn(span);
  if (visible(span).trim() === '') return '';
  switch (span.kind) {
    case 'strong':
      return `*${oneLine(escapeMrkdwn(span.text))}*`;
    case 'quote':
      return `\u201c${escapeMrkdwn(span.text)}\u201d`;
    case 'code':
      return `\`${oneLine(escapeEntities(span.text.replaceAll('`', '\u02cb')))}\``;
    case 'link':
      return isLinkable(span.url)
        ? `<${escapeEntities(span.url)}|${oneLine(escapeMrkdwn(span.text)).replaceAll('|', '\u00a6')}>`
        : escapeMrkdwn(span.text);
    case 'time':
      return `<!date^${Math.floor(span.at / 1000)}^${DATE_TOKENS[span.style]}|${escapeEntities(plainMoment(span))}>`;
    default:
      return span satisfies never;
  }
}

/** A style does not reach over a line's end, nor does it begin or end beside a blank. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
