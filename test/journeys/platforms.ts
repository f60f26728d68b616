// The loopback platforms as people in their channels use them: they type commands and read what the bot posts.
import type { Channel } from '../../src/core/alerts/subscription.ts';
import { textOf } from '../chat/discord/rig.ts';
import { readable } from '../chat/slack/rig.ts';
import {
  type LoopbackDiscord,
  type LoopbackOptions,
  manager,
  openLoopbackDiscord,
  plainMember,
} from '../loopback/discord.ts';
import { type LoopbackSlack, openSlack, TEAM } from '../loopback/slack.ts';

export type Room = 'news' | 'other';
/** `guest` may read, not manage. */
export type Who = { readonly room?: Room; readonly as?: 'manager' | 'guest' };
export type Answer = { readonly text: string; readonly isPrivate: boolean };

export type LoopbackPlatform = {
  readonly name: string;
  /** What turns it on. */
  readonly env: Readonly<Record<string, string>>;
  readonly channel: (room: Room) => Channel;
  readonly type: (command: string, options?: Readonly<Record<string, string>>, who?: Who) => Promise<Answer>;
  /** Whether people can use it. */
  readonly isReady: () => boolean;
  /** What everybody in the room sees, oldest first. */
  readonly posts: (room?: Room) => readonly string[];
  /** The next post is refused for so long (429 with Retry-After). */
  readonly slowDown: (seconds: number) => void;
  /** Tells where the service listens. */
  readonly reach: (port: number) => void;
  readonly close: () => Promise<void>;
};

export async function openDiscordPlatform(
  now?: () => number,
  options: LoopbackOptions = {},
): Promise<LoopbackPlatform & { readonly discord: LoopbackDiscord }> {
  const discord = await openLoopbackDiscord({ ...options, ...(now && { now }) });
  const rooms = { news: discord.channels.text, other: discord.channels.announcement } as const;
  return {
    discord,
    name: 'Discord',
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    channel: (room) => ({ platform: 'discord', workspace: discord.guildId, id: rooms[room] }),
    async type(command, options = {}, { room = 'news', as = 'manager' } = {}) {
      const person = as === 'manager' ? manager : { ...plainMember, locale: 'en-GB' };
      const answered = await discord.type(command, options, { person, channelId: rooms[room] });
      return { text: textOf(answered.message), isPrivate: answered.ephemeral };
    },
    isReady: () => discord.commands.length > 0 && discord.gateway.connected > 0,
    posts: (room = 'news') => discord.posted.filter(({ channelId }) => channelId === rooms[room]).map(textOf),
    slowDown: (seconds) => discord.failNext('POST /channels/:id/messages', { kind: 'rate-limit', seconds }),
    reach: () => {},
    close: () => discord.close(),
  };
}

export async function openSlackPlatform(
  transport: 'Socket Mode' | 'HTTP',
  now: () => number,
): Promise<LoopbackPlatform & { readonly slack: LoopbackSlack }> {
  const slack = await openSlack({ now, paced: true });
  const rooms = { news: 'C0NEWS', other: 'C0OTHER' } as const;
  return {
    slack,
    name: `Slack, ${transport}`,
    env: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      ...(transport === 'HTTP' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }),
    },
    channel: (room) => ({ platform: 'slack', workspace: TEAM, id: rooms[room] }),
    async type(command, options = {}, { room = 'news', as = 'manager' } = {}) {
      const quoted = (value: string): string => (value.includes(' ') ? `"${value}"` : value);
      const text = Object.entries(options).map(([name, value]) => `${name}:${quoted(value)}`);
      const user = as === 'manager' ? 'UFULL' : 'UGUEST';
      const asked = { command: `/${command}`, text: text.join(' '), channel: rooms[room], user };
      const post = await (await slack.command(asked)).answer();
      return { text: `${post.text}\n${readable(post.blocks)}`, isPrivate: post.only === user };
    },
    isReady: () => transport === 'HTTP' || slack.sockets.size > 0,
    posts: (room = 'news') =>
      slack.posts
        .filter(({ channel, only, thread }) => channel === rooms[room] && only === undefined && thread === undefined)
        .map(({ text, blocks }) => `${text}\n${readable(blocks)}`),
    slowDown: (seconds) => slack.failNext('chat.postMessage', { kind: 'rate-limited', seconds }),
    reach: (port) => slack.sendRequestsTo(`http://127.0.0.1:${port}/slack/events`),
    close: () => slack.close(),
  };
}

export const PLATFORMS: readonly (readonly [name: string, open: (now: () => number) => Promise<LoopbackPlatform>])[] = [
  ['Discord', openDiscordPlatform],
  ['Slack over Socket Mode', (now) => openSlackPlatform('Socket Mode', now)],
  ['Slack over HTTP', (now) => openSlackPlatform('HTTP', now)],
];
