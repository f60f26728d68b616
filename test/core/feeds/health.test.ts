import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PollState } from '../../../src/core/feeds/feed.ts';
import { ago, feedHealth } from '../../../src/core/feeds/health.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/text/instant.ts';

const NOW = Date.UTC(2026, 0, 10);
const poll = (rest: Partial<PollState>): PollState => ({ nextAt: NOW, failures: 0, ...rest });

const cases: readonly (readonly [poll: PollState, state: string, words: RegExp])[] = [
  [poll({}), 'new', /^not polled yet$/],
  [poll({ lastSuccessAt: NOW - 5 * MINUTE }), 'well', /^last read 5 min ago$/],
  [
    poll({ lastSuccessAt: NOW - HOUR, moved: { url: 'https://b.example/', times: 2 } }),
    'well',
    /redirected.*b\.example/,
  ],
  [poll({ failures: 1, lastFault: 'no such host' }), 'failing', /^failed the last time, never read yet: no such host$/],
  [
    poll({ failures: 7, lastSuccessAt: NOW - 3 * DAY, lastFault: 'x' }),
    'failing',
    /^failed 7 times in a row, last read 3 d ago: x$/,
  ],
  [poll({ gone: true, failures: 3 }), 'ended', /ended by its publisher/],
];
for (const [state, kind, words] of cases) {
  test(`${kind}: ${words.source}`, () => {
    const health = feedHealth(state, NOW);
    assert.equal(health.state, kind);
    assert.match(health.words, words);
  });
}

test('distances are told in one unit', () => {
  for (const [at, words] of [
    [NOW, 'now'],
    [NOW - 30 * SECOND, '30 s ago'],
    [NOW + 2 * HOUR, 'in 2 h'],
    [NOW - 26 * HOUR, '1 d ago'],
  ] as const) {
    assert.equal(ago(at, NOW), words);
  }
});
