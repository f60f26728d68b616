// Announcements are published to the servers that follow the channel: as many as Discord takes in an hour, where it lets us.
import type { REST } from 'discord.js';
import { RateLimitError, Routes } from 'discord.js';
import { type EpochMs, HOUR } from '../../core/text/instant.ts';
import { PUBLISHED_AN_HOUR } from './limits.ts';
import { describeError } from './outcome.ts';

type PublishParts = {
  readonly rest: REST;
  readonly signal: () => AbortSignal;
  readonly now: () => EpochMs;
  readonly debug: (message: string) => void;
  /** Waits while Discord wants nothing of the bot. */
  readonly lull: () => Promise<void>;
};

const MOST_CHANNELS = 10_000;

/** Never rejects: an announcement that is not published was posted all the same. */
export function createPublisher({ rest, signal, now, debug, lull }: PublishParts) {
  const recent = new Map<string, readonly EpochMs[]>();
  const notBefore = new Map<string, EpochMs>();

  function mayPublish(channelId: string): boolean {
    if ((notBefore.get(channelId) ?? 0) > now()) return false;
    const hour = (recent.get(channelId) ?? []).filter((at) => at > now() - HOUR);
    if (hour.length >= PUBLISHED_AN_HOUR) return false;
    if (recent.size >= MOST_CHANNELS) recent.clear();
    recent.set(channelId, [...hour, now()]);
    return true;
  }

  return async (channelId: string, messageId: string): Promise<void> => {
    if (!mayPublish(channelId)) {
      debug('an announcement was posted but not published: the channel has had its ten of the hour');
      return;
    }
    try {
      await lull();
      await rest.post(Routes.channelMessageCrosspost(channelId, messageId), { signal: signal() });
    } catch (error) {
      if (error instanceof RateLimitError) notBefore.set(channelId, now() + error.retryAfter);
      debug(`an announcement was posted but not published: ${describeError(error)}`);
    }
  };
}
