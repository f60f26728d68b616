// Answers through a command's `response_url`: at most five within half an hour, so each is spent with care.
import { setTimeout as wait } from 'node:timers/promises';
import type { types } from '@slack/bolt';
import type { Message } from '../../core/messages/message.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import { REPLIES } from './limits.ts';
import { describeFault, readFault } from './outcome.ts';
import { renderMessage } from './render.ts';
import type { SlackLog, WebClient } from './web.ts';

export type Reply = (
  message: Message,
  options?: {
    /** Seen by the whole channel instead of the author alone. */
    readonly shared?: boolean;
    /** After the message's own buttons. */
    readonly buttons?: readonly types.Button[];
  },
) => Promise<void>;

const TRY_TIMEOUT = 8_000;
const TRIES = 3;
const PAUSE = 500;

/** `instead` is where the answer goes, seen by its author alone, when the URL does not take it. */
export function createReply(options: {
  readonly url: string | undefined;
  readonly now: () => EpochMs;
  readonly log: SlackLog;
  readonly instead?: { readonly client: WebClient; readonly channel: string; readonly user: string };
}): Reply {
  const openUntil = options.now() + REPLIES.withinMs;
  let left: number = REPLIES.uses;

  async function postToUrl(body: string): Promise<boolean> {
    const url = options.url === undefined ? undefined : URL.parse(options.url);
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return false;
    for (let attempt = 1; attempt <= TRIES && left > 0 && options.now() < openUntil; attempt += 1) {
      left -= 1;
      const status = await postOnce(url, body);
      if (status === 'taken') return true;
      if (status === 'refused') return false;
      if (attempt < TRIES) await wait(PAUSE * attempt);
    }
    return false;
  }

  return async (message, { shared = false, buttons = [] } = {}) => {
    const { text, blocks } = renderMessage(message, buttons);
    const content = { text, blocks, unfurl_links: false, unfurl_media: false };
    const type = shared ? 'in_channel' : 'ephemeral';
    if (await postToUrl(JSON.stringify({ ...content, response_type: type, replace_original: false }))) return;
    const { instead, log } = options;
    if (instead === undefined) {
      log.warn('Slack: an answer could not be delivered');
      return;
    }
    try {
      await instead.client.chat.postEphemeral({ channel: instead.channel, user: instead.user, text, blocks });
    } catch (error) {
      log.warn('Slack: an answer could not be delivered', { why: describeFault(readFault(error)) });
    }
  };
}

async function postOnce(url: URL, body: string): Promise<'taken' | 'refused' | 'again'> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TRY_TIMEOUT),
    });
    await response.body?.cancel();
    if (response.ok) return 'taken';
    return response.status >= 500 || response.status === 429 ? 'again' : 'refused';
  } catch {
    return 'again';
  }
}
