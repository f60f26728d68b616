import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileQuery } from '../../../src/core/stories/keywords.ts';
import type { Topic, TopicId } from '../../../src/core/stories/topic.ts';
import { createTopicMatcher } from '../../../src/core/stories/topics.ts';
import { readWords } from '../../../src/core/stories/words.ts';

function topic(id: string, rest: Partial<Topic>): Topic {
  return { id: id as TopicId, name: id.toUpperCase(), kind: 'summit', participants: [], aliases: [], ...rest };
}

const TOPICS: readonly Topic[] = [
  topic('trump-putin', { participants: ['trump', 'putin'] }),
  topic('with-russia', { participants: ['russia'] }),
  topic('any', {}),
  topic('in-turkey', { participants: ['putin'], query: 'Turkey OR Istanbul' }),
  topic('grain', { kind: 'keyword', query: '"grain deal" OR export*' }),
];

const match = createTopicMatcher(TOPICS);
const found = (title: string, relevant: boolean, ...parties: string[]): readonly string[] =>
  match({ title, summary: '' }, { relevant, parties }).map(({ topicId }) => topicId);

describe('topics', () => {
  const cases: readonly (readonly [title: string, relevant: boolean, parties: string[], topics: string[]])[] = [
    ['A meeting', true, ['trump', 'putin', 'russia', 'us'], ['trump-putin', 'with-russia', 'any']],
    ['A meeting', true, ['trump'], ['any']],
    ['A meeting', false, ['trump', 'putin'], []],
    ['A meeting in Istanbul', true, ['putin'], ['any', 'in-turkey']],
    ['The grain deal', false, [], ['grain']],
    ['Exports meet', true, ['trump', 'putin'], ['trump-putin', 'any', 'grain']],
  ];
  for (const [title, relevant, parties, topics] of cases) {
    it(`${title} of ${parties.join(', ') || 'nobody'} ${relevant ? '' : '(not relevant) '}→ ${topics.join(', ')}`, () => {
      assert.deepEqual(found(title, relevant, ...parties), topics);
    });
  }

  it('finds what the query alone would find', () => {
    const queries = [
      'grain* AND -war',
      'ёлка OR "fresh fish"',
      '-wheat',
      'straße OR Σίσυφος',
      '港 AND 船',
      'e\u0301t*',
    ];
    const words = ['grain', 'Grains', 'war', 'ЕЛКА', 'fresh', 'fish', 'wheat', 'STRASSE', 'Σίσυφοσ', '港', '船', 'Été'];
    const texts = fc
      .array(fc.constantFrom(...words, ' ', ', ', '-', '\u0301'), { maxLength: 8 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.constantFrom(...queries), texts, texts, (query, title, summary) => {
        const compiled = compileQuery(query);
        assert.ok('query' in compiled);
        const alone = compiled.query.matchesWords(readWords(title, summary)).matched;
        const asked = createTopicMatcher([topic('t', { kind: 'keyword', query })]);
        assert.equal(asked({ title, summary }, { relevant: false, parties: [] }).length === 1, alone);
      }),
      { numRuns: 500 },
    );
  });

  it('says why', () => {
    const [only] = match(
      { title: 'Ships wait', summary: 'The grain deal ends; exports stop' },
      { relevant: false, parties: [] },
    );
    assert.equal(only?.reason, 'It fits the keywords of “GRAIN”. Found: “grain deal”, “export*”.');
  });

  it('lets no phrase reach from the title into the summary', () => {
    assert.deepEqual(match({ title: 'No grain', summary: 'deal today' }, { relevant: false, parties: [] }), []);
  });

  it('treats a wrong query as a bug', () => {
    assert.throws(() => createTopicMatcher([topic('x', { kind: 'keyword', query: '(a' })]), /wrong at 1/);
    assert.throws(() => createTopicMatcher([topic('x', { kind: 'keyword' })]), /no query/);
  });
});
