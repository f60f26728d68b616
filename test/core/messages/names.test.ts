import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseLeaders } from '../../../src/config/leaders.ts';
import { namesIn, topicIn } from '../../../src/core/messages/names.ts';
import { namesOf } from '../../../src/core/messages/reader.ts';
import { wordingFor } from '../../../src/core/messages/words/languages.ts';
import { deNames, frNames, ukNames } from '../../../src/core/messages/words/names.ts';
import type { Topic, TopicId } from '../../../src/core/stories/topic.ts';

const read = parseLeaders(readFileSync(join(import.meta.dirname, '../../../config/leaders.yaml'), 'utf8'));
assert.ok('leaders' in read);
const { parties, data } = read.leaders;
const nameOf = namesOf(parties);

describe('names in other languages', () => {
  const cases: readonly (readonly [key: string, de: string, fr: string, uk: string])[] = [
    ['putin', 'Wladimir Putin', 'Vladimir Poutine', 'Володимир Путін'],
    ['us', 'Vereinigte Staaten', 'États-Unis', 'Сполучені Штати'],
    ['turkey', 'Türkei', 'Turquie', 'Туреччина'],
    ['nato', 'NATO', 'OTAN', 'НАТО'],
    ['g7', 'G7', 'G7', 'G7'],
  ];
  for (const [key, ...told] of cases) {
    it(key, () => {
      assert.deepEqual(
        ['de', 'fr', 'uk'].map((language) => namesIn({ language }, nameOf)(key)),
        told,
      );
      assert.equal(namesIn({ language: 'en-GB' }, nameOf)(key), nameOf(key), 'as the leaders file has it in English');
    });
  }

  it('nearly every country of the leaders file has one in Ukrainian', () => {
    const inUkrainian = namesIn({ language: 'uk' }, nameOf);
    const without = data.countries.map(({ key }) => inUkrainian(key)).filter((name) => !/[\u0400-\u04FF]/.test(name));
    assert.ok(without.length <= 0.03 * data.countries.length, without.join(', '));
  });

  it('name nobody whom the leaders file does not know', () => {
    const known = new Set<string>(parties.map(({ key }) => key));
    for (const names of [deNames, frNames, ukNames]) {
      assert.deepEqual(
        Object.keys(names).filter((key) => !known.has(key)),
        [],
      );
    }
  });

  it('a topic of meetings is called by those who meet, one of keywords as its operator did', () => {
    const topic = {
      id: 't' as TopicId,
      name: 'Trump and Putin',
      kind: 'summit',
      participants: ['trump', 'putin'],
      aliases: [],
    } as const;
    const called = (language: string, of: Topic = topic) => topicIn(wordingFor(language), of, nameOf);
    assert.deepEqual(
      ['en', 'de', 'uk'].map((language) => called(language)),
      ['Trump and Putin', 'Donald Trump und Wladimir Putin', 'Дональд Трамп і Володимир Путін'],
    );
    assert.equal(called('de', { ...topic, kind: 'keyword', participants: [] }), 'Trump and Putin');
    assert.equal(called('de', { ...topic, elsewhere: { de: 'Beide' } }), 'Beide');
  });
});
