import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseFeedDate } from '../../../src/core/feeds/dates.ts';

const READ: readonly (readonly [written: string, instant: string, language?: string])[] = [
  // As the specifications have it.
  ['Tue, 10 Nov 2026 04:05:06 GMT', '2026-11-10T04:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 +0530', '2026-11-09T22:35:06Z'],
  ['10 Nov 2026 04:05 EST', '2026-11-10T09:05:00Z'],
  ['2026-11-10T04:05:06Z', '2026-11-10T04:05:06Z'],
  ['2026-11-10T04:05:06.123+02:00', '2026-11-10T02:05:06.123Z'],
  ['2026-11-10', '2026-11-10T00:00:00Z'],
  ['2026-11', '2026-11-01T00:00:00Z'],
  ['2026', '2026-01-01T00:00:00Z'],
  ['20261110T040506Z', '2026-11-10T04:05:06Z'],
  ['20261110', '2026-11-10T00:00:00Z'],
  ['2026-314', '2026-11-10T00:00:00Z'],
  ['2026-W46-2', '2026-11-10T00:00:00Z'],
  ['26-11-10', '2026-11-10T00:00:00Z'],
  ['-26-11', '2026-11-01T00:00:00Z'],
  // As people have it.
  ['Tues, 10 November 26 4:05:6 Z', '2026-11-10T04:05:06Z'],
  ['Tue, 10 Nov 2026 24:00:00 GMT', '2026-11-11T00:00:00Z'],
  ['Tue, 10 Nov 2026 04:05:06 GMT+2', '2026-11-10T02:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 CEST', '2026-11-10T02:05:06Z'],
  ['Tue Nov 10 04:05:06 2026', '2026-11-10T04:05:06Z'],
  ['Tue Nov 10 04:05:06 EST 2026', '2026-11-10T09:05:06Z'],
  ['Tue Nov 10 04:05:06 +0100 2026', '2026-11-10T03:05:06Z'],
  ['Tue, 2026/11/10 04:05:06 EDT', '2026-11-10T08:05:06Z'],
  ['November 10, 2026, 4:05 p.m.', '2026-11-10T16:05:00Z'],
  ['11/10/2026 12:05:06 AM', '2026-11-10T00:05:06Z'],
  ['25/12/2026 16:05', '2026-12-25T16:05:00Z'],
  ['10.11.2026 04:05', '2026-11-10T04:05:00Z'],
  ['2026-11-10 04:05:06', '2026-11-10T04:05:06Z'],
  ['1794283506', '2026-11-10T04:05:06Z'],
  ['1794283506000', '2026-11-10T04:05:06Z'],
  ['  Tue,\n 10 Nov 2026 04:05:06 GMT ', '2026-11-10T04:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 A', '2026-11-10T05:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 M', '2026-11-10T16:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 N', '2026-11-10T03:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 Y', '2026-11-09T16:05:06Z'],
  ['Tue, 10 Nov 2026 04:05:06 Z', '2026-11-10T04:05:06Z'],
  // In their languages.
  ['mar., 10 novembre 2026 04:05:06 +0100', '2026-11-10T03:05:06Z'],
  ['mar 10 août 2026', '2026-08-10T00:00:00Z'],
  ['Di, 10 März 2026 04:05', '2026-03-10T04:05:00Z'],
  ['вт, 10 ноября 2026 04:05:06 +0300', '2026-11-10T01:05:06Z'],
  ['10 листопада 2026 р.', '2026-11-10T00:00:00Z'],
  ['10 października 2026', '2026-10-10T00:00:00Z'],
  ['Κυρ, 11 Ιούλ 2027 12:00:00 EET', '2027-07-11T10:00:00Z'],
  ['2026-július-13T9:15+02:00', '2026-07-13T07:15:00Z'],
  ['2026년 11월 10일 오후 4:05', '2026-11-10T07:05:00Z'],
  ['2026年11月10日 04:05', '2026-11-10T04:05:00Z'],
  ['١٠ يونيو ٢٠٢٦', '2026-06-10T00:00:00Z'],
  // Where two languages disagree, the feed's own decides.
  ['10. listopada 2026.', '2026-11-10T00:00:00Z'],
  ['10. listopada 2026.', '2026-10-10T00:00:00Z', 'hr'],
  ['10/11/2026', '2026-10-11T00:00:00Z'],
  ['10/11/2026', '2026-11-10T00:00:00Z', 'fr'],
];

test('dates are read as feeds write them', () => {
  for (const [written, instant, language] of READ) {
    const read = parseFeedDate(written, language);
    assert.equal(read === undefined ? read : new Date(read).toISOString(), new Date(instant).toISOString(), written);
  }
});

test('what is no date is no date', () => {
  for (const written of [
    '',
    ' ',
    'yesterday',
    'soon',
    '0001-01-01T00:00:00Z',
    '2026-13-40',
    '99',
    '12:30',
    'Nov',
    '1 '.repeat(9_000),
  ]) {
    assert.equal(parseFeedDate(written), undefined, written.slice(0, 40));
  }
});

const MOMENTS = fc.date({
  min: new Date('1990-01-01T00:00:00Z'),
  max: new Date('2099-12-31T23:59:59Z'),
  noInvalidDate: true,
});

test('what machines write is read back to the second', () => {
  fc.assert(
    fc.property(MOMENTS, (moment) => {
      const second = Math.floor(moment.getTime() / 1000) * 1000;
      assert.equal(parseFeedDate(moment.toUTCString()), second);
      assert.equal(parseFeedDate(moment.toISOString()), moment.getTime());
    }),
  );
});

test('no text breaks the reading of dates', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:./ T+Z-]{0,30}$/)), (text) => {
      const read = parseFeedDate(text);
      assert.ok(read === undefined || Number.isSafeInteger(read));
    }),
  );
});
