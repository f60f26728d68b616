// How a summit goes on from report to report: forward by evidence, never back, each change once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StatusChange, Summit } from '../../../src/core/summits/summit.ts';
import { bookOf, newsItem } from './fixtures.ts';

type Report = readonly [title: string, date: string];

function follow(reports: readonly Report[]): {
  changes: readonly StatusChange[];
  stages: readonly string[];
  summits: readonly Summit[];
  ids: readonly (string | undefined)[];
} {
  const book = bookOf();
  const verdicts = reports.map(([title, date]) => book.take(newsItem(title, date)));
  const changes = verdicts.flatMap((verdict) => verdict.changes);
  return {
    changes,
    stages: changes.filter((change) => change.field === 'stage').map((change) => change.stage),
    summits: book.summits(),
    ids: verdicts.map((verdict) => verdict.summitId),
  };
}

const MEETING: Report = ['Trump and Xi to meet in Seoul on 30 October', '2025-10-10'];

describe('a summit from report to report', () => {
  it('goes from talk of it to its outcome, each step told once', () => {
    const { stages, ids } = follow([
      ['Trump ready to meet Xi, aide says', '2025-10-01'],
      MEETING,
      ['Trump and Xi to meet in Seoul, Beijing says', '2025-10-11'],
      ['Xi arrives in Seoul for talks with Trump', '2025-10-30T01:00Z'],
      ['Trump and Xi begin talks in Seoul', '2025-10-30T03:00Z'],
      ['Trump and Xi end Seoul summit with trade deal', '2025-10-30T09:00Z'],
      ['Five takeaways from the Trump-Xi summit', '2025-10-31'],
    ]);
    assert.deepEqual(
      stages.map((stage) => (stage === 'held' ? 'outcome' : stage)),
      ['exploring', 'scheduled', 'underway', 'outcome'],
    );
    assert.equal(new Set(ids).size, 1);
  });

  it('does not fall back because an old stage is named again', () => {
    const { stages } = follow([
      MEETING,
      ['Trump and Xi meet in Seoul', '2025-10-30'],
      ['Trump, who agreed to meet Xi weeks ago, in Seoul for summit', '2025-10-30T05:00Z'],
      ['Trump could meet Xi for dinner in Seoul too', '2025-10-30T06:00Z'],
    ]);
    assert.deepEqual(stages, ['scheduled', 'underway']);
  });

  it('is called off, and back on again, once each', () => {
    const { stages } = follow([
      MEETING,
      ['Trump calls off summit with Xi', '2025-10-12'],
      ['Trump cancels Xi summit, markets fall', '2025-10-12T08:00Z'],
      ['Trump says summit with Xi is back on', '2025-10-15'],
      ['Trump-Xi summit back on after days of doubt', '2025-10-15T09:00Z'],
    ]);
    assert.deepEqual(stages, ['scheduled', 'cancelled', 'back_on']);
  });

  it('a background clause calls nothing off', () => {
    const { stages } = follow([
      MEETING,
      ['Stocks fall hours after Trump cancels call with governors', '2025-10-12'],
      ['China buys less soy after Trump threatens to cancel Xi summit', '2025-10-13'],
    ]);
    assert.deepEqual(stages, ['scheduled']);
  });

  it('a threat stands beside the stage, told once', () => {
    const { changes, stages, summits } = follow([
      MEETING,
      ['Trump threatens to pull out of summit with Xi', '2025-10-12'],
      ['Trump threatens again to cancel summit with Xi', '2025-10-13'],
    ]);
    assert.deepEqual(stages, ['scheduled']);
    assert.equal(changes.filter((change) => change.field === 'risk').length, 1);
    assert.ok(summits[0]?.atRisk);
  });

  it('a place that is named later is a change of its own', () => {
    const { changes } = follow([
      ['Trump and Putin agree to meet', '2025-10-16'],
      ['Trump and Putin to meet in Budapest', '2025-10-17'],
      ['Trump and Putin to meet in Budapest, Hungary confirms', '2025-10-17T09:00Z'],
    ]);
    assert.deepEqual(
      changes.filter((change) => change.field === 'place').map(({ before, after }) => [before, after]),
      [[null, 'Budapest']],
    );
  });

  it('a vague date narrows, and is told when it does', () => {
    const { changes, summits } = follow([
      ['Trump and Putin to meet in Budapest next week', '2025-10-16'],
      ['Trump and Putin to meet in Budapest on 23 October', '2025-10-17'],
      ['Putin and Trump to meet on 23 October in Budapest', '2025-10-17T09:00Z'],
    ]);
    assert.deepEqual(
      changes.filter((change) => change.field === 'date').map((change) => change.after),
      ['next week', '23 October'],
    );
    assert.equal(new Date(summits[0]?.date?.value.from ?? 0).toISOString().slice(0, 10), '2025-10-23');
  });

  it('possible participants already known are not told as new', () => {
    const { changes } = follow([
      ['Trump and Putin agree to meet', '2025-10-16'],
      ['Trump could meet Putin and Zelenskyy in Budapest', '2025-10-17'],
      ['Trump could meet Putin, Zelenskyy and Erdogan in Budapest', '2025-10-18'],
    ]);
    const known = 'trump, putin, zelenskyy (possible)';
    assert.deepEqual(
      changes.filter(({ field }) => field === 'participants').map(({ before, after }) => [before, after]),
      [
        ['trump, putin', known],
        [known, `${known}, erdogan (possible)`],
      ],
    );
  });

  it('two meetings of one pair stay two', () => {
    const { ids } = follow([
      MEETING,
      ['Trump and Xi meet in Seoul', '2025-10-30'],
      ['Trump-Xi summit ends with trade deal', '2025-10-30T12:00Z'],
      ['Trump to meet Xi in Beijing in April', '2025-11-20'],
    ]);
    assert.notEqual(ids[3], ids[0]);
  });

  it('sides that contradict each other are shown side by side', () => {
    const { summits } = follow([
      ['Trump says he will meet Putin in Budapest', '2025-10-16'],
      ['Putin says there are no plans to meet Trump', '2025-10-18'],
    ]);
    assert.equal(summits[0]?.disputed?.length, 2);
  });

  it('says why: rule, item, source and link of each change', () => {
    const [change] = follow([MEETING]).changes;
    assert.ok(change);
    assert.notEqual(change.why, '');
    assert.equal(change.because.length, 1);
    assert.match(change.url, /^https:/);
  });

  it('sleeps when nobody speaks of it, and wakes', () => {
    const book = bookOf();
    const { summitId } = book.take(newsItem(...MEETING));
    book.pass(Date.parse('2025-11-25'));
    assert.equal(summitId && book.summit(summitId)?.dormant, true);
  });

  it('is not back on because one side has not heard of the end; both are shown', () => {
    const { stages, changes, summits } = follow([
      MEETING,
      ['Trump calls off summit with Xi', '2025-10-12'],
      ['China says Xi still plans to meet Trump', '2025-10-12T09:00Z'],
    ]);
    assert.deepEqual(stages, ['scheduled', 'cancelled']);
    assert.equal(changes.filter((change) => change.field === 'dispute').length, 1);
    assert.deepEqual(
      summits[0]?.disputed?.map((each) => [each.speaker.name, each.stage]),
      [
        ['China', 'announced'],
        ['Donald Trump', 'cancelled'],
      ],
    );
  });

  it('whoever confirmed it before it was called off contradicts nobody', () => {
    const { summits } = follow([
      MEETING,
      ['China confirms Xi will meet Trump in Seoul', '2025-10-11'],
      ['Trump calls off summit with Xi', '2025-10-12'],
    ]);
    assert.equal(summits[0]?.stage.value, 'cancelled');
    assert.equal(summits[0]?.disputed, undefined);
  });

  it('is on again when several say so, or when a new day is named', () => {
    const { stages } = follow([
      MEETING,
      ['Trump calls off summit with Xi', '2025-10-12'],
      ['Trump to meet Xi in Seoul', '2025-10-14T08:00Z'],
      ['Trump and Xi will meet in Seoul, aide says', '2025-10-14T09:00Z'],
    ]);
    assert.deepEqual(stages, ['scheduled', 'cancelled', 'back_on']);
    const moved = follow([
      MEETING,
      ['Trump-Xi summit postponed to 8 November', '2025-10-20'],
      ['Trump and Xi to meet on 8 November in Gyeongju', '2025-10-21'],
    ]);
    assert.deepEqual(moved.stages, ['scheduled', 'postponed', 'scheduled']);
    assert.deepEqual(
      moved.changes.filter((change) => change.field === 'date').map((change) => change.after),
      ['30 October', '8 November'],
    );
    assert.equal(moved.changes.filter((change) => change.field === 'place').length, 2);
  });

  it('does not begin because one of them is there days before', () => {
    const { stages } = follow([
      MEETING,
      ['Trump arrives in Seoul ahead of talks with Xi', '2025-10-28'],
      ['Trump and Xi meet in Seoul', '2025-10-30T02:00Z'],
    ]);
    assert.deepEqual(stages, ['scheduled', 'underway']);
  });

  it('a denial of what was on raises a doubt, and no more', () => {
    const { stages, summits } = follow([
      ['Trump and Putin to meet in Budapest', '2025-10-16'],
      ['Kremlin denies plan for Putin to meet Trump', '2025-10-18'],
    ]);
    assert.deepEqual(stages, ['scheduled']);
    assert.ok(summits[0]?.atRisk);
  });

  it('one more who joins is told, once', () => {
    const { changes } = follow([
      ['Trump and Putin to meet in Budapest', '2025-10-16'],
      ['Zelenskyy to join Trump and Putin for three-way summit in Budapest', '2025-10-18'],
      ['Zelenskyy to join Trump and Putin in Budapest for summit', '2025-10-19'],
    ]);
    assert.deepEqual(
      changes.filter(({ field }) => field === 'participants').map(({ after }) => after),
      ['trump, putin, zelenskyy'],
    );
  });

  it('a vague time narrows to a day', () => {
    const { changes } = follow([
      ['Trump and Putin to meet within two weeks, Kremlin says', '2025-08-07'],
      ['Trump to meet Putin in Alaska on 15 August', '2025-08-08'],
    ]);
    assert.deepEqual(
      changes.filter(({ field }) => field === 'date').map(({ before, after }) => [before, after]),
      [
        [null, 'within two weeks'],
        ['within two weeks', '15 August'],
      ],
    );
  });

  it('what is called off is no longer confirmed, and the sides agree again when both say it is on', () => {
    const { summits, changes } = follow([
      MEETING,
      ['China confirms Xi will meet Trump in Seoul', '2025-10-11'],
      ['White House confirms Trump will meet Xi in Seoul', '2025-10-11T12:00Z'],
      ['Trump calls off summit with Xi', '2025-10-12'],
      ['China says Xi still plans to meet Trump', '2025-10-12T09:00Z'],
      ['Trump says summit with Xi is back on', '2025-10-13'],
    ]);
    assert.equal(summits[0]?.stage.value, 'back_on');
    assert.equal(summits[0]?.disputed, undefined);
    assert.equal(changes.filter(({ field }) => field === 'dispute').length, 1);
    assert.deepEqual([...(summits[0]?.confirmedBy ?? [])].sort(), ['trump', 'xi']);
    const off = follow([
      MEETING,
      ['China confirms Xi will meet Trump in Seoul', '2025-10-11'],
      ['Trump calls off summit with Xi', '2025-10-12'],
    ]);
    assert.deepEqual(off.summits[0]?.confirmedBy, []);
  });
});
