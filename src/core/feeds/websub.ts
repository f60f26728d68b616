// Subscriptions at publishers' hubs (WebSub): when to ask the hub for what, whose verification is ours, how slowly to poll meanwhile.
import { DAY, type EpochMs, MINUTE, SECOND } from '../text/instant.ts';
import type { Feed, FeedId } from './feed.ts';

/** What a document or its `Link` header says of where its changes are pushed. */
export type HubLinks = { readonly hub?: string | undefined; readonly self?: string | undefined };

export type HubSubscription = {
  /** Unguessable last part of the callback's address: only the hub knows it. */
  readonly path: string;
  readonly feedId: FeedId;
  readonly hub: string;
  readonly topic: string;
  readonly secret: string;
  readonly wants: 'subscribe' | 'unsubscribe';
  /** When the hub is asked next: at once, again after silence, or to renew. */
  readonly askAt: EpochMs;
  /** Requests since the hub last verified one. */
  readonly attempts: number;
  /** The callback that the hub was last told. */
  readonly callback?: string;
  /** What is published is pushed until then. */
  readonly leaseUntil?: EpochMs;
  /** Why the hub does not push, in words. */
  readonly why?: string;
};

/** Asked of hubs; they decide. */
export const LEASE_SECONDS = 10 * 24 * 3_600;
const LONGEST_LEASE = 90 * DAY;
/** Renewed when this share of a lease is over, which leaves time for hubs that are down. */
const RENEWED_AFTER = 0.75;
const FIRST_RETRY = 10 * MINUTE;
const AFTER_REFUSAL = 7 * DAY;
const FAREWELLS = 4;
/** A poll stays behind each push, this much slower. */
const SLOWER = 4;

export function newSubscription(
  feedId: FeedId,
  { hub, topic }: { readonly hub: string; readonly topic: string },
  { path, secret }: { readonly path: string; readonly secret: string },
  now: EpochMs,
): HubSubscription {
  return { path, feedId, hub, topic, secret, wants: 'subscribe', askAt: now, attempts: 0 };
}

export type LinksVerdict = {
  /** Those that the feed no longer asks for. */
  readonly ended: readonly HubSubscription[];
  /** To be begun, when the feed names a hub that nobody asked yet. */
  readonly begin?: { readonly hub: string; readonly topic: string };
};

/** What follows from the links of the document that was just read, given what there is for its feed. */
export function judgeLinks(links: HubLinks, known: readonly HubSubscription[], now: EpochMs): LinksVerdict {
  const { hub, self: topic } = links;
  const wanted = known.filter(({ wants }) => wants === 'subscribe');
  const isSame = (one: HubSubscription): boolean => one.hub === hub && one.topic === topic;
  const ended = wanted.filter((one) => !isSame(one)).map((one) => unwanted(one, now));
  if (hub === undefined || topic === undefined || wanted.some(isSame)) return { ended };
  return { ended, begin: { hub, topic } };
}

export function unwanted(subscription: HubSubscription, now: EpochMs): HubSubscription {
  return { ...subscription, wants: 'unsubscribe', askAt: now, attempts: 0 };
}

export type HubStep =
  | { readonly kind: 'wait' }
  | { readonly kind: 'forget' }
  /** The hub is asked for what the subscription wants; it is saved so before, since a hub may verify before it answers. */
  | { readonly kind: 'ask'; readonly subscription: HubSubscription };

/** `callback` is where the hub reaches this subscription now; it changes with the service's public address. */
export function nextHubStep(
  subscription: HubSubscription,
  feed: { readonly gone?: true } | undefined,
  callback: string,
  now: EpochMs,
): HubStep {
  const isOrphan = subscription.wants === 'subscribe' && (feed === undefined || feed.gone === true);
  const current = isOrphan ? unwanted(subscription, now) : subscription;
  if (current.wants === 'unsubscribe') {
    // Without a lease the hub has nothing to end; it learns so when it verifies or delivers.
    const isOver = current.leaseUntil === undefined || current.leaseUntil <= now || current.attempts >= FAREWELLS;
    if (isOver) return { kind: 'forget' };
  }
  const hasMoved = current.wants === 'subscribe' && current.callback !== undefined && current.callback !== callback;
  if (current.askAt > now && !hasMoved) return { kind: 'wait' };
  const wait = Math.min(FIRST_RETRY * 2 ** Math.min(current.attempts, 20), DAY);
  const told = current.wants === 'subscribe' ? callback : (current.callback ?? callback);
  return {
    kind: 'ask',
    subscription: { ...current, callback: told, attempts: current.attempts + 1, askAt: now + wait },
  };
}

/** What a hub asks of a callback, as its query says it. */
export type Verification = {
  readonly mode?: string | undefined;
  readonly topic?: string | undefined;
  readonly challenge?: string | undefined;
  readonly leaseSeconds?: string | undefined;
  readonly reason?: string | undefined;
};

export type VerificationVerdict =
  | { readonly kind: 'confirmed'; readonly challenge: string; readonly subscription?: HubSubscription }
  | { readonly kind: 'denied'; readonly subscription: HubSubscription }
  | { readonly kind: 'not-ours' };

const LONGEST_CHALLENGE = 2_000;

/** `confirmed` without a subscription: it has ended. A hub that repeats itself gets the same answer again. */
export function judgeVerification(
  subscription: HubSubscription,
  { mode, topic, challenge, leaseSeconds, reason }: Verification,
  now: EpochMs,
): VerificationVerdict {
  if (topic !== subscription.topic || subscription.attempts + (subscription.leaseUntil ?? 0) === 0) {
    return { kind: 'not-ours' };
  }
  if (mode === 'denied') {
    const { leaseUntil: _, ...rest } = subscription;
    const why = `the hub refuses to push${reason ? `: ${reason.slice(0, 200)}` : ''}`;
    return { kind: 'denied', subscription: { ...rest, askAt: now + AFTER_REFUSAL, attempts: 0, why } };
  }
  if (mode !== subscription.wants || !challenge || challenge.length > LONGEST_CHALLENGE) return { kind: 'not-ours' };
  if (mode === 'unsubscribe') return { kind: 'confirmed', challenge };
  const lease = readLease(leaseSeconds);
  const { why: _, ...rest } = subscription;
  const askAt = now + Math.max(lease * RENEWED_AFTER, FIRST_RETRY);
  return { kind: 'confirmed', challenge, subscription: { ...rest, leaseUntil: now + lease, askAt, attempts: 0 } };
}

function readLease(seconds: string | undefined): number {
  const given = /^\d{1,10}$/.test(seconds ?? '') ? Number(seconds) : 0;
  return given > 0 ? Math.min(given * SECOND, LONGEST_LEASE) : LEASE_SECONDS * SECOND;
}

/** Until when each feed is pushed. */
export function leasesOf(subscriptions: readonly HubSubscription[], now: EpochMs): ReadonlyMap<FeedId, EpochMs> {
  const leases = new Map<FeedId, EpochMs>();
  for (const { feedId, wants, leaseUntil = 0 } of subscriptions) {
    if (wants === 'subscribe' && leaseUntil > now) leases.set(feedId, Math.max(leaseUntil, leases.get(feedId) ?? 0));
  }
  return leases;
}

/** A feed that is pushed is polled less often, but never later than its lease ends: a hub that falls silent costs no news. */
export function pollInterval({ every }: Pick<Feed, 'every'>, leaseUntil: EpochMs | undefined, now: EpochMs): number {
  if (leaseUntil === undefined) return every;
  return Math.max(every, Math.min(every * SLOWER, DAY, leaseUntil - now + MINUTE));
}

export type Signature = { readonly algorithm: 'sha1' | 'sha256' | 'sha384' | 'sha512'; readonly digest: string };

const SIGNATURE = /^(sha1|sha256|sha384|sha512)=([0-9a-f]{40,128})$/i;
const DIGITS = { sha1: 40, sha256: 64, sha384: 96, sha512: 128 } as const;

/** The header `X-Hub-Signature`; undefined when it is none that WebSub knows. */
export function readSignature(header: string | undefined): Signature | undefined {
  const [, name = '', digest = ''] = SIGNATURE.exec(header?.trim() ?? '') ?? [];
  const algorithm = name.toLowerCase();
  if (algorithm !== 'sha1' && algorithm !== 'sha256' && algorithm !== 'sha384' && algorithm !== 'sha512')
    return undefined;
  return digest.length === DIGITS[algorithm] ? { algorithm, digest: digest.toLowerCase() } : undefined;
}
