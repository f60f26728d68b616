import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { languageNamed } from '../../../src/core/languages/language.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { createShortNames } from '../../../src/core/stories/short-names.ts';
import { tokensOf } from '../../../src/core/text/tokens.ts';
import { news } from './news.ts';

const en = languageNamed('en');

describe('short and long names', () => {
  const known: readonly (readonly [text: string, language: string, forms: readonly string[]])[] = [
    ['The UN sends envoys to the island', 'en', ['united', 'nations']],
    ['Envoys of the United Nations reach the island', 'en', ['un']],
    ['Shares of BofA slide on the news', 'en', ['bank', 'america']],
    ['Shares of Bank of America slide on the news', 'en', ['bofa']],
    ['Die EZB senkt die Zinsen', 'de', ['europäische', 'zentralbank']],
    ['Der Rat der Europäischen Zentralbank tagt heute', 'de', ['ezb']],
    ['Рада МВФ погодила позику для країни', 'uk', ['міжнародний', 'валютний', 'фонд']],
    ['Міжнародний валютний фонд погодив позику', 'uk', []],
    ['plain words without any name', 'en', []],
    ['ALL OF THIS HEADLINE SHOUTS AT THE READER', 'en', []],
  ];
  for (const [text, language, forms] of known) {
    it(`“${text}”`, () =>
      assert.deepEqual(createShortNames().otherForms(tokensOf(text), languageNamed(language)), forms));
  }

  it('learns what a text explains', () => {
    const names = createShortNames();
    names.otherForms(tokensOf('talks at the Baltic Harbour Authority (BHA) went on'), en);
    assert.deepEqual(names.otherForms(tokensOf('new fees announced by BHA on Friday'), en), [
      'baltic',
      'harbour',
      'authority',
    ]);
    assert.deepEqual(names.otherForms(tokensOf('the fees of the Baltic Harbour Authority rise'), en), ['bha']);
  });

  it('does not guess where one short name stands for two long ones', () => {
    const names = createShortNames();
    names.otherForms(tokensOf('the Baltic Harbour Authority raised its fees'), en);
    names.otherForms(tokensOf('the Bavarian Hikers Association raised its fees'), en);
    assert.deepEqual(names.otherForms(tokensOf('new fees announced by BHA on Friday'), en), []);
  });
});

it('one story is told with the long name and with the short one', () => {
  const index = createStoryIndex();
  for (let at = 0; at < 60; at += 1) index.place(news(`Orchard number ${at} harvests plum variety ${at * 7}`));
  const long = news('Central bank raises rates again', {
    summary: 'The Bank of England raised its main rate to six percent on Thursday, the highest level in a decade.',
  });
  const short = news('BOE lifts main rate to six percent', {
    hours: 1,
    summary: 'BOE policymakers raised the main rate on Thursday to its highest level in a decade.',
  });
  assert.equal(index.place(short).storyId, index.place(long).storyId);
});
