// An article of several paragraphs, in our own words: what it says of the meeting, and where each of five speakers stands.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Summit, SummitVerdict } from '../../../src/core/summits/summit.ts';
import { bookOf, newsItem } from './fixtures.ts';

const TEXT = `Donald Trump could meet Vladimir Putin as early as next week, a White House official told The Associated Press on condition of anonymity.

Nothing has been decided on the place or the day, the official added.

Trump is open to meeting Putin and Volodymyr Zelenskyy, the White House said. Trump said there was a very good prospect of a meeting but that he had been disappointed before.

Secretary of State Marco Rubio said a lot has to happen before a meeting of Trump and Putin.

Zelenskyy said he was willing to meet Putin in any format. Russia has so far refused to meet Zelenskyy.`;

describe('an article of several paragraphs', () => {
  let verdict: SummitVerdict;
  let summit: Summit;

  before(() => {
    const book = bookOf();
    verdict = book.take(
      newsItem('Trump could meet Putin as early as next week, White House official says', '2025-08-06T20:10Z', {
        content: TEXT,
        source: 'AP',
        trust: 'agency',
      }),
    );
    const found = verdict.summitId && book.summit(verdict.summitId);
    assert.ok(found);
    summit = found;
  });

  it('opens a summit that is explored, of Trump and Putin, Zelenskyy possible', () => {
    assert.equal(summit.stage.value, 'exploring');
    assert.deepEqual([...summit.parties].sort(), ['putin', 'trump']);
    assert.deepEqual(summit.possibleParties, ['zelenskyy']);
  });

  it('leaves the place open and the date an interval', () => {
    assert.equal(summit.place, undefined);
    assert.ok(summit.date);
    assert.equal(new Date(summit.date.value.from).toISOString().slice(0, 10), '2025-08-11');
    assert.equal(new Date(summit.date.value.to).toISOString().slice(0, 10), '2025-08-17');
  });

  it('tells where each of the five stands', () => {
    const of = (name: string) => summit.positions.filter((position) => position.speaker.name.includes(name));
    assert.ok(of('unnamed').length > 0, 'the unnamed official');
    assert.ok(of('Trump').length > 0, 'Trump');
    assert.ok(of('Rubio').length > 0, 'Rubio');
    assert.ok(
      of('Zelenskyy').some((position) => position.firmness === 'wants'),
      'Zelenskyy is willing',
    );
    assert.ok(
      of('Russia').some((position) => position.firmness === 'denied'),
      'Russia has declined',
    );
    assert.ok(summit.positions.every((position) => position.source === 'AP' && position.quote !== ''));
  });

  it('tells no stage from the depth of the text', () => {
    assert.equal(verdict.changes.filter((change) => change.field === 'stage').length, 1);
  });
});
