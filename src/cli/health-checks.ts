// What `/readyz` asks of each part of the service, and what it says of one that is not well.
import type { Chat } from '../chat/chat.ts';
import { withoutSecrets } from '../core/text/urls.ts';
import type { HealthCheck } from '../ops/health.ts';
import type { Store } from '../storage/store.ts';

export function healthChecks(
  store: Store,
  chats: readonly Chat[] | undefined,
  ready: boolean,
): Readonly<Record<string, HealthCheck>> {
  if (chats === undefined) return { platforms: () => ({ ok: false, why: 'the platforms are being opened' }) };
  const ofChats = chats.map((chat): [string, HealthCheck] => [
    chat.platform,
    () => {
      const health = chat.health();
      return { ok: health.state === 'connected', ...(health.why !== undefined && { why: health.why }) };
    },
  ]);
  return {
    store: async () => {
      await store.ping();
      return { ok: true };
    },
    desk: () => (ready ? { ok: true } : { ok: false, why: 'stories and summits are being read from the store' }),
    feeds: async () => {
      const rows = await store.feeds.list();
      const failing = rows.filter(({ poll }) => poll.failures > 0 || poll.gone);
      const detail = failing.map(({ feed, poll }) => ({
        url: withoutSecrets(feed.url),
        failures: poll.failures,
        fault: poll.lastFault ?? 'gone',
      }));
      const tried = rows.filter(({ poll }) => poll.lastTriedAt !== undefined);
      const ok = tried.length === 0 || failing.length < tried.length;
      return {
        ok,
        ...(failing.length > 0 && { why: `${failing.length} of ${rows.length} feeds fail`, detail }),
      };
    },
    ...Object.fromEntries(ofChats),
  };
}
