// discord.js set up for this bot: no privileged intents, no retries, small caches; and what its caches know of channels.
import { ChannelFlags, Client, GatewayIntentBits, Options, ThreadOnlyChannel } from 'discord.js';
import { SECOND } from '../../core/text/instant.ts';
import type { ChannelLookup } from './posts.ts';
import { guardedShards } from './shards.ts';

/** Commands wait in discord.js until every server was heard of; a server in trouble must not keep the others waiting. */
const WAIT_FOR_SERVERS = SECOND;

export function buildClient(apiUrl: string, timeout: number, onStumble: (error: unknown) => void): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // As many connections as Discord recommends: one until the bot is in some thousand servers.
    shards: 'auto',
    waitGuildTimeout: WAIT_FOR_SERVERS,
    rest: {
      api: apiUrl,
      timeout,
      // A repeated post may be a second post; the outbox repeats, and knows that it does.
      retries: 0,
      // The outbox keeps to fifty; the client's own count begins its seconds elsewhere and holds answers to people, which are exempt.
      globalRequestsPerSecond: 100,
      rejectOnRateLimit: ({ route }) => route.startsWith('/channels'),
      invalidRequestWarningInterval: 1_000,
    },
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

export function channelsOf(client: Client<true>): ChannelLookup {
  return {
    kind: (channelId) => client.channels.cache.get(channelId)?.type,
    post: (forumId, name) =>
      client.channels.cache.find(
        (channel) =>
          channel.isThread() &&
          channel.parentId === forumId &&
          channel.name === name &&
          channel.ownerId === client.user.id &&
          channel.locked !== true,
      )?.id,
    requiredTag(forumId) {
      const forum = client.channels.cache.get(forumId);
      if (!(forum instanceof ThreadOnlyChannel) || !forum.flags.has(ChannelFlags.RequireTag)) return undefined;
      return forum.availableTags.find((tag) => !tag.moderated)?.id;
    },
  };
}
