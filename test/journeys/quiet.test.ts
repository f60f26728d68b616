// What a channel does not want to hear it does not hear: mutes that end, filters, an end of it all, and digests instead.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PLATFORMS } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';

describe('a channel has its quiet', { concurrency: true }, () => {
  for (const [name, open] of PLATFORMS) {
    describe(name, { concurrency: false }, () => {
      let rig: Rig;
      before(async () => {
        rig = await openRig(open);
        await rig.start();
        for (const room of ['news', 'other'] as const) {
          await rig.platform.type('summit-subscribe', { topic: 'ministers', alerts: 'all' }, { room });
          await rig.untilPosted(1, room);
        }
      });
      after(() => rig.close());

      it('a muted topic is silent, in the channel that muted it', async () => {
        const answer = await rig.platform.type('summit-mute', { what: 'ministers', for: '24h' });
        assert.ok(answer.isPrivate);
        const report = {
          slug: 'pilots',
          title: 'Pilots accept new rosters after a long winter, transport minister says',
        };
        assert.deepEqual(await rig.news('2025-08-05T13:00Z', 'wire', report), []);
        assert.match((await rig.newPosts('other')).join(), /Pilots accept/);
      });

      it('when the mute ends, one message tells what happened meanwhile', async () => {
        rig.clock.moveTo('2025-08-06T14:00Z');
        const [catchUp, ...more] = await rig.untilPosted(1);
        assert.match(catchUp ?? '', /Ministers[\s\S]*Pilots accept/);
        assert.deepEqual(more, []);
        const report = { slug: 'crane', title: 'Crane topples in gale and blocks ferry berth; minister on the way' };
        assert.match((await rig.news('2025-08-06T15:00Z', 'wire', report)).join(), /Crane topples/);
        assert.equal((await rig.newPosts('other')).length, 1);
      });

      it('a channel that unsubscribed is silent', async () => {
        const { isPrivate } = await rig.platform.type('summit-unsubscribe', { topic: 'ministers' }, { room: 'other' });
        assert.ok(isPrivate);
        const report = { slug: 'seals', title: 'Seal pups move into disused warehouse, minister charmed' };
        assert.match((await rig.news('2025-08-06T16:00Z', 'wire', report)).join(), /Seal pups/);
        assert.deepEqual(await rig.newPosts('other'), []);
      });

      it('a filter holds back what it does not let pass', async () => {
        const { isPrivate } = await rig.platform.type('summit-filter', { action: 'add', rule: 'tugboat' });
        assert.ok(isPrivate);
        const held = { slug: 'mayor', title: 'Minister opens railway museum after nine years of rebuilding' };
        assert.deepEqual(await rig.news('2025-08-06T17:00Z', 'wire', held), []);
        const passed = { slug: 'tug', title: 'Tugboat strike empties docks, minister calls for calm' };
        assert.match((await rig.news('2025-08-06T18:00Z', 'wire', passed)).join(), /Tugboat strike/);
        await rig.platform.type('summit-filter', { action: 'remove', rule: '1' });
      });

      it('a digest comes at its local hour, once, with what happened since', async () => {
        const { isPrivate } = await rig.platform.type('summit-subscribe', {
          topic: 'ministers',
          alerts: 'none',
          digest: 'daily',
          at: '08:00',
          'time-zone': 'Europe/Kyiv',
        });
        assert.ok(isPrivate);
        const report = { slug: 'oil', title: 'Oil slick drifts toward beaches, minister asks volunteers to help' };
        assert.deepEqual(await rig.news('2025-08-06T20:00Z', 'wire', report), []);
        const tooEarly = { slug: 'net', title: 'Nets of glass fibre tested at sea, says minister' };
        assert.deepEqual(await rig.news('2025-08-07T04:58Z', 'wire', tooEarly), []);
        rig.clock.moveTo('2025-08-07T05:00:01Z');
        const [digest, ...more] = await rig.untilPosted(1);
        for (const told of [/Digest/, /Oil slick/, /Nets of glass/]) assert.match(digest ?? '', told);
        assert.deepEqual(more, []);
        const later = { slug: 'lamp', title: 'Lighthouse lamp goes electric, minister pulls the switch' };
        assert.deepEqual(await rig.news('2025-08-07T05:05Z', 'wire', later), []);
        assert.deepEqual(await rig.newPosts('other'), []);
      });
    });
  }
});
