// The JSON interface: what it answers is what it describes, and a wrong question gets a sentence.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { TopicId, TopicMatch } from '../../src/core/stories/topic.ts';
import { changeDocument, summitDocument } from '../../src/core/summits/document.ts';
import type { PartyKey, Position } from '../../src/core/summits/summit.ts';
import { feedDocument, storyDocument } from '../../src/web/api-documents.ts';
import { change, feed, stored, story, summit } from '../storage/contract/samples.ts';
import { NOW, type WebRig, webRig } from './rig.ts';

const DAY = 86_400_000;

const said: Position = {
  party: 'b' as PartyKey,
  speaker: { name: 'Birch', side: 'b' as PartyKey, kind: 'leader' },
  stage: 'denied',
  firmness: 'denied',
  quote: 'there is no such plan',
  url: 'https://wire.example/i1',
  source: 'The Wire',
  itemId: stored('i1').item.id,
  at: NOW,
};

const fact = { since: NOW, firmness: 'will', itemIds: [], sources: ['The Wire'] } as const;

const whole = summit('s', {
  place: { ...fact, value: { name: 'Vienna', country: 'austria' } },
  date: { ...fact, value: { from: NOW + DAY, to: NOW + 2 * DAY - 1, words: 'tomorrow' } },
  format: { ...fact, value: 'in-person' },
  atRisk: { ...fact, value: 'a threat' },
  disputed: [said],
  positions: [said],
  confirmedBy: ['a' as PartyKey],
  silence: { kind: 'no report', since: NOW },
  lastReportAt: NOW,
});

async function ask(rig: WebRig, path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${rig.url}/api/v1${path}`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the JSON interface', () => {
  test('tells summits as they stand and as they stood, with names and dates to read', async () => {
    await using rig = await webRig();
    await rig.store.summits.save(summit('s', { lastReportAt: NOW - DAY }), [change('c1', summit('s'), NOW - DAY)], []);
    await rig.store.summits.save(whole, [change('c2', whole, NOW)], []);
    await rig.store.summits.save(summit('asleep', { dormant: true }), [], []);

    const { body: listed } = await ask(rig, '/summits');
    const [first, ...others] = listed['summits'] as unknown[];
    assert.deepEqual(others, []);
    const told = summitDocument.strict().parse(first);
    assert.deepEqual(told.parties[0], { key: 'a', name: 'President Alder' });
    assert.equal(told.date?.value.from, '2026-04-21T12:00:00.000Z');
    assert.deepEqual((await ask(rig, '/summits/s')).body, first);
    const all = await ask(rig, '/summits?dormant=true');
    assert.equal((all.body['summits'] as unknown[]).length, 2);
    const { body: past } = await ask(rig, '/summits/s?as-of=2026-04-20T00:00Z');
    const then = summitDocument.strict().parse(past);
    assert.equal(then.place, undefined);
  });

  test('tells changes of a window, the newest of them', async () => {
    await using rig = await webRig();
    const changes = [1, 2, 3].map((day) => change(`c${day}`, whole, NOW + day * DAY));
    await rig.store.summits.save(whole, changes, []);
    const ids = async (query: string) => {
      const { body } = await ask(rig, `/summits/s/changes${query}`);
      return (body['changes'] as unknown[]).map((one) => changeDocument.strict().parse(one).id);
    };
    assert.deepEqual(await ids(''), ['c1', 'c2', 'c3']);
    assert.deepEqual(await ids('?from=2026-04-22&to=2026-04-23'), ['c2']);
    assert.deepEqual(await ids('?limit=1'), ['c3']);
  });

  test('tells stories by topic and time with the address that told them first', async () => {
    await using rig = await webRig();
    const match = (topic: string): TopicMatch => ({ topicId: topic as TopicId, reason: 'named' });
    const mine = stored('i1', {}, 'mine');
    await rig.store.items.save([mine]);
    await rig.store.stories.save(
      story('mine', { itemIds: [mine.item.id], firstSeenAt: NOW - 1, lastSeenAt: NOW - 1 }),
      [match('alder-birch')],
    );
    await rig.store.stories.save(story('old', { itemIds: [], firstSeenAt: NOW - 2 * DAY, lastSeenAt: NOW }), [
      match('other'),
    ]);
    const ids = async (query: string) => {
      const { body } = await ask(rig, `/stories${query}`);
      return (body['stories'] as unknown[]).map((one) => storyDocument.strict().parse(one));
    };
    const [only, ...others] = await ids('');
    assert.deepEqual(others, []);
    assert.equal(only?.url, 'https://wire.example/i1?from=rss');
    assert.deepEqual(
      (await ids('?since=2026-04-18')).map(({ id }) => id),
      ['old', 'mine'],
    );
    assert.deepEqual(
      (await ids('?since=2026-04-18&topic=alder-birch')).map(({ id }) => id),
      ['mine'],
    );
  });

  test('tells the health of feeds and keeps their passwords and keys', async () => {
    await using rig = await webRig();
    await rig.store.feeds.add(feed('f', { url: 'https://me:pass@f.example/rss?q=summit&api_key=hidden' }), NOW);
    const { body } = await ask(rig, '/feeds');
    const [told] = (body['feeds'] as unknown[]).map((one) => feedDocument.strict().parse(one));
    assert.equal(told?.url, 'https://f.example/rss?q=summit&api_key=***');
    assert.deepEqual(told?.items, { seen: 0, posted: 0, folded: 0, filtered: 0, held: 0 });
  });

  for (const [path, status, error] of [
    ['/summits/none', 404, /no such summit/],
    ['/summits/none/changes', 404, /no such summit/],
    ['/summits/s?as-of=soon', 400, /^as-of: is no date/],
    ['/summits?dormant=maybe', 400, /dormant/],
    ['/stories?topic=moon', 400, /the topics are alder-birch/],
    ['/stories?limit=0', 400, /^limit: /],
    ['/stories?limti=3', 400, /limti/],
    ['/nothing', 404, /openapi\.json/],
  ] as const) {
    test(`${path} is answered with ${status} and a sentence`, async () => {
      await using rig = await webRig();
      await rig.store.summits.save(summit('s'), [], []);
      const { status: told, body } = await ask(rig, path);
      assert.equal(told, status);
      assert.match(String(body['error']), error);
    });
  }

  test('describes itself in OpenAPI 3.1, every endpoint with its parameters', async () => {
    await using rig = await webRig();
    const { body } = await ask(rig, '/openapi.json');
    const { valid, errors } = await new Validator().validate(structuredClone(body));
    assert.ok(valid, JSON.stringify(errors));
    assert.deepEqual(Object.keys(body['paths'] as object), [
      '/summits',
      '/summits/{id}',
      '/summits/{id}/changes',
      '/stories',
      '/feeds',
    ]);
    assert.match(JSON.stringify(body), /"name":"as-of","in":"query"/);
  });

  test('sends nothing again to who has it', async () => {
    await using rig = await webRig();
    const etag = (await fetch(`${rig.url}/api/v1/summits`)).headers.get('etag');
    assert.ok(etag);
    const again = await fetch(`${rig.url}/api/v1/summits`, { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
  });

  test('a store that fails is told in the log, not to the asker', async () => {
    await using rig = await webRig();
    await rig.store.close();
    const response = await fetch(`${rig.url}/api/v1/summits`);
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /database/i);
    assert.equal(rig.faults.length, 1);
  });
});
