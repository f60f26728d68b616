import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { templateOf } from '../../../src/core/stories/templates.ts';

describe('headlines that name a kind of page', () => {
  const cases = [
    ['Ferry accident: live updates', 'live page'],
    ['LIVE: leaders arrive in Riga', 'live page'],
    ['Sector Update: Shipping', 'market summary'],
    ['Five things to know this morning', 'round-up'],
    ['World news in brief: harbours and bridges', 'round-up'],
    ['Morning briefing: what to expect on Monday', 'round-up'],
    ['Corrections and clarifications', 'rubric'],
    ['Fähre auf Grund: Liveticker', 'live page'],
    ['Newsblog zur Fähre: Alle gerettet', 'live page'],
    ['EN DIRECT – Le ferry échoué à Gotland', 'live page'],
    ['Пряма трансляція: пором на мілині', 'live page'],
    ['Presseschau: Häfen und Brücken', 'round-up'],
    ['Головне за день: пором, міст і погода', 'round-up'],
    ['Итоги недели: паром и мост', 'round-up'],
  ] as const;
  for (const [title, kind] of cases) it(title, () => assert.equal(templateOf(title), kind));

  for (const title of [
    'Ferry runs aground off Gotland',
    'Band to play live in Riga next week',
    'Leaders hold a brief meeting in Riga',
    'Letters from the front read in parliament',
    'Direct flights from Riga resume',
    'Das Konzert wird live übertragen',
    'Онлайн-магазин відкрили в порту',
  ]) {
    it(`not: ${title}`, () => assert.equal(templateOf(title), undefined));
  }
});
