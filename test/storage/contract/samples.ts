// Small values to store, each whole in itself; tests name only what they are about.
import type { Delivery, DeliveryKey } from '../../../src/core/alerts/delivery.ts';
import type { Channel, Mute, Subscription, SubscriptionId } from '../../../src/core/alerts/subscription.ts';
import type { Feed, FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import { say } from '../../../src/core/messages/message.ts';
import type { Story, StoryId } from '../../../src/core/stories/story.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import type { ChangeId, Claim, PartyKey, StatusChange, Summit, SummitId } from '../../../src/core/summits/summit.ts';

export const NOW = Date.UTC(2025, 7, 15, 12);

export const HERE: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
export const THERE: Channel = { platform: 'discord', workspace: 'T1', id: 'C1' };

export function feed(id: string, rest: Partial<Feed> = {}): Feed {
  const url = `https://${id}.example/feed.xml`;
  return { id: id as FeedId, url, title: id, trust: 'press', every: 3_600_000, origin: 'config', ...rest };
}

export function item(id: string, rest: Partial<Item> = {}): Item {
  return {
    id: id as ItemId,
    feedId: 'wire' as FeedId,
    guid: `guid-${id}`,
    url: `https://wire.example/${id}?from=rss`,
    canonicalUrl: `https://wire.example/${id}`,
    title: `Leaders weigh a meeting (${id})`,
    summary: 'Двоє лідерів — «можлива» зустріч 🤝',
    language: 'en',
    source: 'The Wire',
    trust: 'agency',
    publishedAt: NOW - 60_000,
    seenAt: NOW,
    ...rest,
  };
}

export function stored(id: string, rest: Partial<Item> = {}, story = `story-${id}`) {
  return { item: item(id, rest), storyId: story as StoryId, placement: 'opened', contentHash: `hash-${id}` } as const;
}

export function story(id: string, rest: Partial<Story> = {}): Story {
  return {
    id: id as StoryId,
    headline: `Headline of ${id}`,
    language: 'en',
    itemIds: [`item-${id}` as ItemId],
    outlets: ['The Wire'],
    independentSources: ['The Wire'],
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    ...rest,
  };
}

export function summit(id: string, rest: Partial<Summit> = {}): Summit {
  return {
    id: id as SummitId,
    name: 'A and B',
    kind: 'bilateral',
    parties: ['a', 'b'] as PartyKey[],
    possibleParties: [],
    stage: { value: 'exploring', since: NOW, firmness: 'may', itemIds: [], sources: ['The Wire'] },
    confirmedBy: [],
    positions: [],
    sources: ['The Wire'],
    firstSeenAt: NOW,
    lastReportAt: NOW,
    revision: 1,
    dormant: false,
    ...rest,
  };
}

export function change(id: string, of: Summit, at: number): StatusChange {
  return {
    id: id as ChangeId,
    summitId: of.id,
    revision: of.revision,
    at,
    field: 'stage',
    stage: of.stage.value,
    before: null,
    after: of.stage.value,
    why: 'one agency',
    because: ['i1' as ItemId],
    firmness: 'may',
    sources: ['The Wire'],
    url: 'https://wire.example/i1',
    headline: 'Leaders weigh a meeting',
    rumour: false,
  };
}

export function claim(itemId: string, at: number): Claim {
  return {
    itemId: itemId as ItemId,
    at,
    source: 'The Wire',
    trust: 'agency',
    url: `https://wire.example/${itemId}`,
    headline: 'Leaders weigh a meeting',
    stage: 'exploring',
    firmness: 'may',
    background: false,
    parties: ['a', 'b'] as PartyKey[],
    possibleParties: [],
    quote: 'weigh a meeting',
  };
}

export function subscription(id: string, rest: Partial<Subscription> = {}): Subscription {
  return {
    id: id as SubscriptionId,
    channel: HERE,
    topic: 'a-b' as TopicId,
    alerts: 'changes',
    digest: 'daily',
    at: '08:00',
    timeZone: 'Europe/Kyiv',
    nextDigestAt: NOW + 1_000,
    createdAt: NOW,
    createdBy: 'U1',
    ...rest,
  };
}

export function mute(value: string, rest: Partial<Mute> = {}): Mute {
  return { channel: HERE, kind: 'keyword', value, until: NOW + 1_000, createdBy: 'U1', createdAt: NOW, ...rest };
}

export function delivery(key: string, rest: Partial<Delivery> = {}): Delivery {
  return {
    key: key as DeliveryKey,
    channel: HERE,
    kind: 'change',
    subject: `change:${key}`,
    message: say('on', 'Meeting announced', 'In one sentence.'),
    state: 'pending',
    attempts: 0,
    dueAt: NOW,
    createdAt: NOW,
    ...rest,
  };
}
