// What an operator hears of a feed's health: once when it keeps failing, once when it is well again, once when it ends.
import type { EpochMs } from '../text/instant.ts';
import type { Feed, PollState } from './feed.ts';

/** A publisher may have a bad hour; after so many failures in a row it is told. */
export const FAILURES_BEFORE_NOTICE = 5;

/** `wellUntil`: the last success before the failures, if there ever was one. */
export type FeedNotice = { readonly feed: Feed } & (
  | {
      readonly kind: 'failing';
      readonly failures: number;
      readonly why: string;
      readonly wellUntil: EpochMs | undefined;
    }
  | { readonly kind: 'recovered'; readonly failures: number; readonly wellUntil: EpochMs | undefined }
  | { readonly kind: 'gone'; readonly at: EpochMs | undefined }
  | { readonly kind: 'moved'; readonly url: string }
);

export function feedNotice(feed: Feed, before: PollState, after: PollState): FeedNotice | undefined {
  if (after.gone && !before.gone) return { kind: 'gone', feed, at: after.lastTriedAt };
  if (after.failures === FAILURES_BEFORE_NOTICE && before.failures < after.failures) {
    const why = after.lastFault ?? 'unknown';
    return { kind: 'failing', feed, failures: after.failures, why, wellUntil: after.lastSuccessAt };
  }
  if (after.failures === 0 && before.failures >= FAILURES_BEFORE_NOTICE) {
    return { kind: 'recovered', feed, failures: before.failures, wellUntil: before.lastSuccessAt };
  }
  return undefined;
}
