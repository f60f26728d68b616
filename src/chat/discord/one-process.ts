// The gateway held by this very process, as long as Discord finds one connection enough.
import { type Client, Events } from 'discord.js';
import { answerInteraction } from './answers.ts';
import { buildClient, specialChannel } from './client.ts';
import { connectionTo } from './connection.ts';
import type { Gateway, GatewayParts } from './gateway.ts';
import { describeError } from './outcome.ts';
import { show } from './presence.ts';

/** `client`: told of each that is built. */
export function gatewayHere(
  parts: GatewayParts,
  shards?: 'auto',
): Gateway & { readonly client: () => Client<true> | undefined } {
  const { log, specs, handlers } = parts;
  let client: Client<true> | undefined;
  let line: string | undefined;
  const connection = connectionTo({
    ...parts,
    warn: log.warn,
    build() {
      const fresh = buildClient({
        apiUrl: parts.apiUrl,
        timeout: parts.timeout,
        ...(shards && { shards }),
        onStumble: (error) => log.warn('a packet was not understood', { why: describeError(error) }),
      });
      // A session that is begun anew has forgotten it.
      fresh.on(Events.ShardReady, (shardId) => show(fresh, line, shardId));
      return fresh;
    },
    onInteraction: (interaction) => parts.track(answerInteraction(interaction, { specs, handlers, warn: log.warn })),
  });

  return {
    client: () => client,
    async open() {
      client = await connection.open();
      if (client === undefined) return undefined;
      show(client, line);
      const { user, application, guilds } = client;
      return { self: user.id, name: user.username, application: application.id, servers: [...guilds.cache.keys()] };
    },
    special: (channelId) => client && specialChannel(client, channelId),
    present(next) {
      line = next;
      if (client !== undefined) show(client, line);
    },
    close: () => connection.close(),
  };
}
