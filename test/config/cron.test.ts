import assert from 'node:assert/strict';
import { test } from 'node:test';
import cron from 'node-cron';
import { cronFault } from '../../src/config/cron.ts';

const RIGHT = [
  '* * * * *',
  '*/5 * * * *',
  '*/2 * * * * *',
  '0 9 * * 1-5',
  '0,30 8-18 1 jan,jul mon-fri',
  '15 10 31 12 7',
  '0-30/10 * * * *',
];

test('five fields, or six with seconds first, are right, and the scheduler takes them', () => {
  for (const expression of RIGHT) {
    assert.equal(cronFault(expression), undefined, expression);
    assert.equal(cron.validate(expression), true, expression);
  }
});

test('a wrong expression is refused with the field that is wrong', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /not 0$/],
    ['* * * *', /five fields .* or six .* not 4$/],
    ['* * * * * * *', /not 7$/],
    ['60 * * * *', /for minute 0–59, .* not "60"/],
    ['60 * * * * *', /for second 0–59/],
    ['* 24 * * *', /for hour 0–23/],
    ['* * 0 * *', /for day of month 1–31/],
    ['* * * 13 *', /for month 1–12 or jan–dec/],
    ['* * * * 8', /for day of week 0–7 or sun–sat/],
    ['*/0 * * * *', /minute/],
    ['*/x * * * *', /minute/],
    ['30-10 * * * *', /minute/],
    ['1-2-3 * * * *', /minute/],
    ['1,,2 * * * *', /minute/],
    ['every minute please now ok', /minute/],
  ];
  for (const [expression, expected] of cases) assert.match(cronFault(expression) ?? 'no fault', expected, expression);
});
