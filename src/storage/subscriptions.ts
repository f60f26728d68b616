// What each channel asked for, and when its next digest is due.
import type { Selectable } from 'kysely';
import type { AlertKind, DigestRhythm, Subscription, SubscriptionId } from '../core/alerts/subscription.ts';
import type { TopicId } from '../core/stories/topic.ts';
import { channelColumns, readChannel } from './channel.ts';
import type { Database, SubscriptionsTable } from './database.ts';
import type { SubscriptionStore } from './store.ts';

export function subscriptionsIn({ db }: Database): SubscriptionStore {
  return {
    async save(subscription) {
      const settings = settingColumns(subscription);
      await db
        .insertInto('subscriptions')
        .values({
          id: subscription.id,
          ...channelColumns(subscription.channel),
          topic: subscription.topic,
          ...settings,
          created_at: subscription.createdAt,
          created_by: subscription.createdBy,
        })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'workspace', 'channel_id', 'topic']).doUpdateSet(settings),
        )
        .execute();
    },

    async remove(channel, topic) {
      const done = await db
        .deleteFrom('subscriptions')
        .where((eb) => eb.and({ ...channelColumns(channel), topic }))
        .executeTakeFirst();
      return done.numDeletedRows > 0n;
    },

    async removeAll(channel) {
      const done = await db
        .deleteFrom('subscriptions')
        .where((eb) => eb.and(channelColumns(channel)))
        .executeTakeFirst();
      return Number(done.numDeletedRows);
    },

    async ofChannel(channel) {
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where((eb) => eb.and(channelColumns(channel)))
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(readSubscription);
    },

    async list() {
      const rows = await db.selectFrom('subscriptions').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(readSubscription);
    },

    async pause(channel, why) {
      await db
        .updateTable('subscriptions')
        .set({ paused_why: why })
        .where((eb) => eb.and(channelColumns(channel)))
        .execute();
    },

    async resume(channel) {
      await db
        .updateTable('subscriptions')
        .set({ paused_why: null })
        .where((eb) => eb.and(channelColumns(channel)))
        .execute();
    },

    async digestsDue(now) {
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where('next_digest_at', '<=', now)
        .where('digest', '!=', 'off')
        .where('paused_why', 'is', null)
        .orderBy('next_digest_at')
        .orderBy('id')
        .execute();
      return rows.map(readSubscription);
    },

    async setNextDigest(id, at) {
      await db.updateTable('subscriptions').set({ next_digest_at: at }).where('id', '=', id).execute();
    },
  };
}

function settingColumns(subscription: Subscription) {
  return {
    alerts: subscription.alerts,
    digest: subscription.digest,
    at: subscription.at,
    time_zone: subscription.timeZone,
    next_digest_at: subscription.nextDigestAt ?? null,
    paused_why: subscription.pausedWhy ?? null,
  };
}

function readSubscription(row: Selectable<SubscriptionsTable>): Subscription {
  return {
    id: row.id as SubscriptionId,
    channel: readChannel(row),
    topic: row.topic as TopicId | 'all',
    alerts: row.alerts as AlertKind,
    digest: row.digest as DigestRhythm,
    at: row.at,
    timeZone: row.time_zone,
    ...(row.next_digest_at !== null && { nextDigestAt: row.next_digest_at }),
    createdAt: row.created_at,
    createdBy: row.created_by,
    ...(row.paused_why !== null && { pausedWhy: row.paused_why }),
  };
}
