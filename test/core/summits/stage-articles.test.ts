// Headlines of every stage in every language, in our own words: what is read of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stageSaid } from '../../../src/core/summits/claims.ts';
import { NOTHING_AROUND } from '../../../src/core/summits/identify.ts';
import { readTitle } from '../../../src/core/summits/sentences.ts';
import { coarseOf } from '../../../src/core/summits/status.ts';
import { STAGES, type Stage } from '../../../src/core/summits/summit.ts';
import { type OwnArticle, stageArticles } from '../../train/own-articles.ts';
import { leaders } from './fixtures.ts';

/** Names that fill the gaps make some headlines odd; so many may be read wrongly. */
const READ = 0.93;
const READ_OF_A_STAGE = 0.75;

function meant(stage: string): string {
  return STAGES.includes(stage as Stage) ? coarseOf(stage as Stage) : 'none';
}

function misread(articles: readonly OwnArticle[]): readonly string[] {
  return articles.flatMap(({ item, said }) => {
    const { coarse } = stageSaid(readTitle(item, item.publishedAt, leaders, NOTHING_AROUND));
    return coarse === meant(said) ? [] : [`${said} read as ${coarse}: ${item.title}`];
  });
}

for (const language of ['en', 'uk', 'ru', 'de', 'fr', 'es']) {
  describe(`headlines of every stage (${language})`, () => {
    const articles = stageArticles(language);

    it('are there for every stage, and for none', () => {
      const there = new Set(articles.map((article) => article.said));
      assert.deepEqual(
        [...STAGES, 'none'].filter((stage) => !there.has(stage)),
        [],
      );
    });

    it('are read as they are meant', () => {
      const wrong = misread(articles);
      assert.ok(1 - wrong.length / articles.length >= READ, wrong.join('\n'));
    });

    for (const stage of [...STAGES, 'none'])
      it(`${stage} is told from the others`, () => {
        const own = articles.filter((article) => article.said === stage);
        const wrong = misread(own);
        assert.ok(1 - wrong.length / own.length >= READ_OF_A_STAGE, wrong.join('\n'));
      });
  });
}
