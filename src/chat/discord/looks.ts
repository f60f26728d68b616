// Whether a message is shown in embeds or in components: as its channel chose when it was posted, and so it stays.
import type { REST } from 'discord.js';
import { Routes } from 'discord.js';
import type { Look } from '../../core/alerts/channel-settings.ts';
import type { Channel } from '../../core/alerts/subscription.ts';
import type { Message } from '../../core/messages/message.ts';
import { renderComponents, renderComponentsPost } from './components.ts';
import { isRecord } from './forum-tags.ts';
import { COMPONENTS } from './limits.ts';
import { renderMessage, renderPost } from './render.ts';

export type LookOf = (channel: Channel) => Promise<Look>;

/** Edits of cards come again and again; other messages are not edited. */
const MOST_REMEMBERED = 10_000;

export type Looks = {
  newPost(to: Channel, message: Message): Promise<{ readonly look: Look; readonly body: object }>;
  /** Once it is posted. */
  remember(messageId: string, look: Look): void;
  /** The body of an edit; a message that this process did not post is looked at first. */
  edit(to: Channel, threadId: string, messageId: string, message: Message): Promise<object>;
};

export function createLooks(rest: REST, lookOf: LookOf, signal: () => AbortSignal): Looks {
  const remembered = new Map<string, Look>();

  function remember(messageId: string, look: Look): void {
    const [oldest] = remembered.keys();
    if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(messageId, look);
  }

  async function lookAt(channelId: string, messageId: string): Promise<Look> {
    const shown = await rest.get(Routes.channelMessage(channelId, messageId), { signal: signal() });
    const flags = isRecord(shown) && typeof shown['flags'] === 'number' ? shown['flags'] : 0;
    return (flags & COMPONENTS.flag) === 0 ? 'embeds' : 'components';
  }

  return {
    remember,
    async newPost(to, message) {
      const look = await lookOf(to);
      return { look, body: look === 'components' ? renderComponentsPost(message) : renderPost(message) };
    },
    async edit(to, channelId, messageId, message) {
      const known = remembered.get(messageId) ?? (await lookAt(channelId, messageId).catch(() => undefined));
      if (known !== undefined) remember(messageId, known);
      const look = known ?? (await lookOf(to));
      return look === 'components' ? renderComponents(message) : renderMessage(message);
    },
  };
}
