import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Fetcher, openFetcher } from '../../src/fetch/fetch-feed.ts';
import { type FoundFeed, findFeed } from '../../src/fetch/find-feed.ts';
import { addressPolicy } from '../../src/fetch/safe-address.ts';
import { openPublisher, type Publisher, rss } from '../loopback/feeds.ts';

const link = (href: string, title: string): string =>
  `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`;
const pages: Readonly<Record<string, string>> = {
  '/feed': rss('World', [1]),
  '/one': `<html><head>${link('/feed', 'World')}</head></html>`,
  '/two': `<html><head>${link('/feed', 'World')}${link('/sport', 'Sport')}</head></html>`,
  '/none': '<html><body>Nothing to see</body></html>',
  '/broken': `<html><head>${link('/gone', 'World')}</head></html>`,
};

let publisher: Publisher;
let fetcher: Fetcher;
before(async () => {
  publisher = await openPublisher((_request, response, path) => {
    if (path === '/moved') response.writeHead(301, { location: '/feed' }).end();
    else if (path === '/gone') response.writeHead(410).end();
    else response.writeHead(pages[path] === undefined ? 404 : 200).end(pages[path]);
  });
  fetcher = openFetcher({ allow: addressPolicy(['127.0.0.0/8']), userAgent: 'test' });
});
after(async () => {
  await fetcher.close();
  await publisher.close();
});
const find = (path: string): Promise<FoundFeed> => findFeed(publisher.url(path), fetcher, new AbortController().signal);

test('a feed is found at its own address, at its page and where it has moved to', async () => {
  for (const path of ['/feed', '/one', '/moved']) {
    const found = await find(path);
    assert.ok(found.kind === 'feed', path);
    assert.equal(found.url, publisher.url('/feed'));
    assert.equal(found.document.title, 'World');
  }
});

test('a page with several feeds leaves the choice', async () => {
  const found = await find('/two');
  assert.ok(found.kind === 'page');
  assert.deepEqual(
    found.feeds.map(({ title }) => title),
    ['World', 'Sport'],
  );
});

test('where there is no feed the fault says why', async () => {
  for (const [path, why] of [
    ['/none', /web page, not a feed/],
    ['/missing', /nothing at this address/],
    ['/gone', /ended this feed/],
    ['/broken', /gone: the publisher has ended/],
  ] as const) {
    const found = await find(path);
    assert.ok(found.kind === 'fault', path);
    assert.match(found.why, why);
  }
});
