// Posts in channels: text, threads, forums and announcements; one attempt each, with a nonce against doubles.
import { createHash } from 'node:crypto';
import type { REST } from 'discord.js';
import { ChannelType, DiscordAPIError, Routes } from 'discord.js';
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import type { Channel } from '../../core/alerts/subscription.ts';
import type { Message } from '../../core/messages/message.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import { NONCE_LENGTH } from './limits.ts';
import { describeError, toSendOutcome } from './outcome.ts';
import { renderMessage, renderPost, toThreadName } from './render.ts';

/** What the gateway has told of channels. */
export type ChannelLookup = {
  kind(channelId: string): ChannelType | undefined;
  /** Our own open post of this name in this forum. */
  post(forumId: string, name: string): string | undefined;
  /** The tag to put on a post of a forum that takes none without. */
  requiredTag(forumId: string): string | undefined;
};

export type Posts = {
  send(to: Channel, message: Message, key: string): Promise<SendOutcome>;
  edit(to: Channel, messageId: string, message: Message): Promise<SendOutcome>;
  pin(to: Channel, messageId: string): Promise<boolean>;
};

type PostsParts = {
  readonly rest: REST;
  readonly channels: ChannelLookup;
  readonly now: () => EpochMs;
  /** Milliseconds to the last byte of an answer; the client's own timeout ends with the first. */
  readonly deadline: number;
  /** Work that nobody waits for, but a stop does. */
  readonly aside: (work: Promise<unknown>) => void;
  readonly onError: (error: unknown) => void;
  readonly debug: (message: string) => void;
};

/** Forum posts whose beginning nobody confirmed. */
const MOST_REMEMBERED = 1_000;
/** Codes of a post into a forum's root, for forums that the gateway has not told of. */
const NOT_A_TEXT_CHANNEL: ReadonlySet<number | string> = new Set([40058, 50008]);

export function createPosts(parts: PostsParts): Posts {
  const { rest, channels } = parts;
  const perhapsBegun = new Set<string>();

  async function post(channelId: string, message: Message, nonce: string): Promise<string> {
    const body = { ...renderPost(message), nonce, enforce_nonce: true };
    return readId(
      await rest.post(Routes.channelMessages(channelId), { body, signal: AbortSignal.timeout(parts.deadline) }),
    );
  }

  /**
   * A post per title: what is said again under a title goes into its open post. Discord knows no nonce for new posts, so
   * one that was perhaps begun is looked for before it is begun again.
   */
  async function postInForum(forumId: string, message: Message, nonce: string): Promise<string> {
    const name = toThreadName(message);
    const open = channels.post(forumId, name);
    if (open !== undefined && perhapsBegun.delete(nonce)) return open;
    if (open !== undefined) return post(open, message, nonce);
    const tag = channels.requiredTag(forumId);
    const body = { name, message: renderPost(message), ...(tag !== undefined && { applied_tags: [tag] }) };
    try {
      return readId(await rest.post(Routes.threads(forumId), { body, signal: AbortSignal.timeout(parts.deadline) }));
    } catch (error) {
      if (toSendOutcome(error, parts.now()).kind === 'unsure') remember(nonce);
      throw error;
    }
  }

  function remember(nonce: string): void {
    if (perhapsBegun.size >= MOST_REMEMBERED) perhapsBegun.clear();
    perhapsBegun.add(nonce);
  }

  /** Servers that follow the channel get it too. Ten an hour at the most, so a refusal is nothing to tell of. */
  async function publish(channelId: string, messageId: string): Promise<void> {
    try {
      await rest.post(Routes.channelMessageCrosspost(channelId, messageId), {
        signal: AbortSignal.timeout(parts.deadline),
      });
    } catch (error) {
      parts.debug(`an announcement was posted but not published: ${describeError(error)}`);
    }
  }

  async function postWhereItFits(channelId: string, message: Message, nonce: string): Promise<string> {
    const kind = channels.kind(channelId);
    if (kind === ChannelType.GuildForum || kind === ChannelType.GuildMedia)
      return postInForum(channelId, message, nonce);
    try {
      const messageId = await post(channelId, message, nonce);
      if (kind === ChannelType.GuildAnnouncement) parts.aside(publish(channelId, messageId));
      return messageId;
    } catch (error) {
      const forum = error instanceof DiscordAPIError && NOT_A_TEXT_CHANNEL.has(error.code);
      if (!forum || kind !== undefined) throw error;
      return postInForum(channelId, message, nonce);
    }
  }

  /** A forum's post is a thread that bears the id of its first message. */
  function whereIs(to: Channel, messageId: string): string {
    const kind = channels.kind(to.id);
    return kind === ChannelType.GuildForum || kind === ChannelType.GuildMedia ? messageId : to.id;
  }

  return {
    async edit(to, messageId, message) {
      try {
        const route = Routes.channelMessage(whereIs(to, messageId), messageId);
        await rest.patch(route, { body: renderMessage(message), signal: AbortSignal.timeout(parts.deadline) });
        return { kind: 'sent', messageId };
      } catch (error) {
        parts.onError(error);
        return toSendOutcome(error, parts.now());
      }
    },

    async pin(to, messageId) {
      try {
        const route = Routes.channelMessagesPin(whereIs(to, messageId), messageId);
        await rest.put(route, { signal: AbortSignal.timeout(parts.deadline) });
        return true;
      } catch (error) {
        parts.debug(`a message was not pinned: ${describeError(error)}`);
        return false;
      }
    },

    async send(to, message, key) {
      try {
        return { kind: 'sent', messageId: await postWhereItFits(to.id, message, toNonce(to, key)) };
      } catch (error) {
        parts.onError(error);
        return toSendOutcome(error, parts.now());
      }
    },
  };
}

/** The same for every attempt at a delivery, so that Discord returns the earlier message instead of posting twice. */
export function toNonce(to: Channel, key: string): string {
  return createHash('sha256').update(`${to.id}\n${key}`).digest('base64url').slice(0, NONCE_LENGTH);
}

function readId(answer: unknown): string {
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string')
    return answer.id;
  throw new Error('the answer names no message');
}
