import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bareHeadline, saysCorrected } from '../../../src/core/stories/headline.ts';

describe('a headline without its trappings', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['UPDATE 2-Ferry runs aground off Gotland', '', 'Ferry runs aground off Gotland'],
    ['WRAPUP 1-Ferry runs aground off Gotland', '', 'Ferry runs aground off Gotland'],
    ['BREAKING: Ferry runs aground off Gotland', '', 'Ferry runs aground off Gotland'],
    ['ТЕРМІНОВО: Пором сів на мілину біля Готланду', '', 'Пором сів на мілину біля Готланду'],
    ['Eilmeldung: Fähre vor Gotland auf Grund', '', 'Fähre vor Gotland auf Grund'],
    ['Ferry runs aground off Gotland (video)', '', 'Ferry runs aground off Gotland'],
    ['Ferry runs aground off Gotland  ...', '', 'Ferry runs aground off Gotland'],
    ['Ferry runs aground off Gotland - Harbour Post', 'Harbour Post', 'Ferry runs aground off Gotland'],
    ['Ferry runs aground off Gotland | Harbour Post', 'The Harbour Post', 'Ferry runs aground off Gotland'],
    ['Ferry runs aground - crew safe', 'Harbour Post', 'Ferry runs aground - crew safe'],
    ['Ferry: what we know so far', 'Harbour Post', 'Ferry: what we know so far'],
  ];
  for (const [title, source, bare] of cases) it(title, () => assert.equal(bareHeadline(title, source), bare));
});

describe('a correction in the headline', () => {
  for (const title of [
    'CORRECTED-Ferry carried 30, not 300',
    'Correction: Ferry story',
    'Ferry aground (corrected)',
    'Korrektur: Fähre hatte 30 Passagiere',
    'Rectificatif : le ferry portait 30 passagers',
    'Виправлено: на поромі було 30 пасажирів',
  ]) {
    it(title, () => assert.ok(saysCorrected(title)));
  }
  for (const title of [
    'Looming market correction worries investors',
    'Corrections officer held',
    'Prices corrected last year',
    'Korrektur am Aktienmarkt erwartet',
  ]) {
    it(`not: ${title}`, () => assert.ok(!saysCorrected(title)));
  }
});
