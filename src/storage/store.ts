// What the product remembers, as the rest of it asks: one group of queries per subject, one transaction across them.
import type { Card } from '../core/alerts/card.ts';
import type { ChannelSettings } from '../core/alerts/channel-settings.ts';
import type { Delivery, DeliveryKey, DeliveryState } from '../core/alerts/delivery.ts';
import type { Channel, Filter, Mute, Platform, Subscription, SubscriptionId } from '../core/alerts/subscription.ts';
import type { Feed, FeedId, PollState } from '../core/feeds/feed.ts';
import type { Item, ItemId } from '../core/feeds/item.ts';
import type { HubSubscription } from '../core/feeds/websub.ts';
import type { Placement, Ruling, Story, StoryId } from '../core/stories/story.ts';
import type { TopicId, TopicMatch } from '../core/stories/topic.ts';
import type { ChangeId, Claim, StatusChange, Summit, SummitId } from '../core/summits/summit.ts';
import type { EpochMs } from '../core/text/instant.ts';

/** Counts since the feed was added: `seen` must be the sum of the others, and is counted apart. */
export type FeedCounts = {
  readonly seen: number;
  /** Opened a story that some topic wanted. */
  readonly posted: number;
  /** Joined a story, or was an item already known under another name. */
  readonly folded: number;
  /** Matched no topic. */
  readonly filtered: number;
  /** Known already when it came (too old to tell at the first poll). */
  readonly held: number;
};

export type FeedRow = { readonly feed: Feed; readonly poll: PollState; readonly counts: FeedCounts };

export type SeenItem = { readonly id: ItemId; readonly contentHash: string };

/** `apart`: nobody asked about it, so it was not folded; it is known, and a story by itself. */
export type StoredItem = {
  readonly item: Item;
  readonly storyId: StoryId;
  readonly placement: Placement['kind'] | 'apart';
  /** Why there, in words. */
  readonly reason?: string;
};

export type ItemRevision = {
  readonly title: string;
  readonly summary: string;
  readonly content?: string;
  readonly replacedAt: EpochMs;
};

export type SendAttempt = {
  readonly key: DeliveryKey;
  readonly at: EpochMs;
  readonly outcome: string;
  readonly why?: string;
};

export interface FeedStore {
  /** Makes the configured feeds (`origin: 'config'`) be exactly these; poll states of those that stay are kept, new ones fall due spread over `spread` ms. */
  sync(feeds: readonly Feed[], now: EpochMs, spread: number): Promise<void>;
  add(feed: Feed, nextAt: EpochMs): Promise<'added' | 'exists'>;
  remove(urlOrId: string): Promise<boolean>;
  list(): Promise<readonly FeedRow[]>;
  byId(id: FeedId): Promise<FeedRow | undefined>;
  /** Due feeds, oldest first; each claimed one is not due again before `now + lease`, so a crash only delays it. */
  claimDue(now: EpochMs, limit: number, lease: number): Promise<readonly FeedRow[]>;
  savePoll(id: FeedId, poll: PollState): Promise<void>;
  rename(id: FeedId, url: string): Promise<void>;
  count(id: FeedId, delta: Partial<FeedCounts>): Promise<void>;
}

export interface ItemStore {
  /** Which of these guids the feed already gave us. */
  seen(feedId: FeedId, guids: readonly string[]): Promise<ReadonlyMap<string, SeenItem>>;
  save(items: readonly (StoredItem & { readonly contentHash: string })[]): Promise<void>;
  /** Keeps the former text as a revision with its time and writes the new one, and where it belongs when that is decided anew. */
  revise(
    item: Item,
    contentHash: string,
    at: EpochMs,
    placed?: Pick<StoredItem, 'storyId' | 'placement' | 'reason'>,
  ): Promise<void>;
  /** Puts items into another story. */
  move(ids: readonly ItemId[], into: StoryId): Promise<void>;
  byIds(ids: readonly ItemId[]): Promise<readonly StoredItem[]>;
  ofStory(id: StoryId): Promise<readonly StoredItem[]>;
  /** Folded items seen since then in order of arrival, some at a time, for rebuilding the index; those `apart` are left out. */
  since(at: EpochMs): AsyncIterable<readonly StoredItem[]>;
  /** Former texts, oldest first. */
  revisions(id: ItemId): Promise<readonly ItemRevision[]>;
  /** Drops items seen before then, with their texts and empty stories; those that claims rest on stay. */
  prune(before: EpochMs): Promise<number>;
}

export interface StoryStore {
  /** Writes the story; topics are added to those it has, a summit stays when none is given. */
  save(story: Story, topics: readonly TopicMatch[], summitId?: SummitId): Promise<void>;
  byId(id: StoryId): Promise<Story | undefined>;
  /** Forgets a story that went into another one, with its topics; its items stay, and stories that named it name the other. */
  remove(id: StoryId, into: StoryId): Promise<void>;
  /** Stories with an item since then, in order of their beginnings, for rebuilding the index. */
  since(at: EpochMs): Promise<readonly Story[]>;
  /** Stories about the summit with an item since then, in order of their beginnings. */
  ofSummit(id: SummitId, since: EpochMs): Promise<readonly Story[]>;
  topics(id: StoryId): Promise<readonly TopicMatch[]>;
  /** Stories begun in the window (`from` in it, `to` not) that match the topic (or any): the newest `limit`, newest last. */
  begun(
    topic: TopicId | 'all',
    from: EpochMs,
    to: EpochMs,
    limit: number,
  ): Promise<readonly (Story & { readonly topics: readonly TopicId[] })[]>;
}

/** What people decided about stories; the service carries it out before its next piece of work. */
export interface OverruleStore {
  add(ruling: Ruling, at: EpochMs): Promise<void>;
  /** Not carried out yet, in order. */
  waiting(): Promise<readonly { readonly number: number; readonly ruling: Ruling }[]>;
  settle(number: number, at: EpochMs): Promise<void>;
  /** Carried out since then, in order. */
  carriedOut(since: EpochMs): Promise<readonly Ruling[]>;
}

export interface SummitStore {
  /** Writes the current state; appends changes (each with the state it led to, for `asOf`) and claims. */
  save(summit: Summit, changes: readonly StatusChange[], claims: readonly Claim[]): Promise<void>;
  byId(id: SummitId): Promise<Summit | undefined>;
  /** Every summit that is not dormant, latest report first; `dormant: true` for all. */
  list(options?: { readonly dormant?: boolean }): Promise<readonly Summit[]>;
  /** The state that was known then; undefined when it was not known of. */
  asOf(id: SummitId, at: EpochMs): Promise<Summit | undefined>;
  /** Changes in the window (`from` in it, `to` not): the newest `limit`, newest last. */
  changes(query: {
    readonly summitId?: SummitId;
    readonly from?: EpochMs;
    readonly to?: EpochMs;
    readonly limit?: number;
  }): Promise<readonly StatusChange[]>;
  changesByIds(ids: readonly ChangeId[]): Promise<readonly StatusChange[]>;
  /** Changes appended after the one with that number, in order; numbers grow, with gaps. */
  changesAfter(
    number: number,
    limit: number,
  ): Promise<readonly { readonly number: number; readonly change: StatusChange }[]>;
  /** The number of the change appended last; 0 before the first. */
  lastChangeNumber(): Promise<number>;
  claims(id: SummitId, since: EpochMs): Promise<readonly Claim[]>;
}

export interface SubscriptionStore {
  /** One per channel and topic: a second one replaces the settings of the first and keeps its id. */
  save(subscription: Subscription): Promise<void>;
  remove(channel: Channel, topic: TopicId | 'all'): Promise<boolean>;
  removeAll(channel: Channel): Promise<number>;
  ofChannel(channel: Channel): Promise<readonly Subscription[]>;
  list(): Promise<readonly Subscription[]>;
  pause(channel: Channel, why: string): Promise<void>;
  resume(channel: Channel): Promise<void>;
  digestsDue(now: EpochMs): Promise<readonly Subscription[]>;
  setNextDigest(id: SubscriptionId, at: EpochMs): Promise<void>;
}

export interface MuteStore {
  /** One per channel, kind and value: a second one moves the end. */
  save(mute: Mute): Promise<void>;
  remove(channel: Channel, value: string): Promise<number>;
  /** Mutes still running. */
  list(now: EpochMs): Promise<readonly Mute[]>;
  ofChannel(channel: Channel, now: EpochMs): Promise<readonly Mute[]>;
  /** Takes out the mutes that ended, so that each is caught up on once. */
  takeEnded(now: EpochMs): Promise<readonly Mute[]>;
}

export interface FilterStore {
  /** Answers with the new rule's number. */
  add(filter: Omit<Filter, 'id'>): Promise<number>;
  remove(channel: Channel, id: number): Promise<boolean>;
  ofChannel(channel: Channel): Promise<readonly Filter[]>;
  list(): Promise<readonly Filter[]>;
}

export interface ChannelSettingsStore {
  save(settings: ChannelSettings): Promise<void>;
  /** Undefined where the channel chose nothing. */
  ofChannel(channel: Channel): Promise<ChannelSettings | undefined>;
  list(): Promise<readonly ChannelSettings[]>;
  /** Channels that want cards. */
  withCards(): Promise<readonly ChannelSettings[]>;
}

export interface CardStore {
  save(card: Card): Promise<void>;
  remove(card: Pick<Card, 'channel' | 'summitId'>): Promise<void>;
  list(): Promise<readonly Card[]>;
}

/**
 * What the bot made on a platform that stands for something of ours, by the name of that: a forum's post, a server's event
 * (whose place has no channel). What is kept of it is its maker's affair.
 */
export interface KeepsakeStore {
  get(place: Channel, name: string): Promise<string | undefined>;
  set(place: Channel, name: string, body: string): Promise<void>;
  remove(place: Channel, name: string): Promise<void>;
  /** All whose names begin so, everywhere. */
  named(prefix: string): Promise<readonly { readonly place: Channel; readonly name: string; readonly body: string }[]>;
}

export type ClaimOnly = {
  readonly platform?: Platform;
  /** At most so many of one channel, those planned first. */
  readonly perChannel?: number;
  /** None of these channels. */
  readonly except?: readonly Channel[];
};

export interface DeliveryStore {
  /** Writes those whose key is new; answers how many were. */
  plan(deliveries: readonly Delivery[]): Promise<number>;
  /**
   * Pending ones that are due, by their turns (oldest first, and one subject never far ahead of the others), leased to
   * this process as `sending` until `now + lease`; afterwards they are claimed again.
   */
  claim(now: EpochMs, limit: number, lease: number, only?: ClaimOnly): Promise<readonly Delivery[]>;
  /** Ends every lease, when those who hold them are known to be no more. */
  takeBack(): Promise<void>;
  /** Saves the state a send led to and records the attempt. */
  save(delivery: Delivery, attempt?: SendAttempt): Promise<void>;
  byKey(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Newest first. */
  list(query: {
    readonly channel?: Channel;
    readonly state?: DeliveryState;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  attempts(key: DeliveryKey): Promise<readonly SendAttempt[]>;
  /** Sent to the channel since then, for its hourly budget; notices, which somebody asked for, do not count. */
  sentSince(channel: Channel, at: EpochMs): Promise<number>;
  /** When the next open one falls due, or its lease ends. */
  nextDueAt(): Promise<EpochMs | undefined>;
  prune(before: EpochMs): Promise<number>;
}

/** What publishers' hubs were asked to push (WebSub). */
export interface WebSubStore {
  save(subscription: HubSubscription): Promise<void>;
  remove(path: string): Promise<void>;
  byPath(path: string): Promise<HubSubscription | undefined>;
  ofFeed(id: FeedId): Promise<readonly HubSubscription[]>;
  list(): Promise<readonly HubSubscription[]>;
}

/** A workspace that installed the app; what it installed is encrypted under the key that `keyId` names. */
export type InstallationRow = {
  readonly team: string;
  readonly keyId: string;
  readonly sealed: string;
  readonly updatedAt: EpochMs;
};

export interface InstallationStore {
  save(row: InstallationRow): Promise<void>;
  byTeam(team: string): Promise<InstallationRow | undefined>;
  remove(team: string): Promise<void>;
  list(): Promise<readonly InstallationRow[]>;
}

/** Discord's guild or Slack's team. */
export type Place = Pick<Channel, 'platform' | 'workspace'>;

/** Workspaces that took the bot out. */
export interface DepartureStore {
  /** Answers whether that is news. */
  add(place: Place, at: EpochMs): Promise<boolean>;
  /** They took it in again; answers whether it had been out. */
  remove(place: Place): Promise<boolean>;
  /** Out since before then. */
  before(at: EpochMs): Promise<readonly Place[]>;
  /** Everything that was kept for the workspace's channels, and that it was ever there. */
  forget(place: Place): Promise<void>;
}

/** Small facts of the whole service (hash of registered commands, last start). */
export interface FactStore {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}

export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  readonly feeds: FeedStore;
  readonly items: ItemStore;
  readonly stories: StoryStore;
  readonly overrules: OverruleStore;
  readonly summits: SummitStore;
  readonly subscriptions: SubscriptionStore;
  readonly mutes: MuteStore;
  readonly filters: FilterStore;
  readonly channelSettings: ChannelSettingsStore;
  readonly cards: CardStore;
  readonly keepsakes: KeepsakeStore;
  readonly deliveries: DeliveryStore;
  readonly websub: WebSubStore;
  readonly installations: InstallationStore;
  readonly departures: DepartureStore;
  readonly facts: FactStore;
  /** All or nothing; other callers of a SQLite store wait until it ends. Not nestable: inside, use the store handed in. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /**
   * Says that this process sends from here until it closes the store, however it ends. When no other does, what was
   * claimed before is taken back, for whoever claimed it is no more; answers whether that is so.
   */
  attend(): Promise<boolean>;
  /** Answers when the database does. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
