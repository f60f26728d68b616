import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { feedsCommand } from '../../src/cli/feeds.ts';
import type { FeedsCall } from '../../src/cli/feeds-call.ts';
import { openStore } from '../../src/storage/open.ts';
import { openPublisher, type Publisher, rss } from '../loopback/feeds.ts';

let publisher: Publisher;
let folder: string;

before(async () => {
  publisher = await openPublisher((_request, response, path) => {
    const link = (href: string): string => `<link rel="alternate" type="application/rss+xml" href="${href}" title="T">`;
    if (path === '/world') response.end(rss('World', [2, 1], '<language>en-gb</language>'));
    else if (path === '/page') response.end(`<html><head>${link('/world')}</head></html>`);
    else if (path === '/pages') response.end(`<html><head>${link('/world')}${link('/sport')}</head></html>`);
    else response.writeHead(404).end();
  });
});
after(() => publisher.close());

beforeEach((context) => {
  folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  writeFileSync(join(folder, 'feeds.yaml'), 'feeds: [{url: https://set.example/rss, title: Set}]\n');
  writeFileSync(join(folder, 'topics.yaml'), 'topics: [{id: t, name: T, kind: keyword, query: treaty}]\n');
  assert.ok('after' in context);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
});

type Said = { readonly code: number; readonly out: readonly string[]; readonly err: readonly string[] };

async function feeds(call: FeedsCall): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const env = {
    CONFIG_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'store.db')}`,
    FETCH_ALLOW: '127.0.0.0/8',
  };
  const code = await feedsCommand(call, env, { write: (line) => out.push(line), fail: (line) => err.push(line) });
  return { code, out, err };
}

const urls = async (): Promise<readonly string[]> => {
  const { out } = await feeds({ act: 'list', json: true });
  return out.map((line) => (JSON.parse(line) as { readonly url: string }).url).sort();
};

test('a feed is added by its address or its page, once, and removed again', async () => {
  const world = publisher.url('/world');
  const added = await feeds({ act: 'add', url: publisher.url('/page'), trust: 'official', category: 'A/B' });
  assert.deepEqual([added.code, added.err], [0, []]);
  assert.match(added.out[0] ?? '', /^Added "World" .*2 items/);
  assert.deepEqual(await urls(), [world, 'https://set.example/rss']);
  assert.match((await feeds({ act: 'add', url: world })).out[0] ?? '', /among the feeds already/);

  const listed = await feeds({ act: 'list', json: false });
  assert.match(
    listed.out.join('\n'),
    /World \[.*\] official, en-gb, A\/B\n {2}http.*\/world\n {2}not polled yet; next poll due\n {2}0 items seen/,
  );
  assert.equal(listed.out.at(-1), '2 feeds.');

  assert.equal((await feeds({ act: 'remove', feed: world })).code, 0);
  assert.deepEqual(await urls(), ['https://set.example/rss']);
});

test('what became of the items is checked against how many came', async () => {
  await feeds({ act: 'list', json: false });
  const store = await openStore(`file:${join(folder, 'store.db')}`, { now: () => 0 });
  const [row] = await store.feeds.list();
  assert.ok(row);
  const poll = { nextAt: 0, failures: 2, lastStatus: 404, lastFault: 'nothing there (HTTP 404)' };
  await store.feeds.savePoll(row.feed.id, poll);
  await store.feeds.count(row.feed.id, { seen: 3, posted: 1, folded: 1, held: 1 });
  assert.match(
    (await feeds({ act: 'list', json: false })).out.join('\n'),
    /nothing there \(HTTP 404\); next poll due\n {2}3 items seen = 1 posted \+ 1 folded \+ 0 filtered \+ 1 held\n/,
  );
  await store.feeds.count(row.feed.id, { seen: 1 });
  const { out } = await feeds({ act: 'list', json: false });
  assert.match(out.join('\n'), /4 items seen = .*: this does not add up/);
  const [record] = (await feeds({ act: 'list', json: true })).out;
  assert.equal((JSON.parse(record ?? '') as { counts: { addsUp: boolean } }).counts.addsUp, false);
  await store.close();
});

test('what cannot be added is refused with the reason', async () => {
  const cases: readonly (readonly [url: string, code: number, why: RegExp])[] = [
    ['not an address', 2, /no web address/],
    [publisher.url('/missing'), 1, /Not added\..*nothing at this address/],
    [publisher.url('/pages'), 1, /names 2 feeds.*\n.*\/world/],
    ['http://10.0.0.1/feed', 1, /private address/],
  ];
  for (const [url, code, why] of cases) {
    const said = await feeds({ act: 'add', url });
    assert.equal(said.code, code, url);
    assert.match(said.err.join('\n'), why);
  }
  assert.equal((await urls()).length, 1);
});

test('configured feeds are removed in their file, unknown ones nowhere', async () => {
  const configured = await feeds({ act: 'remove', feed: 'https://set.example/rss' });
  assert.equal(configured.code, 1);
  assert.match(configured.err[0] ?? '', /is in feeds\.yaml/);
  assert.match((await feeds({ act: 'remove', feed: 'nothing' })).err[0] ?? '', /No feed has the address or id/);
});

test('a list goes out as OPML and comes back', async () => {
  const file = join(folder, 'list.opml');
  await feeds({ act: 'add', url: publisher.url('/world'), category: 'Press' });
  const exported = await feeds({ act: 'export' });
  writeFileSync(file, exported.out.join('\n'));
  await feeds({ act: 'remove', feed: publisher.url('/world') });
  const imported = await feeds({ act: 'import', file });
  assert.deepEqual(imported.out, ['Added 1 feed; already known: 1.']);
  assert.equal((await feeds({ act: 'export' })).out.join('\n'), readFileSync(file, 'utf8'));
});

test('a list that is none is refused', async () => {
  const file = join(folder, 'list.opml');
  writeFileSync(file, '<opml><body><outline xmlUrl="ftp://a.example/"/></body></opml>');
  const said = await feeds({ act: 'import', file });
  assert.deepEqual(said.err, ['Left out: ftp://a.example/ is no web address.']);
  writeFileSync(file, 'hello');
  assert.match((await feeds({ act: 'import', file })).err[0] ?? '', /no OPML/);
  assert.match((await feeds({ act: 'import', file: 'missing.opml' })).err[0] ?? '', /cannot be read/);
});
