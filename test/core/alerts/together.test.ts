import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { budgetOpensAt } from '../../../src/core/alerts/budget.ts';
import { collapse } from '../../../src/core/alerts/together.ts';
import type { StatusChange } from '../../../src/core/summits/summit.ts';
import { HOUR, MINUTE } from '../../../src/core/text/instant.ts';
import { change, NOW } from './samples.ts';

type Step = readonly [revision: number, field: StatusChange['field'], before: string | null, after: string];

describe('changes told together', () => {
  const cases: readonly (readonly [what: string, steps: readonly Step[], told: readonly string[]])[] = [
    ['one', [[1, 'place', null, 'A']], ['place null→A']],
    [
      'a chain',
      [
        [1, 'place', 'A', 'B'],
        [2, 'place', 'B', 'C'],
      ],
      ['place A→C'],
    ],
    [
      'out of order',
      [
        [2, 'place', 'B', 'C'],
        [1, 'place', 'A', 'B'],
      ],
      ['place A→C'],
    ],
    [
      'there and back',
      [
        [1, 'place', 'A', 'B'],
        [2, 'place', 'B', 'A'],
      ],
      [],
    ],
    [
      'two fields',
      [
        [1, 'stage', 'x', 'y'],
        [2, 'place', 'A', 'B'],
        [3, 'stage', 'y', 'z'],
      ],
      ['place A→B', 'stage x→z'],
    ],
    ['nothing', [], []],
  ];
  for (const [what, steps, told] of cases) {
    it(what, () => {
      const changes = steps.map(([revision, field, before, after]) =>
        change(`c${revision}`, { revision, field, before, after }),
      );
      assert.deepEqual(
        collapse(changes).map(({ field, before, after }) => `${field} ${before}→${after}`),
        told,
      );
    });
  }

  it('keeps the evidence of the last', () => {
    const [only] = collapse([
      change('a', { revision: 1, headline: 'old' }),
      change('b', { revision: 2, headline: 'new' }),
    ]);
    assert.deepEqual([only?.id, only?.headline], ['b', 'new']);
  });
});

describe('a channel’s hour', () => {
  const ago = (...minutes: number[]): readonly number[] => minutes.map((each) => NOW - each * MINUTE);
  const cases: readonly (readonly [sent: readonly number[], budget: number, wait: number])[] = [
    [[], 2, 0],
    [ago(5), 2, 0],
    [ago(5, 20), 2, 40],
    [ago(20, 5), 2, 40],
    [ago(5, 20, 50), 2, 40],
    [ago(5, 20, 50), 3, 10],
    [ago(70, 80), 2, 0],
    [ago(60, 1), 2, 0],
  ];
  for (const [sent, budget, wait] of cases) {
    it(`${sent.length} sent of ${budget}: waits ${wait} minutes`, () => {
      assert.equal(budgetOpensAt(sent, budget, NOW) - NOW, wait * MINUTE);
      assert.ok(wait < HOUR / MINUTE);
    });
  }
});
