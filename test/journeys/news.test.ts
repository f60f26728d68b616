// From a feed to a channel and back, on every platform: subscribe, be told once, hear nothing twice, ask how it stands.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PLATFORMS } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';

describe('the news reaches a channel', { concurrency: true }, () => {
  for (const [name, open] of PLATFORMS) {
    describe(name, { concurrency: false }, () => {
      let rig: Rig;
      before(async () => {
        rig = await openRig(open);
        await rig.start();
      });
      after(() => rig.close());

      it('a manager subscribes: the answer is private, the channel gets one message with the present status', async () => {
        const answer = await rig.platform.type('summit-subscribe', { topic: 'trump-putin', alerts: 'all' });
        assert.ok(answer.isPrivate);
        assert.match(answer.text, /now follows Trump and Putin/);
        const [welcome, ...more] = await rig.untilPosted(1);
        assert.match(welcome ?? '', /now follows Trump and Putin[\s\S]*No meeting is known of at present/);
        assert.deepEqual(more, []);
      });

      it('a meeting that is announced is told once', async () => {
        const posts = await rig.news('2025-08-08T22:20Z', 'bulletin', {
          slug: 'alaska',
          title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
          summary:
            'The President of the United States announced the place and the day of the meeting with the President of Russia.',
        });
        assert.equal(posts.length, 1, posts.join('\n\n'));
        assert.match(posts[0] ?? '', /scheduled[\s\S]*Alaska[\s\S]*Press Office Bulletin/);
      });

      it('the same story of another outlet, its edited headline and other news post nothing', async () => {
        const told = {
          slug: 'alaska-too',
          summary: 'The president named the place and the day of his meeting with the President of Russia.',
        };
        const posts = [
          ...(await rig.news('2025-08-08T22:40Z', 'wire', {
            ...told,
            title: 'Trump to meet Putin in Alaska on Friday, August 15',
          })),
          ...(await rig.news('2025-08-08T23:00Z', 'wire', {
            ...told,
            title: 'Trump says he will meet Putin in Alaska on August 15',
          })),
          ...(await rig.news('2025-08-08T23:30Z', 'ledger', {
            ...told,
            title: 'Trump to meet Putin in Alaska on Friday, August 15',
          })),
          ...(await rig.news('2025-08-09T09:00Z', 'ledger', {
            slug: 'copper',
            title: 'Copper slides as smelters add night shifts',
          })),
        ];
        assert.deepEqual(posts, []);
      });

      it('a change of status is told once, with what it was before', async () => {
        const posts = await rig.news('2025-08-15T18:30Z', 'wire', {
          slug: 'lands',
          title: 'Putin lands in Alaska for talks with Trump',
          summary: 'The American president greeted him on a red carpet at the air base in Anchorage.',
        });
        assert.equal(posts.length, 1, posts.join('\n\n'));
        assert.match(posts[0] ?? '', /scheduled → .*under way/);
      });

      it('/summit-status tells it, to whoever asks and to nobody else', async () => {
        const answer = await rig.platform.type('summit-status', { summit: 'trump-putin' }, { as: 'guest' });
        assert.ok(answer.isPrivate);
        assert.match(answer.text, /under way[\s\S]*Alaska[\s\S]*Donald Trump and Vladimir Putin/);
        assert.match(answer.text, /3 independent sources/);
        assert.deepEqual(await rig.newPosts(), []);
      });
    });
  }
});
