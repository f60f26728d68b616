import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type ChannelSettings, plainSettings } from '../../src/core/alerts/channel-settings.ts';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { composeAlert } from '../../src/core/messages/alert.ts';
import { say } from '../../src/core/messages/message.ts';
import { en } from '../../src/core/messages/words/en.ts';
import type { StatusChange, SummitId } from '../../src/core/summits/summit.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/text/instant.ts';
import { createReview, type Review } from '../../src/jobs/review-delivery.ts';
import { createSender } from '../../src/jobs/send-deliveries.ts';
import { writeDigests } from '../../src/jobs/write-digests.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import {
  CHANNEL,
  change,
  item,
  NOW,
  nameOf,
  story,
  storyNews,
  subscription,
  summit,
  TOPICS,
} from '../core/alerts/samples.ts';
import { wholeText } from '../core/messages/read.ts';
import { type LoopbackChat, loopbackChat } from './loopback-chat.ts';

const BUDGET = 3;
const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

let store: Store;
let clock: number;
let chat: LoopbackChat;
let review: Review;

beforeEach(async () => {
  clock = NOW;
  store = await openStore('file::memory:', { now: () => clock });
  chat = loopbackChat('console');
  const compose = composeAlert({ words: en, nameOf });
  review = createReview({ store, compose, words: en, budgetPerHour: BUDGET, now: () => clock });
  await store.subscriptions.save(subscription({ timeZone: 'UTC' }));
});
afterEach(() => store.close());

const send = (): Promise<void> =>
  createSender({ store, chats: [chat], now: () => clock, random: () => 0.5, log, review })(
    new AbortController().signal,
  );

function delivery(key: string, rest: Partial<Delivery> = {}): Delivery {
  return {
    key: key as DeliveryKey,
    channel: CHANNEL,
    subscriptionId: subscription().id,
    kind: 'story',
    subject: `story:${key}`,
    message: { ...say('neutral', `News ${key}`), url: `https://example.org/${key}` },
    state: 'pending',
    attempts: 0,
    dueAt: clock,
    createdAt: clock,
    ...rest,
  };
}

/** A change that is in the store and waits to be told. */
async function planned(id: string, rest: Partial<StatusChange>, waits = 0): Promise<void> {
  const made = change(id, rest);
  await store.summits.save(summit({ id: made.summitId, revision: made.revision }), [made], []);
  const message = { ...say('on', `Change ${id}`), footer: 'This channel follows Trump–Putin.' };
  await store.deliveries.plan([
    delivery(id, { kind: 'change', subject: `change:${id}`, message, dueAt: clock + waits }),
  ]);
}

const titles = () => chat.arrivals.map(({ title }) => title);
const stateOf = async (key: string) => (await store.deliveries.byKey(key as DeliveryKey))?.state;
const textOf = async (key: string) => {
  const found = await store.deliveries.byKey(key as DeliveryKey);
  return found === undefined ? '' : wholeText(found.message);
};

describe('stories that come within a short wait', () => {
  it('are told in one message, those that come later in another', async () => {
    const groupWait = 30_000;
    const compose = composeAlert({ words: en, nameOf });
    review = createReview({ store, compose, words: en, budgetPerHour: BUDGET, groupWait, now: () => clock });
    const at = (seconds: number) => ({ createdAt: NOW + seconds * 1_000, dueAt: NOW + seconds * 1_000 + groupWait });
    await store.deliveries.plan([delivery('a', at(0)), delivery('b', at(10)), delivery('c', at(29))]);
    await planned('c1', { at: clock });
    await store.deliveries.plan([delivery('d', at(40))]);
    for (clock = NOW; clock < NOW + 90_000; clock += 1_000) await send();
    assert.deepEqual(
      chat.arrivals.map(({ title }) => title),
      ['Change c1', '3 new stories', 'News d'],
    );
    const told = await store.deliveries.byKey('a' as DeliveryKey);
    assert.deepEqual(
      told?.message.sections[0]?.lines,
      ['a', 'b', 'c'].map((key) => [{ kind: 'link', text: `News ${key}`, url: `https://example.org/${key}` }]),
    );
    assert.equal((await store.deliveries.byKey('b' as DeliveryKey))?.state, 'superseded');
  });
});

describe('changes of one summit that wait together', () => {
  it('are told in one message, by the first that is due', async () => {
    await planned('a', { revision: 1 });
    await planned('b', { revision: 2, field: 'place', before: null, after: 'Rome' }, 20 * SECOND);
    await planned('c', { revision: 3, field: 'place', before: 'Rome', after: 'Oslo' });
    await send();
    assert.deepEqual(titles(), ['Trump–Putin meeting: announced']);
    assert.deepEqual(
      [await stateOf('a'), await stateOf('b'), await stateOf('c')],
      ['sent', 'superseded', 'superseded'],
    );
    const text = await textOf('a');
    assert.match(text, /Status: being explored → announced\nPlace: Oslo\n/);
    assert.match(text, /_ This channel follows Trump–Putin\./);
    assert.equal((await store.deliveries.byKey('a' as DeliveryKey))?.subject, 'change:a,b,c');
    clock += HOUR;
    await send();
    assert.equal(chat.arrivals.length, 1);
  });

  it('are not told when all was changed back', async () => {
    await planned('a', { revision: 1, field: 'place', before: 'Rome', after: 'Oslo' });
    await planned('b', { revision: 2, field: 'place', before: 'Oslo', after: 'Rome' }, 20 * SECOND);
    await send();
    assert.deepEqual([titles(), await stateOf('a'), await stateOf('b')], [[], 'superseded', 'superseded']);
  });

  it('of another summit are told apart', async () => {
    await planned('a', { revision: 1 });
    await planned('b', { revision: 1, summitId: 'summit-2' as SummitId });
    await send();
    assert.deepEqual(titles(), ['Change a', 'Change b']);
  });

  it('a change that may have arrived is not changed any more', async () => {
    await planned('a', { revision: 1 });
    await planned('b', { revision: 2, field: 'place', before: null, after: 'Rome' }, 3 * SECOND);
    chat.script.set('a', [{ kind: 'unsure', why: 'dropped' }]);
    await store.deliveries.save({
      ...delivery('b', { kind: 'change', subject: 'change:b', dueAt: clock + HOUR, createdAt: clock + 1 }),
      attempts: 1,
    });
    await send();
    clock += MINUTE;
    await send();
    assert.deepEqual(titles(), Array(2).fill('Trump–Putin meeting: announced'));
    assert.doesNotMatch(await textOf('a'), /Place: Rome/);
  });
});

describe('an alert that became untrue before it was sent', () => {
  const revised = (id: string, rest: Partial<StatusChange>) => {
    const made = change(id, rest);
    return store.summits.save(summit({ id: made.summitId, revision: made.revision }), [made], []);
  };
  const place = (before: string, after: string, revision: number): Partial<StatusChange> => ({
    revision,
    field: 'place',
    before,
    after,
  });

  it('tells A to C, though what led to C was not for the channel', async () => {
    await planned('a', place('Rome', 'Oslo', 1));
    await revised('b', place('Oslo', 'Bern', 2));
    await send();
    assert.match(await textOf('a'), /Place: Rome → Bern\n/);
    assert.equal((await store.deliveries.byKey('a' as DeliveryKey))?.subject, 'change:a,b');
  });

  it('is not sent when it was taken back', async () => {
    await planned('a', place('Rome', 'Oslo', 1));
    await revised('b', place('Oslo', 'Rome', 2));
    await send();
    assert.deepEqual([titles(), await stateOf('a')], [[], 'superseded']);
  });

  it('is not sent when the channel has heard of what came later', async () => {
    await planned('a', place('Rome', 'Oslo', 1));
    await revised('b', place('Oslo', 'Bern', 2));
    await store.deliveries.save(
      delivery('b', { kind: 'change', subject: 'change:b', state: 'sent', sentAt: clock - HOUR, messageId: 'm' }),
    );
    await send();
    assert.deepEqual([titles(), await stateOf('a')], [[], 'superseded']);
  });

  it('is told with what is known of the rest by now', async () => {
    await planned('a', { revision: 1 });
    await revised('b', place('Rome', 'Oslo', 2));
    await send();
    assert.match(await textOf('a'), /Status: being explored → announced\n/);
    assert.doesNotMatch(await textOf('a'), /Place: Rome/);
  });

  it('is looked at also after the platform said “later”', async () => {
    await planned('a', place('Rome', 'Oslo', 1));
    chat.script.set('a', [{ kind: 'later', at: clock + MINUTE, why: 'not reached' }]);
    await send();
    await revised('b', place('Oslo', 'Bern', 2));
    clock += MINUTE;
    await send();
    assert.match(await textOf('a'), /Place: Rome → Bern\n/);
    assert.equal(await stateOf('a'), 'sent');
  });
});

describe('quiet hours', () => {
  const NIGHT = { quiet: { from: '12:00', to: '14:00' } };
  const settings = (rest: Partial<ChannelSettings>) =>
    store.channelSettings.save({ ...plainSettings(CHANNEL), ...rest });

  it('hold alerts, and end with one message of all of them, changes told from first to last', async () => {
    await settings(NIGHT);
    await planned('a', { revision: 1, field: 'place', before: 'Rome', after: 'Oslo' });
    await store.deliveries.plan([delivery('s')]);
    await send();
    clock += 30 * MINUTE;
    await planned('b', { revision: 2, field: 'place', before: 'Oslo', after: 'Bern' });
    await send();
    assert.deepEqual(titles(), []);
    clock = NOW + 2 * HOUR;
    await send();
    assert.deepEqual(titles(), ['While it was quiet here']);
    const [sent] = await store.deliveries.list({ state: 'sent', limit: 2 });
    const text = sent === undefined ? '' : wholeText(sent.message);
    assert.match(text, /# Alerts\n- [^\n]*Place: Rome → Bern\n- News s$/);
    clock += HOUR;
    await send();
    assert.equal(chat.arrivals.length, 1);
  });

  it('end with the one alert that came, as it is', async () => {
    await settings(NIGHT);
    await planned('a', { revision: 1 });
    await send();
    clock = NOW + 2 * HOUR;
    await send();
    assert.deepEqual(titles(), ['Change a']);
  });

  it('end with nothing when all was taken back', async () => {
    await settings(NIGHT);
    await planned('a', { revision: 1, field: 'place', before: 'Rome', after: 'Oslo' });
    await send();
    await planned('b', { revision: 2, field: 'place', before: 'Oslo', after: 'Rome' });
    await send();
    clock = NOW + 2 * HOUR;
    await send();
    assert.deepEqual([titles(), await stateOf('a'), await stateOf('b')], [[], 'superseded', 'superseded']);
  });

  it('let an urgent change pass where the channel said so, and nothing else', async () => {
    const off = { stage: 'cancelled', before: 'announced', after: 'cancelled' } as const;
    await settings({ ...NIGHT, urgentPasses: true });
    await planned('a', { revision: 1, ...off });
    await planned('r', { revision: 1, ...off, rumour: true, summitId: 'summit-2' as SummitId });
    await store.deliveries.plan([delivery('s')]);
    await send();
    assert.deepEqual(titles(), ['Change a']);
    await settings(NIGHT);
    await planned('c', { revision: 1, ...off, summitId: 'summit-3' as SummitId });
    await send();
    assert.equal(chat.arrivals.length, 1);
  });

  it('hold what is due on other days', async () => {
    // NOW is a Friday.
    await settings({ days: [1, 2, 3, 4] });
    await store.deliveries.plan([delivery('s')]);
    await send();
    assert.deepEqual(titles(), []);
    assert.equal((await store.deliveries.byKey('s' as DeliveryKey))?.dueAt, Date.UTC(2025, 7, 11));
  });

  it('do not hold notices', async () => {
    await settings(NIGHT);
    await store.deliveries.plan([delivery('n', { kind: 'notice' })]);
    await send();
    assert.deepEqual(titles(), ['News n']);
  });
});

describe('whom a channel calls', () => {
  const pings = async (key: string) => (await store.deliveries.byKey(key as DeliveryKey))?.message.pings;

  it('is called for the kinds of change it is named for', async () => {
    await store.channelSettings.save({
      ...plainSettings(CHANNEL),
      pings: [
        { role: '111', kind: 'places' },
        { role: '222', kind: 'changes' },
        { role: '111', kind: 'changes' },
        { role: '333', kind: 'urgent' },
      ],
    });
    await planned('a', { revision: 1, field: 'place', before: null, after: 'Rome' });
    await planned('b', { revision: 1, stage: 'cancelled', summitId: 'summit-2' as SummitId });
    await store.deliveries.plan([delivery('s')]);
    await send();
    assert.deepEqual(
      [await pings('a'), await pings('b'), await pings('s')],
      [['111', '222'], ['222', '111', '333'], undefined],
    );
  });
});

describe('the budget of an hour', () => {
  it('keeps nothing back while it lasts, though time passes during the look', async () => {
    const compose = composeAlert({ words: en, nameOf });
    const now = (): number => {
      clock += 1;
      return clock;
    };
    const asTimePasses = createReview({ store, compose, words: en, budgetPerHour: BUDGET, now });
    const waiting = delivery('a');
    await store.deliveries.plan([waiting]);
    assert.deepEqual(await asTimePasses(waiting), waiting);
  });

  const plan = (...keys: string[]) => store.deliveries.plan(keys.map((key) => delivery(key)));

  it('lets so many pass; the rest is told in one message when the hour allows, and says so', async () => {
    await plan('a', 'b', 'c', 'd', 'e');
    await send();
    assert.deepEqual(titles(), ['News a', 'News b', 'News c']);
    clock += 30 * MINUTE;
    await plan('f');
    await send();
    assert.equal(chat.arrivals.length, 3);
    clock = NOW + HOUR;
    await send();
    assert.deepEqual(titles().slice(3), ['More news than the channel takes in an hour']);
    const first = (await store.deliveries.byKey('d' as DeliveryKey))?.state === 'sent' ? 'd' : 'e';
    assert.match(await textOf(first), /after the channel had its fill[^\n]*\n# Alerts\n- News d\n- News e\n- News f$/);
    clock += 2 * HOUR;
    await send();
    assert.equal(chat.arrivals.length, 4);
  });

  it('does not hold back digests and notices', async () => {
    await plan('a', 'b', 'c');
    await store.deliveries.plan([delivery('n', { kind: 'notice' }), delivery('g', { kind: 'digest' })]);
    await send();
    assert.equal(chat.arrivals.length, 5);
  });

  it('is the number the channel named, if it named one', async () => {
    await store.channelSettings.save({ ...plainSettings(CHANNEL), budgetPerHour: 1 });
    await plan('a', 'b', 'c');
    await send();
    assert.deepEqual(titles(), ['News a']);
  });

  it('is the channel’s own', async () => {
    await plan('a', 'b', 'c', 'd');
    await store.deliveries.plan([delivery('o', { channel: { ...CHANNEL, id: 'other' } })]);
    await send();
    assert.deepEqual([...titles()].sort(), ['News a', 'News b', 'News c', 'News o']);
  });

  it('leaves the rest to a digest that comes first, which says so', async () => {
    await store.subscriptions.save(
      subscription({ digest: 'hourly', timeZone: 'UTC', nextDigestAt: NOW + 20 * MINUTE, at: '00:20' }),
    );
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      await store.stories.save(story(key, { firstSeenAt: NOW }), storyNews().topics);
      await store.items.save([
        { item: item(`${key}-1`), storyId: story(key).id, placement: 'opened', contentHash: key },
      ]);
    }
    await plan('a', 'b', 'c', 'd', 'e');
    await send();
    clock = NOW + 20 * MINUTE;
    await writeDigests({ store, topics: TOPICS, words: en, nameOf, now: () => clock, wake() {} });
    await send();
    assert.deepEqual(titles().slice(3), ['Digest of the last hour']);
    const digest = (await store.deliveries.list({ channel: CHANNEL, limit: 1 }))[0];
    assert.match(
      digest === undefined ? '' : wholeText(digest.message),
      /2 alerts beyond the hourly limit are told here\./,
    );
    assert.deepEqual([await stateOf('d'), await stateOf('e')], ['superseded', 'superseded']);
    clock = NOW + 2 * HOUR;
    await send();
    assert.equal(chat.arrivals.length, 4);
  });
});
