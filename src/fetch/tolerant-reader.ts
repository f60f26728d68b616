// The reader for what a strict parser refuses or miscounts: truncated, mis-nested, unclosed, items anywhere.
// It stands on htmlparser2's tokenizer and keeps its own shallow stack, so that depth costs nothing.
import { Tokenizer } from 'htmlparser2';
import { resolveUrl } from '../core/text/urls.ts';
import { escapeXml } from './entities.ts';
import { type FeedNode, NO_ATTRIBUTES, type ParsedFeed } from './markup.ts';
import type { SanitisedFeed } from './sanitise.ts';
import { tagEvents } from './tag-events.ts';
import { ENTRY_VALUES, HEAD_VALUES } from './vocabulary.ts';

const DEEPEST = 64;
const MOST_CHILDREN = 400;
/** Of one document: a hostile one must not fill the memory with tiny elements. */
const MOST_NODES = 300_000;
const MOST_INNER = 100_000;
/** Nothing reads further into a value than this. */
const LONGEST_VALUE = 300_000;

const KEPT_OF_ENTRY = new Set([...ENTRY_VALUES, 'abstract']);
const KEPT_OF_HEAD = new Set(HEAD_VALUES);

/** Elements that hold feed or items, as opposed to a value. */
const CONTAINERS = new Set(['rss', 'rdf:rdf', 'rdf', 'feed', 'channel', 'items', 'body', 'head', 'html']);
/** Start of one of these ends an unclosed value of an RSS item. */
const NEXT_VALUE = new Set([
  'title',
  'link',
  'guid',
  'pubdate',
  'description',
  'author',
  'content:encoded',
  'dc:date',
  'dc:creator',
  'comments',
  'enclosure',
]);
/** Values of RSS that hold plain text or HTML, never the elements above. */
const FLAT = new Set([...NEXT_VALUE, 'category', 'lastbuilddate', 'language', 'copyright', 'ttl']);

type Frame = {
  readonly name: string;
  readonly kind: 'container' | 'head' | 'entry' | 'value' | 'inner';
  attributes: Readonly<Record<string, string>>;
  text: string;
  /** Serialised content, from the first element inside on, in pieces: a string grown piece by piece keeps them all. */
  markup: string[] | undefined;
  size: number;
  readonly children: FeedNode[];
  base: string | undefined;
  language: string | undefined;
};

/** Reads what there is of a feed, at most `mostItems` items. */
export function readTolerantly(feed: SanitisedFeed, mostItems: number, url: string | undefined): ParsedFeed {
  const source = feed.xml;
  const entries: FeedNode[] = [];
  const head = openFrame('head', 'head', NO_ATTRIBUTES, { base: url, language: feed.rootLanguage });
  const stack: Frame[] = [head];
  let kept = 0;
  const top = (): Frame => stack.at(-1) ?? head;

  const close = (): void => {
    const frame = stack.length > 1 ? stack.pop() : undefined;
    if (frame === undefined || frame.kind === 'container') return;
    const parent = top();
    if (frame.kind === 'entry') entries.push(finished(frame));
    else {
      const owner = frame.kind === 'value' && parent.kind === 'container' ? head : parent;
      const wanted = frame.kind === 'inner' || (owner === head ? KEPT_OF_HEAD : KEPT_OF_ENTRY).has(frame.name);
      const room = frame.kind === 'inner' ? MOST_INNER : MOST_NODES;
      if (wanted && owner.children.length < MOST_CHILDREN && kept < room) {
        owner.children.push(finished(frame));
        kept += 1;
      }
    }
    if (frame.kind === 'inner' && parent.markup !== undefined && parent.size <= LONGEST_VALUE) {
      const inner = frame.markup?.join('') ?? escapeXml(frame.text);
      parent.markup.push(inner, `</${frame.name}>`);
      parent.size += inner.length + frame.name.length;
    }
  };

  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (endsValue(top(), name, feed.dialect)) while (top().kind === 'value' || top().kind === 'inner') close();
    const isItem = name === 'item' || name === 'entry';
    if (isItem && top().kind === 'entry') close();
    const parent = top();
    if (parent.kind === 'value' || parent.kind === 'inner') {
      parent.markup ??= [escapeXml(parent.text)];
      if (parent.size <= LONGEST_VALUE) parent.markup.push(`<${name}>`);
      parent.size += name.length;
      stack.push(openFrame(name, 'inner', attributes, parent));
    } else if (parent.kind === 'entry') stack.push(openFrame(name, 'value', attributes, parent));
    else if (isItem) stack.push(openFrame(name, 'entry', attributes, parent));
    else if (CONTAINERS.has(name)) {
      const container = openFrame(name, 'container', attributes, parent);
      if (name === 'channel' || name === 'feed') {
        head.attributes = { ...attributes, ...head.attributes };
        head.base ??= container.base;
        head.language ??= container.language;
      }
      stack.push(container);
    } else stack.push(openFrame(name, 'value', attributes, parent));
  };

  const shut = (name: string): void => {
    const at = stack.findLastIndex((frame) => frame.name === name && frame !== head);
    if (at > 0) while (stack.length > at) close();
  };

  const addText = (text: string): void => {
    const frame = top();
    if (frame.kind !== 'value' && frame.kind !== 'inner') return;
    if (frame.size > LONGEST_VALUE) return;
    frame.size += text.length;
    if (frame.markup === undefined) frame.text += text;
    else frame.markup.push(escapeXml(text));
  };

  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    tagEvents(source, {
      nameOf: feed.nameOf,
      open(name, attributes, selfClosing) {
        const canonical = feed.nameOf(name);
        if (stack.length >= DEEPEST && canonical !== 'item' && canonical !== 'entry') return;
        open(canonical, attributes);
        if (selfClosing) shut(canonical);
      },
      close: (name) => shut(feed.nameOf(name)),
      text: addText,
      isFull: () => entries.length >= mostItems,
    }),
  );
  tokenizer.write(source);
  tokenizer.end();
  while (stack.length > 1) close();
  return { dialect: feed.dialect, head: finished(head), entries: entries.slice(0, mostItems) };
}

function openFrame(
  name: string,
  kind: Frame['kind'],
  attributes: Readonly<Record<string, string>>,
  parent: { readonly base: string | undefined; readonly language: string | undefined },
): Frame {
  const ownBase = attributes['xml:base'];
  const base = ownBase === undefined ? parent.base : (resolveUrl(ownBase, parent.base) ?? parent.base);
  const language = attributes['xml:lang'] ?? parent.language;
  return { name, kind, attributes, text: '', markup: undefined, size: 0, children: [], base, language };
}

function finished(frame: Frame): FeedNode {
  return {
    name: frame.name,
    text: frame.markup?.join('') ?? frame.text,
    isMarkup: frame.markup !== undefined,
    attributes: frame.attributes,
    children: frame.children,
    ...(frame.base !== undefined && { base: frame.base }),
    ...(frame.language !== undefined && { language: frame.language }),
  };
}

/** Whether a start tag shows that the value before it was never closed. */
function endsValue(frame: Frame, name: string, dialect: SanitisedFeed['dialect']): boolean {
  if (frame.kind !== 'value' && frame.kind !== 'inner') return false;
  if (dialect === 'atom') return name === 'entry' && frame.kind === 'value' && frame.name !== 'content';
  return (
    name === 'item' || (frame.kind === 'value' && FLAT.has(frame.name) && NEXT_VALUE.has(name) && frame.name !== name)
  );
}
