import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bookOf, newsItem } from './fixtures.ts';

test('a meeting of two leaders becomes a summit by itself', () => {
  const book = bookOf();
  const verdict = book.take(newsItem('Trump and Putin to meet in Budapest next week', '2025-10-16'), {
    storyId: 's1',
    joined: false,
  });
  assert.equal(verdict.relevant, true);
  assert.equal(verdict.summitId, 'putin-trump-2025-10');
  assert.equal(verdict.changes[0]?.field, 'stage');
});

test('a phone call of two leaders is no summit', () => {
  const verdict = bookOf().take(newsItem('Trump and Putin speak by phone for an hour about grain', '2025-10-16'), {
    storyId: 's1',
    joined: false,
  });
  assert.equal(verdict.relevant, false);
  assert.deepEqual(verdict.changes, []);
});

test('the same change is told once', () => {
  const book = bookOf();
  book.take(newsItem('Trump and Putin to meet in Budapest next week', '2025-10-16'), { storyId: 's1', joined: false });
  const again = book.take(newsItem('Putin and Trump to meet in Budapest, Hungary says', '2025-10-17'), {
    storyId: 's2',
    joined: false,
  });
  assert.equal(again.summitId, 'putin-trump-2025-10');
  assert.deepEqual(
    again.changes.filter((change) => change.field === 'stage'),
    [],
  );
});
