// Who and where a headline names: surnames that need company, leaders seen abroad without a verb; headlines are our own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOTHING_AROUND } from '../../../src/core/summits/identify.ts';
import { readOne } from '../../../src/core/summits/sentences.ts';
import { leaders } from './fixtures.ts';

function sides(title: string, date: string, language = 'en') {
  return readOne(title, language, Date.parse(date), leaders, NOTHING_AROUND).sides;
}

describe('surnames that need company', () => {
  for (const [title, date, keys] of [
    ["Denmark's Rasmussen asks Obama for help", '2010-05-04', ['rasmussen', 'obama']],
    ['Premier Wen sees Singh off', '2010-12-16', ['wen', 'singh']],
    ['Michel waits for Macron', '2022-05-04', ['charles_michel', 'macron']],
    ['Santos wins the cup', '2012-05-04', []],
    ['Costa opens shop', '2025-05-04', []],
  ] as const)
    it(title, () => assert.deepEqual([...sides(title, date).leaders].sort(), [...keys].sort()));
});

describe('a leader at the seat of another', () => {
  for (const [title, language, event, host] of [
    ['Merz in Rome: guns, butter and a smile', 'en', 'visit', ['meloni']],
    ['Macron à Rome pour tourner la page', 'fr', 'visit', ['meloni']],
    ['Путин в Пекине: газ и чай', 'ru', 'visit', ['xi']],
    // At home, or with a word of its own for what happens.
    ['Meloni in Rome: guns, butter and a smile', 'en', 'none', []],
    ['Merz in Rome for talks on guns', 'en', 'talks', ['meloni']],
  ] as const)
    it(title, () => {
      const read = sides(title, '2025-06-10', language);
      assert.deepEqual([read.event, read.implied], [event, host]);
    });
});
