// Calendars, read back by a library that calendar programs use.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import ICAL from 'ical.js';
import type { Stage, Summit } from '../../src/core/summits/summit.ts';
import { summit } from '../storage/contract/samples.ts';
import { NOW, type WebRig, webRig } from './rig.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = Date.UTC(2026, 3, 21);

const fact = { since: NOW, firmness: 'will', itemIds: [], sources: ['The Wire'] } as const;
const on = (from: number, to: number, words: string) => ({ date: { ...fact, value: { from, to, words } } });
const stands = (value: Stage, since = NOW) => ({ stage: { ...fact, value, since } });

async function events(rig: WebRig, path: string): Promise<readonly ICAL.Component[]> {
  const response = await fetch(`${rig.url}${path}`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/calendar/);
  return new ICAL.Component(ICAL.parse(await response.text())).getAllSubcomponents('vevent');
}

const shown = (event: ICAL.Component | undefined): readonly string[] =>
  ['dtstart', 'dtend', 'status', 'transp', 'sequence'].map((name) => String(event?.getFirstPropertyValue(name)));

const aDay = on(MIDNIGHT, MIDNIGHT + DAY - 1, 'on Tuesday');

const CASES: readonly (readonly [string, Partial<Summit>, readonly string[]])[] = [
  ['a day', aDay, ['2026-04-21', '2026-04-22', 'TENTATIVE', 'OPAQUE', '4']],
  [
    'a day in a zone far east',
    on(MIDNIGHT - 9 * HOUR, MIDNIGHT + 15 * HOUR - 1, 'on Tuesday'),
    ['2026-04-21', '2026-04-22', 'TENTATIVE', 'OPAQUE', '4'],
  ],
  [
    'days in a row',
    { ...on(MIDNIGHT, MIDNIGHT + 3 * DAY - 1, '21-23 April'), ...stands('confirmed') },
    ['2026-04-21', '2026-04-24', 'CONFIRMED', 'OPAQUE', '4'],
  ],
  [
    'an hour',
    on(MIDNIGHT + 9 * HOUR, MIDNIGHT + 9 * HOUR, 'at nine'),
    ['2026-04-21T09:00:00Z', '2026-04-21T10:00:00Z', 'TENTATIVE', 'OPAQUE', '4'],
  ],
  [
    'some day in a window',
    on(MIDNIGHT, MIDNIGHT + 7 * DAY - 1, 'next week'),
    ['2026-04-21', '2026-04-28', 'TENTATIVE', 'TRANSPARENT', '4'],
  ],
  ['called off', { ...aDay, ...stands('cancelled') }, ['2026-04-21', '2026-04-22', 'CANCELLED', 'OPAQUE', '4']],
  [
    'put off from that day',
    { ...aDay, ...stands('postponed', NOW + 1) },
    ['2026-04-21', '2026-04-22', 'CANCELLED', 'OPAQUE', '4'],
  ],
  [
    'put off to that day',
    { ...aDay, ...stands('postponed', NOW) },
    ['2026-04-21', '2026-04-22', 'TENTATIVE', 'OPAQUE', '4'],
  ],
];

describe('a summit as a calendar event', () => {
  for (const [name, parts, expected] of CASES) {
    test(name, async () => {
      await using rig = await webRig();
      await rig.store.summits.save(summit('s/1', { revision: 4, ...parts }), [], []);
      const [event, ...others] = await events(rig, '/summits/s%2F1.ics');
      assert.deepEqual(others, []);
      assert.deepEqual(shown(event), expected);
      assert.equal(event?.getFirstPropertyValue('uid'), 's/1@summit-watch');
      assert.equal(event?.getFirstPropertyValue('url'), `${rig.url}/summits/s%2F1`);
    });
  }

  test('text from outside cannot add lines of its own', async () => {
    await using rig = await webRig();
    const name = 'A; B,\r\nSTATUS:CONFIRMED\nATTENDEE:mailto:x@y.example';
    await rig.store.summits.save(summit('s', { name, ...aDay }), [], []);
    const [event] = await events(rig, '/summits/s.ics');
    assert.equal(event?.getFirstPropertyValue('status'), 'TENTATIVE');
    assert.equal(event?.getAllProperties('attendee').length, 0);
  });

  test('without a date there is no event, without a summit no calendar', async () => {
    await using rig = await webRig();
    await rig.store.summits.save(summit('s'), [], []);
    assert.deepEqual(await events(rig, '/summits/s.ics'), []);
    assert.equal((await fetch(`${rig.url}/summits/none.ics`)).status, 404);
  });
});

test('the calendar of all has the days that are fixed, those over for a season', async () => {
  await using rig = await webRig();
  const days = (from: number) => on(from, from + DAY - 1, 'a day');
  for (const [id, parts] of [
    ['next', aDay],
    ['over', { ...days(MIDNIGHT - 60 * DAY), dormant: true }],
    ['long-over', { ...days(MIDNIGHT - 200 * DAY), dormant: true }],
    ['vague', on(MIDNIGHT, MIDNIGHT + 7 * DAY - 1, 'next week')],
    ['open', {}],
  ] as const) {
    await rig.store.summits.save(summit(id, parts), [], []);
  }
  const uids = (await events(rig, '/calendar.ics')).map((event) => event.getFirstPropertyValue('uid'));
  assert.deepEqual(uids.toSorted(), ['next@summit-watch', 'over@summit-watch']);
});
