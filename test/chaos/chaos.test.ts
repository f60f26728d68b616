// The fault journey in its small form: a few kills, every kind of fault likely; `npm run chaos` runs it at length.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type ChaosReport, runChaos } from './chaos.ts';

describe('kills, refusals, lost answers, broken connections and a locked store', () => {
  let report: ChaosReport;
  before(async () => {
    report = await runChaos({
      seed: 7,
      kills: 5,
      newsEvery: 1_400,
      faultRate: 0.35,
      leastFaults: 4,
      settleWithin: 60_000,
      longest: { hang: 2_000, lock: 2_000, ahead: 0 },
      lastAhead: 0,
      say: () => {},
    });
  });

  it('no message is lost, none comes twice, and nobody gets what was not published', () => {
    assert.ok(report.expected > 0);
    assert.deepEqual([report.lost, report.twice, report.unexpected, report.held], [[], [], [], []]);
    assert.equal(report.delays.length, report.expected);
  });

  it('nobody is asked while a Retry-After runs', () => {
    assert.deepEqual([report.untimely, report.untimelyAfterRestart], [[], []]);
  });

  it('the last stop is in good order', () => {
    assert.equal(report.exitCode, 0);
  });
});
