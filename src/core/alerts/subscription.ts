// Channels and what they asked for: subscriptions, mutes and filters.
import type { TopicId } from '../stories/topic.ts';
import type { EpochMs } from '../text/instant.ts';

export const PLATFORMS = ['discord', 'slack', 'console'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** A place to post in. `workspace` is Discord's guild or Slack's team. */
export type Channel = { readonly platform: Platform; readonly workspace: string; readonly id: string };

/** One string for a channel, for keys and queries. */
export function channelKey(channel: Channel): string {
  return `${channel.platform}:${channel.workspace}:${channel.id}`;
}

const PERSON = '@';

/** The bot's own conversation with somebody of the channel's workspace. */
export function conversationWith(person: string, { platform, workspace }: Channel): Channel {
  return { platform, workspace, id: `${PERSON}${person}` };
}

/** With whom it is, if it is such a conversation. */
export function personIn({ id }: Pick<Channel, 'id'>): string | undefined {
  return id.startsWith(PERSON) ? id.slice(PERSON.length) : undefined;
}

export type SubscriptionId = string & { readonly brand: 'SubscriptionId' };
export type DigestRhythm = 'off' | 'hourly' | 'daily' | 'weekly';
/** `none`: nothing at once, for a channel that wants digests only. */
export type AlertKind = 'changes' | 'stories' | 'all' | 'none';

export type Subscription = {
  readonly id: SubscriptionId;
  readonly channel: Channel;
  /** A topic, or every topic there is. */
  readonly topic: TopicId | 'all';
  readonly alerts: AlertKind;
  readonly digest: DigestRhythm;
  /** Local time of the digest, `HH:MM`, in `timeZone` (IANA). */
  readonly at: string;
  readonly timeZone: string;
  readonly nextDigestAt?: EpochMs;
  readonly createdAt: EpochMs;
  readonly createdBy: string;
  /** Why nothing is sent at present (channel gone, permission lost). */
  readonly pausedWhy?: string;
};

export type MuteKind = 'topic' | 'source' | 'keyword' | 'summit' | 'story' | 'change';

/** Silence with an end. */
export type Mute = {
  readonly channel: Channel;
  readonly kind: MuteKind;
  /** Topic id, publisher's name, words, summit id, or a kind of change such as `rumours`. */
  readonly value: string;
  readonly until: EpochMs;
  readonly createdBy: string;
  readonly createdAt: EpochMs;
};

/** A boolean rule on text (see keywords.ts) that every piece of news must pass to reach the channel. */
export type Filter = {
  readonly id: number;
  readonly channel: Channel;
  readonly rule: string;
  readonly createdBy: string;
  readonly createdAt: EpochMs;
};
