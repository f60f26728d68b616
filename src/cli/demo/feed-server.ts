// Serves the recorded feeds over loopback HTTP as they stood at the demo's time: RSS, Atom and JSON Feed, with validators.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { type DemoFeed, type DemoItem, FEEDS, ITEMS } from './script.ts';

export type DemoFeedServer = { readonly url: string; readonly stop: () => Promise<void> };

type Entry = {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly at: Date;
  readonly updated: Date;
};

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

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

function rss(feed: DemoFeed, entries: readonly Entry[]): string {
  const items = entries.map(
    (entry) =>
      `<item><title>${escape(entry.title)}</title><link>${escape(entry.url)}</link><guid isPermaLink="false">${escape(entry.id)}</guid>` +
      `<pubDate>${entry.at.toUTCString()}</pubDate><description>${escape(entry.summary)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${escape(feed.title)}</title><link>https://demo.example/</link><language>${feed.language}</language>${items.join('')}</channel></rss>`;
}

function atom(feed: DemoFeed, entries: readonly Entry[]): string {
  const items = entries.map(
    (entry) =>
      `<entry><title>${escape(entry.title)}</title><link href="${escape(entry.url)}"/><id>${escape(entry.id)}</id>` +
      `<published>${entry.at.toISOString()}</published><updated>${entry.updated.toISOString()}</updated><summary>${escape(entry.summary)}</summary></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}"><title>${escape(feed.title)}</title><id>tag:demo.example,2025:${feed.path}</id>${items.join('')}</feed>`;
}

function json(feed: DemoFeed, entries: readonly Entry[]): string {
  const items = entries.map((entry) => ({
    id: entry.id,
    url: entry.url,
    title: entry.title,
    content_text: entry.summary,
    date_published: entry.at.toISOString(),
  }));
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    language: feed.language,
    items,
  });
}

const WRITERS = {
  rss: { type: 'application/rss+xml; charset=utf-8', write: rss },
  atom: { type: 'application/atom+xml; charset=utf-8', write: atom },
  json: { type: 'application/feed+json', write: json },
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
    const body = write(feed, entriesAt(name, now()));
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
