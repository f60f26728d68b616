// rss-parser, held to what it reads right: it gets mended XML, and its answer counts only if no item was lost and
// nothing of it had to be bent. Nobody else uses the package.
import Parser from 'rss-parser';
import { countTags } from './census.ts';
import { type FeedNode, isPersonField, NO_ATTRIBUTES, type ParsedFeed } from './markup.ts';
import type { SanitisedFeed } from './sanitise.ts';
import { ENTRY_VALUES, HEAD_VALUES } from './vocabulary.ts';

const DEEPEST = 200;
const MOST_TAGS = 400_000;

/** Names that rss-parser knows in capitals. */
const SPELLED: Readonly<Record<string, string>> = {
  'rdf:rdf': 'rdf:RDF',
  pubdate: 'pubDate',
  lastbuilddate: 'lastBuildDate',
};
/**
 * Names that are kept from its own handling: it shortens texts with a pattern that takes quadratic time on hostile
 * ones, throws away a whole Atom feed for one bad date, and fails on a link without an address.
 */
const KEPT_RAW = new Set([
  'description',
  'content:encoded',
  'content',
  'summary',
  'published',
  'updated',
  'link',
  'enclosure',
  'author',
]);
const RAW = 'raw-';

/** Other values in which elements are at home. */
const STRUCTURED = new Set(['media:group', 'media:content', 'skiphours', 'skipdays', 'link', 'atom:link', 'enclosure']);

/** The feed as rss-parser reads it, or nothing where it fails, miscounts or cannot represent it. */
export async function readStrictly(feed: SanitisedFeed, mostItems: number): Promise<ParsedFeed | undefined> {
  if (!feed.whole || feed.xml.includes('xml:base')) return undefined;
  const census = countTags(feed);
  if (!census.closed || census.depth > DEEPEST || census.tags > MOST_TAGS || census.items > mostItems) return undefined;
  const answer = await parse(feed);
  if (answer === undefined || answer.items.length !== census.items) return undefined;
  const head = nodeFrom(answer.head, 'head', HEAD_KEYS, feed.rootLanguage);
  if (head === undefined) return undefined;
  const entries: FeedNode[] = [];
  for (const item of answer.items) {
    const entry = nodeFrom(item, 'entry', KEYS, head.language);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return { dialect: feed.dialect, head, entries };
}

type Answer = {
  readonly head: Readonly<Record<string, unknown>>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
};

async function parse(feed: SanitisedFeed): Promise<Answer | undefined> {
  const spelling = (name: string): string => {
    const canonical = feed.nameOf(name);
    return KEPT_RAW.has(canonical) ? RAW + canonical : (SPELLED[canonical] ?? canonical);
  };
  type Values = Record<string, unknown>;
  const parser = new Parser<Values, Values>({
    defaultRSS: 2,
    xml2js: { tagNameProcessors: [spelling], attrNameProcessors: [feed.nameOf] },
    customFields: { feed: customFields(HEAD_VALUES) as never, item: customFields(ENTRY_VALUES) as never },
  });
  try {
    const { items, ...head } = await parser.parseString(feed.xml);
    return { head, items };
  } catch {
    return undefined;
  }
}

const keyOf = (name: string): string => `node ${name}`;
const HEAD_KEYS = HEAD_VALUES.map((name) => [keyOf(name), name] as const);
const KEYS = ENTRY_VALUES.map((name) => [keyOf(name), name] as const);

/** Every value whole, as an array of what xml2js made of it, plus the attributes of the element itself. */
function customFields(names: readonly string[]): (readonly [string, string, { readonly keepArray: true }])[] {
  const fields = names.map((name) => {
    const given = KEPT_RAW.has(name) ? RAW + name : (SPELLED[name] ?? name);
    return [given, keyOf(name), { keepArray: true }] as const;
  });
  return [['$', keyOf('attributes'), { keepArray: true }], ...fields];
}

/** Elements inside a value are parts of it, or markup, whose order and text rss-parser loses. */
function isRepresented({ name, children }: FeedNode): boolean {
  if (children.length === 0) return true;
  if (/author|contributor/.test(name))
    return children.every(
      (part) => part.children.length === 0 && (isPersonField(part.name) || part.name.includes(':')),
    );
  if (name === 'source') return children.every((part) => part.children.length === 0 || part.name !== 'title');
  return STRUCTURED.has(name);
}

function nodeFrom(
  values: Readonly<Record<string, unknown>>,
  name: string,
  keys: readonly (readonly [key: string, name: string])[],
  inherited: string | undefined,
): FeedNode | undefined {
  const attributes = attributesOf(values['node attributes']);
  const children: FeedNode[] = [];
  for (const [key, each] of keys) {
    const found = values[key];
    if (!Array.isArray(found)) continue;
    for (const value of found) {
      const child = valueNode(each, value, 0);
      if (!isRepresented(child)) return undefined;
      children.push(child);
    }
  }
  const language = attributes['xml:lang'] ?? inherited;
  return { name, text: '', isMarkup: false, attributes, children, ...(language !== undefined && { language }) };
}

/** One value of xml2js: a string, or an object with `_` for text, `$` for attributes and arrays for elements. */
function valueNode(name: string, value: unknown, depth: number): FeedNode {
  if (typeof value !== 'object' || value === null) {
    const text = typeof value === 'string' ? value : '';
    return { name, text, isMarkup: false, attributes: NO_ATTRIBUTES, children: [] };
  }
  let text = '';
  let attributes = NO_ATTRIBUTES;
  const children: FeedNode[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (key === '_') text = String(inner);
    else if (key === '$') attributes = attributesOf(inner);
    else if (Array.isArray(inner) && depth < 4) {
      const childName = key.startsWith(RAW) ? key.slice(RAW.length) : key.toLowerCase();
      for (const each of inner) children.push(valueNode(childName, each, depth + 1));
    }
  }
  const language = attributes['xml:lang'];
  return { name, text, isMarkup: false, attributes, children, ...(language !== undefined && { language }) };
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return NO_ATTRIBUTES;
  const attributes: Record<string, string> = Object.create(null);
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') attributes[key] = text;
  return attributes;
}
