import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastDigest, nextDigest, readLocalTime, readTimeZone } from '../../../src/core/alerts/schedule.ts';
import type { DigestRhythm } from '../../../src/core/alerts/subscription.ts';

type Case = readonly [digest: DigestRhythm, at: string, zone: string, now: string, next: string];

const CASES: readonly Case[] = [
  ['daily', '08:00', 'UTC', '2025-08-08T07:59:59Z', '2025-08-08T08:00:00Z'],
  ['daily', '08:00', 'UTC', '2025-08-08T08:00:00Z', '2025-08-09T08:00:00Z'],
  ['daily', '08:00', 'Europe/Kyiv', '2025-08-08T12:00:00Z', '2025-08-09T05:00:00Z'],
  ['daily', '08:00', 'America/Los_Angeles', '2025-08-08T12:00:00Z', '2025-08-08T15:00:00Z'],
  ['daily', '00:30', 'Pacific/Kiritimati', '2025-08-08T12:00:00Z', '2025-08-09T10:30:00Z'],
  // Spring: Kyiv skips 03:00–04:00 on 30 March 2025.
  ['daily', '08:00', 'Europe/Kyiv', '2025-03-29T06:00:00Z', '2025-03-30T05:00:00Z'],
  ['daily', '03:30', 'Europe/Kyiv', '2025-03-29T02:00:00Z', '2025-03-30T01:30:00Z'],
  ['daily', '03:30', 'Europe/Kyiv', '2025-03-30T01:30:00Z', '2025-03-31T00:30:00Z'],
  // Autumn: Kyiv has 03:00–04:00 twice on 26 October 2025; the digest comes at the first.
  ['daily', '03:30', 'Europe/Kyiv', '2025-10-25T12:00:00Z', '2025-10-26T00:30:00Z'],
  ['daily', '03:30', 'Europe/Kyiv', '2025-10-26T00:30:00Z', '2025-10-27T01:30:00Z'],
  ['daily', '08:00', 'Europe/Kyiv', '2025-10-25T12:00:00Z', '2025-10-26T06:00:00Z'],
  ['hourly', '08:00', 'Europe/Kyiv', '2025-08-08T12:00:00Z', '2025-08-08T13:00:00Z'],
  ['hourly', '08:15', 'Europe/Kyiv', '2025-08-08T12:00:00Z', '2025-08-08T12:15:00Z'],
  ['hourly', '08:15', 'Asia/Kathmandu', '2025-08-08T12:00:00Z', '2025-08-08T12:30:00Z'],
  ['hourly', '08:00', 'Europe/Kyiv', '2025-10-26T00:30:00Z', '2025-10-26T01:00:00Z'],
  ['hourly', '08:00', 'Europe/Kyiv', '2025-03-30T00:30:00Z', '2025-03-30T01:00:00Z'],
  ['weekly', '08:00', 'UTC', '2025-08-08T12:00:00Z', '2025-08-11T08:00:00Z'],
  ['weekly', '08:00', 'UTC', '2025-08-11T07:00:00Z', '2025-08-11T08:00:00Z'],
  ['weekly', '08:00', 'UTC', '2025-08-11T08:00:00Z', '2025-08-18T08:00:00Z'],
  ['weekly', '08:00', 'Europe/Kyiv', '2025-10-24T12:00:00Z', '2025-10-27T06:00:00Z'],
];

describe('the next digest', () => {
  for (const [digest, at, timeZone, now, next] of CASES) {
    it(`${digest} at ${at} in ${timeZone} after ${now} is ${next}`, () => {
      const found = nextDigest({ digest, at, timeZone }, Date.parse(now));
      assert.equal(found === undefined ? undefined : new Date(found).toISOString().replace('.000', ''), next);
    });
  }

  it('never comes when digests are off', () => {
    assert.equal(nextDigest({ digest: 'off', at: '08:00', timeZone: 'UTC' }, 0), undefined);
    assert.equal(lastDigest({ digest: 'off', at: '08:00', timeZone: 'UTC' }, 0), undefined);
  });

  for (const digest of ['hourly', 'daily', 'weekly'] as const) {
    it(`${digest}: the slots of a year follow each other without gap or repeat`, () => {
      const timetable = { digest, at: '02:30', timeZone: 'Europe/Berlin' };
      const end = Date.parse('2026-01-05T00:00:00Z');
      let slots = 0;
      for (let at = Date.parse('2025-01-01T00:00:00Z'); at < end; slots += 1) {
        const next = nextDigest(timetable, at);
        assert.ok(next !== undefined && next > at);
        assert.equal(lastDigest(timetable, next), next);
        if (slots > 0) assert.equal(lastDigest(timetable, next - 1), at);
        at = next;
      }
      assert.equal(slots, { hourly: 369 * 24 + 1, daily: 370, weekly: 53 }[digest]);
    });
  }
});

describe('what people type', () => {
  const times: readonly (readonly [typed: string, read: string | undefined])[] = [
    ['08:00', '08:00'],
    ['8:05', '08:05'],
    ['8', '08:00'],
    ['23.59', '23:59'],
    ['24:00', undefined],
    ['8:60', undefined],
    ['morning', undefined],
    ['', undefined],
  ];
  for (const [typed, read] of times) it(`time “${typed}” → ${read}`, () => assert.equal(readLocalTime(typed), read));

  const zones: readonly (readonly [typed: string, read: string | undefined])[] = [
    ['UTC', 'UTC'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Mars/Olympus', undefined],
    ['', undefined],
  ];
  for (const [typed, read] of zones) it(`zone “${typed}” → ${read}`, () => assert.equal(readTimeZone(typed), read));
});
