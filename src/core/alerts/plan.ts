// News → the messages it becomes: each channel hears of a thing once, in one message per summit or story.

import type { Message } from '../messages/message.ts';
import type { Topic } from '../stories/topic.ts';
import { takePart } from '../stories/topics.ts';
import { partiesToFollow } from '../summits/followed.ts';
import type { StatusChange, Summit } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';
import type { Delivery, DeliveryKey } from './delivery.ts';
import { type ChangeNews, type News, type StoryNews, wants } from './interest.ts';
import { type Channel, channelKey, type Filter, type Mute, type Subscription } from './subscription.ts';
import { collapse } from './together.ts';

/** Changes of one summit that are told together, all of them; `collapse` says what there is to tell. */
export type ChangeAlert = {
  readonly kind: 'change';
  readonly summit: Summit;
  readonly changes: readonly StatusChange[];
};

export type Alert = ChangeAlert | StoryNews;

/** For whom a message is written. */
export type Audience = {
  /** IANA zone of the channel. */
  readonly zone: string;
  /** Names of the topics because of which the channel hears of it. */
  readonly followed: readonly string[];
  readonly now: EpochMs;
  /** What the channel chose to be told in. */
  readonly language?: string;
};

export type PlanParts = {
  readonly subscriptions: readonly Subscription[];
  readonly mutes: readonly Mute[];
  readonly filters: readonly Filter[];
  readonly topics: readonly Topic[];
  readonly now: EpochMs;
  /** How long changes wait for others of the same summit, and stories for other stories. */
  readonly groupWait: number;
  readonly compose: (alert: Alert, audience: Audience) => Message;
  /** Where a channel chose one. */
  readonly languageOf?: (channel: Channel) => string | undefined;
};

export function planDeliveries(news: readonly News[], parts: PlanParts): readonly Delivery[] {
  if (news.length === 0) return [];
  const complete = news.map((piece) => withTopicsOfSummit(piece, parts.topics));
  const mutes = byChannel(parts.mutes);
  const filters = byChannel(parts.filters);
  const compose = composeOnce(parts.compose);
  return [...byChannel(parts.subscriptions)].flatMap(([key, subscriptions]) =>
    planForChannel(complete, subscriptions, {
      ...parts,
      compose,
      mutes: mutes.get(key) ?? [],
      filters: filters.get(key) ?? [],
    }),
  );
}

/** An item may name fewer people than take part; the summit it changed tells which topics follow it. */
export function withTopicsOfSummit(news: News, topics: readonly Topic[]): News {
  if (news.kind === 'story') return news;
  const { summit } = news;
  const parties = partiesToFollow(summit);
  const more = topics.filter(
    (topic) =>
      topic.kind === 'summit' &&
      topic.query === undefined &&
      !news.topics.some(({ topicId }) => topicId === topic.id) &&
      takePart(topic, parties),
  );
  const reason = (topic: Topic) => `It is about a meeting that “${topic.name}” follows.`;
  return { ...news, topics: [...news.topics, ...more.map((topic) => ({ topicId: topic.id, reason: reason(topic) }))] };
}

function byChannel<T extends Subscription | Mute | Filter>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(all, ({ channel }) => channelKey(channel));
}

/** Channels that share zone and topics share the message; at thousands of channels this is most of the work. */
function composeOnce(compose: PlanParts['compose']): PlanParts['compose'] {
  const made = new Map<string, Message>();
  return (alert, audience) => {
    const key = JSON.stringify([subjectOf(alert), audience]);
    const known = made.get(key) ?? compose(alert, audience);
    made.set(key, known);
    return known;
  };
}

type Told = { readonly subscription: Subscription; readonly news: News };

function planForChannel(
  news: readonly News[],
  subscriptions: readonly Subscription[],
  parts: PlanParts,
): readonly Delivery[] {
  const told = news.flatMap((piece): readonly Told[] => {
    const subscription = subscriptions.find((each) => wants(each, piece, parts.mutes, parts.filters, parts.now).tell);
    return subscription === undefined ? [] : [{ subscription, news: piece }];
  });
  const changes = told.flatMap(({ subscription, news: piece }) =>
    piece.kind === 'change' ? [{ subscription, piece }] : [],
  );
  const stories = told.flatMap(({ subscription, news: piece }) =>
    piece.kind === 'story' ? [{ subscription, piece }] : [],
  );
  const changedBy = new Set(changes.map(({ piece }) => piece.item?.id));
  return [
    ...[...Map.groupBy(changes, ({ piece }) => piece.summit.id).values()].flatMap((group) => {
      const [first] = group;
      const alert = changeAlert(group.map(({ piece }) => piece));
      return first === undefined || alert === undefined
        ? []
        : [
            delivery(
              alert,
              first.subscription,
              group.flatMap(({ piece }) => piece.topics),
              parts,
            ),
          ];
    }),
    // The change already tells what the article says.
    ...stories
      .filter(({ piece }) => !changedBy.has(piece.item.id))
      .map(({ subscription, piece }) => delivery(piece, subscription, piece.topics, parts)),
  ];
}

function changeAlert(news: readonly ChangeNews[]): ChangeAlert | undefined {
  const inOrder = news.toSorted((a, b) => a.change.revision - b.change.revision);
  const summit = inOrder.at(-1)?.summit;
  const changes = inOrder.map(({ change }) => change);
  // What came back to where it was within one reading is no news.
  return summit && collapse(changes).length > 0 ? { kind: 'change', summit, changes } : undefined;
}

function subjectOf(alert: Alert): string {
  return alert.kind === 'story' ? `story:${alert.story.id}` : `change:${alert.changes.map(({ id }) => id).join(',')}`;
}

function delivery(alert: Alert, subscription: Subscription, topics: StoryNews['topics'], parts: PlanParts): Delivery {
  const matched = new Set(topics.map(({ topicId }) => topicId));
  const followed = parts.topics.filter(
    ({ id }) => matched.has(id) && (subscription.topic === 'all' || subscription.topic === id),
  );
  const subject = subjectOf(alert);
  const language = parts.languageOf?.(subscription.channel);
  return {
    // The channel, not the subscription, is in the key: two subscriptions of one channel must not say a thing twice.
    key: `${channelKey(subscription.channel)}|${subject}` as DeliveryKey,
    channel: subscription.channel,
    subscriptionId: subscription.id,
    kind: alert.kind,
    subject,
    message: parts.compose(alert, {
      zone: subscription.timeZone,
      followed: followed.map(({ name }) => name),
      now: parts.now,
      ...(language !== undefined && { language }),
    }),
    state: 'pending',
    attempts: 0,
    dueAt: parts.now + parts.groupWait,
    createdAt: parts.now,
  };
}
