// A restart in the middle: another process on the same store goes on where the first one stopped.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PLATFORMS } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';
import { until } from './until.ts';

describe('a restart in the middle', { concurrency: true }, () => {
  for (const [name, open] of PLATFORMS) {
    describe(name, { concurrency: false }, () => {
      let rig: Rig;
      before(async () => {
        rig = await openRig(open);
        await rig.start();
        await rig.platform.type('summit-subscribe', { topic: 'ministers', alerts: 'all' });
        await rig.platform.type('summit-subscribe', { topic: 'trump-putin', alerts: 'changes' });
        await rig.untilPosted(2);
      });
      after(() => rig.close());

      it('what was told before, and what waits to be told', async () => {
        const told = await rig.news('2025-08-08T22:20Z', 'bulletin', {
          slug: 'alaska',
          title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
        });
        assert.equal(told.length, 1);
        rig.platform.slowDown(30);
        rig.newsstand.publish('wire', {
          slug: 'pilots',
          title: 'Pilots accept new rosters after a long winter, transport minister says',
        });
        const waiting = async () => (await rig.store().deliveries.list({ state: 'pending', limit: 10 }))[0];
        await until('the platform to ask for patience', async () => (await waiting())?.attempts === 1, waiting);
        assert.match((await waiting())?.message.title ?? '', /Pilots accept/);
        await rig.stop();
      });

      it('what was unsent is sent after the start, once; what was told is not told again', async () => {
        rig.clock.moveTo('2025-08-08T22:25Z');
        await rig.start();
        const posts = await rig.untilPosted(1);
        assert.equal(posts.length, 1, posts.join('\n\n'));
        assert.match(posts[0] ?? '', /Pilots accept/);
      });

      it('what was published meanwhile is told; copies and edits of what is known are not', async () => {
        await rig.stop();
        rig.clock.moveTo('2025-08-08T23:00Z');
        const { publish } = rig.newsstand;
        publish('ledger', {
          slug: 'rosters',
          title: 'Pilots accept new rosters after long winter, says transport minister',
        });
        publish('bulletin', { slug: 'alaska', title: 'Trump says he will meet Putin on August 15 in Alaska' });
        publish('wire', {
          slug: 'dredger',
          title: 'Dredger sinks off northern coast; minister praises rescuers',
        });
        await rig.start();
        const posts = await rig.newPosts();
        assert.equal(posts.length, 1, posts.join('\n\n'));
        assert.match(posts[0] ?? '', /Dredger sinks/);
      });

      it('the status is known as before', async () => {
        const answer = await rig.platform.type('summit-status', { summit: 'trump-putin' });
        assert.match(answer.text, /scheduled[\s\S]*Alaska/);
        assert.deepEqual(await rig.newPosts(), []);
      });
    });
  }
});
