// What only Discord has: the server's calendar, the line beside the bot's name, forums, components, servers that come and go.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textOf } from '../chat/discord/rig.ts';
import { type LoopbackDiscord, manager } from '../loopback/discord.ts';
import { openDiscordPlatform } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';
import { until } from './until.ts';

const ANNOUNCED = {
  slug: 'alaska',
  title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
  summary:
    'The President of the United States announced the place and the day of the meeting with the President of Russia.',
};
const VIEW_SEND_EMBED = (1n << 10n) | (1n << 11n) | (1n << 14n);

async function openDiscordRig(): Promise<{ readonly rig: Rig; readonly discord: LoopbackDiscord }> {
  let opened: LoopbackDiscord | undefined;
  const rig = await openRig(async (now) => {
    const platform = await openDiscordPlatform(now);
    opened = platform.discord;
    return platform;
  });
  await rig.start();
  assert.ok(opened);
  return { rig, discord: opened };
}

describe('at home on Discord', { concurrency: true }, () => {
  describe('the calendar of the server', { concurrency: false }, () => {
    let rig: Rig;
    let discord: LoopbackDiscord;
    before(async () => {
      ({ rig, discord } = await openDiscordRig());
      await rig.platform.type('summit-subscribe', { topic: 'trump-putin' });
      await rig.untilPosted(1);
    });
    after(() => rig.close());
    const open = () => discord.events.all.filter(({ status }) => status < 3);

    it('is not turned on by those who may not manage, nor where the bot lacks the right, which is named', async () => {
      const refused = await rig.platform.type('summit-settings', { events: 'on' }, { as: 'guest' });
      assert.match(refused.text, /Only people who may manage this channel/);
      const lacking = await discord.type(
        'summit-settings',
        { events: 'on' },
        { person: manager, bot: VIEW_SEND_EMBED },
      );
      assert.match(textOf(lacking.message), /Create Events/);
      assert.equal(
        (await rig.store().channelSettings.list()).some(({ events }) => events),
        false,
      );
    });

    it('shows nothing of a meeting whose day is vague', async () => {
      const on = await rig.platform.type('summit-settings', { events: 'on' });
      assert.match(on.text, /calendar shows the meetings whose day is known/);
      await rig.news('2025-08-07T10:00Z', 'wire', {
        slug: 'talks',
        title: 'Trump and Putin agree to meet in the coming weeks, Kremlin says',
      });
      await until('the summit to be known', async () => (await rig.store().summits.list()).length > 0);
      assert.deepEqual(discord.events.all, []);
    });

    it('shows it once its day is known, in whatever zone people read it, and once only, also after a restart', async () => {
      await rig.news('2025-08-08T22:20Z', 'bulletin', ANNOUNCED);
      await until('the event', () => discord.events.all.length > 0);
      const [event] = discord.events.all;
      assert.match(event?.name ?? '', /Trump.Putin/);
      assert.match(event?.where ?? '', /Alaska/);
      assert.match(event?.description ?? '', /Who takes part: .*Trump.*Putin/);
      const [from, to] = [Date.parse(event?.from ?? ''), Date.parse(event?.to ?? '')];
      const noon = Date.parse('2025-08-15T20:00Z');
      assert.ok(from < noon && noon < to && to - from <= 26 * 3_600_000, `${event?.from} ${event?.to}`);
      await rig.stop();
      await rig.start();
      await rig.platform.type('summit-settings', { card: 'off' });
      await rig.newPosts();
      assert.equal(discord.events.all.length, 1);
    });

    it('is told on what nobody confirmed, without a second event', async () => {
      const [summit] = await rig.store().summits.list();
      assert.ok(summit?.date);
      const [kept] = await rig.store().keepsakes.named('event:');
      assert.ok(kept);
      await rig.stop();
      // As a crash leaves it between the making of the event and the note that it was made.
      await rig.start();
      const { id: _, ...begun } = { ...JSON.parse(kept.body), state: 'begun' };
      await rig.store().keepsakes.set(kept.place, kept.name, JSON.stringify(begun));
      const state = async () => JSON.parse((await rig.store().keepsakes.get(kept.place, kept.name)) ?? '{}').state;
      await until('the event to be found again', async () => (await state()) === 'made');
      assert.equal(discord.events.all.length, 1);
    });

    it('is moved with the meeting', async () => {
      const before = discord.events.all[0];
      await rig.news('2025-08-10T12:00Z', 'bulletin', {
        slug: 'moved',
        title: 'White House: Trump will meet Putin in Alaska on Saturday, August 16',
        summary: 'The meeting of the President of the United States with the President of Russia was moved by a day.',
      });
      await until(
        'the event to be moved',
        () => discord.events.all[0]?.from !== before?.from,
        () => discord.events.all,
      );
      assert.deepEqual([discord.events.all.length, discord.events.all[0]?.id], [1, before?.id]);
    });

    it('is freed of a meeting that is called off', async () => {
      await rig.news('2025-08-12T12:00Z', 'bulletin', {
        slug: 'off',
        title: 'White House: Trump cancels meeting with Putin in Alaska',
        summary: 'The President of the United States has cancelled the meeting with the President of Russia.',
      });
      await until(
        'the event to be called off',
        () => open().length === 0,
        () => discord.events.all,
      );
      assert.deepEqual(
        discord.events.all.map(({ status }) => status),
        [4],
      );
    });
  });

  describe('an event that people take out', { concurrency: false }, () => {
    let rig: Rig;
    let discord: LoopbackDiscord;
    before(async () => {
      ({ rig, discord } = await openDiscordRig());
      await rig.platform.type('summit-subscribe', { topic: 'trump-putin' });
      await rig.platform.type('summit-settings', { events: 'on' });
      await rig.news('2025-08-08T22:20Z', 'bulletin', ANNOUNCED);
      await until('the event', () => discord.events.all.length > 0);
    });
    after(() => rig.close());

    it('stays out; and turning events off takes out those that are left', async () => {
      discord.events.takeOut(discord.events.all[0]?.id ?? '');
      await rig.news('2025-08-09T12:00Z', 'wire', {
        slug: 'anchorage',
        title: 'Trump and Putin will meet in Anchorage, Alaska, on August 15, officials say',
      });
      await rig.platform.type('summit-settings', { events: 'off' });
      await until('nothing to be kept', async () => (await rig.store().keepsakes.named('event:')).length === 0);
      await rig.platform.type('summit-settings', { events: 'on' });
      await until('a new event', () => discord.events.all.length === 1);
      await rig.platform.type('summit-settings', { events: 'off' });
      await until('it to be called off', () => discord.events.all[0]?.status === 4);
    });
  });

  describe('beside the bot’s name', { concurrency: false }, () => {
    let rig: Rig;
    let discord: LoopbackDiscord;
    before(async () => {
      ({ rig, discord } = await openDiscordRig());
    });
    after(() => rig.close());
    const lines = () => discord.gateway.presences.map((each) => JSON.stringify(each));

    it('stands the next meeting, told once and again only to a session that forgot it', async () => {
      await rig.news('2025-08-08T22:20Z', 'bulletin', ANNOUNCED);
      await until('the line', () => lines().some((line) => /Next: .*Trump.Putin.*15 August/.test(line)), lines);
      const told = lines().length;
      await rig.news('2025-08-09T09:00Z', 'ledger', { slug: 'copper', title: 'Copper slides as smelters add shifts' });
      assert.equal(lines().length, told);
      discord.gateway.invalidate(false);
      await until('the line anew', () => lines().length > told);
      assert.match(lines().at(-1) ?? '', /15 August/);
    });
  });

  describe('a forum', { concurrency: false }, () => {
    let rig: Rig;
    let discord: LoopbackDiscord;
    before(async () => {
      ({ rig, discord } = await openDiscordRig());
      await discord.type(
        'summit-subscribe',
        { topic: 'trump-putin' },
        { person: manager, channelId: discord.channels.forum },
      );
      await until('the welcome', () => discord.threads.size === 1);
    });
    after(() => rig.close());

    it('has one post for the meeting, tagged by its stage, through a restart; in components, if so chosen', async () => {
      await rig.news('2025-08-08T22:20Z', 'bulletin', ANNOUNCED);
      await until('the post', () => discord.threads.size === 2);
      const [id = '', post] = [...discord.threads].at(-1) ?? [];
      assert.match(post?.name ?? '', /^Trump.Putin meeting/);
      await rig.stop();
      await rig.start();
      const forum = { person: manager, channelId: discord.channels.forum };
      const chosen = await discord.type('summit-settings', { look: 'components' }, forum);
      assert.match(textOf(chosen.message), /newer components/);
      await rig.news('2025-08-15T18:30Z', 'wire', {
        slug: 'lands',
        title: 'Putin lands in Alaska for talks with Trump',
        summary: 'The American president greeted him on a red carpet at the air base in Anchorage.',
      });
      await until('the next message', () => discord.posted.filter(({ channelId }) => channelId === id).length === 2);
      const tags = discord.threads.get(id)?.tags ?? [];
      assert.deepEqual(
        tags.map((tag) => discord.forum.tags.find((each) => each.id === tag)?.name),
        ['under way'],
      );
      const last = discord.posted.at(-1);
      assert.equal((last?.flags ?? 0) & (1 << 15), 1 << 15);
      assert.match(textOf(last), /under way/);
    });
  });

  describe('a server that takes the bot out', { concurrency: false }, () => {
    let rig: Rig;
    let discord: LoopbackDiscord;
    before(async () => {
      ({ rig, discord } = await openDiscordRig());
      await rig.platform.type('summit-subscribe', { topic: 'ministers', alerts: 'all' });
      await rig.platform.type('summit-filter', { action: 'add', rule: 'minister' });
      await rig.untilPosted(1);
    });
    after(() => rig.close());
    const left = async () => (await rig.store().departures.before(Number.MAX_SAFE_INTEGER)).length;

    it('and in again has everything as it was, and hears what it missed', async () => {
      discord.removeBot();
      await until('the departure to be noted', async () => (await left()) === 1);
      const [paused] = await rig.store().subscriptions.list();
      assert.match(paused?.pausedWhy ?? '', /removed from the server/);
      discord.takeBackBot();
      await until('the return to be noted', async () => (await left()) === 0);
      await until(
        'it to be told again',
        async () => (await rig.store().subscriptions.list())[0]?.pausedWhy === undefined,
      );
      const posts = await rig.news('2025-08-08T10:00Z', 'wire', {
        slug: 'dredger',
        title: 'Dredger sinks; minister praises rescuers',
      });
      assert.equal(posts.length, 1, posts.join('\n'));
      assert.equal((await rig.store().filters.list()).length, 1);
    });

    it('while the service is down is found out at the start', async () => {
      await rig.stop();
      discord.removeBot();
      await rig.start();
      await until('the departure to be noted', async () => (await left()) === 1);
      await rig.stop();
      discord.takeBackBot();
      await rig.start();
      await until('the return to be noted', async () => (await left()) === 0);
    });
  });
});
