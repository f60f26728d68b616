import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countdown, intervalInWords, whenInWords } from '../../../src/core/messages/when.ts';
import { en } from '../../../src/core/messages/words/en.ts';
import type { DateInterval } from '../../../src/core/summits/summit.ts';

const NOW = Date.parse('2025-08-08T12:00:00Z');

function interval(from: string, to: string, words = ''): DateInterval {
  return { from: Date.parse(from), to: Date.parse(to), words };
}

function days(first: string, last: string, words = ''): DateInterval {
  return interval(`${first}T00:00:00Z`, `${last}T23:59:59.999Z`, words);
}

describe('a date in words', () => {
  const cases: readonly (readonly [interval: DateInterval, words: string])[] = [
    [days('2025-08-15', '2025-08-15'), 'Friday 15 August 2025'],
    [interval('2025-08-15T08:00Z', '2025-08-16T07:59:59Z'), 'Friday 15 August 2025'],
    [interval('2025-08-14T11:00Z', '2025-08-15T10:59:59Z'), 'Friday 15 August 2025'],
    [interval('2025-08-15T00:00Z', '2025-08-16T00:00Z'), 'Friday 15 August 2025'],
    [interval('2025-03-30T00:00+02:00', '2025-03-30T23:59:59+03:00'), 'Sunday 30 March 2025'],
    [interval('2025-08-15T19:00Z', '2025-08-15T19:00Z'), 'Friday 15 August 2025, 19:00 UTC'],
    [days('2025-08-11', '2025-08-17', 'next week'), 'between 11 and 17 August 2025'],
    [days('2025-07-28', '2025-08-03', 'this week'), 'between 28 July and 3 August 2025'],
    [days('2025-12-28', '2026-01-03', 'around New Year'), 'between 28 December 2025 and 3 January 2026'],
    [days('2025-08-01', '2025-08-31', 'in August'), 'in August 2025'],
    [days('2025-09-01', '2025-11-30', 'in autumn'), 'between September 2025 and November 2025'],
    [days('2025-06-15', '2025-06-17', '15–17 June'), '15 to 17 June 2025'],
    [days('2025-06-30', '2025-07-01', '30 June to 1 July'), '30 June to 1 July 2025'],
    [interval('2025-08-11T08:00Z', '2025-08-18T07:59:59Z', 'next week'), 'between 11 and 17 August 2025'],
  ];
  for (const [given, words] of cases) {
    it(words, () => assert.equal(intervalInWords(given, en), words));
  }
});

describe('how far away', () => {
  const cases: readonly (readonly [interval: DateInterval, words: string | undefined])[] = [
    [days('2025-08-08', '2025-08-08'), 'today'],
    [days('2025-08-09', '2025-08-09'), 'tomorrow'],
    [days('2025-08-07', '2025-08-07'), 'yesterday'],
    [days('2025-08-15', '2025-08-15'), 'in 7 days'],
    [days('2025-08-01', '2025-08-01'), '7 days ago'],
    [days('2025-08-11', '2025-08-17'), 'in 3 to 9 days'],
    [days('2025-08-07', '2025-08-17'), undefined],
    [days('2025-09-01', '2025-09-30'), undefined],
  ];
  for (const [given, words] of cases) {
    it(`${new Date(given.from).toISOString().slice(0, 10)}: ${words}`, () =>
      assert.equal(countdown(given, NOW, en), words));
  }
});

describe('a date as told', () => {
  it('keeps the words of the news where they were vague', () => {
    assert.equal(
      whenInWords(days('2025-08-11', '2025-08-17', 'as early as next week'), NOW, en),
      'between 11 and 17 August 2025 (in 3 to 9 days), reported as “as early as next week”',
    );
  });
  it('drops them where they say the same', () => {
    assert.equal(
      whenInWords(days('2025-08-15', '2025-08-15', 'on Friday'), NOW, en),
      'Friday 15 August 2025 (in 7 days)',
    );
    assert.equal(
      whenInWords(days('2025-08-11', '2025-08-12', '11-12 August'), NOW, en),
      '11 to 12 August 2025 (in 3 to 4 days)',
    );
  });
});
