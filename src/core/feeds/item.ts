// One entry of a feed: as it was read from a document, and as the product knows it afterwards.
import type { EpochMs } from '../text/instant.ts';
import type { FeedId, PollHints, Trust } from './feed.ts';

export type ItemId = string & { readonly brand: 'ItemId' };

/** One entry as the feed gives it; text fields are plain text, links absolute http(s). */
export type RawEntry = {
  readonly id?: string;
  readonly url?: string;
  readonly title: string;
  readonly summary: string;
  /** Full text as plain paragraphs joined by "\n\n", where the feed carries it. */
  readonly content?: string;
  readonly publishedAt?: EpochMs;
  readonly updatedAt?: EpochMs;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly language?: string;
  /** The publisher, where it is not the feed itself (aggregators, `<source>`). */
  readonly source?: string;
};

/** A whole feed document, read. */
export type FeedDocument = {
  readonly title: string;
  readonly link?: string;
  readonly language?: string;
  readonly items: readonly RawEntry[];
  readonly hints: PollHints;
  readonly hub?: string;
  readonly self?: string;
};

export type Item = {
  readonly id: ItemId;
  readonly feedId: FeedId;
  /** Identity inside the feed: guid, else link, else a hash of the text. */
  readonly guid: string;
  readonly url: string;
  /** `url` without trackers, in one form; equal for two addresses of one article. */
  readonly canonicalUrl: string;
  readonly title: string;
  readonly summary: string;
  readonly content?: string;
  readonly language: string;
  /** Publisher's name as people know it. */
  readonly source: string;
  readonly trust: Trust;
  readonly publishedAt: EpochMs;
  readonly seenAt: EpochMs;
};
