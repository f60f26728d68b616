// `check` on feeds with every kind of fault: each is named with what to do about it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { tryFeeds } from '../../src/cli/check-feeds.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { Feed, FeedId } from '../../src/core/feeds/feed.ts';
import { selfSigned } from '../loopback/certificate.ts';
import { openPublisher, type Publisher, rss } from '../loopback/feeds.ts';

const link = (href: string, title = ''): string =>
  `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`;
const page = (head: string): string => `<!doctype html><html><head>${head}</head><body>Welcome</body></html>`;
const latin = (declared: string): Buffer =>
  Buffer.from(rss('Caf\u00e9', [1]).replace('encoding="utf-8"', declared), 'latin1');

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/well': (response) => response.end(rss('Well', [1, 2])),
  '/page': (response) => response.end(page(link('/well', 'World'))),
  '/pages': (response) => response.end(page(link('/well', 'World') + link('/sport'))),
  '/bare': (response) => response.end(page('')),
  '/firewall': (response) => response.writeHead(403, { server: 'cloudflare' }).end(),
  '/challenge': (response) => response.writeHead(503, { 'cf-mitigated': 'challenge' }).end(),
  '/prove': (response) => response.end(page('<title>Just a moment...</title>')),
  '/robots': (response) => response.writeHead(403).end(),
  '/login': (response) => response.writeHead(401).end(),
  '/down': (response) => response.writeHead(503, { server: 'cloudflare' }).end(),
  '/moved': (response) => response.writeHead(301, { location: '/well' }).end(),
  '/circle': (response) => response.writeHead(302, { location: '/circle' }).end(),
  '/inside': (response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  '/lost': (response) => response.writeHead(302, { location: '/nowhere' }).end(),
  '/ended': (response) => response.writeHead(410).end(),
  '/latin': (response) => response.end(latin('encoding="utf-8"')),
  '/silent': (response) => response.end(latin('')),
  '/lying': (response) =>
    response.writeHead(200, { 'content-type': 'text/xml; charset=koi8-r' }).end(rss('Caf\u00e9', [1])),
};

let publisher: Publisher;
let expired: https.Server;
let config: Pick<Config, 'feeds' | 'settings'>;
const trusted = tls.getCACertificates('default');

before(async () => {
  publisher = await openPublisher((_request, response, path) => {
    const answer = ANSWERS[path];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  const certificate = selfSigned(new Date(Date.UTC(2001, 0, 1)), new Date(Date.UTC(2002, 0, 1)));
  tls.setDefaultCACertificates([...trusted, certificate.cert]);
  expired = https.createServer(certificate, (_request, response) => response.end(rss('Never', [1])));
  expired.listen(0, '127.0.0.1');
  await once(expired, 'listening');
  const loaded = await loadConfig(`${import.meta.dirname}/../../config`);
  assert.ok('config' in loaded);
  config = loaded.config;
});
after(async () => {
  tls.setDefaultCACertificates(trusted);
  expired.close();
  await publisher.close();
});

async function check(url: string): Promise<{ readonly well: boolean; readonly words: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const feed: Feed = { id: 'f' as FeedId, url, title: 'F', trust: 'press', every: 1, origin: 'config' };
  const lines = { write: (line: string) => out.push(line), fail: (line: string) => err.push(line) };
  await tryFeeds({ ...config, feeds: [feed] }, ['127.0.0.0/8'], lines);
  const well = err.length === 0;
  assert.equal(out.at(-1), `Feeds: ${well ? 1 : 0} of 1 can be read.`);
  return { well, words: (well ? out[0] : err[0]) ?? '' };
}

const cases: readonly (readonly [path: string, well: boolean, says: RegExp])[] = [
  ['/well', true, /: 2 items\.$/],
  ['/page', false, /web page, not a feed\. It links to http\S+\/well \(World\): write that address instead\.$/],
  ['/pages', false, /It links to \S+\/well \(World\), \S+\/sport: write the one you want instead\.$/],
  ['/bare', false, /web page, not a feed\. Look for the feed's own address/],
  ['/firewall', false, /a firewall before the publisher \(Cloudflare\).*HTTP 403.*Ask the publisher.*poll\.contact/],
  ['/challenge', false, /a firewall before the publisher \(Cloudflare\).*HTTP 503/],
  ['/prove', false, /firewall that lets only browsers in\. Ask the publisher/],
  ['/robots', false, /refuses robots.*Ask the publisher/],
  ['/login', false, /wants a login.*look for a public one/],
  ['/down', false, /down for the moment.*tries again by itself/],
  ['/moved', true, /2 items\. It has moved for good to \S+\/well: write that address\./],
  ['/lost', false, /nothing at this address.*It redirects to \S+\/nowhere\. Look for the feed's new address/],
  ['/circle', false, /redirects in a circle to \S+\/circle\. Look for the feed's own address/],
  ['/inside', false, /10\.0\.0\.1 is a private address.*open its network with FETCH_ALLOW/],
  ['/ended', false, /ended this feed \(410\): take it out/],
  ['/latin', true, /1 items\. Its charset is wrong: the document says utf-8, which its bytes are not/],
  ['/silent', true, /names no charset and is not in UTF-8/],
  ['/lying', true, /it is in UTF-8 but HTTP says koi8-r/],
];
for (const [path, well, says] of cases) {
  test(`${path}: ${says.source}`, async () => {
    const said = await check(publisher.url(path));
    assert.match(said.words, says);
    assert.equal(said.well, well);
  });
}

test('a certificate that has run out is named, with who has to mend it', async () => {
  const { port } = expired.address() as AddressInfo;
  const said = await check(`https://127.0.0.1:${port}/feed`);
  assert.match(
    said.words,
    /certificate of the host has expired\. The publisher has to mend this.*clock of this machine/,
  );
  assert.equal(said.well, false);
});
