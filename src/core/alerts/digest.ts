// A digest: what happened in a stretch of time for one channel, changes first, then stories by weight, each once.
import type { Topic } from '../stories/topic.ts';
import type { EpochMs } from '../text/instant.ts';
import { type ChangeNews, concerns, type News, type StoryNews } from './interest.ts';
import type { Window } from './recall.ts';
import type { Filter, Mute, Subscription } from './subscription.ts';

export type Digest = Window & {
  readonly changes: readonly ChangeNews[];
  readonly groups: readonly { readonly topic: Topic; readonly stories: readonly StoryNews[] }[];
  /** Copies and rewrites that were folded into these stories. */
  readonly folded: number;
  /** Pieces of news that a mute or a filter kept out. */
  readonly silenced: number;
};

export type DigestParts = {
  /** Subscriptions of one channel that the digest answers. */
  readonly subscriptions: readonly Pick<Subscription, 'channel' | 'topic'>[];
  readonly mutes: readonly Mute[];
  readonly filters: readonly Filter[];
  readonly topics: readonly Topic[];
  readonly now: EpochMs;
};

export function composeDigest(news: readonly News[], window: Window, parts: DigestParts): Digest {
  const judged = news.map((piece) => ({ piece, decision: judge(piece, parts) }));
  const passed = judged.filter(({ decision }) => decision === 'tell').map(({ piece }) => piece);
  const changes = passed.filter((piece) => piece.kind === 'change');
  const told = new Set(changes.flatMap(({ change }) => change.because));
  // A story whose article brought a change is told by that change.
  const stories = passed
    .filter((piece) => piece.kind === 'story')
    .filter(({ story }) => !story.itemIds.some((id) => told.has(id)));
  return {
    ...window,
    changes,
    groups: byTopic(stories, parts),
    folded: stories.reduce((sum, { story }) => sum + story.itemIds.length - 1, 0),
    silenced: judged.filter(({ decision }) => decision === 'silenced').length,
  };
}

export function isEmpty(digest: Digest): boolean {
  return digest.changes.length === 0 && digest.groups.length === 0;
}

function judge(piece: News, parts: DigestParts): 'tell' | 'silenced' | 'foreign' {
  const decisions = parts.subscriptions.map((subscription) =>
    concerns(subscription, piece, parts.mutes, parts.filters, parts.now),
  );
  if (decisions.some(({ tell }) => tell)) return 'tell';
  const silenced = decisions.some((decision) => !decision.tell && decision.why !== 'another-topic');
  return silenced ? 'silenced' : 'foreign';
}

/** Each story under the first of its topics that the channel follows. */
function byTopic(stories: readonly StoryNews[], { topics, subscriptions }: DigestParts): Digest['groups'] {
  const followed = topics.filter(({ id }) => subscriptions.some(({ topic }) => topic === 'all' || topic === id));
  const grouped = Map.groupBy(stories, (story) =>
    followed.find(({ id }) => story.topics.some(({ topicId }) => topicId === id)),
  );
  return followed.flatMap((topic) => {
    const group = grouped.get(topic);
    return group === undefined ? [] : [{ topic, stories: group.toSorted(byWeight) }];
  });
}

/** More publishers that do not copy one another weigh more; among equals the newer goes first. */
function byWeight(a: StoryNews, b: StoryNews): number {
  return (
    b.story.independentSources.length - a.story.independentSources.length ||
    b.story.outlets.length - a.story.outlets.length ||
    b.story.firstSeenAt - a.story.firstSeenAt
  );
}
