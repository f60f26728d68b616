// A feed as we know it, how its polling stands, and what one fetch of it can end in.
import type { EpochMs } from '../text/instant.ts';

export type FeedId = string & { readonly brand: 'FeedId' };

/** How much a feed's word weighs: a party to the talks, a wire, a paper, or a state-run outlet. */
export type Trust = 'official' | 'agency' | 'press' | 'state';

export type Feed = {
  readonly id: FeedId;
  readonly url: string;
  readonly title: string;
  /** BCP 47 primary tag, e.g. `uk`; detected per item where the operator gave none. */
  readonly language?: string;
  readonly trust: Trust;
  /** The operator's wish in milliseconds; what the publisher asks for may be longer. */
  readonly every: number;
  readonly origin: 'config' | 'added';
  readonly category?: string;
};

/** What is remembered between two polls of a feed; survives restarts. */
export type PollState = {
  readonly nextAt: EpochMs;
  readonly failures: number;
  readonly etag?: string;
  readonly lastModified?: string;
  /** SHA-256 of the last body read without a fault, so that an unchanged 200 is not read again. */
  readonly bodyHash?: string;
  readonly lastTriedAt?: EpochMs;
  readonly lastSuccessAt?: EpochMs;
  /** HTTP status of the last answer, absent when none came. */
  readonly lastStatus?: number;
  readonly lastFault?: string;
  /** Where a permanent redirect pointed, and on how many polls in a row. */
  readonly moved?: { readonly url: string; readonly times: number };
  /** The publisher said 410: never polled again until the operator adds it anew. */
  readonly gone?: true;
  /** What the last document asked of pollers; a 304 does not repeat it. */
  readonly hints?: PollHints;
};

/** What the publisher asks of pollers; all optional, all in milliseconds or instants. */
export type PollHints = {
  readonly maxAge?: number;
  readonly expiresAt?: EpochMs;
  readonly ttl?: number;
  readonly updatePeriod?: number;
  /** GMT hours 0–23 and English day names in which not to poll. */
  readonly skipHours?: readonly number[];
  readonly skipDays?: readonly string[];
};

export type FetchFault =
  /** Not asked at all: another scheme, redirects without end, or `closed`, an address in a network that is not open to us. */
  | { readonly kind: 'refused'; readonly why: string; readonly closed?: true }
  /** `certificate`: the host could be reached, but not be trusted. */
  | { readonly kind: 'network'; readonly why: string; readonly certificate?: true }
  | { readonly kind: 'timeout'; readonly why: string }
  | { readonly kind: 'too-large'; readonly why: string }
  /** `firewall`: who refused in the publisher's stead. */
  | { readonly kind: 'status'; readonly status: number; readonly why: string; readonly firewall?: string }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'stopped'; readonly why: string }; // by ourselves: no fault of the publisher's

/** How one fetch ended; `movedTo` only when every hop was a permanent redirect. */
export type FetchOutcome =
  | {
      readonly kind: 'fetched';
      readonly status: number;
      readonly url: string;
      readonly bytes: Uint8Array;
      readonly contentType?: string;
      readonly etag?: string;
      readonly lastModified?: string;
      readonly movedTo?: string;
      readonly hints: PollHints;
      /** `Link` header relations of interest (WebSub). */
      readonly hub?: string;
      readonly self?: string;
    }
  | {
      readonly kind: 'unchanged';
      readonly status: 304;
      readonly etag?: string;
      readonly lastModified?: string;
      readonly movedTo?: string;
      readonly hints: PollHints;
    }
  | { readonly kind: 'gone' }
  /** `url` is the address that answered, where a redirect led elsewhere. */
  | { readonly kind: 'failed'; readonly fault: FetchFault; readonly retryAt?: EpochMs; readonly url?: string };
