// PORT: the tables as both engines hold them, and the one Kysely instance that every query goes through.
// Only TEXT, BIGINT (epoch ms, 0/1) and JSON kept as TEXT, so that both engines hold the same values.

import type { Generated, Kysely } from 'kysely';
import type { Presence } from './presence.ts';

export type Engine = 'sqlite' | 'postgres';

/** `seq` counts rows in order of arrival. */
type Sequence = Generated<number>;

type ChannelColumns = { platform: string; workspace: string; channel_id: string };

export type FeedsTable = {
  id: string;
  url: string;
  /** The address as configured; `url` may have moved on since (permanent redirects). */
  configured_url: string;
  title: string;
  language: string | null;
  trust: string;
  every: number;
  origin: string;
  category: string | null;
  next_at: number;
  gone: number;
  /** JSON: PollState without `nextAt`. */
  poll: string;
  /** Counted apart from the four fates, which must come to the same. */
  seen: Generated<number>;
  posted: Generated<number>;
  folded: Generated<number>;
  filtered: Generated<number>;
  held: Generated<number>;
};

export type ItemsTable = {
  seq: Sequence;
  id: string;
  feed_id: string;
  guid: string;
  url: string;
  canonical_url: string;
  title: string;
  summary: string;
  content: string | null;
  language: string;
  source: string;
  trust: string;
  published_at: number;
  seen_at: number;
  content_hash: string;
  story_id: string;
  placement: string;
  reason: string | null;
};

export type ItemRevisionsTable = {
  seq: Sequence;
  item_id: string;
  /** When this text was replaced. */
  at: number;
  title: string;
  summary: string;
  content: string | null;
  content_hash: string;
};

export type StoriesTable = {
  id: string;
  first_seen_at: number;
  last_seen_at: number;
  summit_id: string | null;
  /** JSON: Story. */
  body: string;
};

export type StoryTopicsTable = { story_id: string; topic_id: string; reason: string };

/** `body` is JSON: Ruling. */
export type OverrulesTable = { seq: Sequence; at: number; body: string; carried_out_at: number | null };

export type SummitsTable = {
  id: string;
  dormant: number;
  last_report_at: number;
  /** JSON: Summit. */
  body: string;
};

export type StatusChangesTable = {
  seq: Sequence;
  id: string;
  summit_id: string;
  revision: number;
  at: number;
  /** JSON: StatusChange. */
  body: string;
  /** JSON: the Summit it led to. */
  summit: string;
};

export type ClaimsTable = {
  seq: Sequence;
  summit_id: string;
  item_id: string;
  at: number;
  /** JSON: Claim. */
  body: string;
};

export type SubscriptionsTable = ChannelColumns & {
  id: string;
  topic: string;
  alerts: string;
  digest: string;
  at: string;
  time_zone: string;
  next_digest_at: number | null;
  created_at: number;
  created_by: string;
  paused_why: string | null;
};

export type MutesTable = ChannelColumns & {
  kind: string;
  /** `value` with case folded: what makes two mutes the same. */
  value_key: string;
  value: string;
  until: number;
  created_by: string;
  created_at: number;
};

export type FiltersTable = ChannelColumns & {
  id: Generated<number>;
  rule: string;
  created_by: string;
  created_at: number;
};

export type ChannelSettingsTable = ChannelColumns & {
  card: number;
  /** JSON: what else the channel chose. */
  body: string;
  updated_by: string;
  updated_at: number;
};

/** `body` is JSON; only who keeps it reads it. */
export type KeepsakesTable = ChannelColumns & { name: string; body: string };

export type CardsTable = ChannelColumns & {
  summit_id: string;
  delivery_key: string;
  message_id: string | null;
  shows: string;
  logged: number;
};

export type DeliveriesTable = ChannelColumns & {
  seq: Sequence;
  key: string;
  subscription_id: string | null;
  kind: string;
  subject: string;
  /** JSON: Message. */
  message: string;
  state: string;
  attempts: number;
  due_at: number;
  /** The place in line among what is due. */
  turn_at: number;
  created_at: number;
  sent_at: number | null;
  message_id: string | null;
  why: string | null;
  /** The key of another delivery, in whose message's thread it goes. */
  thread: string | null;
  /** While `sending`: when the lease ends and others may claim it. */
  lease_until: number | null;
};

export type SendAttemptsTable = { seq: Sequence; key: string; at: number; outcome: string; why: string | null };

/** `body` is JSON: the rest of HubSubscription. */
export type HubSubscriptionsTable = { path: string; feed_id: string; body: string };

/** `sealed` is encrypted, under the key that `key_id` names. */
export type InstallationsTable = { team: string; key_id: string; sealed: string; updated_at: number };

/** `at`: when the workspace took the bot out. */
export type DeparturesTable = { platform: string; workspace: string; at: number };

export type FactsTable = { name: string; value: string };

export type Tables = {
  feeds: FeedsTable;
  items: ItemsTable;
  item_revisions: ItemRevisionsTable;
  stories: StoriesTable;
  story_topics: StoryTopicsTable;
  overrules: OverrulesTable;
  summits: SummitsTable;
  status_changes: StatusChangesTable;
  claims: ClaimsTable;
  subscriptions: SubscriptionsTable;
  mutes: MutesTable;
  filters: FiltersTable;
  channel_settings: ChannelSettingsTable;
  cards: CardsTable;
  keepsakes: KeepsakesTable;
  deliveries: DeliveriesTable;
  send_attempts: SendAttemptsTable;
  hub_subscriptions: HubSubscriptionsTable;
  installations: InstallationsTable;
  departures: DeparturesTable;
  facts: FactsTable;
};

export type Queries = Kysely<Tables>;

export type Database = {
  readonly engine: Engine;
  readonly db: Queries;
  readonly presence: Presence;
};

/** Runs several statements as one, inside the caller's transaction when there is one. */
export function atomically<T>(db: Queries, work: (db: Queries) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

/** Bound values per statement are limited on both engines; a few hundred rows at a time also keeps statements cacheable. */
export function inChunks<T>(values: readonly T[], size = 200): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let start = 0; start < values.length; start += size) chunks.push(values.slice(start, start + size));
  return chunks;
}
