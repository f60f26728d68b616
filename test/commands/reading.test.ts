import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { COMMANDS } from '../../src/commands/index.ts';
import type { Delivery, DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { QUIET } from '../../src/core/alerts/quiet-hours.ts';
import type { Channel } from '../../src/core/alerts/subscription.ts';
import type { ItemId } from '../../src/core/feeds/item.ts';
import { say } from '../../src/core/messages/message.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { DAY, HOUR } from '../../src/core/text/instant.ts';
import { CHANNEL, change, item, mute, NOW, story, storyNews, subscription, summit } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

function sent(rest: Partial<Delivery>): Delivery {
  return {
    key: 'k' as DeliveryKey,
    channel: CHANNEL,
    kind: 'story',
    subject: 'story:s1',
    message: say('neutral', 'Presidents plan talks'),
    state: 'sent',
    attempts: 1,
    dueAt: NOW,
    createdAt: NOW,
    sentAt: NOW,
    messageId: '1754654400.123456',
    ...rest,
  };
}

describe('/summit-digest', () => {
  it('tells what the last hours brought', async () => {
    await bench.addStory(story('s1', { firstSeenAt: NOW - 2 * HOUR }), item('s1-1'), storyNews().topics);
    await bench.addStory(story('s2', { firstSeenAt: NOW - 2 * DAY }), item('s2-1'), storyNews().topics);
    await bench.store.summits.save(summit(), [change('c1')], []);
    const day = await bench.type('summit-digest');
    assert.match(day, /The last 24 hours\n/);
    assert.match(day, /# Changes of status\n- Trump–Putin meeting – Status/);
    assert.match(day, /# Trump–Putin\n- Presidents plan talks \(s1\)/);
    assert.doesNotMatch(day, /\(s2\)/);
    assert.match(await bench.type('summit-digest', { hours: '72' }), /\(s2\)/);
    assert.match(await bench.type('summit-digest', { hours: '1' }), /The last 1 hour\n/);
  });

  it('counts a change that arrived within the hours, though its article is older', async () => {
    const late = item('item-1', { publishedAt: NOW - 3 * HOUR, seenAt: NOW - HOUR / 2 });
    await bench.addStory(story('s1', { firstSeenAt: NOW - DAY, itemIds: [late.id] }), late, storyNews().topics);
    await bench.store.summits.save(summit(), [change('c1', { at: NOW - 3 * HOUR })], []);
    assert.match(await bench.type('summit-digest', { hours: '1' }), /# Changes of status/);
  });

  for (const hours of ['0', '169', '1.5', 'many', '-3']) {
    it(`${hours} hours: one sentence`, async () =>
      assert.match(await bench.type('summit-digest', { hours }), /is no number of hours/));
  }
});

describe('/summit-why', () => {
  beforeEach(async () => {
    await bench.addStory(story('s1', { headline: 'Presidents plan talks' }), item('s1-1'), storyNews().topics);
    const copy = item('s1-2', { source: 'Other Post', title: 'Talks planned' });
    await bench.store.items.save([{ item: copy, storyId: 's1' as StoryId, placement: 'joined', contentHash: 'x' }]);
    await bench.store.deliveries.save(sent({}));
  });

  it('says in words why an article was put there', async () => {
    const reason = 'shares "grain" with "Presidents plan talks"';
    const late = {
      item: item('s1-3'),
      storyId: 's1' as StoryId,
      placement: 'joined',
      reason,
      contentHash: 'y',
    } as const;
    await bench.store.items.save([late]);
    const text = await bench.type('summit-why', { 'message-or-story': 's1' });
    assert.match(text, /told the same \(shares "grain" with "Presidents plan talks"\)/);
  });

  const ways = [
    '1754654400.123456',
    'https://x.slack.com/archives/C1/p1754654400123456?thread_ts=1754654400.000100&cid=C1',
    'presidents plan',
    's1',
    'talks plan',
  ];
  for (const typed of ways) {
    it(`finds it by ${typed}`, async () => {
      const text = await bench.type('summit-why', { 'message-or-story': typed });
      assert.match(text, /Story: Presidents plan talks/);
      assert.match(text, /# Topics\n- It is about a meeting that “Trump–Putin” follows\./);
      assert.match(
        text,
        /# Told by\n- Example Times: .* – began the story\n- Other Post: Talks planned, .* – told the same/,
      );
    });
  }

  it('tells rule and evidence of a change', async () => {
    await bench.store.summits.save(summit(), [change('c1', { because: ['s1-1' as ItemId] })], []);
    await bench.store.deliveries.save(
      sent({ key: 'k2' as DeliveryKey, kind: 'change', subject: 'change:c1', messageId: '99' }),
    );
    const text = await bench.type('summit-why', { 'message-or-story': '99' });
    assert.match(
      text,
      /# Rule\n- Status: being explored → announced\. A leader of one side announced it\.\n- Said by Donald Trump/,
    );
    assert.match(text, /# Rests on\n- Example Times:/);
  });

  it('tells why a message was not sent', async () => {
    const {
      sentAt: _,
      messageId: __,
      ...plain
    } = sent({ key: 'k3' as DeliveryKey, state: 'refused', why: 'too long' });
    await bench.store.deliveries.save({ ...plain, message: say('neutral', 'Unlucky') });
    assert.match(
      await bench.type('summit-why', { 'message-or-story': 'unlucky' }),
      /Not sent to this channel: too long/,
    );
  });

  it('tells what a digest and a notice are', async () => {
    await bench.store.deliveries.save(
      sent({ key: 'd' as DeliveryKey, kind: 'digest', message: say('neutral', 'Digest of the day') }),
    );
    assert.match(await bench.type('summit-why', { 'message-or-story': 'digest of' }), /This is a digest/);
  });

  it('helps when nothing is found', async () => {
    assert.match(
      await bench.type('summit-why', { 'message-or-story': 'zebra' }),
      /No message or story was found by “zebra”/,
    );
    assert.match(await bench.type('summit-why'), /Tell \/summit-why also/);
  });
});

describe('/summit-topics, /summit-settings, /summit-help', () => {
  it('lists topics, and marks those followed', async () => {
    await bench.store.subscriptions.save(subscription());
    const text = await bench.type('summit-topics');
    assert.match(
      text,
      /# Meetings of leaders\n- Trump–Putin \(followed here\) – Meetings of the two presidents\n- G7\n# Keywords\n- Grain/,
    );
  });

  it('tells everything a channel asked for, and what became of the last messages', async () => {
    assert.match(await bench.type('summit-settings'), /follows nothing/);
    await bench.store.subscriptions.save(subscription({ digest: 'daily', nextDigestAt: NOW + HOUR, timeZone: 'UTC' }));
    await bench.store.mutes.save(mute('change', 'rumours'));
    await bench.store.filters.add({ channel: CHANNEL, rule: 'talks', createdBy: 'u', createdAt: NOW });
    await bench.store.deliveries.save(sent({}));
    assert.deepEqual((await bench.type('summit-settings')).split('\n'), [
      '[neutral] Settings of this channel',
      '# Follows',
      '- Trump–Putin – alerts at every change of status and for every new story; digest every day at 08:00 (UTC), next 8 Aug 2025, 13:00 UTC',
      '# Muted',
      '- Rumours until 8 Aug 2025, 13:00 UTC',
      '# Filters',
      '- 1: talks',
      '# Last messages',
      '- Presidents plan talks – sent 8 Aug 2025, 12:00 UTC',
    ]);
  });

  it('changes how a channel is told, a thing at a time, and shows it', async () => {
    await bench.store.subscriptions.save(subscription({ timeZone: 'Europe/Kyiv' }));
    assert.equal(
      await bench.type('summit-settings', { quiet: '22-7', days: 'mon-fri', urgent: 'on', budget: '4', card: 'on' }),
      [
        '[neutral] Settings changed',
        'Quiet from 22:00 to 07:00 (Europe/Kyiv); then one message tells what came meanwhile.',
        'Only on Monday, Tuesday, Wednesday, Thursday and Friday (Europe/Kyiv).',
        'Urgent changes are told at once: cancelled, postponed, back on, under way.',
        'Messages an hour, at most: 4.',
        'One message for each meeting is kept up to date.',
      ].join('\n'),
    );
    await bench.type('summit-settings', { days: 'all', card: 'off', budget: 'default' });
    const text = await bench.type('summit-settings');
    assert.match(text, /# How it is told\n- Quiet from 22:00 [^\n]*\n- Urgent changes are told at once[^\n]*$/);
    assert.match(
      await bench.type('summit-settings', { quiet: 'off', urgent: 'off' }),
      /Everything is told as it comes/,
    );
  });

  it('lets what the former settings held back be looked at again', async () => {
    const { sentAt: _, messageId: __, ...waiting } = sent({ state: 'pending', attempts: 0, dueAt: NOW + HOUR });
    await bench.store.deliveries.plan([
      { ...waiting, key: 'quiet' as DeliveryKey, why: QUIET },
      { ...waiting, key: 'later' as DeliveryKey },
    ]);
    await bench.type('summit-settings', { quiet: 'off' });
    const dueAt = async (key: string) => (await bench.store.deliveries.byKey(key as DeliveryKey))?.dueAt;
    assert.deepEqual([await dueAt('quiet'), await dueAt('later')], [NOW, NOW + HOUR]);
    assert.equal(bench.woken(), 1);
  });

  it('lets only those who may manage the channel change it', async () => {
    const caller = { id: 'u2', name: 'Guest', mayManage: false };
    assert.match(await bench.type('summit-settings', { card: 'on' }, { caller }), /Only people who may manage/);
    assert.equal(await bench.store.channelSettings.ofChannel(CHANNEL), undefined);
    assert.match(await bench.type('summit-settings', {}, { caller }), /Settings of this channel/);
  });

  describe('whom to call', () => {
    const discord: Channel = { platform: 'discord', workspace: '900000000000000001', id: '900000000000000002' };
    const slack: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
    const cases: readonly (readonly [Channel, string, RegExp])[] = [
      [discord, '<@&900000000000000003>', /Calls 900000000000000003 for all changes\.$/],
      [discord, '900000000000000003 for dates and places', /for changes of date\.\nCalls .* for changes of place\.$/],
      [slack, '<!subteam^S0TEAM|@desk> for urgent', /Calls S0TEAM for urgent changes\.$/],
      [discord, '900000000000000001 for changes', /names no role/],
      [discord, '@everyone for changes', /names no role/],
      [discord, '<@900000000000000003> for changes', /names no role/],
      [slack, '<!channel> for changes', /names no user group/],
      [slack, '<!subteam^S0TEAM> for fun', /names no kind of change/],
      [discord, 'off', /Everything is told as it comes/],
    ];
    for (const [channel, ping, expected] of cases) {
      it(`${channel.platform}: ${ping}`, async () => {
        assert.match(await bench.type('summit-settings', { ping }, { channel }), expected);
      });
    }

    it('is replaced by what is said of the same role later, and ended by off', async () => {
      const rest = { channel: slack };
      await bench.type('summit-settings', { ping: 'S0TEAM for changes' }, rest);
      await bench.type('summit-settings', { ping: 'S0DESK for dates' }, rest);
      await bench.type('summit-settings', { ping: 'S0TEAM for urgent' }, rest);
      assert.deepEqual((await bench.store.channelSettings.ofChannel(slack))?.pings, [
        { role: 'S0DESK', kind: 'dates' },
        { role: 'S0TEAM', kind: 'urgent' },
      ]);
      await bench.type('summit-settings', { ping: 'S0DESK off' }, rest);
      assert.equal((await bench.store.channelSettings.ofChannel(slack))?.pings.length, 1);
    });
  });

  for (const [option, typed] of [
    ['quiet', 'at night'],
    ['days', 'some'],
    ['budget', '0'],
    ['budget', '61'],
    ['urgent', 'maybe'],
  ] as const) {
    it(`${option}:${typed} is answered with one helpful sentence`, async () => {
      assert.match(await bench.type('summit-settings', { [option]: typed }), /^\[fault\] “[^\n]+\.$/);
      assert.equal(await bench.store.channelSettings.ofChannel(CHANNEL), undefined);
    });
  }

  it('says why nothing comes', async () => {
    await bench.store.subscriptions.save(subscription({ pausedWhy: 'the channel is archived' }));
    assert.match(
      await bench.type('summit-settings'),
      /^\[warning\] .*\nNothing is sent at present: the channel is archived/,
    );
  });

  it('helps with every command', async () => {
    const text = await bench.type('summit-help');
    for (const { name } of COMMANDS) assert.ok(text.includes(`/${name}`), name);
    assert.match(text, /\/summit-mute what \[for\] – /);
  });
});

describe('answering', () => {
  it('knows its commands', async () => {
    assert.match(await bench.type('summit-dance'), /There is no command \/summit-dance; \/summit-help lists/);
    assert.deepEqual(await bench.complete('summit-dance', 'x', ''), []);
  });

  it('apologises when a command breaks, and tells the operator', async () => {
    const broken = await openBench();
    await broken.store.close();
    assert.match(await broken.type('summit-settings'), /Something went wrong here/);
    assert.deepEqual(await broken.complete('summit-status', 'summit', ''), []);
    assert.equal(broken.faults.length, 2);
  });

  it('keeps within what the platforms allow for commands', () => {
    for (const { name, description, options } of COMMANDS) {
      assert.match(name, /^summit-[a-z]{3,25}$/);
      assert.ok(description.length <= 100, name);
      for (const option of options) {
        assert.match(option.name, /^[a-z-]{1,32}$/);
        assert.ok(option.description.length <= 100, `${name} ${option.name}`);
      }
      const required = options.map((option) => option.required);
      assert.deepEqual(
        required,
        required.toSorted((a, b) => Number(b) - Number(a)),
        `${name}: required options first`,
      );
    }
  });
});
