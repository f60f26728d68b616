// Pages, the Atom feed and the events, as a browser and a feed reader see them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StatusChange } from '../../src/core/summits/summit.ts';
import { readFeed } from '../../src/fetch/read-feed.ts';
import { change, summit } from '../storage/contract/samples.ts';
import { NOW, webRig } from './rig.ts';

const MINUTE = 60_000;
const NASTY = '<script>alert(1)</script>" onload="x';

describe('the pages', () => {
  test('list the summits and show one with its log; what feeds wrote is text there', async () => {
    await using rig = await webRig();
    const one = summit('s', { name: `Alder and Birch ${NASTY}`, lastReportAt: NOW - MINUTE });
    const hostile: StatusChange = { ...change('c1', one, NOW - MINUTE), headline: NASTY, url: 'javascript:alert(1)' };
    await rig.store.summits.save(one, [hostile], []);
    const list = await (await fetch(rig.url)).text();
    assert.match(list, /<a href="\/summits\/s">Alder and Birch/);
    assert.match(list, /President Alder, Chancellor Birch/);
    assert.match(list, /<time datetime="2026-04-20T11:59:00.000Z">20 Apr 2026, 13:59 CEST<\/time>/);
    const response = await fetch(`${rig.url}/summits/s`);
    const page = await response.text();
    assert.match(page, /Everything that changed/);
    for (const text of [list, page]) {
      assert.doesNotMatch(text, /<script/);
      assert.doesNotMatch(text, /href="javascript/);
    }
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'; style-src 'self'/);
  });

  test('what is not there is said so', async () => {
    await using rig = await webRig();
    for (const path of ['/summits/none', '/nowhere']) {
      const response = await fetch(`${rig.url}${path}`);
      assert.equal(response.status, 404);
      assert.match(await response.text(), /\/ lists/);
    }
  });
});

test('the Atom feed is one that we can read ourselves, the newest change first', async () => {
  await using rig = await webRig();
  const one = summit('s', { name: 'Alder & Birch <3' });
  await rig.store.summits.save(one, [change('c1', one, NOW - 2 * MINUTE), change('c2', one, NOW - MINUTE)], []);
  const response = await fetch(`${rig.url}/feeds/changes.xml`);
  assert.match(response.headers.get('content-type') ?? '', /^application\/atom\+xml/);
  const outcome = await readFeed(new Uint8Array(await response.arrayBuffer()), {});
  assert.equal(outcome.kind, 'read');
  const items = outcome.kind === 'read' ? outcome.feed.items : [];
  assert.deepEqual(
    items.map(({ publishedAt }) => publishedAt),
    [NOW - MINUTE, NOW - 2 * MINUTE],
  );
  assert.match(items[0]?.title ?? '', /^Alder & Birch <3: Status/);
  assert.equal(items[0]?.url, `${rig.url}/summits/s`);
  assert.equal(new Set(items.map(({ id }) => id)).size, 2);
});

/** Reads the stream until so many events came. */
async function eventsFrom(response: Response, howMany: number): Promise<readonly { id: string; change: unknown }[]> {
  const decoder = new TextDecoder();
  const found: { id: string; change: unknown }[] = [];
  let rest = '';
  for await (const bytes of response.body ?? []) {
    rest += decoder.decode(bytes as Uint8Array, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const id = /^id: (\d+)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id !== undefined && data !== undefined) found.push({ id, change: JSON.parse(data).id });
    }
    if (found.length >= howMany) break;
  }
  return found;
}

describe('the events', () => {
  test('tell each change as it happens, and after a break those that were missed, each once', async () => {
    await using rig = await webRig();
    const one = summit('s');
    await rig.store.summits.save(one, [change('before', one, NOW)], []);
    const response = await fetch(`${rig.url}/events`);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const reading = eventsFrom(response, 1);
    await rig.store.summits.save(one, [change('c1', one, NOW)], []);
    const [first] = await reading;
    assert.equal(first?.change, 'c1');
    await rig.store.summits.save(one, [change('c2', one, NOW - MINUTE), change('c3', one, NOW)], []);
    const again = await fetch(`${rig.url}/events`, { headers: { 'last-event-id': first?.id ?? '' } });
    const missed = await eventsFrom(again, 2);
    assert.deepEqual(
      missed.map(({ change: id }) => id),
      ['c2', 'c3'],
    );
  });

  test('do not keep the service from stopping', async () => {
    await using rig = await webRig();
    const response = await fetch(`${rig.url}/events`);
    const ended = eventsFrom(response, 1);
    await rig.stop();
    assert.deepEqual(await ended, []);
  });
});
