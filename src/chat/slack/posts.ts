// Posting a delivery. Slack has no key against doubles, so each post carries its key as metadata, and a post whose
// fate is unknown is looked for in the channel's history before it is tried again.
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import { type Channel, personIn } from '../../core/alerts/subscription.ts';
import type { Message } from '../../core/messages/message.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import type { FindOutcome, Target } from '../chat.ts';
import { describeFault, isTokenFault, passes, readFault, type SlackFault, toSendOutcome } from './outcome.ts';
import { renderMessage, renderPost } from './render.ts';
import type { WebClient } from './web.ts';

export const DELIVERY_EVENT = 'summit_watch_delivery';

export type Posts = {
  send(to: Target, message: Message, key: string): Promise<SendOutcome>;
  find(to: Target, key: string, since: EpochMs): Promise<FindOutcome>;
  edit(to: Channel, messageId: string, message: Message): Promise<SendOutcome>;
  pin(to: Channel, messageId: string): Promise<boolean>;
};

type Search =
  | { readonly kind: 'found'; readonly ts: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly outcome: SendOutcome };

const NOT_INSTALLED = 'the bot is not installed in this workspace';
/** Until tokens that could not be read or renewed are asked for again. */
const NO_CLIENT_WAIT = 15_000;

/** Slack's clock and ours may differ. */
const CLOCK_SLACK = 5 * 60_000;
const HISTORY_PAGE = 200;
const HISTORY_PAGES = 3;
const MOST_DOUBTS = 2_000;
/** After a look that Slack or the network could not answer just then. */
const LOOK_AGAIN = 5_000;

export function createPosts(options: {
  readonly clientFor: (channel: Channel) => Promise<WebClient | undefined> | WebClient | undefined;
  readonly now: () => EpochMs;
  /** May answer with what that means for the delivery. */
  readonly onTokenFault: (fault: SlackFault, workspace: string) => SendOutcome | undefined;
}): Posts {
  const { now } = options;
  /** Keys of posts of unknown fate, with when the first attempt began. */
  const doubts = new Map<string, EpochMs>();
  /** Channels that Slack told us to leave alone until then: asking again meanwhile risks a ban. */
  const pauses = new Map<string, EpochMs>();

  /** Slack counts edits in a whole workspace, and looks into channels too. */
  let editsPausedUntil = 0;
  const looksPausedUntil = new Map<string, EpochMs>();

  /** The client, or why there is none. */
  async function reach(to: Channel): Promise<WebClient | SendOutcome> {
    try {
      return (await options.clientFor(to)) ?? { kind: 'gone', why: NOT_INSTALLED };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { kind: 'later', at: now() + NO_CLIENT_WAIT, why: `no token is to be had: ${why}` };
    }
  }

  function fail(error: unknown, { workspace }: Channel): { readonly fault: SlackFault; readonly outcome: SendOutcome } {
    const fault = readFault(error);
    const judged = isTokenFault(fault) ? options.onTokenFault(fault, workspace) : undefined;
    return { fault, outcome: judged ?? toSendOutcome(fault, now()) };
  }

  async function post(client: WebClient, to: Target, message: Message, key: string): Promise<SendOutcome> {
    const began = now();
    try {
      const { text, blocks } = renderPost(message);
      const posted = await client.chat.postMessage({
        channel: personIn(to) ?? to.id,
        ...(to.thread !== undefined && { thread_ts: to.thread }),
        text,
        blocks,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: DELIVERY_EVENT, event_payload: { key } },
      });
      doubts.delete(key);
      return { kind: 'sent', messageId: posted.ts ?? '' };
    } catch (error) {
      const { fault, outcome } = fail(error, to);
      if (fault.kind === 'rate-limited') pauses.set(to.id, now() + fault.retryAfterMs);
      if (outcome.kind === 'unsure') doubt(key, began);
      if (outcome.kind === 'gone' && to.thread !== undefined) return { kind: 'refused', why: outcome.why };
      return outcome;
    }
  }

  function doubt(key: string, since: EpochMs): void {
    if (doubts.has(key)) return;
    doubts.set(key, since);
    const [oldest] = doubts.keys();
    if (doubts.size > MOST_DOUBTS && oldest !== undefined) doubts.delete(oldest);
  }

  async function search(client: WebClient, to: Target, key: string, since: EpochMs): Promise<Search> {
    const pausedUntil = looksPausedUntil.get(to.workspace) ?? 0;
    if (pausedUntil > now()) return { kind: 'unknown', outcome: slowDown(pausedUntil) };
    let cursor: string | undefined;
    try {
      for (let page = 0; page < HISTORY_PAGES; page += 1) {
        const asked = {
          channel: to.id,
          oldest: ((since - CLOCK_SLACK) / 1000).toFixed(6),
          inclusive: true,
          include_all_metadata: true,
          limit: HISTORY_PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        };
        // A channel's history leaves out what stands in its threads.
        const history =
          to.thread === undefined
            ? await client.conversations.history(asked)
            : await client.conversations.replies({ ...asked, ts: to.thread });
        const found = history.messages?.find((message) => keyOf(message.metadata) === key);
        if (found?.ts !== undefined) return { kind: 'found', ts: found.ts };
        cursor = history.response_metadata?.next_cursor || undefined;
        if (!history.has_more || cursor === undefined) return { kind: 'absent' };
      }
    } catch (error) {
      const fault = readFault(error);
      if (fault.kind === 'rate-limited') {
        looksPausedUntil.set(to.workspace, now() + fault.retryAfterMs);
        return { kind: 'unknown', outcome: toSendOutcome(fault, now()) };
      }
      if (passes(fault)) {
        return { kind: 'unknown', outcome: { kind: 'later', at: now() + LOOK_AGAIN, why: describeFault(fault) } };
      }
      return { kind: 'unknown', outcome: { kind: 'unsure', why: `cannot look for it: ${describeFault(fault)}` } };
    }
    return { kind: 'unknown', outcome: { kind: 'unsure', why: 'too much was written since to look for it' } };
  }

  return {
    async edit(to, messageId, message) {
      const client = await reach(to);
      if ('kind' in client) return client;
      if (editsPausedUntil > now()) return slowDown(editsPausedUntil);
      try {
        await client.chat.update({ channel: to.id, ts: messageId, ...renderMessage(message) });
        return { kind: 'sent', messageId };
      } catch (error) {
        const { fault, outcome } = fail(error, to);
        if (fault.kind === 'rate-limited') editsPausedUntil = now() + fault.retryAfterMs;
        return outcome;
      }
    },

    async pin(to, messageId) {
      try {
        // Not judged as a fault of the token: the bot does well without this right.
        await (await options.clientFor(to))?.pins.add({ channel: to.id, timestamp: messageId });
        return true;
      } catch (error) {
        const fault = readFault(error);
        return fault.kind === 'platform' && fault.code === 'already_pinned';
      }
    },

    async find(to, key, since) {
      const client = await reach(to);
      if ('kind' in client) return client.kind === 'later' ? client : { kind: 'unknown', why: NOT_INSTALLED };
      const result = await search(client, to, key, since);
      if (result.kind === 'unknown') {
        const { outcome } = result;
        if (outcome.kind === 'later') return outcome;
        return { kind: 'unknown', why: 'why' in outcome ? outcome.why : '' };
      }
      // What has just been looked for need not be looked for again before it is posted.
      doubts.delete(key);
      return result.kind === 'found' ? { kind: 'found', messageId: result.ts } : { kind: 'absent' };
    },

    async send(to, message, key) {
      const client = await reach(to);
      if ('kind' in client) return client;
      const pausedUntil = pauses.get(to.id);
      if (pausedUntil !== undefined && pausedUntil > now()) {
        return slowDown(pausedUntil);
      }
      pauses.delete(to.id);
      const since = doubts.get(key);
      if (since !== undefined) {
        const result = await search(client, to, key, since);
        if (result.kind === 'unknown') return result.outcome;
        doubts.delete(key);
        if (result.kind === 'found') return { kind: 'sent', messageId: result.ts };
      }
      return post(client, to, message, key);
    },
  };
}

function slowDown(at: EpochMs): Extract<SendOutcome, { readonly kind: 'later' }> {
  return { kind: 'later', at, why: 'Slack asked to slow down' };
}

function keyOf(metadata: { event_type?: string; event_payload?: unknown } | undefined): string | undefined {
  if (metadata?.event_type !== DELIVERY_EVENT) return undefined;
  const payload = metadata.event_payload;
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return undefined;
  return typeof payload.key === 'string' ? payload.key : undefined;
}
