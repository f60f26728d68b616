// discord.js set up for this bot: no privileged intents, no retries, small caches; and what its caches know of channels.
import {
  ChannelFlags,
  ChannelType,
  Client,
  GatewayIntentBits,
  Options,
  type RESTOptions,
  ThreadOnlyChannel,
} from 'discord.js';
import { SECOND } from '../../core/text/instant.ts';
import type { ForumTag } from './forum-tags.ts';
import type { SpecialChannel } from './posts.ts';
import { guardedShards } from './shards.ts';

/** Commands wait in discord.js until every server was heard of; a server in trouble must not keep the others waiting. */
const WAIT_FOR_SERVERS = SECOND;

type ClientParts = {
  readonly apiUrl: string;
  readonly timeout: number;
  /** As many connections as Discord recommends; else those that discord.js's manager told this process by its environment. */
  readonly shards?: 'auto';
  readonly onStumble: (error: unknown) => void;
};

export function restOptions(apiUrl: string, timeout: number): Partial<RESTOptions> {
  return {
    api: apiUrl,
    timeout,
    // A repeated post may be a second post; the outbox repeats, and knows that it does.
    retries: 0,
    // The outbox keeps to fifty; the client's own count begins its seconds elsewhere and holds answers to people, which are exempt.
    globalRequestsPerSecond: 100,
    rejectOnRateLimit: ({ route }) => /^\/(channels|users|guilds)/.test(route),
    invalidRequestWarningInterval: 1_000,
  };
}

export function buildClient({ apiUrl, timeout, shards, onStumble }: ClientParts): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    ...(shards && { shards }),
    waitGuildTimeout: WAIT_FOR_SERVERS,
    rest: restOptions(apiUrl, timeout),
    ws: { buildStrategy: (manager) => guardedShards(manager, onStumble) },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      PresenceManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
    }),
  });
}

/** Channels that are not like any other, from the client's cache. */
export function specialChannel(client: Client, channelId: string): SpecialChannel | undefined {
  const channel = client.channels.cache.get(channelId);
  if (channel?.type === ChannelType.GuildAnnouncement) return { kind: 'announcement' };
  if (!(channel instanceof ThreadOnlyChannel)) return undefined;
  const needsTag = channel.flags.has(ChannelFlags.RequireTag);
  return { kind: 'forum', needsTag, tags: channel.availableTags.map(toTag) };
}

function toTag({ id, name, moderated, emoji }: ThreadOnlyChannel['availableTags'][number]): ForumTag {
  return { id, name, moderated, emoji_id: emoji?.id ?? null, emoji_name: emoji?.id ? null : (emoji?.name ?? null) };
}
