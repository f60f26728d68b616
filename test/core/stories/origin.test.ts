import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { originOf } from '../../../src/core/stories/origin.ts';
import { news } from './news.ts';

describe('the wire that a text was taken from', () => {
  const ledes: readonly (readonly [string, string])[] = [
    ['KYIV (Reuters) - Ministers met on Monday.', 'Reuters'],
    ['BERLIN, May 4 (dpa) — The chancellor spoke.', 'dpa'],
    ['WASHINGTON (AP) — The two sides talked.', 'AP'],
    ['МОСКВА, 4 мая. /ТАСС/. Стороны встретились.', 'TASS'],
    ['BEIJING, May 4 (Xinhua) -- Leaders met.', 'Xinhua'],
    ['The ministers met on Monday, Interfax reported.', 'Interfax'],
    ['Про це повідомляє Укрінформ.', 'Ukrinform'],
    ['Le sommet est reporté, selon AFP, à Lyon.', 'AFP'],
    ['By The Associated Press. The sides talked.', 'AP'],
    ['The two sides met, according to Kyodo News, in Osaka.', 'Kyodo'],
  ];
  for (const [summary, wire] of ledes) {
    it(`${wire}: ${summary}`, () => assert.equal(originOf(news('Ministers meet', { summary })), wire));
  }

  it('is the publisher itself where that is a wire', () =>
    assert.equal(originOf(news('Ministers meet', { source: 'Reuters' })), 'Reuters'));

  it('is told by the address too', () =>
    assert.equal(originOf(news('Ministers meet', { canonicalUrl: 'https://apnews.com/article/1a2b' })), 'AP'));

  const none = ['Ministers met on Monday.', 'The maps app was updated.', 'A radio rally drew crowds to the fair.'];
  for (const summary of none) {
    it(`no wire: ${summary}`, () => assert.equal(originOf(news('Ministers meet', { summary })), undefined));
  }
});
