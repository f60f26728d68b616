import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AT } from '../../../src/core/stories/features.ts';
import { createStoryIndex } from '../../../src/core/stories/gather.ts';
import { HOUR } from '../../../src/core/text/instant.ts';
import { news, START } from './news.ts';

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

  it('takes one shared word for chance while hardly any story is live', () => {
    const index = createStoryIndex();
    const first = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const second = index.place(news('New ferry for the lake is christened', { hours: 1 }));
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

  it('counts a wire copy with its wire, and a copied text with the outlet that had it first', () => {
    const index = createStoryIndex();
    const lede =
      'GOTLAND (AP) — A ferry with 300 passengers aboard ran aground off the island of Gotland early on Monday, and coast guard boats brought everybody ashore unhurt.';
    const own =
      'Passengers of the ferry that ran aground off Gotland on Monday told this paper how they waited in life jackets for the coast guard boats until dawn came.';
    const headline = 'Ferry with 300 aboard runs aground off Gotland';
    const { storyId, origin } = index.place(news(headline, { source: 'Harbour Post', summary: lede }));
    assert.equal(origin, 'AP');
    index.place(news(headline, { source: 'Isle Mail', summary: lede.replace('GOTLAND (AP) — ', ''), hours: 1 }));
    index.place(news(`${headline}, all safe`, { source: 'Baltic Day', summary: own, hours: 2 }));
    assert.deepEqual(index.story(storyId)?.outlets, ['Harbour Post', 'Isle Mail', 'Baltic Day']);
    assert.deepEqual(index.story(storyId)?.independentSources, ['AP', 'Baltic Day']);
  });

  it('marks a story that one of its publishers corrects', () => {
    const index = createStoryIndex();
    const { storyId } = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    assert.equal(index.story(storyId)?.corrected, undefined);
    index.place(news('CORRECTED-Ferry with 30 aboard runs aground off Gotland', { hours: 1 }));
    assert.equal(index.story(storyId)?.corrected, true);
  });

  it('gives a reason in words with figures', () => {
    const index = createStoryIndex();
    index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const { reason } = index.place(news('Gotland ferry aground: 300 passengers rescued', { hours: 1 }));
    assert.match(
      reason,
      /^shares .*"gotland".* with "Ferry with 300 aboard.*likeness 0\.\d\d, \d+ % likely the same news/,
    );
  });

  it('lets a round-up neither join nor take anything in', () => {
    const index = createStoryIndex();
    const first = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const live = index.place(news('Ferry with 300 aboard aground off Gotland: live updates', { hours: 1 }));
    const next = index.place(news('Ferry aground off Gotland with 300 aboard', { hours: 2 }));
    assert.equal(live.kind, 'opened');
    assert.equal(next.storyId, first.storyId);
  });

  it('opens and links news that follows on a story without telling it again', () => {
    const index = createStoryIndex({ likelihood: () => 0.4, joinFrom: [0.75, 0.75] });
    const first = index.place(news('Ruritania offers Graustark a treaty on the Zenda bridge'));
    const second = index.place(news('Graustark parliament rejects Zenda proposal as insult', { hours: 20 }));
    assert.equal(second.kind, 'opened');
    assert.equal(second.follows, first.storyId);
    assert.equal(index.story(second.storyId)?.follows, first.storyId);
    assert.match(second.reason, /^news that follows on: shares/);
  });

  it('links nothing to a story that is too unlike', () => {
    const index = createStoryIndex({ likelihood: () => 0.05, joinFrom: [0.75, 0.75] });
    index.place(news('Ruritania offers Graustark a treaty on the Zenda bridge'));
    assert.equal(index.place(news('Zenda bridge opens to cyclists', { hours: 20 })).follows, undefined);
  });

  it('tells on in the larger story what was opened as two', () => {
    // The rule of this test: nothing joins before the third item, everything fits surely after it.
    let placed = 0;
    const index = createStoryIndex({ likelihood: () => (placed < 2 ? 0 : 0.95), joinFrom: [0.75, 0.75] });
    const kinds = ['Zenda bridge opens', 'Bridge of Zenda opened', 'Zenda bridge open', 'Zenda bridge is open'].map(
      (title, hours) => {
        const { kind, storyId } = index.place(news(title, { hours }));
        placed += 1;
        return { kind, storyId };
      },
    );
    assert.deepEqual(
      kinds.map(({ kind }) => kind),
      ['opened', 'opened', 'joined', 'joined'],
    );
    assert.equal(kinds[2]?.storyId, kinds[0]?.storyId);
    assert.equal(kinds[3]?.storyId, kinds[0]?.storyId);
  });

  it('goes on as before after it was restored from what was stored', () => {
    const index = createStoryIndex();
    const items = [
      news('Ferry with 300 aboard runs aground off Gotland'),
      news('Central bank of Chile holds its key rate', { hours: 1 }),
      news('Gotland ferry aground: 300 passengers rescued', { hours: 2 }),
    ];
    const stored = items.map((item) => ({ item, storyId: index.place(item).storyId }));
    const restored = createStoryIndex();
    for (const { item, storyId } of stored) restored.restore(item, storyId);
    for (const { storyId } of stored) assert.deepEqual(restored.story(storyId), index.story(storyId));
    const next = news('Ferry stuck off Gotland towed free after rescue of 300', { hours: 3 });
    assert.deepEqual(restored.place(next), index.place(next));
  });

  it('keeps what a story follows, and all its items, over a restart', () => {
    const index = createStoryIndex({ likelihood: () => 0.4, joinFrom: [0.75, 0.75] });
    const first = index.place(news('Ruritania offers Graustark a treaty on the Zenda bridge'));
    const answer = news('Graustark parliament rejects Zenda proposal as insult', { hours: 20 });
    const second = index.place(answer);
    const stored = index.story(second.storyId);
    assert.ok(stored);
    const restored = createStoryIndex();
    restored.restoreStory(stored);
    restored.restore(answer, second.storyId);
    assert.equal(restored.story(second.storyId)?.follows, first.storyId);
    assert.deepEqual(restored.story(second.storyId), stored);
  });

  it('keeps which story told the same news in another language', () => {
    const index = createStoryIndex();
    const first = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const second = index.place(news('Паром сів на мілину біля шведського острова', { hours: 1, language: 'uk' }));
    assert.notEqual(second.storyId, first.storyId);
    const linked = index.linkLanguages(second.storyId, first.storyId);
    assert.equal(linked?.toldBy, first.storyId);
    const restored = createStoryIndex();
    restored.restoreStory(linked);
    assert.equal(restored.story(second.storyId)?.toldBy, first.storyId);
    assert.equal(index.linkLanguages('s-none' as typeof first.storyId, first.storyId), undefined);
  });

  it('takes a stored repeat for no further item of its story', () => {
    const index = createStoryIndex();
    const item = news('Ferry with 300 aboard runs aground off Gotland');
    const { storyId } = index.place(item);
    const repeat = { ...item, id: 'again', feedId: 'mirror' } as typeof item;
    assert.equal(index.place(repeat).kind, 'repeat');
    const stored = index.story(storyId);
    assert.ok(stored);
    const restored = createStoryIndex();
    restored.restoreStory(stored);
    for (const each of [item, repeat]) restored.restore(each, storyId);
    assert.deepEqual(restored.story(storyId), stored);
    assert.equal(restored.place({ ...repeat, id: 'third', feedId: 'other' } as typeof item).kind, 'repeat');
  });

  it('goes on telling one piece of news in one of its two stories after a restart', () => {
    const rule = { likelihood: () => (placed < 2 ? 0 : 0.95), joinFrom: [0.75, 0.75] } as const;
    let placed = 0;
    const index = createStoryIndex(rule);
    const items = ['Zenda bridge opens', 'Zenda crossing inaugurated', 'Zenda bridge open'].map((title, hours) =>
      news(title, { hours }),
    );
    const ids = items.map((item) => {
      const { storyId } = index.place(item);
      placed += 1;
      return storyId;
    });
    const [root, fragment] = ids;
    assert.ok(root && fragment);
    assert.deepEqual(index.story(root)?.takesIn, [fragment]);
    const unsure = {
      ...rule,
      likelihood: (features: Float64Array) => 0.76 + 0.1 * (features[AT.titleCentroid] ?? 0),
    };
    const restored = createStoryIndex(unsure);
    for (const id of [root, fragment]) {
      const story = index.story(id);
      if (story) restored.restoreStory(story);
    }
    for (const [at, item] of items.entries()) restored.restore(item, ids[at] ?? root);
    assert.equal(restored.place(news('Zenda crossing inaugurated today', { hours: 4 })).storyId, root);
  });

  it('restores an item once, and moves it when it is restored to another story', () => {
    const index = createStoryIndex();
    const item = news('Ferry with 300 aboard runs aground off Gotland');
    const first = index.place(item);
    const other = index.place(news('Central bank of Chile holds its key rate', { hours: 1 }));
    index.restore(item, first.storyId);
    assert.deepEqual(index.story(first.storyId)?.itemIds, [item.id]);
    index.restore(item, other.storyId);
    assert.deepEqual(index.story(first.storyId)?.itemIds, []);
    assert.equal(index.story(other.storyId)?.itemIds.length, 2);
    assert.equal(index.place(item).storyId, other.storyId);
  });

  it('forgets nothing that is still live and everything that is over', () => {
    const index = createStoryIndex();
    const old = index.place(news('Ferry with 300 aboard runs aground off Gotland'));
    const young = index.place(news('Central bank of Chile holds its key rate', { hours: 50 }));
    index.expire(START + 100 * HOUR);
    assert.equal(index.story(old.storyId), undefined);
    assert.notEqual(index.story(young.storyId), undefined);
  });

  it('reads languages without stemmers and scripts without spaces', () => {
    const index = createStoryIndex();
    for (const [language, one, other] of [
      ['uk', 'Президенти домовилися про зустріч у Львові', 'У Львові готують зустріч президентів'],
      ['ja', '首相がリガで大統領と会談へ', '首相と大統領、リガで会談へ'],
      ['sw', 'Marais wakutana Mombasa kuhusu bandari', 'Marais kuhusu bandari: wakutana Mombasa'],
    ] as const) {
      const first = index.place(news(one, { language }));
      const second = index.place(news(other, { language, hours: 1 }));
      assert.equal(second.storyId, first.storyId, language);
    }
  });
});
