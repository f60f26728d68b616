import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PartyKey, SummitId } from '../../src/core/summits/summit.ts';
import { DAY } from '../../src/core/text/instant.ts';
import { change, NOW, summit } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

const past = summit({ stage: { ...summit().stage, value: 'exploring' }, lastReportAt: NOW - 3 * DAY, revision: 1 });
const present = summit({
  revision: 2,
  place: { value: { name: 'Anchorage' }, since: NOW, firmness: 'will', itemIds: [], sources: [] },
});
const other = summit({
  id: 'g7-2026' as SummitId,
  name: 'G7 summit in Evian',
  institution: 'g7' as PartyKey,
  parties: [],
  lastReportAt: NOW - 2 * DAY,
});

describe('/summit-status', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
    const { summits } = bench.store;
    await summits.save(
      past,
      [change('c1', { at: NOW - 3 * DAY, before: null, after: 'exploring', stage: 'exploring' })],
      [],
    );
    await summits.save(present, [change('c2', { revision: 2, at: NOW - 3_600_000 })], []);
    await summits.save(other, [], []);
  });
  after(() => bench.store.close());

  const names: readonly (readonly [typed: string, title: string])[] = [
    ['trump-putin', 'Trump–Putin meeting'],
    ['Trump–Putin', 'Trump–Putin meeting'],
    ['alaska summit', 'Trump–Putin meeting'],
    ['putin trump', 'Trump–Putin meeting'],
    ['PUTIN', 'Trump–Putin meeting'],
    ['anchorage', 'Trump–Putin meeting'],
    ['summit-1', 'Trump–Putin meeting'],
    ['g7', 'G7 summit in Evian'],
    ['group of seven', 'G7 summit in Evian'],
    ['evian', 'G7 summit in Evian'],
  ];
  for (const [typed, title] of names) {
    it(`finds ${title} by “${typed}”`, async () => {
      assert.equal((await bench.call('summit-status', { summit: typed })).title, title);
    });
  }

  it('shows what changed in the last day', async () => {
    const text = await bench.type('summit-status', { summit: 'trump-putin' });
    assert.match(text, /Where: Anchorage – intended/);
    assert.match(text, /# Changed in the last day\n- 8 Aug 2025, 11:00 UTC – Status: being explored → announced/);
  });

  it('gives all at a glance when no name is given and nothing is followed', async () => {
    const text = await bench.type('summit-status');
    assert.match(
      text,
      /Where the meetings stand\nTrump–Putin meeting – announced; Anchorage – intended\nG7 summit in Evian – announced/,
    );
  });

  it('gives what the channel follows', async () => {
    const followed = await openBench();
    await followed.store.summits.save(present, [], []);
    await followed.store.summits.save(other, [], []);
    await followed.call('summit-subscribe', { topic: 'g7' });
    assert.equal((await followed.call('summit-status')).title, 'G7 summit in Evian');
    await followed.store.close();
  });

  it('goes back in time', async () => {
    const text = await bench.type('summit-status', { summit: 'trump-putin', 'as-of': '2025-08-06' });
    assert.match(text, /This is what was known at 7 Aug 2025, 00:00 UTC\.\n/);
    assert.match(text, /being explored; nothing is agreed/);
    assert.doesNotMatch(text, /Anchorage/);
    assert.match(
      await bench.type('summit-status', { summit: 'trump-putin', 'as-of': '2025-01-01' }),
      /Nothing was known of “Trump–Putin meeting” at that time/,
    );
    assert.match(
      await bench.type('summit-status', { summit: 'trump-putin', 'as-of': '2025-08-08' }),
      /known at 8 Aug 2025, 12:00 UTC/,
    );
  });

  const mistakes: readonly (readonly [options: Record<string, string>, answer: RegExp])[] = [
    [{ summit: 'trmp-putn' }, /^\[fault\] No meeting and no topic is called “trmp-putn”\. Did you mean Trump–Putin/],
    [{ summit: 'qqqqqqqq' }, /Did you mean Trump–Putin meeting, G7 summit in Evian/],
    [{ summit: 'grain' }, /Nothing is known of a meeting of “Grain”/],
    [{ 'as-of': 'yesterday' }, /“yesterday” is no date/],
    [{ 'as-of': '2025-13-01' }, /is no date/],
    [{ 'as-of': '2031-01-01' }, /not known yet/],
  ];
  for (const [options, answer] of mistakes) {
    it(`${JSON.stringify(options)}: one helpful sentence`, async () => {
      assert.match(await bench.type('summit-status', options), answer);
    });
  }

  it('repeats only the beginning of what was typed at length', async () => {
    const { title } = await bench.call('summit-status', { summit: 'long '.repeat(400) });
    assert.ok(title.length < 256);
    assert.match(title, /…”\. Did you mean/);
  });

  it('says so when nothing is known at all', async () => {
    const empty = await openBench();
    assert.match(await empty.type('summit-status'), /No meeting of leaders is known of at present/);
    assert.match(await empty.type('summit-status', { summit: 'g7' }), /Nothing is known of a meeting of “G7”/);
    await empty.store.close();
  });

  it('offers summits and topics while typing', async () => {
    assert.deepEqual(await bench.complete('summit-status', 'summit', ''), ['summit-1', 'g7-2026', 'trump-putin', 'g7']);
    assert.deepEqual(await bench.complete('summit-status', 'summit', 'evi'), ['g7-2026']);
    assert.deepEqual(await bench.complete('summit-status', 'as-of', ''), []);
  });
});

describe('/summit-timeline', () => {
  it('tells changes of date by the day, though the news said “Friday”', async () => {
    const bench = await openBench();
    const on = (day: number, words: string) => {
      const value = { from: Date.UTC(2025, 7, day), to: Date.UTC(2025, 7, day, 23, 59), words };
      return { value, since: NOW, firmness: 'will' as const, itemIds: [], sources: [] };
    };
    const dated = (id: string, revision: number, before: string | null, after: string) =>
      change(id, { revision, field: 'date', before, after, at: NOW - DAY / 2 + revision });
    await bench.store.summits.save(summit({ date: on(15, 'Friday') }), [dated('c1', 1, null, 'Friday')], []);
    await bench.store.summits.save(
      summit({ date: on(22, 'a week later'), revision: 2 }),
      [dated('c2', 2, 'Friday', 'a week later')],
      [],
    );
    const told = /Date: Friday 15 August 2025[^→]*\n.*Date: Friday 15 August 2025 → Friday 22 August 2025/;
    assert.match(await bench.type('summit-timeline', { summit: 'trump-putin' }), told);
    assert.match(await bench.type('summit-status', { summit: 'trump-putin' }), told);
    await bench.store.close();
  });

  it('tells the log of the meeting that is meant', async () => {
    const bench = await openBench();
    assert.match(await bench.type('summit-timeline'), /No meeting of leaders is known/);
    await bench.store.summits.save(past, [change('c1', { before: null, after: 'exploring', stage: 'exploring' })], []);
    await bench.store.summits.save(present, [change('c2', { revision: 2 })], []);
    assert.match(
      await bench.type('summit-timeline', { summit: 'trump-putin' }),
      /timeline\n.*Status: being explored – .*\n.*being explored → announced/,
    );
    assert.match(await bench.type('summit-timeline', { summit: 'trump-puttin' }), /Did you mean Trump–Putin/);
    assert.match(await bench.type('summit-timeline', { summit: 'g7' }), /Nothing is known of a meeting of “G7”/);
    await bench.store.close();
  });
});
