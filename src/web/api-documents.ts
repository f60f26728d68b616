// Stories and feeds as the HTTP interface gives them.
import { z } from 'zod';
import { iso } from '../core/summits/document.ts';
import { withoutSecrets } from '../core/text/urls.ts';
import type { FeedRow, StoredItem, StoryStore } from '../storage/store.ts';

const instant = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

export const storyDocument = z.object({
  id: z.string(),
  headline: z.string(),
  language: z.string(),
  url: z.string().optional().meta({ description: 'where it was told first' }),
  topics: z.array(z.string()),
  items: z.int().meta({ description: 'how many items tell it' }),
  outlets: z.array(z.string()).meta({ description: 'publishers in order of arrival' }),
  independentSources: z.array(z.string()).meta({ description: 'publishers that do not copy one another' }),
  firstSeenAt: instant,
  lastSeenAt: instant,
  follows: z.string().optional().meta({ description: 'the story that this one follows up on' }),
  corrected: z.boolean(),
});

export const feedDocument = z.object({
  id: z.string(),
  url: z.string().meta({ description: 'without passwords and keys' }),
  title: z.string(),
  language: z.string().optional(),
  trust: z.enum(['official', 'agency', 'press', 'state']),
  category: z.string().optional(),
  lastTriedAt: instant.optional(),
  lastSuccessAt: instant.optional(),
  lastStatus: z.int().optional(),
  nextPollAt: instant,
  failures: z.int().meta({ description: 'failed polls in a row' }),
  fault: z.string().optional(),
  gone: z.boolean().meta({ description: 'the publisher said 410: not polled any more' }),
  items: z
    .object({ seen: z.int(), posted: z.int(), folded: z.int(), filtered: z.int(), held: z.int() })
    .meta({ description: 'seen = posted + folded + filtered + held' }),
});

type BegunStory = Awaited<ReturnType<StoryStore['begun']>>[number];

export function documentOfStory(story: BegunStory, first: StoredItem | undefined): z.infer<typeof storyDocument> {
  return {
    id: story.id,
    headline: story.headline,
    language: story.language,
    ...(first && { url: first.item.url }),
    topics: [...story.topics],
    items: story.itemIds.length,
    outlets: [...story.outlets],
    independentSources: [...story.independentSources],
    firstSeenAt: iso(story.firstSeenAt),
    lastSeenAt: iso(story.lastSeenAt),
    ...(story.follows !== undefined && { follows: story.follows }),
    corrected: story.corrected ?? false,
  };
}

export function documentOfFeed({ feed, poll, counts }: FeedRow): z.infer<typeof feedDocument> {
  return {
    id: feed.id,
    url: withoutSecrets(feed.url),
    title: feed.title,
    ...(feed.language !== undefined && { language: feed.language }),
    trust: feed.trust,
    ...(feed.category !== undefined && { category: feed.category }),
    ...(poll.lastTriedAt !== undefined && { lastTriedAt: iso(poll.lastTriedAt) }),
    ...(poll.lastSuccessAt !== undefined && { lastSuccessAt: iso(poll.lastSuccessAt) }),
    ...(poll.lastStatus !== undefined && { lastStatus: poll.lastStatus }),
    nextPollAt: iso(poll.nextAt),
    failures: poll.failures,
    ...(poll.lastFault !== undefined && { fault: poll.lastFault }),
    gone: poll.gone ?? false,
    items: { ...counts },
  };
}
