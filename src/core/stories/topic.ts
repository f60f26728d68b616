// Topics: what channels subscribe to. A `summit` topic follows leaders meeting; a `keyword` topic follows a query.

export type TopicId = string & { readonly brand: 'TopicId' };

export type Topic = {
  readonly id: TopicId;
  readonly name: string;
  readonly kind: 'summit' | 'keyword';
  /** Boolean query as written by the operator; for a keyword topic required, for a summit topic an extra condition. */
  readonly query?: string;
  /** Keys of leaders, countries or institutions (config/leaders.yaml) that must take part, all of them. */
  readonly participants: readonly string[];
  /** Other names people use for it, for `/summit-status NAME`. */
  readonly aliases: readonly string[];
  readonly description?: string;
  /** Its name in other languages, where it is not simply who meets. */
  readonly elsewhere?: Readonly<Record<string, string>>;
};

export type TopicMatch = { readonly topicId: TopicId; readonly reason: string };
