// Posts in channels: text, threads, forums and announcements; one attempt each, with a nonce against doubles.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { REST } from 'discord.js';
import { DiscordAPIError, Routes } from 'discord.js';
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import { type Channel, personIn } from '../../core/alerts/subscription.ts';
import type { Message } from '../../core/messages/message.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import type { FindOutcome, Target } from '../chat.ts';
import { createFindEarlier } from './earlier.ts';
import { createForum, type Keepsakes, readId } from './forum.ts';
import { createForumTags, type Forum } from './forum-tags.ts';
import { NONCE_LENGTH } from './limits.ts';
import { createLooks, type LookOf } from './looks.ts';
import { describeError, toSendOutcome } from './outcome.ts';
import { createPublisher } from './publish.ts';
import { toThreadName } from './render.ts';

/** Channels that are not like any other, as the gateway has told of them. */
export type SpecialChannel = { readonly kind: 'announcement' } | ({ readonly kind: 'forum' } & Forum);
export type ChannelLookup = (channelId: string) => SpecialChannel | undefined;

export type Posts = {
  send(to: Target, message: Message, key: string): Promise<SendOutcome>;
  edit(to: Channel, messageId: string, message: Message): Promise<SendOutcome>;
  pin(to: Channel, messageId: string): Promise<boolean>;
  find(to: Target, message: Message, since: EpochMs): Promise<FindOutcome>;
};

type PostsParts = {
  readonly rest: REST;
  readonly special: ChannelLookup;
  readonly lookOf: LookOf;
  readonly keepsakes: Keepsakes;
  /** The bot's own user. */
  readonly self: string;
  readonly now: () => EpochMs;
  /** Milliseconds to the last byte of an answer; the client's own timeout ends with the first. */
  readonly deadline: number;
  /** Work that nobody waits for, but a stop does. */
  readonly aside: (work: Promise<unknown>) => void;
  readonly onError: (error: unknown) => void;
  readonly debug: (message: string) => void;
};

/** Codes of a post into a forum's root, for forums that the gateway has not told of. */
const NOT_A_TEXT_CHANNEL: ReadonlySet<number | string> = new Set([40058, 50008]);
const ARCHIVED = 50083;
const UNKNOWN_CHANNEL = 10003;
const THREAD_IS_THERE = 160004;
/** Minutes: a week, the longest that Discord offers. */
const LONGEST_OPEN = 10_080;
const MOST_CONVERSATIONS = 1_000;

export function createPosts(parts: PostsParts): Posts {
  const { rest, special, now, debug } = parts;
  const signal = () => AbortSignal.timeout(parts.deadline);
  const looks = createLooks(rest, parts.lookOf, signal);
  /** By a clock that nobody sets: until then Discord wants nothing of the bot. */
  let quietUntil = 0;
  const publish = createPublisher({
    rest,
    signal,
    now,
    debug,
    lull: () => pause(Math.max(0, quietUntil - performance.now()), undefined, { ref: false }),
  });
  const findEarlier = createFindEarlier({ rest, self: parts.self, signal, now });
  const tags = createForumTags({ rest, signal, debug, told: forumTold });
  /** Forums that became known by what they refused. */
  const forums = new Set<string>();

  function forumTold(forumId: string): Forum | undefined {
    const told = special(forumId);
    return told?.kind === 'forum' ? told : undefined;
  }

  /** `to` is the channel that was asked for: of a forum's post, the forum. */
  async function postIn(to: Channel, channelId: string, message: Message, nonce: string): Promise<string> {
    const { look, body } = await looks.newPost(to, message);
    const route = Routes.channelMessages(channelId);
    const id = readId(await rest.post(route, { body: { ...body, nonce, enforce_nonce: true }, signal: signal() }));
    looks.remember(id, look);
    return id;
  }

  /** A post into an archived thread opens it again; where it did not, it is asked for once. */
  async function postOpening(to: Channel, message: Message, nonce: string): Promise<string> {
    try {
      return await postIn(to, to.id, message, nonce);
    } catch (error) {
      if (!isArchived(error)) throw error;
      await reopen(to.id);
      return postIn(to, to.id, message, nonce);
    }
  }

  async function reopen(threadId: string): Promise<void> {
    await rest.patch(Routes.channel(threadId), { body: { archived: false }, signal: signal() });
  }

  const forum = createForum({
    rest,
    tags,
    looks,
    keepsakes: parts.keepsakes,
    self: parts.self,
    signal,
    now,
    postIn,
  });

  function judge(error: unknown): SendOutcome {
    parts.onError(error);
    const outcome = toSendOutcome(error, now());
    if (outcome.kind === 'later' && outcome.everywhere) quietUntil = performance.now() + outcome.at - now();
    return outcome;
  }

  /** With people, by who it is. */
  const conversations = new Map<string, string>();

  async function openConversation(person: string): Promise<string> {
    const known = conversations.get(person);
    if (known !== undefined) return known;
    const id = readId(await rest.post(Routes.userChannels(), { body: { recipient_id: person }, signal: signal() }));
    if (conversations.size >= MOST_CONVERSATIONS) conversations.clear();
    conversations.set(person, id);
    return id;
  }

  /** The thread under a message bears the message's id. */
  async function postInThread(to: Channel, thread: string, message: Message, nonce: string): Promise<string> {
    const inThread: Channel = { ...to, id: thread };
    try {
      return await postOpening(inThread, message, nonce);
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== UNKNOWN_CHANNEL) throw error;
      await beginThread(to, thread, message);
      return postOpening(inThread, message, nonce);
    }
  }

  async function beginThread(to: Channel, messageId: string, message: Message): Promise<void> {
    const body = { name: toThreadName(message.about?.name ?? message.title), auto_archive_duration: LONGEST_OPEN };
    try {
      await rest.post(Routes.threads(to.id, messageId), { body, signal: signal() });
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== THREAD_IS_THERE) throw error;
    }
  }

  async function postWhereItFits(to: Target, message: Message, nonce: string): Promise<string> {
    const kind = forums.has(to.id) ? 'forum' : special(to.id)?.kind;
    // In a forum a meeting's messages are together anyway.
    const hasPost = kind === 'forum' && message.about !== undefined;
    if (to.thread !== undefined && !hasPost) return postInThread(to, to.thread, message, nonce);
    const person = personIn(to);
    if (person !== undefined) return postIn(to, await openConversation(person), message, nonce);
    if (kind === 'forum') return forum.send(to, message, nonce);
    try {
      const messageId = await postOpening(to, message, nonce);
      if (kind === 'announcement') parts.aside(publish(to.id, messageId));
      return messageId;
    } catch (error) {
      const isForum = error instanceof DiscordAPIError && NOT_A_TEXT_CHANNEL.has(error.code);
      if (!isForum || kind !== undefined) throw error;
      forums.add(to.id);
      return forum.send(to, message, nonce);
    }
  }

  /** A forum's post is a thread that bears the id of its first message. */
  async function whereIs(to: Channel, messageId: string, message?: Message): Promise<string> {
    if (!forums.has(to.id) && special(to.id)?.kind !== 'forum') return to.id;
    return (message && (await forum.openFor(to, message))) ?? messageId;
  }

  async function edit(to: Channel, channelId: string, messageId: string, message: Message): Promise<void> {
    const body = await looks.edit(to, channelId, messageId, message);
    await rest.patch(Routes.channelMessage(channelId, messageId), { body, signal: signal() });
  }

  return {
    async edit(to, messageId, message) {
      try {
        const channelId = await whereIs(to, messageId, message);
        try {
          await edit(to, channelId, messageId, message);
        } catch (error) {
          if (!isArchived(error)) throw error;
          await reopen(channelId);
          await edit(to, channelId, messageId, message);
        }
        return { kind: 'sent', messageId };
      } catch (error) {
        return judge(error);
      }
    },

    async pin(to, messageId) {
      try {
        const route = Routes.channelMessagesPin(await whereIs(to, messageId), messageId);
        await rest.put(route, { signal: signal() });
        return true;
      } catch (error) {
        debug(`a message was not pinned: ${describeError(error)}`);
        return false;
      }
    },

    async find(to, message, since) {
      // A forum's posts keep their own account of what was begun.
      if (personIn(to) !== undefined || forums.has(to.id) || special(to.id)?.kind === 'forum')
        return { kind: 'unknown', why: 'it is not looked for there' };
      const { body } = await looks.newPost(to, message);
      return findEarlier(to.thread ?? to.id, body, since);
    },

    async send(to, message, key) {
      try {
        return { kind: 'sent', messageId: await postWhereItFits(to, message, toNonce(to, key)) };
      } catch (error) {
        const outcome = judge(error);
        if (outcome.kind === 'gone' && to.thread !== undefined) return { kind: 'refused', why: outcome.why };
        return outcome;
      }
    },
  };
}

function isArchived(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === ARCHIVED;
}

/** The same for every attempt at a delivery, so that Discord returns the earlier message instead of posting twice. */
export function toNonce(to: Channel, key: string): string {
  return createHash('sha256').update(`${to.id}\n${key}`).digest('base64url').slice(0, NONCE_LENGTH);
}
