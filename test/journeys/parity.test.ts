// The same script of events on Discord and on Slack: people are told and answered the same, each in the way of their
// client. The loopback platforms judge every payload, so whatever breaks a limit would not arrive.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { manager } from '../loopback/discord.ts';
import { discordContent, slackContent } from './content.ts';
import { openDiscordPlatform, openSlackPlatform } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';

type Options = Readonly<Record<string, string>>;
type Step =
  | { readonly type: string; readonly options?: Options; readonly posts?: number }
  | { readonly publish: string; readonly at: string; readonly title: string; readonly summary?: string };

const FOLLOWED = { topic: 'trump-putin', alerts: 'all', digest: 'daily', at: '08:00', 'time-zone': 'Europe/Kyiv' };
const SCRIPT: readonly Step[] = [
  { type: 'summit-help' },
  { type: 'summit-topics' },
  { type: 'summit-status', options: { summit: 'trump-putin' } },
  { type: 'summit-subscribe', options: FOLLOWED, posts: 1 },
  {
    publish: 'alaska',
    at: '2025-08-08T22:20Z',
    title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
    summary:
      'The President of the United States announced the place and the day of the meeting with the President of Russia.',
  },
  { type: 'summit-status', options: { summit: 'trump-putin' } },
  { type: 'summit-status' },
  { type: 'summit-timeline', options: { summit: 'trump-putin' } },
  { type: 'summit-why', options: { 'message-or-story': 'Alaska' } },
  { type: 'summit-digest', options: { hours: '24' } },
  { type: 'summit-wrong', options: { what: 'Alaska' } },
  { type: 'summit-filter', options: { action: 'add', rule: 'alaska OR *summit* <b>' } },
  { type: 'summit-filter', options: { action: 'add', rule: 'alaska OR "peace talks" -golf' } },
  { type: 'summit-filter', options: { action: 'list' } },
  { type: 'summit-filter', options: { action: 'test' } },
  { type: 'summit-filter', options: { action: 'remove', rule: '1' } },
  { type: 'summit-mute', options: { what: 'rumours', for: '24h' } },
  { type: 'summit-settings' },
  { type: 'summit-settings', options: { quiet: '12:00-13:00', days: 'mon-fri' } },
  { type: 'summit-settings', options: { days: 'all' } },
  { type: 'summit-unmute', options: { what: 'all' } },
  {
    publish: 'anchorage',
    at: '2025-08-12T17:00Z',
    title: 'White House: Trump and Putin to meet in Anchorage, Alaska, on Friday, August 15',
    summary: 'The White House named the city of Anchorage as the place of the meeting of the two presidents.',
  },
  { type: 'summit-status', options: { summit: 'trump-putin', 'as-of': '2025-08-10' } },
  { type: 'summit-status', options: { summit: 'nobody at all' } },
  { type: 'summit-mute', options: { what: 'rumours', for: 'ever' } },
  { type: 'summit-unsubscribe', options: { topic: 'trump-putin' } },
];

type Heard = { readonly answer?: readonly string[]; readonly posts: readonly (readonly string[])[] };

const nameOf = (step: Step): string =>
  'type' in step ? `/${step.type} ${Object.values(step.options ?? {}).join(' ')}`.trim() : step.title;

describe('Discord and Slack', { concurrency: false }, () => {
  const heard = new Map<string, readonly Heard[]>();

  before(async () => {
    const [discord, socket, http] = await Promise.all([onDiscord(), onSlack('Socket Mode'), onSlack('HTTP')]);
    heard.set('Discord', discord).set('Slack over Socket Mode', socket).set('Slack over HTTP', http);
  });

  for (const [at, step] of SCRIPT.entries()) {
    it(`tell the same: ${nameOf(step)}`, () => {
      const [first, ...others] = [...heard].map(([platform, all]) => [platform, all[at]] as const);
      assert.ok(first?.[1] !== undefined);
      assert.ok((first[1].answer?.length ?? 0) + first[1].posts.length > 0, 'nothing was told at all');
      for (const [platform, other] of others) assert.deepEqual(other, first[1], `${platform} and ${first[0]}`);
    });
  }
});

async function onDiscord(): Promise<readonly Heard[]> {
  const opened: Awaited<ReturnType<typeof openDiscordPlatform>>[] = [];
  const rig = await openRig(async (now) => {
    const platform = await openDiscordPlatform(now);
    opened.push(platform);
    return platform;
  });
  const [{ discord } = assert.fail('no platform')] = opened;
  return play(rig, {
    type: async (command, options) =>
      discordContent(
        (await discord.type(command, options, { person: manager, channelId: discord.channels.text })).message,
      ),
    posts: () => discord.posted.filter(({ channelId }) => channelId === discord.channels.text).map(discordContent),
  });
}

async function onSlack(transport: 'HTTP' | 'Socket Mode'): Promise<readonly Heard[]> {
  const opened: Awaited<ReturnType<typeof openSlackPlatform>>[] = [];
  const rig = await openRig(async (now) => {
    const platform = await openSlackPlatform(transport, now);
    opened.push(platform);
    return platform;
  });
  const [{ slack } = assert.fail('no platform')] = opened;
  return play(rig, {
    async type(command, options) {
      const text = Object.entries(options).map(
        ([name, value]) => `${name}:${/\s/.test(value) && name !== 'rule' ? `"${value}"` : value}`,
      );
      return slackContent(await (await slack.command({ command: `/${command}`, text: text.join(' ') })).answer());
    },
    posts: () => slack.posts.filter(({ only }) => only === undefined).map(slackContent),
  });
}

type Reader = {
  readonly type: (command: string, options: Options) => Promise<readonly string[]>;
  readonly posts: () => readonly (readonly string[])[];
};

async function play(rig: Rig, reader: Reader): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  try {
    await rig.start();
    for (const step of SCRIPT) {
      const seen = reader.posts().length;
      if ('type' in step) {
        const answer = await reader.type(step.type, step.options ?? {});
        if (step.posts !== undefined) await rig.untilPosted(step.posts);
        heard.push({ answer, posts: reader.posts().slice(seen) });
        continue;
      }
      const { publish: slug, at, title, summary = '' } = step;
      await rig.news(at, 'bulletin', { slug, title, summary });
      heard.push({ posts: reader.posts().slice(seen) });
    }
  } finally {
    await rig.close();
  }
  return heard;
}
