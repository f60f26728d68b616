import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overlap } from '../../../src/core/text/similarity.ts';

describe('the overlap of two lists', () => {
  it('is whole in any order', () => assert.equal(overlap([1, 2, 3], [3, 1, 2]), 1));
  it('is what both have of what either has', () => assert.equal(overlap([1, 2, 3], [3, 4]), 0.25));
  it('is nothing with an empty list', () => assert.equal(overlap([], [1]), 0));
});
