// `summit-watch feeds import` and `export`: lists of feeds as other readers exchange them.
import { readFile } from 'node:fs/promises';
import type { Feed } from '../core/feeds/feed.ts';
import { feedIdOf } from '../core/feeds/feed-id.ts';
import { readOpml, writeOpml } from '../core/feeds/opml.ts';
import { SECOND } from '../core/text/instant.ts';
import { EXIT } from './exit.ts';
import { counted, type FeedDesk } from './feed-desk.ts';

/** Imported feeds fall due one after another, so that a long list does not come as a storm. */
const BETWEEN_IMPORTED = 2 * SECOND;

export async function importFeeds(file: string, { store, config, lines, now }: FeedDesk): Promise<number> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    lines.fail(`${file} cannot be read: check its name.`);
    return EXIT.fault;
  }
  const list = readOpml(text);
  if (list.kind === 'unreadable') {
    lines.fail(`${file} cannot be imported: ${list.why}.`);
    return EXIT.fault;
  }
  let added = 0;
  for (const { url, title, ...rest } of list.outlines) {
    const feed: Feed = {
      id: feedIdOf(url),
      url,
      title: title || new URL(url).hostname,
      ...rest,
      trust: 'press',
      every: config.settings.poll.every,
      origin: 'added',
    };
    if ((await store.feeds.add(feed, now + added * BETWEEN_IMPORTED)) === 'added') added += 1;
  }
  for (const address of list.refused) lines.fail(`Left out: ${address} is no web address.`);
  lines.write(`Added ${counted(added)}; already known: ${list.outlines.length - added}.`);
  return EXIT.done;
}

export async function exportFeeds({ store, lines }: FeedDesk): Promise<number> {
  const rows = await store.feeds.list();
  const outlines = rows.map(({ feed }) => ({
    url: feed.url,
    title: feed.title,
    ...(feed.language === undefined ? {} : { language: feed.language }),
    ...(feed.category === undefined ? {} : { category: feed.category }),
  }));
  lines.write(writeOpml(outlines, 'Feeds of Summit Watch').trimEnd());
  return EXIT.done;
}
