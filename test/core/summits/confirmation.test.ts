// Who confirms a meeting is told when the first side does and when all have; place and day make it scheduled.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bookOf, newsItem } from './fixtures.ts';

type Report = readonly [title: string, date: string];

function follow(...reports: readonly Report[]) {
  const book = bookOf();
  const changes = reports.flatMap(([title, date]) => book.take(newsItem(title, date)).changes);
  return { changes, summit: book.summits()[0] };
}

const ANNOUNCED: Report = ['Trump and Putin to meet in Budapest', '2025-10-16'];
const ONE: Report = ['Kremlin confirms Putin will meet Trump in Budapest', '2025-10-17'];
const OTHER: Report = ['White House confirms Trump will meet Putin in Budapest', '2025-10-18'];

const cases: readonly (readonly [string, readonly Report[], readonly (readonly [string | null, string])[]])[] = [
  ['nobody yet', [ANNOUNCED], []],
  ['the first side', [ANNOUNCED, ONE], [[null, 'putin']]],
  [
    'the same side again',
    [ANNOUNCED, ONE, ['Kremlin confirms again Putin will meet Trump', '2025-10-17T09:00Z']],
    [[null, 'putin']],
  ],
  [
    'both, whoever came first',
    [ANNOUNCED, ONE, OTHER],
    [
      [null, 'putin'],
      ['putin', 'trump, putin'],
    ],
  ],
  [
    'both, said over and over',
    [ANNOUNCED, ONE, OTHER, [ONE[0], '2025-10-19'], [OTHER[0], '2025-10-19T08:00Z']],
    [
      [null, 'putin'],
      ['putin', 'trump, putin'],
    ],
  ],
  ['a side that is told with the stage', [ONE], []],
  ['the second side after one that was told with the stage', [ONE, OTHER], [['putin', 'putin, trump']]],
  ['a paper that calls it confirmed', [ANNOUNCED, ['Trump-Putin meeting in Budapest confirmed', '2025-10-17']], []],
];

describe('confirmation', () => {
  for (const [name, reports, told] of cases) {
    it(name, () => {
      const { changes } = follow(...reports);
      assert.deepEqual(
        changes
          .filter(({ field }) => field === 'confirmation')
          .map(({ before, after }) => [before, after] as const)
          .map(([before, after]) => [before, after.split(', ').toSorted().join(', ')]),
        told.map(([before, after]) => [before, after.split(', ').toSorted().join(', ')]),
      );
      assert.equal(changes.filter(({ field }) => field === 'stage').length, 1);
    });
  }

  it('makes an announced meeting a scheduled one when place and day are known, told with them', () => {
    const { changes, summit } = follow(
      ['Trump and Putin agree to meet', '2025-10-16'],
      ['Trump and Putin to meet in Budapest', '2025-10-17'],
      ['Putin and Trump to meet on 30 October', '2025-10-17T09:00Z'],
    );
    assert.equal(summit?.stage.value, 'scheduled');
    assert.deepEqual(
      changes.map(({ field }) => field),
      ['stage', 'place', 'date'],
    );
  });
});
