// What the loopback Discord's channels hold, and how they take a post: rights, rules, nonces, rate limits, forums.
import { APPLICATION, apiError, CHANNELS, describeThread, KINDS, type Reply } from './discord-places.ts';
import { invalidForm, isObject, type Json, type JsonObject, type MessageBody, readMessage } from './discord-rules.ts';

export type Posted = MessageBody & {
  readonly id: string;
  readonly channelId: string;
  readonly published?: boolean;
  readonly pinned?: boolean;
};

export type Thread = {
  readonly name: string;
  readonly parentId: string;
  /** Ids of tags. */
  readonly tags?: readonly string[];
  readonly archived?: true;
  readonly locked?: true;
};

export type ForumTag = { readonly id: string; readonly name: string; readonly moderated: boolean };

export type LoopbackChannels = {
  readonly posted: readonly Posted[];
  readonly threads: ReadonlyMap<string, Thread>;
  post(channelId: string, body: Json): Reply;
  startThread(forumId: string, body: Json): Reply;
  publish(channelId: string, messageId: string): Reply;
  edit(channelId: string, messageId: string, body: Json): Reply;
  pin(channelId: string, messageId: string): Reply;
  describe(channelId: string): Reply;
  modify(channelId: string, body: Json): Reply;
  activeThreads(): Reply;
  show(channelId: string, messageId: string): Reply;
  /** The newest hundred after a moment, which an id tells. */
  list(channelId: string, after: string): Reply;
  /** A thread under a message, which bears its id. */
  branch(channelId: string, messageId: string, body: Json): Reply;
  /** A conversation with one person. */
  converse(body: Json): Reply;
  /** The forum's tags by name, and whether a post must bear one. */
  readonly forum: ForumSettings;
  /** Somebody takes a message out. */
  takeOut(messageId: string): void;
  /** What people do to a post. */
  tag(threadId: string, tags: readonly string[]): void;
  close(threadId: string, how: 'archived' | 'locked' | 'deleted'): void;
  removeBot(): void;
  takeBackBot(): void;
};

export type ForumSettings = { needsTag: boolean; mayMakeTags: boolean; tags: ForumTag[] };

type ChannelsParts = {
  readonly nextId: () => string;
  readonly dispatch: (event: string, data: JsonObject) => void;
  /** Messages a channel takes in five seconds. */
  readonly limit: number;
  /** Text channels beside the usual ones. */
  readonly isMore: (channelId: string) => boolean;
};

/** With what the id of a conversation begins; that of the person follows. */
export const CONVERSATION = '77';
const NONCE_REMEMBERED_MS = 3 * 60_000;

export function openChannels({ nextId, dispatch, limit, isMore }: ChannelsParts): LoopbackChannels {
  let removed = false;
  const posted: Posted[] = [];
  const threads = new Map<string, Thread>();
  const times = new Map<string, number>();
  const conversations = new Set<string>();
  const nonces = new Map<string, { readonly id: string; readonly at: number }>();
  const buckets = new Map<string, number[]>();
  const forum: ForumSettings = { needsTag: false, mayMakeTags: true, tags: [] };

  function withBucket(channelId: string, act: () => Reply): Reply {
    const recent = (buckets.get(channelId) ?? []).filter((at) => at > Date.now() - 5_000);
    const resetAfter = recent[0] === undefined ? 5 : (recent[0] + 5_000 - Date.now()) / 1_000;
    const headers = {
      'X-RateLimit-Bucket': 'messages',
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(Math.max(0, limit - recent.length - 1)),
      'X-RateLimit-Reset-After': String(resetAfter),
    };
    if (recent.length >= limit) {
      const body = { message: 'You are being rate limited.', retry_after: resetAfter, global: false };
      return {
        status: 429,
        headers: { ...headers, 'Retry-After': String(resetAfter), 'X-RateLimit-Scope': 'user' },
        body,
      };
    }
    buckets.set(channelId, [...recent, Date.now()]);
    return { headers, ...act() };
  }

  function refusal(channelId: string): Reply | undefined {
    if (removed || channelId === CHANNELS.hidden) return apiError(403, 50001, 'Missing Access');
    if (channelId === CHANNELS.forbidden) return apiError(403, 50013, 'Missing Permissions');
    if (
      KINDS[channelId] === undefined &&
      !threads.has(channelId) &&
      !conversations.has(channelId) &&
      !isMore(channelId)
    )
      return apiError(404, 10003, 'Unknown Channel');
    return undefined;
  }

  function take(channelId: string, body: Json): Reply {
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    const thread = threads.get(channelId);
    if (thread?.locked) return apiError(400, 160005, 'Thread is locked');
    if (KINDS[channelId] === 15) return apiError(400, 50008, 'Cannot send messages in a non-text channel');
    const message = readMessage(body);
    if ('refused' in message) return { status: 400, body: message.refused };
    if (!message.content && !message.embeds?.length && !message.components?.length)
      return apiError(400, 50006, 'Cannot send an empty message');
    const nonce = `${channelId}:${message.nonce}`;
    const earlier = nonces.get(nonce);
    if (
      message.enforce_nonce &&
      message.nonce &&
      earlier !== undefined &&
      earlier.at > Date.now() - NONCE_REMEMBERED_MS
    ) {
      return { status: 200, body: { id: earlier.id, channel_id: channelId } };
    }
    const id = nextId();
    if (message.nonce) nonces.set(nonce, { id, at: Date.now() });
    // A message opens an archived thread again.
    if (thread?.archived)
      threads.set(channelId, { name: thread.name, parentId: thread.parentId, tags: thread.tags ?? [] });
    times.set(id, Date.now());
    posted.push({ ...message, id, channelId });
    return { status: 200, body: { id, channel_id: channelId } };
  }

  function startThread(forumId: string, body: Json): Reply {
    const refused = refusal(forumId);
    if (refused !== undefined) return refused;
    const name = isObject(body) ? body['name'] : undefined;
    const message = readMessage(isObject(body) ? (body['message'] ?? null) : null);
    if (typeof name !== 'string' || name.length < 1 || name.length > 100) {
      return {
        status: 400,
        body: invalidForm([
          { path: 'name', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' },
        ]),
      };
    }
    if ('refused' in message) return { status: 400, body: message.refused };
    const tags = appliedTags(body);
    if (forum.needsTag && tags.length === 0)
      return apiError(400, 40067, 'A tag is required to create a forum post in this channel');
    if (tags.length > 5 || !tags.every((tag) => forum.tags.some(({ id }) => id === tag)))
      return apiError(400, 50035, 'Invalid Form Body');
    const id = nextId();
    threads.set(id, { name, parentId: forumId, ...(tags.length > 0 && { tags }) });
    posted.push({ ...message, id, channelId: id });
    dispatch('THREAD_CREATE', describeThread(id, name, forumId));
    return { status: 201, body: { ...describeThread(id, name, forumId), message: { id, channel_id: id } } };
  }

  function edit(channelId: string, messageId: string, body: Json): Reply {
    const at = posted.findIndex(({ id }) => id === messageId);
    const before = posted[at];
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    if (before === undefined) return apiError(404, 10008, 'Unknown Message');
    if (threads.get(channelId)?.archived) return apiError(400, 50083, 'Thread is archived');
    const message = readMessage(body);
    if ('refused' in message) return { status: 400, body: message.refused };
    const isV2 = ({ flags = 0 }: Pick<Posted, 'flags'>) => (flags & (1 << 15)) !== 0;
    if (isV2(before) !== isV2(message)) return apiError(400, 50035, 'IS_COMPONENTS_V2 cannot be changed');
    // What an edit does not name again stays, but for whom it may call.
    const { allowed_mentions: _, ...kept } = before;
    posted[at] = { ...kept, ...message };
    return { status: 200, body: { id: messageId, channel_id: channelId } };
  }

  function pin(channelId: string, messageId: string): Reply {
    const at = posted.findIndex(({ id }) => id === messageId);
    const message = posted[at];
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    if (message === undefined) return apiError(404, 10008, 'Unknown Message');
    posted[at] = { ...message, pinned: true };
    return { status: 204 };
  }

  function describe(channelId: string): Reply {
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    const thread = threads.get(channelId);
    if (thread !== undefined) {
      const body = {
        ...describeThread(channelId, thread.name, thread.parentId),
        applied_tags: [...(thread.tags ?? [])],
      };
      return { status: 200, body };
    }
    return { status: 200, body: describeChannel(channelId) };
  }

  function describeChannel(channelId: string): JsonObject {
    const type = KINDS[channelId] ?? 0;
    if (type !== 15) return { id: channelId, type };
    return { id: channelId, type, flags: forum.needsTag ? 16 : 0, available_tags: forum.tags };
  }

  function modify(channelId: string, body: Json): Reply {
    const thread = threads.get(channelId);
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    if (!isObject(body)) return apiError(400, 50035, 'Invalid Form Body');
    if (thread !== undefined) {
      if (thread.locked) return apiError(403, 50013, 'Missing Permissions');
      const tags = body['applied_tags'] === undefined ? (thread.tags ?? []) : appliedTags(body);
      if (tags.length > 5) return apiError(400, 50035, 'Invalid Form Body');
      const archived = body['archived'] === false ? undefined : thread.archived;
      threads.set(channelId, { name: thread.name, parentId: thread.parentId, tags, ...(archived && { archived }) });
      return describe(channelId);
    }
    if (!forum.mayMakeTags) return apiError(403, 50013, 'Missing Permissions');
    const wanted = Array.isArray(body['available_tags']) ? body['available_tags'].filter(isObject) : [];
    if (wanted.length > 20 || wanted.some(({ name }) => typeof name !== 'string' || name.length > 20))
      return apiError(400, 50035, 'Invalid Form Body');
    forum.tags = wanted.map(({ id, name, moderated }) => ({
      id: typeof id === 'string' ? id : nextId(),
      name: String(name),
      moderated: moderated === true,
    }));
    return { status: 200, body: describeChannel(channelId) };
  }

  function activeThreads(): Reply {
    const open = [...threads].filter(([, { archived, locked }]) => !archived && !locked);
    const described = open.map(([id, { name, parentId }]) => describeThread(id, name, parentId));
    return { status: 200, body: { threads: described, members: [] } };
  }

  function list(channelId: string, after: string): Reply {
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    const since = Number(BigInt(after) >> 22n) + 1_420_070_400_000;
    const there = posted.filter((each) => each.channelId === channelId && (times.get(each.id) ?? 0) > since);
    const shown = there.slice(0, 100).map(({ channelId: _, nonce: __, ...message }) => ({
      ...message,
      channel_id: channelId,
      author: { id: APPLICATION, bot: true },
    }));
    return { status: 200, body: JSON.parse(JSON.stringify(shown.toReversed())) };
  }

  function branch(channelId: string, messageId: string, body: Json): Reply {
    const refused = refusal(channelId);
    if (refused !== undefined) return refused;
    if (threads.has(messageId)) return apiError(400, 160004, 'A thread has already been created for this message');
    if (threads.has(channelId) || KINDS[channelId] === 15)
      return apiError(400, 50024, 'Cannot execute action on this channel type');
    if (!posted.some((each) => each.id === messageId && each.channelId === channelId))
      return apiError(404, 10008, 'Unknown Message');
    const name = isObject(body) && typeof body['name'] === 'string' ? body['name'] : '';
    threads.set(messageId, { name, parentId: channelId });
    return { status: 201, body: describeThread(messageId, name, channelId) };
  }

  function converse(body: Json): Reply {
    const person = isObject(body) ? body['recipient_id'] : undefined;
    if (typeof person !== 'string') return apiError(400, 50035, 'Invalid Form Body');
    const id = `${CONVERSATION}${person}`;
    conversations.add(id);
    return { status: 200, body: { id, type: 1 } };
  }

  function show(channelId: string, messageId: string): Reply {
    const message = posted.find((each) => each.id === messageId && each.channelId === channelId);
    if (message === undefined) return apiError(404, 10008, 'Unknown Message');
    return { status: 200, body: { id: messageId, channel_id: channelId, flags: message.flags ?? 0 } };
  }

  function close(threadId: string, how: 'archived' | 'locked' | 'deleted'): void {
    const thread = threads.get(threadId);
    if (thread === undefined) return;
    if (how === 'deleted') threads.delete(threadId);
    else threads.set(threadId, { ...thread, [how]: true });
  }

  function publish(channelId: string, messageId: string): Reply {
    const at = posted.findIndex(({ id }) => id === messageId);
    const message = posted[at];
    if (message === undefined) return apiError(404, 10008, 'Unknown Message');
    if (KINDS[channelId] !== 5) return apiError(403, 50024, 'Cannot execute action on this channel type');
    posted[at] = { ...message, published: true };
    return { status: 200, body: { id: messageId, channel_id: channelId } };
  }

  return {
    posted,
    threads,
    post: (channelId, body) => withBucket(channelId, () => take(channelId, body)),
    startThread,
    publish,
    edit,
    pin,
    describe,
    modify,
    activeThreads,
    show,
    list,
    branch,
    converse,
    forum,
    close,
    takeOut(messageId) {
      const at = posted.findIndex(({ id }) => id === messageId);
      if (at >= 0) posted.splice(at, 1);
    },
    tag(threadId, tags) {
      const thread = threads.get(threadId);
      if (thread !== undefined) threads.set(threadId, { ...thread, tags });
    },
    removeBot() {
      removed = true;
    },
    takeBackBot() {
      removed = false;
    },
  };
}

function appliedTags(body: Json): readonly string[] {
  const tags = isObject(body) ? body['applied_tags'] : undefined;
  return Array.isArray(tags) ? tags.map(String) : [];
}
