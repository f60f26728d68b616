import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMoment } from '../../../src/core/alerts/moments.ts';
import { inChangeKind, readMuteEnd } from '../../../src/core/alerts/mutes.ts';
import { change, NOW } from './samples.ts';

const iso = (at: number): string => new Date(at).toISOString();

describe('the end of a mute', () => {
  const cases: readonly (readonly [typed: string | undefined, until: string])[] = [
    [undefined, '2025-08-09T12:00:00.000Z'],
    ['', '2025-08-09T12:00:00.000Z'],
    ['1h', '2025-08-08T13:00:00.000Z'],
    ['90 min', '2025-08-08T13:30:00.000Z'],
    ['24 hours', '2025-08-09T12:00:00.000Z'],
    ['2D', '2025-08-10T12:00:00.000Z'],
    ['1 week', '2025-08-15T12:00:00.000Z'],
    ['until 2025-08-08', '2025-08-08T21:00:00.000Z'],
    ['2026-01-02', '2026-01-02T22:00:00.000Z'],
    ['until 2026-01-02 18:00', '2026-01-02T16:00:00.000Z'],
    ['2026-01-02T18:00Z', '2026-01-02T18:00:00.000Z'],
  ];
  for (const [typed, until] of cases) {
    it(`${typed} → ${until}`, () => {
      const end = readMuteEnd(typed, NOW, 'Europe/Kyiv');
      assert.equal('until' in end ? iso(end.until) : end.fault, until);
    });
  }

  const wrong: readonly (readonly [typed: string, fault: string])[] = [
    ['forever', 'unreadable'],
    ['5', 'unreadable'],
    ['-1h', 'unreadable'],
    ['0h', 'past'],
    ['2025-08-07', 'past'],
    ['until 2025-02-31', 'unreadable'],
    ['2025-08-09 25:00', 'unreadable'],
    ['53w', 'too-long'],
    ['9999d', 'too-long'],
    ['2027-01-01', 'too-long'],
  ];
  for (const [typed, fault] of wrong) {
    it(`${typed} is ${fault}`, () => assert.deepEqual(readMuteEnd(typed, NOW, 'Europe/Kyiv'), { fault }));
  }
});

describe('a moment', () => {
  it('knows offsets of its own', () =>
    assert.equal(readMoment('2026-01-02 18:00+05:30', 'UTC'), Date.UTC(2026, 0, 2, 12, 30)));
  it('a day ends at midnight where the reader is', () =>
    assert.equal(readMoment('2026-01-02', 'America/New_York'), Date.UTC(2026, 0, 3, 5)));
});

describe('a kind of change', () => {
  const cases: readonly (readonly [kind: string, field: Parameters<typeof change>[1], inside: boolean])[] = [
    ['rumours', { rumour: true }, true],
    ['rumours', { rumour: false }, false],
    ['dates', { field: 'date' }, true],
    ['doubts', { field: 'dispute' }, true],
    ['doubts', { field: 'risk' }, true],
    ['stages', { field: 'date' }, false],
    ['nonsense', { field: 'date' }, false],
  ];
  for (const [kind, rest, inside] of cases) {
    it(`${kind} ${inside ? 'takes in' : 'leaves out'} ${JSON.stringify(rest)}`, () => {
      assert.equal(inChangeKind(kind, change('c', rest)), inside);
    });
  }
});
