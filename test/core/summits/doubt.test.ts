// A threat or a doubt is told once, and so is its end; neither comes and goes with every headline.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bookOf, newsItem } from './fixtures.ts';

type Report = readonly [title: string, date: string];
const MEETING: Report = ['Trump and Xi to meet in Seoul on 30 October', '2025-10-10'];
const THREAT: Report = ['Trump threatens to pull out of summit with Xi', '2025-10-12'];

function doubts(...reports: readonly Report[]) {
  const book = bookOf();
  const told = reports.flatMap(([title, date]) => book.take(newsItem(title, date)).changes);
  return {
    told: told.filter(({ field }) => field === 'risk').map(({ before, after }) => `${before} → ${after}`),
    stages: told.filter(({ field }) => field === 'stage').map(({ stage }) => stage),
    atRisk: book.summits()[0]?.atRisk !== undefined,
  };
}

const ENDS: readonly Report[] = [
  ['Trump-Xi summit still on track, White House says', '2025-10-13'],
  ['China confirms Xi will meet Trump', '2025-10-13'],
  ['White House denies report that Xi summit could be cancelled', '2025-10-13'],
];

const LASTS: readonly Report[] = [
  ['Trump and Xi to meet in Seoul at the end of the month', '2025-10-13'],
  ['Trump threatens again to cancel summit with Xi', '2025-10-13'],
  ['Trump-Xi summit on track, official says on condition of anonymity', '2025-10-13'],
];

describe('a doubt', () => {
  for (const end of ENDS) {
    it(`is over: ${end[0]}`, () => {
      const { told, stages, atRisk } = doubts(MEETING, THREAT, end);
      assert.deepEqual(told, ['null → at risk', 'at risk → cleared']);
      assert.deepEqual(stages, ['scheduled']);
      assert.equal(atRisk, false);
    });
  }

  for (const report of LASTS) {
    it(`lasts: ${report[0]}`, () => {
      assert.deepEqual(doubts(MEETING, THREAT, report), {
        told: ['null → at risk'],
        stages: ['scheduled'],
        atRisk: true,
      });
    });
  }

  it('is raised by word from unnamed officials that it is off', () => {
    const { told, stages } = doubts(MEETING, [
      'Trump-Xi summit called off, official says on condition of anonymity',
      '2025-10-12',
    ]);
    assert.deepEqual(told, ['null → at risk']);
    assert.deepEqual(stages, ['scheduled']);
  });

  it('does not flap: one report soon after its end raises it no more, a second source does', () => {
    const after: readonly Report[] = [MEETING, THREAT, ['China confirms Xi will meet Trump', '2025-10-13']];
    const again: Report = ['Trump-Xi summit in doubt as tariffs rise', '2025-10-14'];
    assert.equal(doubts(...after, again).told.length, 2);
    const second: Report = ['Xi threatens to pull out of summit with Trump', '2025-10-14T06:00Z'];
    assert.deepEqual(doubts(...after, again, second).told, ['null → at risk', 'at risk → cleared', 'null → at risk']);
  });
});
