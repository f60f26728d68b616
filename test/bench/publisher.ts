// The publishers of the poll benchmark, in a process of their own so that only the poller is measured.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import zlib from 'node:zlib';
import { openPublisher } from '../loopback/feeds.ts';

const [FEEDS = 0, ITEMS = 0, LATENCY = 0] = process.argv.slice(2).map(Number);
const SYLLABLES = 'ka lo mi re sun tor vel an der gra pol este nar qui sab ton ul fer hom ben'.split(' ');
/** A small share of the words makes up most of a text, as in any language. */
const COMMON = 'the of and to in a for on that with as at by from after will has is said its over new more'.split(' ');

/** The same text for the same number, without a random generator. */
function words(seed: number, count: number): string {
  let state = seed * 2_654_435_761;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, () => {
    if (next(10) < 4) return COMMON[next(COMMON.length)];
    return Array.from({ length: 2 + next(2) }, () => SYLLABLES[next(SYLLABLES.length)]).join('');
  }).join(' ');
}

function document(feed: number): string {
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const seed = feed * 1_000 + n;
    const date = new Date(Date.UTC(2026, 0, 20) - n * 8 * 3_600_000 - feed * 1_000).toUTCString();
    return `<item><title>Feed ${feed}: ${words(seed, 9)} ${n}</title><link>https://example.org/${feed}/${n}</link><guid isPermaLink="false">${feed}:${n}</guid><pubDate>${date}</pubDate><description>&lt;p&gt;${words(seed + 7, 60)} &amp;amp; more&lt;/p&gt;</description></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed ${feed}</title><link>https://example.org/${feed}/</link><description>Made up</description>${items.join('')}</channel></rss>`;
}

const pages = Array.from({ length: FEEDS }, (_, feed) => {
  const text = document(feed);
  return { body: zlib.gzipSync(text), etag: `"${createHash('sha1').update(text).digest('hex').slice(0, 16)}"` };
});

const seen = { requests: 0, notModified: 0, bytes: 0 };

async function serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  if (path === '/seen') {
    response.end(JSON.stringify({ ...seen, mostPerHost: Math.max(...publisher.mostAtOnce.values()) }));
    Object.assign(seen, { requests: 0, notModified: 0, bytes: 0 });
    return;
  }
  seen.requests += 1;
  const page = pages[Number(path.slice(1))];
  await pause(LATENCY);
  if (!page) {
    response.writeHead(404).end();
  } else if (request.headers['if-none-match'] === page.etag) {
    seen.notModified += 1;
    response.writeHead(304, { etag: page.etag }).end();
  } else {
    seen.bytes += page.body.length;
    response.writeHead(200, {
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-encoding': 'gzip',
      'content-length': page.body.length,
      etag: page.etag,
    });
    response.end(page.body);
  }
}

const publisher = await openPublisher((request, response, path) => void serve(request, response, path));
process.send?.(publisher.port);
process.on('disconnect', () => process.exit(0));
