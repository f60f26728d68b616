import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { news } from './news.ts';

describe('gathering items into stories', () => {
  it('puts two tellings of one event into one story', () => {
    const index = createStoryIndex();
    const first = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const second = index.place(news('Gotland ferry aground: 300 passengers rescued', { hours: 1 }));
    assert.equal(first.kind, 'opened');
    assert.equal(second.kind, 'joined');
    assert.equal(second.storyId, first.storyId);
  });

  it('opens another story for other news', () => {
    const index = createStoryIndex();
    const first = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const second = index.place(news('Central bank of Chile holds its key rate', { hours: 1 }));
    assert.equal(second.kind, 'opened');
    assert.notEqual(second.storyId, first.storyId);
  });

  it('opens a new story when the old one fell silent', () => {
    const index = createStoryIndex();
    const first = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const later = index.place(news('Ferry with 300 aboard aground off Gotland', { hours: 24 * 5 }));
    assert.equal(later.kind, 'opened');
    assert.notEqual(later.storyId, first.storyId);
    assert.equal(index.story(first.storyId), undefined);
  });

  it('takes an edited headline for an update of its item', () => {
    const index = createStoryIndex();
    const item = news('Ferry runs aground off Gotland');
    const first = index.place(item);
    const edited = index.place({ ...item, title: 'All rescued after ferry runs aground off Gotland' });
    assert.equal(edited.kind, 'update');
    assert.equal(edited.storyId, first.storyId);
    assert.equal(edited.itemId, item.id);
    assert.equal(index.story(first.storyId)?.headline, 'All rescued after ferry runs aground off Gotland');
    assert.equal(index.place({ ...item, title: 'All rescued after ferry runs aground off Gotland' }).kind, 'repeat');
  });

  it('counts the outlets of a story once each', () => {
    const index = createStoryIndex();
    const { storyId } = index.place(news('Ferry runs aground off Gotland', { source: 'Harbour Post' }));
    index.place(news('Ferry aground off Gotland, crew safe', { source: 'Isle Mail', hours: 1 }));
    index.place(news('Gotland ferry aground: what the crew saw', { source: 'Harbour Post', hours: 2 }));
    assert.deepEqual(index.story(storyId)?.outlets, ['Harbour Post', 'Isle Mail']);
  });
});
