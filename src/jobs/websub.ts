// Keeps subscriptions at publishers' hubs: begins, renews and ends them, answers the hubs, and takes in what they push.
import { randomBytes } from 'node:crypto';
import type { Feed, FeedId } from '../core/feeds/feed.ts';
import {
  type HubLinks,
  judgeLinks,
  judgeVerification,
  leasesOf,
  newSubscription,
  nextHubStep,
  type Verification,
} from '../core/feeds/websub.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Fetcher } from '../fetch/fetch-feed.ts';
import type { readFeed } from '../fetch/read-feed.ts';
import { isSigned } from '../fetch/websub.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../storage/store.ts';
import type { Ingest } from './ingest.ts';

/** Pushes taken but not yet read; beyond that the hub is asked to come again. */
const MOST_WAITING = 50;
const MOST_WAITING_BYTES = 50 * 2 ** 20;

export type WebSubParts = {
  readonly store: Store;
  readonly fetcher: Pick<Fetcher, 'askHub'>;
  readonly read: typeof readFeed;
  readonly ingest: Ingest;
  /** Where hubs reach us, without a slash at its end. */
  readonly publicUrl: string;
  readonly now: () => EpochMs;
  readonly log: Log;
};

/** What one round of polls asks of it. */
export type HubRound = {
  readonly leaseUntil: (id: FeedId) => EpochMs | undefined;
  /** Remembers which hub the document that was just read names. */
  readonly note: (feed: Feed, links: HubLinks) => Promise<void>;
};

export type Push = {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly signature: string | undefined;
};

export type WebSub = {
  readonly round: () => Promise<HubRound>;
  /** Asks each hub whose time has come. */
  readonly keep: (signal: AbortSignal) => Promise<void>;
  /** Answers with the challenge, when the question is about a subscription of ours. */
  readonly verify: (path: string, query: Verification) => Promise<string | undefined>;
  readonly knows: (path: string) => Promise<boolean>;
  /** Answers at once; what was taken is read afterwards. */
  readonly receive: (path: string, push: Push) => Promise<'taken' | 'unknown' | 'busy'>;
  /** Answers when all that was taken has been read. */
  readonly settled: () => Promise<void>;
};

export function createWebSub(parts: WebSubParts): WebSub {
  const { store, now, log } = parts;
  let reading: Promise<void> = Promise.resolve();
  let waiting = 0;
  let waitingBytes = 0;

  const takeIn = async (feedId: FeedId, topic: string, { bytes, contentType }: Push): Promise<void> => {
    const row = await store.feeds.byId(feedId);
    if (row === undefined) return;
    const read = await parts.read(bytes, { url: topic, ...(contentType !== undefined && { contentType }) });
    if (read.kind === 'unreadable') {
      log.warn('what a hub pushed cannot be read', { feed: row.feed.url, why: read.why });
      return;
    }
    // Polling goes on by its own state: a push may hold but a part of the feed.
    await parts.ingest(row.feed, read.feed, undefined, now());
    log.debug('a hub pushed', { feed: row.feed.url, items: read.feed.items.length });
  };

  return {
    async round() {
      const leases = leasesOf(await store.websub.list(), now());
      return { leaseUntil: (id) => leases.get(id), note: (feed, links) => noteLinks(feed, links, parts) };
    },

    keep: (signal) => keepSubscriptions(parts, signal),

    async knows(path) {
      return (await store.websub.byPath(path)) !== undefined;
    },

    async verify(path, query) {
      const subscription = await store.websub.byPath(path);
      if (subscription === undefined) return undefined;
      const verdict = judgeVerification(subscription, query, now());
      if (verdict.kind === 'not-ours') return undefined;
      if (verdict.subscription) await store.websub.save(verdict.subscription);
      else await store.websub.remove(path);
      log.info('a hub answered', { hub: subscription.hub, topic: subscription.topic, answer: query.mode });
      return verdict.kind === 'confirmed' ? verdict.challenge : '';
    },

    async receive(path, push) {
      const subscription = await store.websub.byPath(path);
      if (subscription === undefined) return 'unknown';
      const { feedId, topic, hub, secret } = subscription;
      if (!isSigned(push.bytes, push.signature, secret)) {
        // Whoever guesses must not learn that they guessed wrong.
        log.warn('a push without the right signature was left out', { hub, topic });
        return 'taken';
      }
      if (waiting >= MOST_WAITING || waitingBytes + push.bytes.length > MOST_WAITING_BYTES) return 'busy';
      waiting += 1;
      waitingBytes += push.bytes.length;
      reading = reading
        .then(() => takeIn(feedId, topic, push))
        .catch((error: unknown) => log.error('what a hub pushed could not be stored', { hub, topic, error }))
        .then(() => {
          waiting -= 1;
          waitingBytes -= push.bytes.length;
        });
      return 'taken';
    },

    settled: () => reading,
  };
}

async function noteLinks(feed: Feed, links: HubLinks, { store, now }: WebSubParts): Promise<void> {
  const { ended, begin } = judgeLinks(links, await store.websub.ofFeed(feed.id), now());
  for (const one of ended) await store.websub.save(one);
  if (begin === undefined) return;
  const key = { path: randomBytes(24).toString('base64url'), secret: randomBytes(32).toString('base64url') };
  await store.websub.save(newSubscription(feed.id, begin, key, now()));
}

async function keepSubscriptions(parts: WebSubParts, signal: AbortSignal): Promise<void> {
  const { store, fetcher, log, now, publicUrl } = parts;
  for (const known of await store.websub.list()) {
    if (signal.aborted) return;
    const feed = await store.feeds.byId(known.feedId);
    const step = nextHubStep(known, feed?.poll, `${publicUrl}/websub/${known.path}`, now());
    if (step.kind === 'wait') continue;
    if (step.kind === 'forget') {
      await store.websub.remove(known.path);
      continue;
    }
    const { hub, topic, wants } = step.subscription;
    await store.websub.save(step.subscription);
    const answer = await fetcher.askHub(step.subscription, signal);
    if (answer.kind === 'accepted') continue;
    log.warn('a hub did not take a request', { hub, topic, wants, why: answer.why });
    const current = await store.websub.byPath(known.path);
    if (current) await store.websub.save({ ...current, why: answer.why });
  }
}
