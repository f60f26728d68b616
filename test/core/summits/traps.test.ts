// The traps that headlines set, in every language, in our own words: each after a first report three days before, where it needs one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { coarseOf } from '../../../src/core/summits/status.ts';
import { bookOf, newsItem } from './fixtures.ts';

type Trap = {
  readonly trap: number;
  readonly first?: string;
  readonly title: string;
  /** The class of stage that is read, or `at_risk`. */
  readonly said?: string;
  readonly relevant?: boolean;
  readonly then?: 'nothing changes' | 'another meeting' | 'the same meeting' | 'a doubt';
};

const FOLDER = new URL('../../fixtures/articles/traps/', import.meta.url);
const TRAPS = 14;

function fall({ first, title, then }: Trap, language: string) {
  const book = bookOf();
  const before = first ? book.take(newsItem(first, '2025-06-10T08:00Z', { language })) : undefined;
  const date = then === 'another meeting' ? '2025-07-20T08:00Z' : '2025-06-13T08:00Z';
  const verdict = book.take(newsItem(title, date, { language }));
  const stages = verdict.changes.filter((change) => change.field === 'stage').map((change) => change.stage);
  const { stage } = verdict;
  return { before, verdict, stages, said: stage === 'none' || stage === 'at_risk' ? stage : coarseOf(stage), book };
}

for (const language of ['en', 'uk', 'ru', 'de', 'fr', 'es']) {
  const traps = JSON.parse(readFileSync(new URL(`${language}.json`, FOLDER), 'utf8')) as readonly Trap[];
  describe(`traps (${language})`, () => {
    it('are all there', () => {
      assert.deepEqual(
        [...new Set(traps.map((each) => each.trap))],
        Array.from({ length: TRAPS }, (_, index) => index + 1),
      );
    });
    for (const each of traps)
      it(`${each.trap}: ${each.title}`, () => {
        const { before, verdict, stages, said, book } = fall(each, language);
        if (each.relevant !== undefined) assert.equal(verdict.relevant, each.relevant, verdict.reason);
        if (each.said) assert.equal(said, each.said);
        if (each.then === 'nothing changes' || each.then === 'a doubt') assert.deepEqual(stages, []);
        if (each.then === 'the same meeting') assert.equal(verdict.summitId, before?.summitId);
        if (each.then === 'another meeting') assert.notEqual(verdict.summitId, before?.summitId);
        if (each.then === 'a doubt') {
          const summit = book.summits().find((known) => known.id === before?.summitId);
          assert.ok(summit?.atRisk ?? summit?.disputed);
        }
      });
  });
}
