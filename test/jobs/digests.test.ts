import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { plainSettings } from '../../src/core/alerts/channel-settings.ts';
import type { Subscription, SubscriptionId } from '../../src/core/alerts/subscription.ts';
import { en } from '../../src/core/messages/words/en.ts';
import type { TopicId, TopicMatch } from '../../src/core/stories/topic.ts';
import { DAY, HOUR } from '../../src/core/text/instant.ts';
import { endMutes } from '../../src/jobs/end-mutes.ts';
import { writeDigests } from '../../src/jobs/write-digests.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import {
  CHANNEL,
  change,
  item,
  mute,
  nameOf,
  OTHER,
  story,
  storyNews,
  subscription,
  summit,
  TOPICS,
} from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';

const EIGHT = Date.parse('2025-08-08T05:00:00Z'); // in Kyiv

let store: Store;
let clock: number;
let wakes: number;

beforeEach(async () => {
  clock = EIGHT - DAY;
  wakes = 0;
  store = await openStore('file::memory:', { now: () => clock });
});
afterEach(() => store.close());

const wake = (): void => {
  wakes += 1;
};
const parts = () => ({ store, topics: TOPICS, words: en, nameOf, now: () => clock, wake });

function daily(rest: Partial<Subscription> = {}): Subscription {
  return subscription({ digest: 'daily', createdAt: EIGHT - 2 * DAY, nextDigestAt: EIGHT, alerts: 'none', ...rest });
}

async function news(id: string, at: number, topics: readonly TopicMatch[] = storyNews().topics): Promise<void> {
  await store.stories.save(story(id, { firstSeenAt: at, itemIds: [item(`${id}-1`).id] }), topics);
  const first = item(`${id}-1`, { seenAt: at, publishedAt: at });
  await store.items.save([{ item: first, storyId: story(id).id, placement: 'opened', contentHash: id }]);
}

const outbox = async () => (await store.deliveries.list({ limit: 50 })).toReversed();
const texts = async () => (await outbox()).map(({ message }) => wholeText(message));

describe('writing digests', () => {
  it('waits for the end of quiet hours, and then is one for all of them', async () => {
    await store.subscriptions.save(daily({ digest: 'hourly', at: '00:00', nextDigestAt: EIGHT }));
    await store.channelSettings.save({ ...plainSettings(CHANNEL), quiet: { from: '07:30', to: '10:00' } });
    await news('early', EIGHT - 1);
    await news('late', EIGHT + HOUR);
    for (clock = EIGHT; clock < EIGHT + 2 * HOUR; clock += HOUR / 2) assert.equal(await writeDigests(parts()), 0);
    assert.equal(await writeDigests(parts()), 1);
    const [text] = await texts();
    assert.match(text ?? '', /07:00 EEST to 8 Aug 2025, 10:00 EEST[\s\S]*\(late\)[\s\S]*\(early\)/);
  });

  it('writes one at its hour, with what came since the one before, and none before', async () => {
    await store.subscriptions.save(daily());
    await news('old', EIGHT - DAY - 1);
    await news('in', EIGHT - DAY);
    await news('late', EIGHT);
    clock = EIGHT - 1;
    assert.equal(await writeDigests(parts()), 0);
    clock = EIGHT + 5_000;
    assert.equal(await writeDigests(parts()), 1);
    assert.equal(await writeDigests(parts()), 0);
    const [text, ...more] = await texts();
    assert.equal(more.length, 0);
    assert.match(text ?? '', /^\[neutral\] Digest of the day\nFrom 7 Aug 2025, 08:00 EEST to 8 Aug 2025, 08:00 EEST\./);
    assert.match(text ?? '', /\(in\)/);
    assert.doesNotMatch(text ?? '', /\((old|late)\)/);
    assert.equal(wakes, 1);
    clock = EIGHT + DAY;
    assert.equal(await writeDigests(parts()), 1);
    assert.match((await texts())[1] ?? '', /\(late\)/);
  });

  it('an empty one is not sent, and the next covers its own time only', async () => {
    await store.subscriptions.save(daily());
    clock = EIGHT;
    assert.equal(await writeDigests(parts()), 0);
    assert.equal(wakes, 0);
    const [saved] = await store.subscriptions.ofChannel(CHANNEL);
    assert.equal(saved?.nextDigestAt, EIGHT + DAY);
  });

  it('after a pause of the service one digest covers all of it', async () => {
    await store.subscriptions.save(daily());
    for (const day of [0, 1, 2]) await news(`day${day}`, EIGHT + day * DAY - HOUR);
    clock = EIGHT + 2 * DAY + HOUR;
    assert.equal(await writeDigests(parts()), 1);
    const [text] = await texts();
    for (const day of [0, 1, 2]) assert.ok(text?.includes(`(day${day})`));
  });

  it('a change of the timetable neither repeats nor passes over', async () => {
    await store.subscriptions.save(daily());
    await news('a', EIGHT - HOUR);
    clock = EIGHT;
    await writeDigests(parts());
    await news('b', EIGHT + HOUR);
    // From eight in the morning to eight in the evening.
    await store.subscriptions.save(daily({ at: '20:00', nextDigestAt: EIGHT + 12 * HOUR }));
    clock = EIGHT + 12 * HOUR;
    await writeDigests(parts());
    const [first, second] = await texts();
    assert.match(first ?? '', /\(a\)/);
    assert.match(second ?? '', /\(b\)/);
    assert.doesNotMatch(second ?? '', /\(a\)/);
  });

  it('subscriptions of one channel and hour share a digest; each channel gets its own', async () => {
    await store.subscriptions.save(daily());
    await store.subscriptions.save(daily({ id: 'sub-2' as SubscriptionId, topic: 'grain' as TopicId }));
    await store.subscriptions.save(daily({ id: 'sub-3' as SubscriptionId, channel: OTHER, topic: 'grain' as TopicId }));
    await news('talks', EIGHT - HOUR);
    await news('ships', EIGHT - HOUR, [{ topicId: 'grain' as TopicId, reason: '' }]);
    clock = EIGHT;
    assert.equal(await writeDigests(parts()), 2);
    const byChannel = new Map((await outbox()).map(({ channel, message }) => [channel.id, wholeText(message)]));
    assert.match(byChannel.get(CHANNEL.id) ?? '', /# Trump–Putin\n.*\(talks\).*\n# Grain\n.*\(ships\)/);
    assert.doesNotMatch(byChannel.get(OTHER.id) ?? '', /talks\)/);
  });

  it('a long one goes on in further messages, in order', async () => {
    await store.subscriptions.save(daily());
    for (let n = 0; n < 25; n += 1) await news(`s${n}`, EIGHT - HOUR + n);
    clock = EIGHT;
    assert.equal(await writeDigests(parts()), 2);
    const [first, second] = await outbox();
    assert.ok(first !== undefined && second !== undefined && first.dueAt < second.dueAt);
  });

  it('leaves out what is muted, and says how much', async () => {
    await store.subscriptions.save(daily());
    await store.mutes.save(mute('source', 'Loud Post', { until: EIGHT + HOUR }));
    await news('a', EIGHT - HOUR);
    const loud = item('b-1', { source: 'Loud Post', seenAt: EIGHT - HOUR });
    await store.stories.save(story('b', { firstSeenAt: EIGHT - HOUR }), storyNews().topics);
    await store.items.save([{ item: loud, storyId: story('b').id, placement: 'opened', contentHash: 'b' }]);
    clock = EIGHT;
    await writeDigests(parts());
    assert.match((await texts())[0] ?? '', /1 piece of news is left out because of a mute or a filter\.$/);
  });

  it('paused channels get none', async () => {
    await store.subscriptions.save(daily({ pausedWhy: 'archived' }));
    await news('a', EIGHT - HOUR);
    clock = EIGHT;
    assert.equal(await writeDigests(parts()), 0);
  });
});

describe('ending mutes', () => {
  const NINE = EIGHT + HOUR;

  beforeEach(async () => {
    await store.subscriptions.save(subscription({ createdAt: EIGHT - DAY, alerts: 'all' }));
    clock = EIGHT + 10 * HOUR;
  });

  it('tells once what a mute kept back', async () => {
    await store.mutes.save(mute('topic', 'trump-putin', { createdAt: EIGHT, until: clock }));
    await news('before', EIGHT - HOUR);
    await news('during', NINE);
    await store.summits.save(summit(), [change('c', { at: NINE })], []);
    assert.equal(await endMutes(parts()), 1);
    assert.equal(await endMutes(parts()), 0);
    const [text] = await texts();
    assert.match(text ?? '', /^\[neutral\] No longer muted: Trump–Putin\nThis happened while it was muted\./);
    assert.match(text ?? '', /# Changes of status\n.*being explored → announced/);
    assert.match(text ?? '', /\(during\)/);
    assert.doesNotMatch(text ?? '', /\(before\)/);
  });

  it('tells only what that mute kept back', async () => {
    await store.mutes.save(mute('keyword', 'ships', { createdAt: EIGHT, until: clock }));
    await news('told', NINE);
    assert.equal(await endMutes(parts()), 0);
    await store.mutes.save(mute('change', 'rumours', { createdAt: EIGHT, until: clock }));
    await store.summits.save(
      summit(),
      [change('r', { at: NINE, rumour: true }), change('s', { at: NINE, field: 'place', after: 'Rome' })],
      [],
    );
    assert.equal(await endMutes(parts()), 1);
    const [text] = await texts();
    assert.match(text ?? '', /No longer muted: rumours/);
    assert.match(text ?? '', /being explored/);
    assert.doesNotMatch(text ?? '', /Rome/);
  });

  it('leaves out what the channel does not want at once, and what another mute still holds', async () => {
    await store.subscriptions.save(subscription({ createdAt: EIGHT - DAY, alerts: 'changes' }));
    await news('story', NINE);
    await store.mutes.save(mute('topic', 'trump-putin', { createdAt: EIGHT, until: clock }));
    assert.equal(await endMutes(parts()), 0);
    await store.summits.save(summit(), [change('c', { at: NINE })], []);
    await store.mutes.save(mute('topic', 'trump-putin', { createdAt: EIGHT, until: clock }));
    await store.mutes.save(mute('summit', 'summit-1', { createdAt: EIGHT, until: clock + HOUR }));
    assert.equal(await endMutes(parts()), 0);
    clock += HOUR;
    assert.equal(await endMutes(parts()), 1);
  });

  it('a mute that still runs is left alone', async () => {
    await store.mutes.save(mute('topic', 'trump-putin', { createdAt: EIGHT, until: clock + 1 }));
    await news('during', NINE);
    assert.equal(await endMutes(parts()), 0);
    assert.equal((await store.mutes.ofChannel(CHANNEL, clock)).length, 1);
  });
});
