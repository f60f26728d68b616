// A feed's id from its address: readable in logs, and the same on every start and in every store.
import { hashText } from '../text/normalise.ts';
import type { FeedId } from './feed.ts';

export function feedIdOf(url: string): FeedId {
  const { hostname, href } = new URL(url);
  const site = hostname.replace(/^(?:www|feeds?|rss)\./, '').replace(/[^a-z0-9]+/g, '-');
  return `${site}-${hashText(href).toString(36)}` as FeedId;
}
