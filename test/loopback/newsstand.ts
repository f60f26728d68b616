// A newsstand on loopback for tests: outlets whose news appear when the test says so, as RSS with an ETag, or misbehave.
import { createHash } from 'node:crypto';
import { Feed } from 'feed';
import type { Trust } from '../../src/core/feeds/feed.ts';
import { openPublisher, serveWithEtag } from './feeds.ts';

export type Outlet = { readonly title: string; readonly trust: Trust };

export const OUTLETS = {
  bulletin: { title: 'Press Office Bulletin', trust: 'official' },
  wire: { title: 'Meridian Wire', trust: 'agency' },
  ledger: { title: 'The Harbour Ledger', trust: 'press' },
} as const satisfies Record<string, Outlet>;

export type OutletName = keyof typeof OUTLETS;

export type Report = { readonly slug: string; readonly title: string; readonly summary?: string };

export type Newsstand = {
  readonly url: (outlet: OutletName) => string;
  /** Dated by the stand's clock. Publishing under a slug again edits what is there. */
  readonly publish: (outlet: OutletName, report: Report) => void;
  /** Of what is published now. */
  readonly etag: (outlet: OutletName) => string;
  /** How often a feed was asked for. */
  readonly asked: (outlet: OutletName) => number;
  readonly close: () => Promise<void>;
};

type Printed = Report & { readonly at: Date };

export async function openNewsstand(now: () => number): Promise<Newsstand> {
  // A feed's first items are history to its reader; what a test publishes shall be news.
  const history: Printed = { slug: 'founded', title: 'To our readers', at: new Date(now() - 30 * 86_400_000) };
  const printed = new Map(Object.keys(OUTLETS).map((name) => [name, new Map([[history.slug, history]])]));

  const editionOf = (name: OutletName): { readonly body: string; readonly etag: string } => {
    const { title } = OUTLETS[name];
    const document = new Feed({ id: name, title, link: `https://${name}.example/`, language: 'en', copyright: '' });
    for (const { slug, title: headline, summary = '', at } of [...(printed.get(name)?.values() ?? [])].toReversed()) {
      const link = `https://${name}.example/${slug}?utm_source=feed`;
      document.addItem({ id: `tag:${name}:${slug}`, link, title: headline, description: summary, date: at });
    }
    // The day the document was made would make every edition a new one.
    const body = document.rss2().replace(/<lastBuildDate>.*?<\/lastBuildDate>/, '');
    return { body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` };
  };

  const outletAt = (path: string): OutletName | undefined => {
    const name = path.replace(/^\/(.*)\.xml$/, '$1');
    return isOutlet(name) ? name : undefined;
  };

  const publisher = await openPublisher((request, response, path) => {
    const name = outletAt(path);
    if (name === undefined) return void response.writeHead(404).end();
    const { body, etag } = editionOf(name);
    serveWithEtag(request, response, body, etag);
  }, now);

  return {
    url: (outlet) => publisher.url(`/${outlet}.xml`),
    publish(outlet, report) {
      const shelf = printed.get(outlet);
      shelf?.set(report.slug, { ...report, at: shelf.get(report.slug)?.at ?? new Date(now()) });
    },
    etag: (outlet) => editionOf(outlet).etag,
    asked: (outlet) => publisher.asked.filter(({ path }) => path === `/${outlet}.xml`).length,
    close: publisher.close,
  };
}

function isOutlet(name: string): name is OutletName {
  return name in OUTLETS;
}
