// Serves the recorded feeds over loopback HTTP as they stood at the demo's time: RSS, Atom and JSON Feed, with validators.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Feed } from 'feed';
import { type DemoFeed, type DemoItem, FEEDS, ITEMS, START } from './script.ts';

export type DemoFeedServer = { readonly url: string; readonly stop: () => Promise<void> };

type Entry = {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly at: Date;
  readonly updated: Date;
};

function entriesAt(name: string, now: number): readonly Entry[] {
  const visible = (item: DemoItem): boolean => item.feed === name && Date.parse(item.at) <= now;
  return ITEMS.filter(visible)
    .map((item) => {
      const edited = item.edit && Date.parse(item.edit.at) <= now ? item.edit : undefined;
      const at = new Date(item.at);
      return {
        id: `tag:${name}.example,2025:${item.slug}`,
        url: `https://${name}.example/2025/${item.slug}?utm_source=feed`,
        title: edited?.title ?? item.title,
        summary: item.summary ?? '',
        at,
        updated: edited ? new Date(edited.at) : at,
      };
    })
    .reverse();
}

function documentOf(feed: DemoFeed, entries: readonly Entry[]): Feed {
  const document = new Feed({
    id: `tag:demo.example,2025:${feed.path}`,
    title: feed.title,
    link: 'https://demo.example/',
    language: feed.language,
    copyright: '',
    updated: entries[0]?.updated ?? new Date(START),
  });
  for (const { id, url, title, summary, at, updated } of entries) {
    document.addItem({ id, link: url, title, description: summary, published: at, date: updated });
  }
  return document;
}

const WRITERS = {
  rss: { type: 'application/rss+xml; charset=utf-8', write: (document: Feed) => document.rss2() },
  atom: { type: 'application/atom+xml; charset=utf-8', write: (document: Feed) => document.atom1() },
  json: { type: 'application/feed+json', write: (document: Feed) => document.json1() },
} as const;

export async function startDemoFeeds(now: () => number): Promise<DemoFeedServer> {
  const server = createServer((request, response) => {
    const found = Object.entries(FEEDS).find(([, feed]) => feed.path === request.url);
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const [name, feed] = found;
    const { type, write } = WRITERS[feed.format];
    const body = write(documentOf(feed, entriesAt(name, now())));
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { 'content-type': type, etag }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo feed server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
