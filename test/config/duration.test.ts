import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDuration } from '../../src/config/duration.ts';

test('durations are a number with s, m, h or d', () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['1.5h', 5_400_000],
    [' 10m ', 600_000],
    ['0s', 0],
    ['', undefined],
    ['30', undefined],
    ['5 m', undefined],
    ['5min', undefined],
    ['-5m', undefined],
    ['5M', undefined],
    ['1w', undefined],
    ['m', undefined],
    ['1e9s', undefined],
  ];
  for (const [text, expected] of cases) assert.equal(readDuration(text), expected, text);
});
