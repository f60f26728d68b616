import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeDigest } from '../../../src/core/alerts/digest.ts';
import type { News } from '../../../src/core/alerts/interest.ts';
import type { ItemId } from '../../../src/core/feeds/item.ts';
import { digestMessages } from '../../../src/core/messages/digest.ts';
import { en } from '../../../src/core/messages/words/en.ts';
import { DAY } from '../../../src/core/text/instant.ts';
import { changeNews, item, mute, NOW, story, storyNews, subscription, TOPICS } from '../alerts/samples.ts';
import { readMessage } from './read.ts';

const reader = { words: en, nameOf: (key: string) => key, zone: 'UTC' };

function digest(news: readonly News[], mutes = [] as ReturnType<typeof mute>[]) {
  return composeDigest(
    news,
    { from: NOW - DAY, to: NOW },
    {
      subscriptions: [subscription({ topic: 'all' })],
      mutes,
      filters: [],
      topics: TOPICS,
      now: NOW,
    },
  );
}

describe('a digest in words', () => {
  it('has changes first, then stories by topic, then what was folded and kept out', () => {
    const told = storyNews({
      story: story('s', { itemIds: ['1', '2', '3'] as ItemId[], independentSources: ['A', 'B'] }),
    });
    const kept = storyNews({ story: story('k'), item: item('k', { source: 'Muted Post' }) });
    const [only, ...more] = digestMessages(
      digest([changeNews(), told, kept], [mute('source', 'Muted Post')]),
      { title: 'Digest' },
      reader,
    );
    assert.deepEqual(more, []);
    assert.deepEqual(only && readMessage(only), [
      '[neutral] Digest',
      'From 7 Aug 2025, 12:00 UTC to 8 Aug 2025, 12:00 UTC.',
      '# Changes of status',
      '- Trump–Putin meeting – Status: being explored → announced (Example Times, 8 Aug 2025, 12:00 UTC)',
      '# Trump–Putin',
      '- Presidents plan talks (s) (2 sources)',
      '_ 2 copies were folded into these stories. 1 piece of news is left out because of a mute or a filter.',
    ]);
  });

  it('goes on in further messages when it is long, and leaves nothing out', () => {
    const many = Array.from({ length: 45 }, (_, index) =>
      storyNews({ story: story(`s${index}`), item: item(`i${index}`) }),
    );
    const messages = digestMessages(digest([changeNews(), ...many]), { title: 'Digest' }, reader);
    assert.deepEqual(
      messages.map(({ title }) => title),
      ['Digest (1 of 3)', 'Digest (2 of 3)', 'Digest (3 of 3)'],
    );
    const lines = messages.flatMap(({ sections }) => sections.flatMap((section) => section.lines));
    assert.equal(lines.length, 46);
    assert.equal(new Set(lines.map((line) => JSON.stringify(line))).size, 46);
    const [whole, ...rest] = digestMessages(digest(many), { title: 'Digest' }, reader, 'whole');
    assert.deepEqual([whole?.title, whole?.sections[0]?.lines.length, rest.length], ['Digest', 45, 0]);
  });

  it('says when there was nothing', () => {
    const [only] = digestMessages(digest([]), { title: 'Digest' }, reader);
    assert.equal(only && readMessage(only).at(-1), 'Nothing new in this time.');
  });
});
