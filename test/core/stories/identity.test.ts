import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item } from '../../../src/core/feeds/item.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { news } from './news.ts';

const HEADLINE = 'Ferry with 300 aboard runs aground off Gotland';

/** What becomes of the second item after the first. */
function after(first: Item, second: Item): string {
  const index = createStoryIndex();
  index.place(first);
  return index.place(second).kind;
}

describe('the same item again', () => {
  it('is a repeat at the same address from another feed', () => {
    const first = news(HEADLINE);
    assert.equal(after(first, news(HEADLINE, { canonicalUrl: first.canonicalUrl, source: first.source })), 'repeat');
  });

  it('is an update at the same address with another headline', () => {
    const first = news(HEADLINE);
    const edited = news('All safe after ferry runs aground', { canonicalUrl: first.canonicalUrl, hours: 1 });
    assert.equal(after(first, edited), 'update');
  });

  it('is an update with the same guid and a new date and address', () => {
    const first = news(HEADLINE, { feedId: 'f' as FeedId, guid: 'g' });
    const edited = news(`${HEADLINE}, all safe`, { feedId: 'f' as FeedId, guid: 'g', hours: 2 });
    assert.equal(after(first, edited), 'update');
  });

  it('is known by headline and publisher when an aggregator changes link and guid', () => {
    const first = news(`${HEADLINE} - Harbour Post`, { source: 'Harbour Post' });
    const again = news(`${HEADLINE} - Harbour Post`, { source: 'Harbour Post', hours: 1 });
    assert.equal(after(first, again), 'repeat');
  });
});

describe('another item', () => {
  it('is one with the same headline from another publisher: it joins', () =>
    assert.equal(after(news(HEADLINE), news(HEADLINE, { hours: 1 })), 'joined'));

  it('is one with the same headline and no publisher known: it joins', () => {
    const bare = { source: '', canonicalUrl: '', url: '' };
    assert.equal(after(news(HEADLINE, bare), news(HEADLINE, bare)), 'joined');
  });

  it('is other news under a guid that a careless feed uses again', () => {
    const same = { feedId: 'f' as FeedId, guid: '1' };
    assert.equal(after(news(HEADLINE, same), news('Central bank of Chile holds its key rate', same)), 'opened');
  });

  it('is other news at the address of a section', () => {
    const page = { canonicalUrl: 'https://paper.example/world' };
    assert.equal(after(news(HEADLINE, page), news('Central bank of Chile holds its key rate', page)), 'opened');
  });

  it('is tomorrow\u2019s rubric of the same publisher: it stands alone', () => {
    const rubric = 'Five things to know this morning';
    const first = news(rubric, { source: 'Harbour Post' });
    assert.equal(after(first, news(rubric, { source: 'Harbour Post', hours: 24 })), 'opened');
  });
});
