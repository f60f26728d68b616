// Hostile documents end, with an error or a sane result; large ones off the main thread.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { readFeed } from '../../src/fetch/read-feed.ts';
import { HOSTILE, ordinaryFeed } from '../bench/read/made-feeds.ts';
import { assertPromises, readMutated } from '../bench/read/mutations.ts';

test('every hostile document ends with an answer', async () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const outcome = await readFeed(Buffer.from(make()), {});
    // On a busy machine a reader may be killed for taking too long, which is an answer too.
    if (outcome.kind === 'unreadable') assert.notEqual(outcome.why, '', name);
    else {
      assert.doesNotThrow(() => assertPromises(outcome, false), name);
      assert.ok(outcome.feed.items.length <= 10_000, name);
    }
  }
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});

test('files and nested entities are not followed', async () => {
  for (const name of ['external entity', 'billion laughs']) {
    const outcome = await readFeed(Buffer.from(HOSTILE[name]?.() ?? ''), {});
    assert.ok(outcome.kind === 'read' && (outcome.feed.items[0]?.title.length ?? 99) < 20, name);
  }
});

test('a mutated document is read, or refused in words', async () => {
  const report = await readMutated(400);
  assert.equal(report.documents, 400);
});

test('a large document is read in a worker, the same as a small one, and leaves the caller its bytes', async () => {
  const bytes = Buffer.from(ordinaryFeed(2_000));
  assert.ok(bytes.length > 1_000_000);
  let turns = 0;
  const beat = setInterval(() => {
    turns += 1;
  }, 1);
  const [large, again] = await Promise.all([readFeed(bytes, {}), readFeed(bytes, {})]);
  clearInterval(beat);
  assert.ok(turns > 1, 'the main thread was free meanwhile');
  assert.deepEqual(large, again);
  const small = await readFeed(Buffer.from(ordinaryFeed(20)), {});
  assert.ok(large.kind === 'read' && small.kind === 'read');
  assert.equal(large.feed.items.length, 2_000);
  assert.deepEqual(large.feed.items.slice(0, 20), small.feed.items);
  assert.ok(bytes.toString().startsWith('<?xml'));
});
