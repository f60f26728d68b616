// News, and who wants it: a subscription answers with yes or no, and always with the reason.
import type { Item } from '../feeds/item.ts';
import { compileQuery } from '../stories/keywords.ts';
import type { Story } from '../stories/story.ts';
import type { TopicMatch } from '../stories/topic.ts';
import { readWords, type Words } from '../stories/words.ts';
import type { StatusChange, Summit } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';
import { compileRule, type FilterSubject, namesSource } from './filter.ts';
import { inChangeKind } from './mutes.ts';
import { channelKey, type Filter, type Mute, type Subscription } from './subscription.ts';

/** A change of a summit's status; `summit` is as it stands after it. No item when only time brought it. */
export type ChangeNews = {
  readonly kind: 'change';
  readonly change: StatusChange;
  readonly summit: Summit;
  readonly topics: readonly TopicMatch[];
  readonly item?: Item;
};

/** A story that has just begun. */
export type StoryNews = {
  readonly kind: 'story';
  readonly story: Story;
  readonly item: Item;
  readonly topics: readonly TopicMatch[];
  readonly summit?: Summit;
};

export type News = ChangeNews | StoryNews;

export type Refusal = 'paused' | 'another-topic' | 'not-asked-for' | 'muted' | 'filtered' | 'inhibited';

/** `by`: the mute or the rule that stood against it, in words. */
export type Decision =
  | { readonly tell: true; readonly why: string }
  | { readonly tell: false; readonly why: Refusal; readonly by?: string };

export function wants(
  subscription: Subscription,
  news: News,
  mutes: readonly Mute[],
  filters: readonly Filter[],
  now: EpochMs,
): Decision {
  if (subscription.pausedWhy !== undefined) return { tell: false, why: 'paused', by: subscription.pausedWhy };
  const decision = concerns(subscription, news, mutes, filters, now);
  if (!decision.tell) return decision;
  if (!asksFor(subscription, news)) return { tell: false, why: 'not-asked-for' };
  if (news.kind === 'change' && silencedByConfirmation(news)) return { tell: false, why: 'inhibited' };
  return decision;
}

/** Whether news belongs to a subscription and nothing silences it: what digests ask, which bring all kinds of news. */
export function concerns(
  subscription: Pick<Subscription, 'channel' | 'topic'>,
  news: News,
  mutes: readonly Mute[],
  filters: readonly Filter[],
  now: EpochMs,
): Decision {
  const topics = news.topics.filter(({ topicId }) => subscription.topic === 'all' || subscription.topic === topicId);
  if (topics.length === 0) return { tell: false, why: 'another-topic' };
  const running = ofChannel(mutes, subscription).filter((mute) => mute.until > now);
  const loud = topics.filter(({ topicId }) => !running.some((mute) => mute.kind === 'topic' && mute.value === topicId));
  const [first] = loud;
  if (first === undefined) return { tell: false, why: 'muted', by: topics[0]?.topicId ?? '' };
  const mute = running.find((candidate) => silences(candidate, news));
  if (mute !== undefined) return { tell: false, why: 'muted', by: mute.value };
  const rule = ofChannel(filters, subscription).find((filter) => !passes(filter.rule, news));
  if (rule !== undefined) return { tell: false, why: 'filtered', by: rule.rule };
  return { tell: true, why: first.reason };
}

function ofChannel<T extends Mute | Filter>(
  all: readonly T[],
  subscription: Pick<Subscription, 'channel'>,
): readonly T[] {
  const key = channelKey(subscription.channel);
  return all.filter(({ channel }) => channelKey(channel) === key);
}

function asksFor({ alerts }: Subscription, news: News): boolean {
  return alerts === 'all' || alerts === (news.kind === 'change' ? 'changes' : 'stories');
}

const RUMOURS_OF_PROGRESS: ReadonlySet<string> = new Set([
  'exploring',
  'proposed',
  'announced',
  'scheduled',
  'confirmed',
]);

/** Once a summit is confirmed, rumours that it may come about say nothing new; rumours that it may not still do. */
function silencedByConfirmation({ change, summit }: ChangeNews): boolean {
  if (!change.rumour || summit.stage.firmness !== 'confirmed') return false;
  return change.field === 'stage' && RUMOURS_OF_PROGRESS.has(change.stage);
}

/** Topic mutes are judged by `wants`, because news may belong to several topics. */
export function silences(mute: Mute, news: News): boolean {
  switch (mute.kind) {
    case 'topic':
      return news.topics.length > 0 && news.topics.every(({ topicId }) => topicId === mute.value);
    case 'story':
      return news.kind === 'story' && news.story.id === mute.value;
    case 'summit':
      return news.summit?.id === mute.value;
    case 'source': {
      const sources = sourcesOf(news);
      return sources.length > 0 && sources.every((source) => namesSource(source, mute.value));
    }
    case 'keyword': {
      const compiled = compileQuery(mute.value);
      return 'query' in compiled && compiled.query.matchesWords(wordsOf(news)).matched;
    }
    case 'change':
      return news.kind === 'change' && inChangeKind(mute.value, news.change);
    default:
      return mute.kind satisfies never;
  }
}

/** A rule that cannot be read lets news pass: rules are checked when they are added, and silence would be the worse fault. */
export function passes(rule: string, news: News): boolean {
  const compiled = compileRule(rule);
  return 'fault' in compiled || compiled.rule.passes(filterSubject(news)).matched;
}

export function filterSubject(news: News): FilterSubject {
  const { item } = news;
  return {
    words: wordsOf(news),
    sources: sourcesOf(news),
    independentSources: (news.kind === 'change' ? news.change.sources : news.story.independentSources).length,
    ...(item !== undefined && { language: item.language, trust: item.trust }),
  };
}

function sourcesOf(news: News): readonly string[] {
  if (news.kind === 'story') return [news.item.source];
  return news.change.sources.length > 0 ? news.change.sources : news.item ? [news.item.source] : [];
}

function wordsOf(news: News): Words {
  const fromItem = news.item === undefined ? [] : [news.item.title, news.item.summary];
  if (news.kind === 'story') return readWords(...fromItem, news.story.headline);
  const { change, summit } = news;
  return readWords(...fromItem, change.headline, change.before ?? '', change.after, summit.name);
}
