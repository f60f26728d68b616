// Summits: the current state, the log of changes that is never rewritten, and the state at any past moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SummitId } from '../../../src/core/summits/summit.ts';
import type { OpenEmpty } from '../contract.ts';
import { change, claim, NOW, summit } from './samples.ts';

const ID = 's' as SummitId;

export function summitsContract(open: OpenEmpty): void {
  test('the latest state is the one that stands; dormant summits are listed on request', async () => {
    await using store = await open();
    await store.summits.save(summit('s'), [], []);
    await store.summits.save(summit('s', { name: 'renamed', lastReportAt: NOW + 1 }), [], []);
    await store.summits.save(summit('asleep', { dormant: true, lastReportAt: NOW + 9 }), [], []);
    await store.summits.save(summit('newer', { lastReportAt: NOW + 5 }), [], []);
    assert.equal((await store.summits.byId(ID))?.name, 'renamed');
    assert.equal(await store.summits.byId('none' as SummitId), undefined);
    const names = async (options?: { dormant: boolean }) => (await store.summits.list(options)).map((one) => one.id);
    assert.deepEqual(await names(), ['newer', 's']);
    assert.deepEqual(await names({ dormant: true }), ['asleep', 'newer', 's']);
  });

  test('the state of a past moment is the one its last change led to', async () => {
    await using store = await open();
    const states = [1, 2, 3].map((revision) => summit('s', { revision, lastReportAt: NOW + revision * 10 }));
    for (const state of states) {
      await store.summits.save(state, [change(`c${state.revision}`, state, state.lastReportAt)], []);
    }
    const heardSince = { ...summit('s', { revision: 3, lastReportAt: NOW + 50 }), sources: ['The Wire', 'Another'] };
    await store.summits.save(heardSince, [], []);
    const cases: readonly (readonly [number, unknown])[] = [
      [NOW, undefined],
      [NOW + 10, states[0]],
      [NOW + 29, states[1]],
      [NOW + 30, states[2]],
      [NOW + 49, states[2]],
      [NOW + 50, heardSince],
      [NOW + 99, heardSince],
    ];
    for (const [at, expected] of cases) assert.deepEqual(await store.summits.asOf(ID, at), expected);
    assert.equal(await store.summits.asOf('none' as SummitId, NOW), undefined);
  });

  test('changes are followed by their numbers, whatever time they tell of', async () => {
    await using store = await open();
    const one = summit('s');
    assert.equal(await store.summits.lastChangeNumber(), 0);
    await store.summits.save(one, [change('c1', one, NOW)], []);
    const first = await store.summits.lastChangeNumber();
    await store.summits.save(one, [change('c2', one, NOW - 50), change('c3', one, NOW)], []);
    const after = await store.summits.changesAfter(first, 10);
    assert.deepEqual(
      after.map((found) => found.change.id),
      ['c2', 'c3'],
    );
    assert.equal(after.at(-1)?.number, await store.summits.lastChangeNumber());
    assert.equal((await store.summits.changesAfter(0, 1))[0]?.change.id, 'c1');
  });

  test('changes are listed in order, by summit, window and limit; one saved twice is there once', async () => {
    await using store = await open();
    const one = summit('s');
    const other = summit('t');
    await store.summits.save(one, [change('c1', one, NOW), change('c2', one, NOW)], []);
    await store.summits.save(other, [change('d1', other, NOW + 5)], []);
    await store.summits.save(one, [change('c2', one, NOW), change('c3', one, NOW + 10)], []);
    const ids = async (query: Parameters<typeof store.summits.changes>[0]) =>
      (await store.summits.changes(query)).map((found) => found.id);
    assert.deepEqual(await ids({}), ['c1', 'c2', 'd1', 'c3']);
    assert.deepEqual(await ids({ summitId: ID }), ['c1', 'c2', 'c3']);
    assert.deepEqual(await ids({ from: NOW + 5, to: NOW + 10 }), ['d1']);
    assert.deepEqual(await ids({ limit: 2 }), ['d1', 'c3']);
    assert.deepEqual((await store.summits.changes({ limit: 1 }))[0], change('c3', one, NOW + 10));
  });

  test('claims are kept in order of time', async () => {
    await using store = await open();
    await store.summits.save(summit('s'), [], [claim('i2', NOW + 2), claim('i1', NOW + 1)]);
    await store.summits.save(summit('s'), [], [claim('i3', NOW + 3)]);
    assert.deepEqual(await store.summits.claims(ID, NOW + 2), [claim('i2', NOW + 2), claim('i3', NOW + 3)]);
  });
}
