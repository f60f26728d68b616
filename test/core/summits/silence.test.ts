// Days pass by themselves: a day that went by unreported is told once, after it has ended everywhere.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StoryId } from '../../../src/core/stories/story.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';
import { endOf } from '../../../src/core/summits/dates.ts';
import { silenceOf } from '../../../src/core/summits/silence.ts';
import type { Summit } from '../../../src/core/summits/summit.ts';
import { leaders, newsItem } from './fixtures.ts';

type Report = readonly [title: string, date: string];
const MEETING: Report = ['Trump and Xi to meet in Seoul on 30 October', '2025-10-20'];
const LIVE: Report = ['Trump and Xi begin talks in Seoul', '2025-10-30T03:00Z'];

function bookAfter(...reports: readonly Report[]) {
  const book = createSummitBook(leaders);
  const take = ([title, date]: Report) => {
    const item = newsItem(title, date);
    return book.take(item, { storyId: item.id as string as StoryId, joined: false }, item.publishedAt).changes;
  };
  for (const report of reports) take(report);
  return {
    take,
    pass: (...days: readonly string[]) => days.flatMap((day) => book.pass(Date.parse(day))).map(({ after }) => after),
    summit: () => book.summits()[0],
  };
}

const cases: readonly (readonly [string, readonly Report[], readonly string[], readonly string[]])[] = [
  ['before the day', [MEETING], ['2025-10-29'], []],
  ['while the day lasts somewhere', [MEETING], ['2025-10-31T00:30Z', '2025-10-31T11:59Z'], []],
  ['when it has ended everywhere', [MEETING], ['2025-10-31T12:00Z'], ['no report']],
  ['once', [MEETING], ['2025-10-31T13:00Z', '2025-10-31T20:00Z', '2025-11-02'], ['no report']],
  ['not of a meeting that was reported', [MEETING, LIVE], ['2025-10-31T13:00Z'], []],
  ['not of a day long gone', [MEETING], ['2025-11-20'], []],
  ['not without a day', [['Trump and Xi agree to meet', '2025-10-20']], ['2025-10-31T13:00Z'], []],
  ['not of an end that nobody reported', [MEETING, LIVE], ['2025-11-04'], []],
];

describe('silence', () => {
  for (const [name, reports, days, told] of cases)
    it(name, () => assert.deepEqual(bookAfter(...reports).pass(...days), told));

  it('is no stage, and ends with the report', () => {
    const { take, pass, summit } = bookAfter(MEETING);
    pass('2025-10-31T13:00Z');
    assert.equal(summit()?.stage.value, 'scheduled');
    assert.equal(summit()?.silence?.kind, 'no report');
    take(['Trump-Xi summit in Seoul ends with trade deal', '2025-10-31T14:00Z']);
    assert.equal(summit()?.silence, undefined);
  });

  it('is told again of another day', () => {
    const { take, pass, summit } = bookAfter(MEETING);
    pass('2025-10-31T13:00Z');
    take(['Trump and Xi to meet in Seoul on 5 November', '2025-10-31T15:00Z']);
    assert.equal(summit()?.silence, undefined);
    assert.deepEqual(pass('2025-11-06T13:00Z'), ['no report']);
  });

  it('shows that no end was reported, three days on', () => {
    const seen = (summit: Summit | undefined, at: string) => summit && silenceOf(summit, Date.parse(at))?.kind;
    const live = bookAfter(MEETING, LIVE).summit();
    assert.equal(seen(live, '2025-11-02T18:00Z'), undefined);
    assert.equal(seen(live, '2025-11-03T18:00Z'), 'no end');
    const over = bookAfter(MEETING, LIVE, ['Trump and Xi end Seoul summit with trade deal', '2025-10-30T09:00Z']);
    assert.equal(seen(over.summit(), '2025-11-04'), undefined);
  });

  it('counts a day as over when it is over at the western edge', () => {
    const to = Date.parse('2025-10-30T23:59:59.999Z');
    assert.equal(new Date(endOf({ from: to - 86_399_999, to, words: '' })).toISOString().slice(0, 13), '2025-10-31T11');
  });
});
