// The chat platforms that the environment asks for; a platform's SDK is loaded only when its token is there.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Chat } from '../chat/chat.ts';
import { createConsoleChat } from '../chat/console/console.ts';
import type { Environment } from '../config/environment.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../storage/store.ts';

export type Chats = {
  readonly chats: readonly Chat[];
  readonly slackListener?: (request: IncomingMessage, response: ServerResponse) => void;
};

export async function openChats(
  environment: Environment,
  parts: {
    readonly settings: Settings;
    readonly store: Store;
    readonly log: Log;
    readonly now: () => number;
    readonly write: (line: string) => void;
  },
): Promise<Chats> {
  const { discord, slack } = environment;
  const { log, now, store } = parts;
  const chats: Chat[] = [];
  let slackListener: Chats['slackListener'];
  if (discord) {
    const { createDiscordChat } = await import('../chat/discord/discord.ts');
    const { token, apiUrl, shards } = discord;
    chats.push(
      createDiscordChat({
        token: token.reveal(),
        apiUrl,
        log: log.child({ platform: 'discord' }),
        now,
        facts: store.facts,
        keepsakes: store.keepsakes,
        servers: () => serversOf(store),
        ...(shards !== undefined && { shards }),
        lookOf: async (channel) => (await store.channelSettings.ofChannel(channel))?.look ?? 'embeds',
      }),
    );
  }
  if (slack?.botToken) {
    const { createSlackChat } = await import('../chat/slack/slack.ts');
    const { botToken, appToken, signingSecret, apiUrl } = slack;
    const chat = createSlackChat({
      botToken: botToken.reveal(),
      ...(appToken && { appToken: appToken.reveal() }),
      ...(signingSecret && { signingSecret: signingSecret.reveal() }),
      apiUrl,
      log: log.child({ platform: 'slack' }),
      now,
      mayManage: parts.settings.slack.manage,
    });
    chats.push(chat);
    slackListener = chat.listener;
  }
  if (slack?.oauth && !slack.botToken) {
    const { createSlackChatForMany } = await import('../chat/slack/many.ts');
    const { SCOPES } = await import('../chat/slack/manifest.ts');
    const { oauth, appToken, signingSecret, apiUrl } = slack;
    const chat = createSlackChatForMany({
      ...(appToken && { appToken: appToken.reveal() }),
      ...(signingSecret && { signingSecret: signingSecret.reveal() }),
      apiUrl,
      log: log.child({ platform: 'slack' }),
      now,
      mayManage: parts.settings.slack.manage,
      oauth: {
        clientId: oauth.clientId,
        clientSecret: oauth.clientSecret.reveal(),
        stateSecret: oauth.stateSecret.reveal(),
        authorizeUrl: oauth.authorizeUrl,
        encryptionKeys: oauth.encryptionKeys.map((key) => key.reveal()),
        publicUrl: environment.http.publicUrl,
        scopes: Object.keys(SCOPES),
        rows: store.installations,
      },
    });
    chats.push(chat);
    slackListener = chat.listener;
  }
  if (chats.length === 0) chats.push(createConsoleChat({ write: parts.write, input: process.stdin, now }));
  return { chats, ...(slackListener && { slackListener }) };
}

/** Of Discord, that something is kept for. */
async function serversOf({ subscriptions, departures }: Store) {
  const left = (await departures.before(Number.MAX_SAFE_INTEGER)).filter(({ platform }) => platform === 'discord');
  const out = new Set(left.map(({ workspace }) => workspace));
  const channels = (await subscriptions.list()).map(({ channel }) => channel);
  const own = channels.filter(({ platform }) => platform === 'discord').map(({ workspace }) => workspace);
  return [...new Set([...own, ...out])].map((id) => ({ id, out: out.has(id) }));
}
