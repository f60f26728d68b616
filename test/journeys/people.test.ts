// Who may do what, and what people get to see who mistype: an answer for themselves alone, and nothing in the channel.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PLATFORMS } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';

const MANAGING = [
  ['summit-subscribe', { topic: 'ministers' }],
  ['summit-unsubscribe', { topic: 'ministers' }],
  ['summit-mute', { what: 'ministers' }],
  ['summit-unmute', { what: 'ministers' }],
  ['summit-filter', { action: 'add', rule: 'tugboat' }],
] as const;
const READING = [
  ['summit-status', { summit: 'trump-putin' }],
  ['summit-timeline', { summit: 'trump-putin' }],
  ['summit-digest', { hours: '24' }],
  ['summit-topics', {}],
  ['summit-settings', {}],
  ['summit-help', {}],
] as const;
const NONSENSE = [
  ['summit-subscribe', { topic: 'trump-putn' }, /no topic “trump-putn”.*Trump and Putin/],
  ['summit-status', { summit: 'minsters' }, /“minsters”.*Ministers/],
  ['summit-subscribe', { topic: 'ministers', digest: 'daily', at: 'noonish' }, /“noonish” is no time of day.*08:00/],
  ['summit-subscribe', { topic: 'ministers', 'time-zone': 'Mars/Base' }, /“Mars\/Base” is no time zone/],
  ['summit-mute', { what: 'ministers', for: 'ever' }, /“ever” is no length of time.*24h/],
  ['summit-unmute', { what: 'ministers' }, /“ministers” is not muted/],
  ['summit-filter', { action: 'add', rule: 'tugboat AND (' }, /wrong at character \d+/],
  ['summit-status', { summit: 'ministers', 'as-of': 'once' }, /“once” is no date/],
  ['summit-digest', { hours: '9999' }, /1 to 168/],
] as const;

describe('people', { concurrency: true }, () => {
  for (const [name, open] of PLATFORMS) {
    describe(name, { concurrency: false }, () => {
      let rig: Rig;
      before(async () => {
        rig = await openRig(open);
        await rig.start();
      });
      after(() => rig.close());

      async function assertNothingChanged(): Promise<void> {
        const { subscriptions, mutes, filters } = rig.store();
        const channel = rig.platform.channel('news');
        assert.deepEqual(await subscriptions.ofChannel(channel), []);
        assert.deepEqual(await mutes.ofChannel(channel, rig.clock.now()), []);
        assert.deepEqual(await filters.ofChannel(channel), []);
        assert.deepEqual(await rig.newPosts(), []);
      }

      for (const [command, options] of MANAGING) {
        it(`who may not manage the channel is refused /${command}, in private`, async () => {
          const answer = await rig.platform.type(command, options, { as: 'guest' });
          assert.ok(answer.isPrivate);
          assert.match(answer.text, /^Only people who may manage this channel can use/);
          await assertNothingChanged();
        });
      }

      for (const [command, options] of READING) {
        it(`everybody may read /${command}`, async () => {
          const answer = await rig.platform.type(command, options, { as: 'guest' });
          assert.ok(answer.isPrivate);
          assert.doesNotMatch(answer.text, /Only people who may manage this channel can use|went wrong/);
        });
      }

      for (const [command, options, helps] of NONSENSE) {
        it(`/${command} ${Object.values(options).join(' ')} gets one helpful sentence`, async () => {
          const answer = await rig.platform.type(command, options);
          assert.ok(answer.isPrivate);
          assert.match(answer.text, helps);
          await assertNothingChanged();
        });
      }
    });
  }
});
