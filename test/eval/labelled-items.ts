// Reads labelled story files (JSON Lines) as items, the way the replay does: each item's own date is the clock.
import { readFileSync } from 'node:fs';
import type { FeedId } from '../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../src/core/feeds/item.ts';
import { languageOf } from '../../src/core/languages/language.ts';

export type Labelled = { readonly item: Item; readonly cluster: string };

export function readLabelled(path: string): Labelled[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => labelled(JSON.parse(line)));
}

function labelled(row: Record<string, unknown>): Labelled {
  const text = (key: string): string => (typeof row[key] === 'string' ? row[key] : '');
  const title = text('title');
  const summary = text('summary') || text('description');
  const at = Date.parse(text('date'));
  const item: Item = {
    id: text('id') as ItemId,
    feedId: 'f-labelled' as FeedId,
    guid: text('id'),
    url: text('url'),
    canonicalUrl: text('url'),
    title,
    summary,
    language: text('language') || languageOf(`${title} ${summary}`),
    source: text('source'),
    trust: 'press',
    publishedAt: at,
    seenAt: at,
  };
  return { item, cluster: text('cluster') };
}
