// Who wrote an entry, what it is filed under, and whose it is.
import { clip } from '../core/text/clip.ts';
import { plainText } from '../core/text/html.ts';
import { childrenOf, type FeedNode, firstWithText, isPersonField, textOf } from './markup.ts';

const MOST_NAMES = 40;

const AUTHORS = ['author', 'atom:author', 'dc:creator', 'itunes:author', 'contributor'];

export function authorsOf(entry: FeedNode): readonly string[] {
  const names: string[] = [];
  const nodes = entry.children.filter(({ name }) => AUTHORS.includes(name));
  for (const node of nodes.length < 2 ? nodes : AUTHORS.flatMap((name) => childrenOf(entry, name))) {
    const person = node.children.some((child) => isPersonField(child.name));
    const written = person
      ? (textOf(node, 'name', 'atom:name') ?? textOf(node, 'email', 'atom:email') ?? '')
      : node.text;
    const text = plainText(written.slice(0, 2_000));
    const name = nameIn(text);
    if (name !== '') names.push(clip(name, 200));
  }
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** RSS 2.0 writes `address (Name)`, others the other way round. */
function nameIn(text: string): string {
  return /^\S+@\S+\s+\((.+)\)$/.exec(text)?.[1] ?? /^(.*\S)\s+[(<]\S+@\S+[)>]$/.exec(text)?.[1] ?? text;
}

export function categoriesOf(entry: FeedNode): readonly string[] {
  const names: string[] = [];
  for (const node of entry.children) {
    if (node.name !== 'category' && node.name !== 'dc:subject') continue;
    const written = node.text.trim() === '' ? (node.attributes['label'] ?? node.attributes['term'] ?? '') : node.text;
    const name = plainText(written.slice(0, 2_000));
    if (name !== '') names.push(clip(name, 200));
  }
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** The publisher that the entry itself names, where it is not the feed's own. */
export function sourceOf(entry: FeedNode, feedTitle: string): string | undefined {
  for (const node of entry.children) {
    if (node.name !== 'source' && node.name !== 'news:source' && node.name !== 'dc:source') continue;
    const written = firstWithText(node, 'title')?.text ?? (node.isMarkup ? '' : node.text);
    const name = plainText(written.slice(0, 2_000));
    if (name !== '' && name !== feedTitle && !/^[a-z]+:\S*$/i.test(name)) return clip(name, 200);
  }
  return undefined;
}
