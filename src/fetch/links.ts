// Which of the many addresses in an entry or a feed is its link.
import { resolveUrl } from '../core/text/urls.ts';
import { childrenOf, type FeedNode, textOf } from './markup.ts';

/** Absolute http(s); where nobody says what a relative address is relative to, it stays as written. */
function addressFrom(written: string, base?: string): string | undefined {
  const address = resolveUrl(written, base);
  if (address !== undefined || base !== undefined) return address;
  const relative = written.trim();
  return relative === '' || relative.length > LONGEST_RELATIVE || HAS_SCHEME.test(relative) ? undefined : relative;
}

const HAS_SCHEME = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;
const LONGEST_RELATIVE = 2_000;

/** Where the entry's article is, as an absolute http(s) address. */
export function entryLink(entry: FeedNode, base: string | undefined): string | undefined {
  const links = [...childrenOf(entry, 'link'), ...childrenOf(entry, 'atom:link')];
  return (
    writtenLink(links, entry, base) ??
    alternateLink(links, entry, base) ??
    permalink(entry, base) ??
    resolved(textNode(entry, 'feedburner:origlink'), entry, base) ??
    contentAddress(entry, base) ??
    absolute(entry.attributes['href']) ??
    absolute(entry.attributes['rdf:about']) ??
    absolute(textOf(entry, 'id', 'atom:id')) ??
    enclosureAddress(entry, base) ??
    otherLink(links, entry, base)
  );
}

export type FeedLinks = { readonly link?: string; readonly self?: string; readonly hub?: string };

/** The site, the feed's own address and its WebSub hub. */
export function feedLinks(head: FeedNode, url: string | undefined): FeedLinks {
  const links = [...childrenOf(head, 'link'), ...childrenOf(head, 'atom:link')];
  const self = withRelation(links, 'self', head, url);
  const hub = withRelation(links, 'hub', head, url);
  const link = writtenLink(links, head, url) ?? alternateLink(links, head, url) ?? absolute(head.attributes['href']);
  return {
    ...(link !== undefined && { link }),
    ...(self !== undefined && { self }),
    ...(hub !== undefined && { hub }),
  };
}

/** RSS: the address is the element's text. */
function writtenLink(links: readonly FeedNode[], owner: FeedNode, base: string | undefined): string | undefined {
  for (const link of links) {
    if (link.isMarkup || link.name !== 'link' || relationOf(link.attributes) !== 'alternate') continue;
    const address = resolved(link, owner, base);
    if (address !== undefined) return address;
  }
  return undefined;
}

/** Atom: the address is an attribute, and relations tell which one is meant; a web page is preferred. */
function alternateLink(links: readonly FeedNode[], owner: FeedNode, base: string | undefined): string | undefined {
  const alternates = links.filter(({ attributes }) => relationOf(attributes) === 'alternate');
  const pages = alternates.filter(({ attributes }) => (attributes['type'] ?? 'text/html').includes('html'));
  for (const link of [...pages, ...alternates]) {
    const address = addressFrom(link.attributes['href'] ?? '', baseOf(link, owner, base));
    if (address !== undefined) return address;
  }
  return undefined;
}

/** Where nobody says where the article is, what it is about, its own document or its sound leads closest to it. */
const OTHER_RELATIONS = ['via', 'related', 'self', 'enclosure'];

function otherLink(links: readonly FeedNode[], owner: FeedNode, base: string | undefined): string | undefined {
  for (const relation of OTHER_RELATIONS) {
    const address = withRelation(links, relation, owner, base);
    if (address !== undefined) return address;
  }
  return undefined;
}

function relationOf(attributes: Readonly<Record<string, string>>): string {
  const relation = attributes['rel']?.trim().toLowerCase();
  if (relation === undefined || relation === '') return 'alternate';
  return relation.slice(relation.lastIndexOf('/') + 1);
}

function withRelation(
  links: readonly FeedNode[],
  relation: string,
  owner: FeedNode,
  base: string | undefined,
): string | undefined {
  const found = links.find(({ attributes }) => attributes['rel']?.toLowerCase() === relation);
  return found === undefined ? undefined : addressFrom(found.attributes['href'] ?? '', baseOf(found, owner, base));
}

/** A guid is a link unless it says otherwise. */
function permalink(entry: FeedNode, base: string | undefined): string | undefined {
  const guid = childrenOf(entry, 'guid')[0];
  if (guid === undefined) return undefined;
  const said = guid.attributes['ispermalink']?.trim().toLowerCase();
  if (said === 'false') return undefined;
  return said === 'true' ? addressFrom(guid.text, baseOf(guid, entry, base)) : absolute(guid.text);
}

function contentAddress(entry: FeedNode, base: string | undefined): string | undefined {
  const content = childrenOf(entry, 'content').find(({ attributes }) => attributes['src'] !== undefined);
  return content === undefined ? undefined : addressFrom(content.attributes['src'] ?? '', baseOf(content, entry, base));
}

function enclosureAddress(entry: FeedNode, base: string | undefined): string | undefined {
  const enclosure = childrenOf(entry, 'enclosure')[0];
  return enclosure === undefined
    ? undefined
    : addressFrom(enclosure.attributes['url'] ?? '', baseOf(enclosure, entry, base));
}

function textNode(entry: FeedNode, name: string): FeedNode | undefined {
  return entry.children.find((child) => child.name === name && child.text.trim() !== '');
}

function resolved(node: FeedNode | undefined, owner: FeedNode, base: string | undefined): string | undefined {
  return node === undefined ? undefined : addressFrom(node.text, baseOf(node, owner, base));
}

function absolute(address: string | undefined): string | undefined {
  return address !== undefined && /^\s*https?:\/\//i.test(address) ? addressFrom(address) : undefined;
}

function baseOf(node: FeedNode, owner: FeedNode, base: string | undefined): string | undefined {
  return node.base ?? owner.base ?? base;
}
