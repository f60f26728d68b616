// Made-up summits, news and channels for tests of what is told to whom.
import type { ChangeNews, StoryNews } from '../../../src/core/alerts/interest.ts';
import type { Channel, Filter, Mute, Subscription, SubscriptionId } from '../../../src/core/alerts/subscription.ts';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import type { Story, StoryId } from '../../../src/core/stories/story.ts';
import type { Topic, TopicId } from '../../../src/core/stories/topic.ts';
import type { ChangeId, PartyKey, StatusChange, Summit, SummitId } from '../../../src/core/summits/summit.ts';
import { DAY, HOUR } from '../../../src/core/text/instant.ts';

/** A Friday. */
export const NOW = Date.UTC(2025, 7, 8, 12, 0);

export const CHANNEL: Channel = { platform: 'console', workspace: 'w', id: 'c1' };
export const OTHER: Channel = { platform: 'slack', workspace: 'w', id: 'c2' };

export const TOPICS: readonly Topic[] = [
  {
    id: 'trump-putin' as TopicId,
    name: 'Trump–Putin',
    kind: 'summit',
    participants: ['trump', 'putin'],
    aliases: ['alaska summit'],
    description: 'Meetings of the two presidents',
  },
  { id: 'g7' as TopicId, name: 'G7', kind: 'summit', participants: ['g7'], aliases: ['group of seven'] },
  { id: 'grain' as TopicId, name: 'Grain', kind: 'keyword', query: 'grain', participants: [], aliases: [] },
];

const NAMES: Readonly<Record<string, string>> = {
  trump: 'Donald Trump',
  putin: 'Vladimir Putin',
  zelenskyy: 'Volodymyr Zelenskyy',
  us: 'United States',
  russia: 'Russia',
  g7: 'G7',
};
export const nameOf = (key: string): string => NAMES[key] ?? key;

export function item(id: string, rest: Partial<Item> = {}): Item {
  return {
    id: id as ItemId,
    feedId: 'feed' as FeedId,
    guid: id,
    url: `https://example.org/${id}`,
    canonicalUrl: `https://example.org/${id}`,
    title: `Presidents plan talks (${id})`,
    summary: 'Two presidents plan to talk.',
    language: 'en',
    source: 'Example Times',
    trust: 'press',
    publishedAt: NOW,
    seenAt: NOW,
    ...rest,
  };
}

export function story(id: string, rest: Partial<Story> = {}): Story {
  return {
    id: id as StoryId,
    headline: `Presidents plan talks (${id})`,
    language: 'en',
    itemIds: [`${id}-1` as ItemId],
    outlets: ['Example Times'],
    independentSources: ['Example Times'],
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    ...rest,
  };
}

export function summit(rest: Partial<Summit> = {}): Summit {
  return {
    id: 'summit-1' as SummitId,
    name: 'Trump–Putin meeting',
    kind: 'bilateral',
    parties: ['trump', 'putin'] as PartyKey[],
    possibleParties: [],
    stage: {
      value: 'announced',
      since: NOW - DAY,
      firmness: 'will',
      saidBy: { name: 'Donald Trump', side: 'trump' as PartyKey, kind: 'leader' },
      itemIds: [],
      sources: ['Example Times', 'Wire'],
    },
    confirmedBy: [],
    positions: [],
    sources: ['Example Times', 'Wire'],
    firstSeenAt: NOW - 3 * DAY,
    lastReportAt: NOW - HOUR,
    revision: 1,
    dormant: false,
    ...rest,
  };
}

export function change(id: string, rest: Partial<StatusChange> = {}): StatusChange {
  return {
    id: id as ChangeId,
    summitId: 'summit-1' as SummitId,
    revision: 1,
    at: NOW,
    field: 'stage',
    stage: 'announced',
    before: 'exploring',
    after: 'announced',
    why: 'A leader of one side announced it.',
    because: ['item-1' as ItemId],
    firmness: 'will',
    saidBy: { name: 'Donald Trump', side: 'trump' as PartyKey, kind: 'leader' },
    sources: ['Example Times', 'Wire'],
    url: 'https://example.org/item-1',
    headline: 'Presidents plan talks',
    rumour: false,
    ...rest,
  };
}

const MATCH = { topicId: 'trump-putin' as TopicId, reason: 'It is about a meeting that “Trump–Putin” follows.' };

export function changeNews(rest: Partial<ChangeNews> = {}, changed: Partial<StatusChange> = {}): ChangeNews {
  return {
    kind: 'change',
    change: change('change-1', changed),
    summit: summit(),
    topics: [MATCH],
    item: item('item-1'),
    ...rest,
  };
}

export function storyNews(rest: Partial<StoryNews> = {}): StoryNews {
  return { kind: 'story', story: story('story-1'), item: item('story-1-1'), topics: [MATCH], ...rest };
}

export function subscription(rest: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub-1' as SubscriptionId,
    channel: CHANNEL,
    topic: 'trump-putin' as TopicId,
    alerts: 'all',
    digest: 'off',
    at: '08:00',
    timeZone: 'Europe/Kyiv',
    createdAt: NOW - DAY,
    createdBy: 'u1',
    ...rest,
  };
}

export function mute(kind: Mute['kind'], value: string, rest: Partial<Mute> = {}): Mute {
  return { channel: CHANNEL, kind, value, until: NOW + HOUR, createdBy: 'u1', createdAt: NOW - HOUR, ...rest };
}

export function filter(rule: string, rest: Partial<Filter> = {}): Filter {
  return { id: 1, channel: CHANNEL, rule, createdBy: 'u1', createdAt: NOW, ...rest };
}
