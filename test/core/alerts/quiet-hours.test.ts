import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextLoudMoment, type QuietTimes, readDays, readQuietHours } from '../../../src/core/alerts/quiet-hours.ts';

const at = (text: string, zone = 'Europe/Kyiv') =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
const shown = (moment: number, zone = 'Europe/Kyiv') =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDateTime().toString();

const NIGHT = { from: '22:00', to: '07:00' };
const NOON = { from: '12:00', to: '13:30' };
const WORKDAYS = [1, 2, 3, 4, 5];

describe('the next moment at which a channel hears', () => {
  const cases: readonly (readonly [string, QuietTimes, string, string])[] = [
    ['nothing chosen', {}, '2025-08-12T03:00', '2025-08-12T03:00:00'],
    ['before the night', { quiet: NIGHT }, '2025-08-12T21:59', '2025-08-12T21:59:00'],
    ['at its beginning', { quiet: NIGHT }, '2025-08-12T22:00', '2025-08-13T07:00:00'],
    ['after midnight', { quiet: NIGHT }, '2025-08-12T03:00', '2025-08-12T07:00:00'],
    ['at its end', { quiet: NIGHT }, '2025-08-12T07:00', '2025-08-12T07:00:00'],
    ['a span within a day', { quiet: NOON }, '2025-08-12T12:10', '2025-08-12T13:30:00'],
    ['outside of it', { quiet: NOON }, '2025-08-12T14:00', '2025-08-12T14:00:00'],
    ['a day off', { days: WORKDAYS }, '2025-08-16T12:00', '2025-08-18T00:00:00'],
    ['a day off that ends in the night', { days: WORKDAYS, quiet: NIGHT }, '2025-08-16T12:00', '2025-08-18T07:00:00'],
    ['a Friday night', { days: WORKDAYS, quiet: NIGHT }, '2025-08-15T23:00', '2025-08-18T07:00:00'],
    ['the night that loses an hour', { quiet: NIGHT }, '2025-03-29T23:00', '2025-03-30T07:00:00'],
    ['the night that has one more', { quiet: NIGHT }, '2025-10-25T23:00', '2025-10-26T07:00:00'],
    [
      'an end in the hour that is skipped',
      { quiet: { from: '22:00', to: '03:30' } },
      '2025-03-29T23:00',
      '2025-03-30T04:30:00',
    ],
  ];
  for (const [name, times, now, expected] of cases)
    test(name, () => assert.equal(shown(nextLoudMoment(times, 'Europe/Kyiv', at(now))), expected));

  test('is loud itself, whatever the zone, the span and the days', () => {
    for (const zone of ['Europe/Kyiv', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
      for (const quiet of [NIGHT, NOON, { from: '00:00', to: '23:59' }, { from: '01:30', to: '01:00' }]) {
        for (let hour = 0; hour < 24 * 14; hour += 5) {
          const now = at('2025-10-20T00:15', zone) + hour * 3_600_000;
          const loud = nextLoudMoment({ quiet, days: [2, 6] }, zone, now);
          assert.ok(loud >= now);
          assert.equal(nextLoudMoment({ quiet, days: [2, 6] }, zone, loud), loud);
        }
      }
    }
  });
});

describe('as people write it', () => {
  const hours = [
    ['22:00-07:00', NIGHT],
    ['22–7', NIGHT],
    ['22:00 to 07:00', NIGHT],
    ['22:00', undefined],
    ['22:00-22:00', undefined],
    ['25:00-07:00', undefined],
    ['at night', undefined],
  ] as const;
  for (const [text, expected] of hours) test(text, () => assert.deepEqual(readQuietHours(text), expected));

  const days = [
    ['mon-fri', WORKDAYS],
    ['weekdays', WORKDAYS],
    ['Monday, Wed', [1, 3]],
    ['fri-mon', [1, 5, 6, 7]],
    ['sun', [7]],
    ['mon-fri-sun', undefined],
    ['some day', undefined],
    ['', undefined],
  ] as const;
  for (const [text, expected] of days) test(text, () => assert.deepEqual(readDays(text), expected));
});
