// The same script of events, through the whole service, on each platform: the channel is told the same, field by field.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openDiscordPlatform, openSlackPlatform } from '../journeys/platforms.ts';
import { openRig, type Rig } from '../journeys/rig.ts';
import { type Content, onDiscord, onSlack } from './content.ts';

type Stage = { readonly rig: Rig; readonly told: () => readonly Content[] };

async function openDiscord(look: 'embeds' | 'components'): Promise<Stage> {
  let told: Stage['told'] = () => [];
  const rig = await openRig(async (now) => {
    const platform = await openDiscordPlatform(now);
    const { discord } = platform;
    told = () => discord.posted.filter(({ channelId }) => channelId === discord.channels.text).map(onDiscord);
    return platform;
  });
  await rig.start();
  if (look === 'components') await rig.platform.type('summit-settings', { look });
  return { rig, told };
}

async function openSlack(): Promise<Stage> {
  let told: Stage['told'] = () => [];
  const rig = await openRig(async (now) => {
    const platform = await openSlackPlatform('Socket Mode', now);
    const { slack } = platform;
    told = () =>
      slack.posts
        .filter(({ channel, only, thread }) => channel === 'C0NEWS' && only === undefined && thread === undefined)
        .map(({ blocks }) => onSlack(blocks));
    return platform;
  });
  await rig.start();
  return { rig, told };
}

async function play({ rig }: Stage): Promise<void> {
  await rig.platform.type('summit-settings', { language: 'uk' });
  await rig.platform.type('summit-subscribe', { topic: 'trump-putin', alerts: 'all', 'time-zone': 'UTC' });
  await rig.untilPosted(1);
  await rig.news('2025-08-08T22:20Z', 'bulletin', {
    slug: 'alaska',
    title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
    summary:
      'The President of the United States announced the place and the day of the meeting with the President of Russia.',
  });
  await rig.platform.type('summit-settings', { language: 'en', card: 'on' });
  await rig.untilPosted(1);
  await rig.news('2025-08-15T18:30Z', 'wire', {
    slug: 'lands',
    title: 'Putin lands in Alaska for talks with Trump & his "cabinet" *today*',
    summary: 'The American president greeted him on a <red> carpet at the air base in Anchorage.',
  });
  await rig.platform.type('summit-mute', { what: 'topic:trump-putin', for: '1h' });
  await rig.newPosts();
}

describe('one script of events', { concurrency: true }, () => {
  const stages = new Map<string, Stage>();
  before(async () => {
    const opened = await Promise.all([openDiscord('embeds'), openDiscord('components'), openSlack()]);
    ['embeds', 'components', 'Slack'].forEach((name, at) => {
      const stage = opened[at];
      if (stage !== undefined) stages.set(name, stage);
    });
    await Promise.all([...stages.values()].map(play));
  });
  after(async () => {
    for (const { rig } of stages.values()) await rig.close();
  });

  for (const look of ['embeds', 'components']) {
    it(`tells the same on Slack and in Discord’s ${look}, in the same order`, () => {
      const [discord, slack] = [stages.get(look)?.told() ?? [], stages.get('Slack')?.told() ?? []];
      assert.ok(slack.length >= 4, `only ${slack.length} posts`);
      assert.deepEqual(discord, slack);
      assert.ok(
        slack.some(({ words }) => /Дональд Трамп/.test(words)),
        'in the language of the channel',
      );
    });
  }
});
