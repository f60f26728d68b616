// feeds.yaml: which feeds are polled, how often, and how much their word weighs.
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import type { Feed, FeedId } from '../core/feeds/feed.ts';
import { feedIdOf } from '../core/feeds/feed-id.ts';
import { MINUTE } from '../core/text/instant.ts';
import { type ConfigText, type Read, readDocument } from './document.ts';
import { sayFault } from './faults.ts';
import { durationBetween, language, oneOf, text, webAddress } from './values.ts';

/** Publishers who are polled more often have asked for it nowhere, and some block for it. */
export const POLITE_FLOOR = 15 * MINUTE;

const ID = 'must be made of small letters, digits and hyphens';

const schema = z.strictObject(
  {
    feeds: z.array(
      z.strictObject(
        {
          url: webAddress,
          id: text(100)
            .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: ID })
            .optional(),
          title: text(200).optional(),
          language: language.optional(),
          every: durationBetween('1s', '7d').optional(),
          trust: oneOf(['official', 'agency', 'press', 'state']).optional(),
          category: text(60).optional(),
        },
        { error: 'must be a feed, such as {url: https://example.org/feed.xml, trust: press}' },
      ),
      { error: 'must be a list of feeds, each with its url' },
    ),
  },
  { error: 'must have the name feeds with a list under it' },
);

type Written = z.output<typeof schema>['feeds'][number];

/** `every` is for feeds that say nothing themselves; `allow` are the ranges of FETCH_ALLOW. */
export function readFeeds(from: ConfigText, every: number, allow: readonly string[]): Read<readonly Feed[]> {
  const read = readDocument(from, schema);
  if ('faults' in read) return read;
  const { feeds } = read.value;
  const faults = [...repeated(from.file, feeds), ...impolite(from.file, feeds, allow)];
  return faults.length > 0 ? { faults } : { value: feeds.map((feed) => toFeed(feed, every)) };
}

function toFeed(written: Written, every: number): Feed {
  return {
    id: idOf(written),
    url: written.url,
    title: written.title ?? new URL(written.url).hostname.replace(/^www\./, ''),
    ...(written.language !== undefined && { language: written.language }),
    trust: written.trust ?? 'press',
    every: written.every ?? every,
    origin: 'config',
    ...(written.category !== undefined && { category: written.category }),
  };
}

function idOf(written: Written): FeedId {
  return written.id === undefined ? feedIdOf(written.url) : (written.id as FeedId);
}

function repeated(file: string, feeds: readonly Written[]): readonly string[] {
  const firstWithUrl = new Map<string, number>();
  const firstWithId = new Map<string, number>();
  return feeds.flatMap((feed, index) => {
    const sameUrl = firstWithUrl.get(feed.url);
    const sameId = firstWithId.get(idOf(feed));
    if (sameUrl === undefined) firstWithUrl.set(feed.url, index);
    if (sameId === undefined) firstWithId.set(idOf(feed), index);
    if (sameUrl !== undefined) {
      const must = `must not be there twice, and feeds[${sameUrl}] has it already: remove one of them`;
      return [sayFault(file, ['feeds', index, 'url'], feed.url, must)];
    }
    if (sameId === undefined) return [];
    return [sayFault(file, ['feeds', index, 'id'], idOf(feed), `must differ from that of feeds[${sameId}]`)];
  });
}

function impolite(file: string, feeds: readonly Written[], allow: readonly string[]): readonly string[] {
  return feeds.flatMap(({ url, every }, index) => {
    if (every === undefined || every >= POLITE_FLOOR || isOpened(url, allow)) return [];
    const must =
      'must be 15m or more: publishers block those who ask more often; only feeds whose address is an IP in FETCH_ALLOW may be polled faster';
    return [sayFault(file, ['feeds', index, 'every'], `${every / 1_000}s`, must)];
  });
}

function isOpened(url: string, allow: readonly string[]): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/^localhost$/, '127.0.0.1');
  if (!ipaddr.isValid(host)) return false;
  const address = ipaddr.process(host);
  return allow.some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}
