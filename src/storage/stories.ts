// Stories and the topics that want them.
import type { Story, StoryId } from '../core/stories/story.ts';
import type { TopicId } from '../core/stories/topic.ts';
import { atomically, type Database, inChunks, type Queries } from './database.ts';
import type { StoryStore } from './store.ts';

export function storiesIn({ db }: Database): StoryStore {
  return {
    save: (story, topics, summitId) =>
      atomically(db, async (tx) => {
        const body = JSON.stringify(story);
        await tx
          .insertInto('stories')
          .values({
            id: story.id,
            first_seen_at: story.firstSeenAt,
            last_seen_at: story.lastSeenAt,
            summit_id: summitId ?? null,
            body,
          })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet({
              first_seen_at: story.firstSeenAt,
              last_seen_at: story.lastSeenAt,
              body,
              ...(summitId !== undefined && { summit_id: summitId }),
            }),
          )
          .execute();
        for (const { topicId, reason } of topics) {
          await tx
            .insertInto('story_topics')
            .values({ story_id: story.id, topic_id: topicId, reason })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
      }),

    async byId(id) {
      const row = await db.selectFrom('stories').select('body').where('id', '=', id).executeTakeFirst();
      return row && readStory(row);
    },

    async remove(id, into) {
      await atomically(db, async (tx) => {
        // Ids hold no quotes; what the pattern finds too many is told apart by reading it.
        const near = await tx.selectFrom('stories').select('body').where('body', 'like', `%"${id}"%`).execute();
        for (const story of near.map(readStory)) {
          if (story.follows !== id && story.toldBy !== id) continue;
          const body = JSON.stringify({
            ...story,
            ...(story.follows === id && { follows: into }),
            ...(story.toldBy === id && { toldBy: into }),
          });
          await tx.updateTable('stories').set({ body }).where('id', '=', story.id).execute();
        }
        await tx.deleteFrom('story_topics').where('story_id', '=', id).execute();
        await tx.deleteFrom('stories').where('id', '=', id).execute();
      });
    },

    async since(at) {
      const rows = await db
        .selectFrom('stories')
        .select('body')
        .where('last_seen_at', '>=', at)
        .orderBy('first_seen_at')
        .orderBy('id')
        .execute();
      return rows.map(readStory);
    },

    async ofSummit(id, since) {
      const rows = await db
        .selectFrom('stories')
        .select('body')
        .where('last_seen_at', '>=', since)
        .where('summit_id', '=', id)
        .orderBy('first_seen_at')
        .orderBy('id')
        .execute();
      return rows.map(readStory);
    },

    async topics(id) {
      const rows = await db
        .selectFrom('story_topics')
        .select(['topic_id', 'reason'])
        .where('story_id', '=', id)
        .orderBy('topic_id')
        .execute();
      return rows.map((row) => ({ topicId: row.topic_id as TopicId, reason: row.reason }));
    },

    async begun(topic, from, to, limit) {
      const rows = await db
        .selectFrom('stories')
        .select(['id', 'body'])
        .where('first_seen_at', '>=', from)
        .where('first_seen_at', '<', to)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('story_topics')
              .select('topic_id')
              .whereRef('story_topics.story_id', '=', 'stories.id')
              .$if(topic !== 'all', (query) => query.where('topic_id', '=', topic)),
          ),
        )
        .orderBy('first_seen_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      const topics = await topicsOf(
        db,
        rows.map((row) => row.id),
      );
      return rows.toReversed().map((row) => ({ ...readStory(row), topics: topics.get(row.id) ?? [] }));
    },
  };
}

async function topicsOf(db: Queries, ids: readonly string[]): Promise<ReadonlyMap<string, readonly TopicId[]>> {
  const found = new Map<string, TopicId[]>();
  for (const chunk of inChunks(ids)) {
    const rows = await db
      .selectFrom('story_topics')
      .select(['story_id', 'topic_id'])
      .where('story_id', 'in', chunk)
      .orderBy('topic_id')
      .execute();
    for (const row of rows) {
      const topic = row.topic_id as TopicId;
      const topics = found.get(row.story_id);
      if (topics === undefined) found.set(row.story_id, [topic]);
      else topics.push(topic);
    }
  }
  return found;
}

function readStory(row: { readonly body: string }): Story & { readonly id: StoryId } {
  return JSON.parse(row.body) as Story;
}
