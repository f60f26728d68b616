// The calendars of servers, over a platform that answers as the test says: nothing is made twice, nothing asked in vain.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Calendar } from '../../src/chat/chat.ts';
import { plainSettings } from '../../src/core/alerts/channel-settings.ts';
import type { SendOutcome } from '../../src/core/alerts/delivery.ts';
import { meetingEvent } from '../../src/core/messages/meeting-event.ts';
import { en } from '../../src/core/messages/words/en.ts';
import type { DateInterval, Fact, Summit } from '../../src/core/summits/summit.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/text/instant.ts';
import { createEventKeeper } from '../../src/jobs/keep-events.ts';
import { createShowNext } from '../../src/jobs/show-next.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { CHANNEL, NOW, nameOf, subscription, summit, TOPICS } from '../core/alerts/samples.ts';
import { loopbackChat } from './loopback-chat.ts';

let store: Store;
let clock: number;
let asked: string[];
let answers: SendOutcome[];
let there: string[];
let warned: unknown[];
let keep: () => Promise<number>;

const calendar: Calendar = {
  create: async (_server, { name, from }) => answer(`create ${name} ${from}`, `e${asked.length}`),
  change: async (_server, id, { from }) => answer(`change ${id} ${from}`, id),
  cancel: async (_server, id, hasBegun) => answer(`cancel ${id} ${hasBegun}`, id),
  find: async () => {
    asked.push('find');
    return there[0];
  },
};

function answer(what: string, messageId: string): SendOutcome {
  asked.push(what);
  return answers.shift() ?? { kind: 'sent', messageId };
}

function dated(from: number, to = from + DAY, words = 'on that day'): { readonly date: Fact<DateInterval> } {
  return { date: { value: { from, to, words }, since: NOW, firmness: 'confirmed', itemIds: [], sources: [] } };
}

/** Begins a day in UTC, two days from now. */
const DAY_OF = Math.floor(NOW / DAY + 2) * DAY;

beforeEach(async () => {
  [clock, asked, answers, there, warned] = [NOW, [], [], [], []];
  store = await openStore('file::memory:', { now: () => clock });
  await store.subscriptions.save(subscription({ timeZone: 'UTC' }));
  await store.channelSettings.save({ ...plainSettings(CHANNEL), events: true });
  keep = keeper();
});
afterEach(() => store.close());

function keeper(): () => Promise<number> {
  const run = createEventKeeper({
    store,
    chats: [{ ...loopbackChat(CHANNEL.platform), calendar }],
    topics: TOPICS,
    words: en,
    nameOf,
    now: () => clock,
    takePlace: async () => {},
    log: { warn: (message, context) => void warned.push([message, context]) },
  });
  return () => run(new AbortController().signal);
}

async function stands(rest: Partial<Summit>): Promise<void> {
  await store.summits.save(summit(rest), [], []);
}

describe('the calendar of a server', () => {
  it('gets an event, follows it, and hears nothing of what stays', async () => {
    await stands(dated(DAY_OF));
    assert.equal(await keep(), 1);
    assert.equal(await keep(), 0);
    await stands(dated(DAY_OF + DAY));
    await keep();
    await stands({ ...dated(DAY_OF + DAY), stage: { ...summit().stage, value: 'postponed' } });
    await keep();
    await keep();
    assert.deepEqual(asked, [`create Trump–Putin meeting ${DAY_OF}`, `change e0 ${DAY_OF + DAY}`, 'cancel e0 false']);
  });

  it('is left alone for an hour where the bot may not keep it, and the reason is logged once an hour', async () => {
    await stands(dated(DAY_OF));
    answers = [{ kind: 'refused', why: 'the bot lacks the permission Create Events' }];
    for (const wait of [0, MINUTE, 30 * MINUTE]) {
      clock = NOW + wait;
      await keep();
    }
    assert.equal(asked.length, 1);
    assert.match(JSON.stringify(warned), /Create Events/);
    clock = NOW + HOUR;
    assert.equal(await keep(), 1);
    assert.equal(asked.length, 2);
  });

  it('is asked again when it said when', async () => {
    await stands(dated(DAY_OF));
    answers = [{ kind: 'later', at: NOW + 5 * MINUTE, why: 'rate limit' }];
    await keep();
    clock = NOW + 4 * MINUTE;
    await keep();
    assert.equal(asked.length, 1);
    clock = NOW + 5 * MINUTE;
    assert.equal(await keep(), 1);
  });

  for (const found of [true, false]) {
    it(`what nobody confirmed is looked for before it is made again: ${found ? 'there' : 'not there'}`, async () => {
      await stands(dated(DAY_OF));
      answers = [{ kind: 'unsure', why: 'the connection broke' }];
      await keep();
      if (found) there = ['e9'];
      clock = NOW + 2 * MINUTE;
      // Another process, with nothing in its memory.
      keep = keeper();
      await keep();
      await keep();
      assert.deepEqual(asked.slice(1), found ? ['find'] : ['find', `create Trump–Putin meeting ${DAY_OF}`]);
    });
  }

  it('what nobody confirmed and nobody wants any more is called off, if it was made', async () => {
    await stands(dated(DAY_OF));
    answers = [{ kind: 'unsure', why: 'the connection broke' }];
    await keep();
    there = ['e9'];
    clock = NOW + 2 * MINUTE;
    await stands({ ...dated(DAY_OF), stage: { ...summit().stage, value: 'cancelled' } });
    await keep();
    assert.deepEqual(asked.slice(1), ['find', 'cancel e9 false']);
    assert.deepEqual(await store.keepsakes.named('event:'), []);
  });

  it('an event that people took out stays out until its day changes', async () => {
    await stands(dated(DAY_OF));
    await keep();
    await stands({ ...dated(DAY_OF), name: 'Another name' });
    answers = [{ kind: 'gone', why: 'Unknown Guild Scheduled Event' }];
    await keep();
    await keep();
    assert.equal(asked.length, 2);
    await stands(dated(DAY_OF + DAY));
    await keep();
    assert.equal(asked.at(-1), `create Trump–Putin meeting ${DAY_OF + DAY}`);
  });

  it('what has begun is neither moved nor made, and is forgotten when it is over', async () => {
    await stands(dated(DAY_OF));
    await keep();
    clock = DAY_OF + HOUR;
    await stands({ ...dated(DAY_OF + HOUR), name: 'Moved too late' });
    await keep();
    clock = DAY_OF + 3 * DAY;
    await stands({ ...dated(DAY_OF), stage: { ...summit().stage, value: 'held' } });
    await keep();
    assert.equal(asked.length, 1);
    assert.deepEqual(await store.keepsakes.named('event:'), []);
  });

  it('stays as it is while nobody asked for it', async () => {
    await store.channelSettings.save({ ...plainSettings(CHANNEL), events: false });
    await stands(dated(DAY_OF));
    assert.equal(await keep(), 0);
    assert.deepEqual(asked, []);
  });
});

describe('a meeting as an event', () => {
  const reader = { words: en, nameOf, zone: 'UTC' };
  const cases: readonly (readonly [string, Partial<Summit>, boolean])[] = [
    ['a day', dated(DAY_OF), true],
    ['days in a row', dated(DAY_OF, DAY_OF + 3 * DAY, '15–17 June'), true],
    ['an hour', dated(DAY_OF + 9 * HOUR, DAY_OF + 9 * HOUR), true],
    ['one day somewhere in a week', dated(DAY_OF, DAY_OF + 7 * DAY, 'next week'), false],
    ['no day at all', {}, false],
    ['a meeting that was only proposed', { ...dated(DAY_OF), stage: { ...summit().stage, value: 'proposed' } }, false],
    ['a meeting that is taken for granted', { ...dated(DAY_OF), presumed: true }, false],
  ];
  for (const [name, rest, is] of cases) {
    it(`${name}: ${is ? 'yes' : 'no'}`, () => {
      const event = meetingEvent(summit(rest), reader);
      assert.equal(event !== undefined, is);
      if (event !== undefined) assert.ok(event.to > event.from);
    });
  }
});

it('the next meeting is told to the platforms once, and taken away when there is none', async () => {
  const shown: (string | undefined)[] = [];
  const chats = [{ ...loopbackChat(CHANNEL.platform), present: (line: string | undefined) => void shown.push(line) }];
  const showNext = createShowNext({ store, chats, topics: TOPICS, words: en, nameOf, now: () => clock });
  await showNext();
  await stands(dated(DAY_OF));
  await showNext();
  await showNext();
  clock = DAY_OF + 2 * DAY;
  await showNext();
  assert.equal(shown.length, 2);
  assert.match(shown[0] ?? '', /^Next: Trump–Putin meeting, /);
  assert.equal(shown[1], undefined);
});
