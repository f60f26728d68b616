import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTrees } from '../../../src/core/stories/trees.ts';
import { boost } from '../../train/boosting.ts';

describe('a learned rule', () => {
  const rule = { features: ['age', 'likeness'], base: 0, trees: ['1<0.5 0<10 -1 -2 3', '1<0.2 -1 0'] };

  it('follows its trees to their leaves, whatever order features come in', () => {
    const likelihood = readTrees(rule, ['likeness', 'age']);
    const sure = (score: number): number => 1 / (1 + Math.exp(-score));
    assert.equal(likelihood(Float64Array.of(0.9, 0)), sure(3));
    assert.equal(likelihood(Float64Array.of(0.3, 5)), sure(-1));
    assert.equal(likelihood(Float64Array.of(0.3, 10)), sure(-2));
    assert.equal(likelihood(Float64Array.of(0.1, 10)), sure(-3));
  });

  it('is refused when it asks for what is not measured', () =>
    assert.throws(() => readTrees(rule, ['likeness']), /asks for "age"/));
});

describe('training', () => {
  const count = 400;
  const samples = {
    rows: Float64Array.from({ length: count * 2 }, (_, at) => (at % 2 === 0 ? at / (2 * count) : (at * 7919) % 13)),
    width: 2,
    targets: Float64Array.from({ length: count }, (_, row) => (row / count > 0.6 ? 1 : 0)),
    weights: new Float64Array(count).fill(1),
  };
  const plan = {
    trees: 20,
    depth: 3,
    rate: 0.3,
    leastLeaf: 1,
    ridge: 1,
    directions: [1, 0],
    featureShare: 1,
    rowShare: 1,
  };

  it('finds what tells right from wrong', () => {
    const learned = boost(samples, plan);
    const likelihood = readTrees({ features: ['x', 'noise'], ...learned }, ['x', 'noise']);
    assert.ok(likelihood(Float64Array.of(0.9, 5)) > 0.9);
    assert.ok(likelihood(Float64Array.of(0.3, 5)) < 0.1);
  });

  it('gives the same rule each time', () => assert.deepEqual(boost(samples, plan), boost(samples, plan)));

  it('lets a feature speak in its direction only', () => {
    const learned = boost(samples, { ...plan, directions: [-1, 0] });
    const likelihood = readTrees({ features: ['x', 'noise'], ...learned }, ['x', 'noise']);
    for (let x = 0; x < 0.9; x += 0.1) {
      assert.ok(likelihood(Float64Array.of(x + 0.1, 5)) <= likelihood(Float64Array.of(x, 5)));
    }
  });
});
