// The outbox: what is to be sent, who is sending it, and how each attempt ended.
import { type Selectable, sql } from 'kysely';
import type { Delivery, DeliveryKey, DeliveryState } from '../core/alerts/delivery.ts';
import type { SubscriptionId } from '../core/alerts/subscription.ts';
import type { Message } from '../core/messages/message.ts';
import { channelColumns, readChannel } from './channel.ts';
import { atomically, type Database, type DeliveriesTable, inChunks } from './database.ts';
import type { DeliveryStore } from './store.ts';

/** Literal, not bound: only so do the engines see that the partial index `deliveries_open` serves. */
const isOpen = sql<boolean>`state in ('pending', 'sending')`;

const FINISHED: readonly DeliveryState[] = ['sent', 'gone', 'refused', 'superseded'];

export function deliveriesIn({ db, engine }: Database): DeliveryStore {
  return {
    plan: (deliveries) =>
      atomically(db, async (tx) => {
        let planned = 0;
        for (const chunk of inChunks(deliveries, 50)) {
          const rows = await tx
            .insertInto('deliveries')
            .values(chunk.map(deliveryColumns))
            .onConflict((conflict) => conflict.column('key').doNothing())
            .returning('key')
            .execute();
          planned += rows.length;
        }
        return planned;
      }),

    async claim(now, limit, lease) {
      const rows = await db
        .with('due', (with_) =>
          with_
            .selectFrom('deliveries')
            .select('seq')
            .where(isOpen)
            .where('due_at', '<=', now)
            .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
            .orderBy('due_at')
            .orderBy('seq')
            .limit(limit)
            .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked()),
        )
        .updateTable('deliveries')
        .set({ state: 'sending', lease_until: now + lease })
        .where('seq', 'in', (eb) => eb.selectFrom('due').select('due.seq'))
        .returningAll()
        .execute();
      return rows.toSorted((one, other) => one.due_at - other.due_at || one.seq - other.seq).map(readDelivery);
    },

    save: (delivery, attempt) =>
      atomically(db, async (tx) => {
        const columns = deliveryColumns(delivery);
        const { key: _, ...changed } = columns;
        // Only a claim gives a lease; whatever else a delivery turns into, it ends there.
        const update = delivery.state === 'sending' ? changed : { ...changed, lease_until: null };
        await tx
          .insertInto('deliveries')
          .values(columns)
          .onConflict((conflict) => conflict.column('key').doUpdateSet(update))
          .execute();
        if (attempt !== undefined) await tx.insertInto('send_attempts').values(attempt).execute();
      }),

    async byKey(key) {
      const row = await db.selectFrom('deliveries').selectAll().where('key', '=', key).executeTakeFirst();
      return row && readDelivery(row);
    },

    async list({ channel, state, limit }) {
      let query = db.selectFrom('deliveries').selectAll();
      if (channel !== undefined) query = query.where((eb) => eb.and(channelColumns(channel)));
      if (state !== undefined) query = query.where('state', '=', state);
      const rows = await query.orderBy('created_at', 'desc').orderBy('seq', 'desc').limit(limit).execute();
      return rows.map(readDelivery);
    },

    async attempts(key) {
      const rows = await db.selectFrom('send_attempts').selectAll().where('key', '=', key).orderBy('seq').execute();
      return rows.map(({ at, outcome, why }) => ({ key, at, outcome, ...(why !== null && { why }) }));
    },

    async sentSince(channel, at) {
      const { sent } = await db
        .selectFrom('deliveries')
        .select((eb) => eb.cast<number>(eb.fn.countAll(), 'bigint').as('sent'))
        .where((eb) => eb.and(channelColumns(channel)))
        .where('sent_at', '>=', at)
        .executeTakeFirstOrThrow();
      return sent;
    },

    async nextDueAt() {
      const row = await db
        .selectFrom('deliveries')
        .select((eb) => eb.fn.min(eb.fn.coalesce('lease_until', 'due_at')).as('at'))
        .where(isOpen)
        .executeTakeFirst();
      return row?.at ?? undefined;
    },

    async prune(before) {
      const done = await db
        .deleteFrom('deliveries')
        .where('created_at', '<', before)
        .where('state', 'in', FINISHED)
        .executeTakeFirst();
      return Number(done.numDeletedRows);
    },
  };
}

function deliveryColumns(delivery: Delivery) {
  return {
    key: delivery.key,
    ...channelColumns(delivery.channel),
    subscription_id: delivery.subscriptionId ?? null,
    kind: delivery.kind,
    subject: delivery.subject,
    message: JSON.stringify(delivery.message),
    state: delivery.state,
    attempts: delivery.attempts,
    due_at: delivery.dueAt,
    created_at: delivery.createdAt,
    sent_at: delivery.sentAt ?? null,
    message_id: delivery.messageId ?? null,
    why: delivery.why ?? null,
  };
}

function readDelivery(row: Selectable<DeliveriesTable>): Delivery {
  return {
    key: row.key as DeliveryKey,
    channel: readChannel(row),
    ...(row.subscription_id !== null && { subscriptionId: row.subscription_id as SubscriptionId }),
    kind: row.kind as Delivery['kind'],
    subject: row.subject,
    message: JSON.parse(row.message) as Message,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    dueAt: row.due_at,
    createdAt: row.created_at,
    ...(row.sent_at !== null && { sentAt: row.sent_at }),
    ...(row.message_id !== null && { messageId: row.message_id }),
    ...(row.why !== null && { why: row.why }),
  };
}
