// Forums: a post for each meeting, and for all else a post per title; what is said again goes into the open one.
import type { REST } from 'discord.js';
import { DiscordAPIError, Routes } from 'discord.js';
import type { Channel } from '../../core/alerts/subscription.ts';
import type { Message } from '../../core/messages/message.ts';
import { type ForumTags, isRecord } from './forum-tags.ts';
import type { Looks } from './looks.ts';
import { toSendOutcome } from './outcome.ts';
import { toThreadName } from './render.ts';

/** What outlives the process: which post of a forum is whose. */
export type Keepsakes = {
  get(place: Channel, name: string): Promise<string | undefined>;
  set(place: Channel, name: string, body: string): Promise<void>;
  remove(place: Channel, name: string): Promise<void>;
};

export function keepsakesInMemory(): Keepsakes {
  const kept = new Map<string, string>();
  return {
    get: async ({ id }, name) => kept.get(`${id} ${name}`),
    set: async ({ id }, name, body) => void kept.set(`${id} ${name}`, body),
    remove: async ({ id }, name) => void kept.delete(`${id} ${name}`),
  };
}

type ForumParts = {
  readonly rest: REST;
  readonly tags: ForumTags;
  readonly keepsakes: Keepsakes;
  /** The bot's own user. */
  readonly self: string;
  readonly signal: () => AbortSignal;
  readonly now: () => number;
  readonly looks: Looks;
  /** Posts in a thread of the forum; answers with the message's id. */
  readonly postIn: (forum: Channel, threadId: string, message: Message, nonce: string) => Promise<string>;
};

export type ForumPosts = {
  /** Answers with the id of the message, which is the post's own where it begins one. */
  send(forum: Channel, message: Message, nonce: string): Promise<string>;
  /** The post that the meeting's messages go into at present. */
  openFor(forum: Channel, message: Message): Promise<string | undefined>;
};

/** `nonce`: of the message that began it, as long as nobody confirmed that it did. */
type Kept = { readonly thread?: string; readonly nonce?: string; readonly stage?: string };

/** After these a post is no place for another message: it is no more, archived for good, locked. */
const POST_IS_OVER: ReadonlySet<number | string> = new Set([10003, 50083, 160005]);
const TAG_NEEDED = 40067;

export function createForum(parts: ForumParts): ForumPosts {
  const { rest, tags, keepsakes } = parts;
  /** One at a time in each forum: two messages of one meeting must not begin two posts. */
  const turns = new Map<string, Promise<unknown>>();

  async function post(forum: Channel, message: Message, nonce: string): Promise<string> {
    const name = keepsakeName(message);
    const kept = readKept(await keepsakes.get(forum, name));
    if (kept.thread === undefined) {
      const thread = await findOpen(forum, toPostName(message));
      if (thread === undefined) return begin(forum, message, name, nonce);
      // Begun, and nobody heard that it was: this very message is its first.
      if (kept.nonce === nonce) {
        await keep(forum, name, thread, message);
        return thread;
      }
      return goOn(forum, thread, kept, message, nonce);
    }
    try {
      return await goOn(forum, kept.thread, kept, message, nonce);
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || !POST_IS_OVER.has(error.code)) throw error;
      return begin(forum, message, name, nonce);
    }
  }

  async function goOn(forum: Channel, thread: string, kept: Kept, message: Message, nonce: string): Promise<string> {
    const id = await parts.postIn(forum, thread, message, nonce);
    const stage = message.about?.stage;
    if (stage !== undefined && stage !== kept.stage) await tags.move(forum.id, thread, stage, kept.stage);
    if (kept.thread === undefined || stage !== kept.stage) await keep(forum, keepsakeName(message), thread, message);
    return id;
  }

  /** Discord knows no nonce for new posts, so it is noted that one is being begun before it is. */
  async function begin(forum: Channel, message: Message, name: string, nonce: string): Promise<string> {
    const borne = await tags.begin(forum.id, message.about?.stage);
    await keepsakes.set(forum, name, JSON.stringify({ nonce } satisfies Kept));
    try {
      const thread = await start(forum, message, borne);
      await keep(forum, name, thread, message);
      return thread;
    } catch (error) {
      // Where it is certain that nothing began, nobody need look for it.
      if (toSendOutcome(error, parts.now()).kind !== 'unsure') await keepsakes.remove(forum, name);
      throw error;
    }
  }

  async function start(forum: Channel, message: Message, borne: readonly string[]): Promise<string> {
    const { look, body: first } = await parts.looks.newPost(forum, message);
    const body = { name: toPostName(message), message: first, ...(borne.length > 0 && { applied_tags: borne }) };
    try {
      const id = readId(await rest.post(Routes.threads(forum.id), { body, signal: parts.signal() }));
      parts.looks.remember(id, look);
      return id;
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== TAG_NEEDED || borne.length > 0) throw error;
      await tags.refresh(forum.id);
      const needed = await tags.begin(forum.id, message.about?.stage);
      if (needed.length === 0) throw error;
      return start(forum, message, needed);
    }
  }

  async function findOpen(forum: Channel, name: string): Promise<string | undefined> {
    const answer = await rest.get(Routes.guildActiveThreads(forum.workspace), { signal: parts.signal() });
    const threads = isRecord(answer) && Array.isArray(answer['threads']) ? answer['threads'].filter(isRecord) : [];
    const found = threads.find(
      (each) => each['parent_id'] === forum.id && each['owner_id'] === parts.self && each['name'] === name,
    );
    return typeof found?.['id'] === 'string' ? found['id'] : undefined;
  }

  async function keep(forum: Channel, name: string, thread: string, { about }: Message): Promise<void> {
    const kept: Kept = { thread, ...(about !== undefined && { stage: about.stage }) };
    await keepsakes.set(forum, name, JSON.stringify(kept));
  }

  function inTurn(forum: Channel, message: Message, nonce: string): Promise<string> {
    const before = turns.get(forum.id) ?? Promise.resolve();
    const mine = before.then(() => post(forum, message, nonce));
    const settled = mine.then(
      () => {},
      () => {},
    );
    turns.set(forum.id, settled);
    void settled.then(() => turns.get(forum.id) === settled && turns.delete(forum.id));
    return mine;
  }

  return {
    send: inTurn,
    openFor: async (forum, message) => readKept(await keepsakes.get(forum, keepsakeName(message))).thread,
  };
}

function keepsakeName(message: Message): string {
  return message.about === undefined ? `post:title:${toThreadName(message.title)}` : `post:${message.about.summit}`;
}

function toPostName({ about, title }: Message): string {
  return toThreadName(about?.name ?? title);
}

function readKept(body: string | undefined): Kept {
  const read: unknown = body === undefined ? {} : JSON.parse(body);
  if (!isRecord(read)) return {};
  const { thread, nonce, stage } = read;
  return {
    ...(typeof thread === 'string' && { thread }),
    ...(typeof nonce === 'string' && { nonce }),
    ...(typeof stage === 'string' && { stage }),
  };
}

export function readId(answer: unknown): string {
  if (isRecord(answer) && typeof answer['id'] === 'string') return answer['id'];
  throw new Error('the answer names no message');
}
