// The outbox: what is to be sent, who is sending it, and how each attempt ended.
import { type Selectable, sql } from 'kysely';
import type { Delivery, DeliveryKey, DeliveryState } from '../core/alerts/delivery.ts';
import type { SubscriptionId } from '../core/alerts/subscription.ts';
import { turnsOf } from '../core/alerts/turns.ts';
import type { Message } from '../core/messages/message.ts';
import { channelColumns, readChannel } from './channel.ts';
import { atomically, type Database, type DeliveriesTable, inChunks } from './database.ts';
import type { DeliveryStore } from './store.ts';

/** Literal, not bound: only so do the engines see that the partial index `deliveries_open` serves. */
const isOpen = sql<boolean>`state in ('pending', 'sending')`;

/** How many times more a claim looks at than it takes, where it takes only some of each channel. */
const LOOK_FURTHER = 8;

const FINISHED: readonly DeliveryState[] = ['sent', 'gone', 'refused', 'superseded'];

export function deliveriesIn({ db, engine }: Database): DeliveryStore {
  return {
    plan: (deliveries) =>
      atomically(db, async (tx) => {
        const turns = turnsOf(deliveries);
        const all = deliveries.map((delivery, index) => deliveryColumns(delivery, turns[index]));
        let planned = 0;
        for (const chunk of inChunks(all, 50)) {
          const rows = await tx
            .insertInto('deliveries')
            .values(chunk)
            .onConflict((conflict) => conflict.column('key').doNothing())
            .returning('key')
            .execute();
          planned += rows.length;
        }
        return planned;
      }),

    async claim(now, limit, lease, { platform, perChannel = limit, except = [] } = {}) {
      const rows = await db
        // Looks a little further down the line than it takes, for a channel with much may hold up the front.
        .with('front', (with_) =>
          with_
            .selectFrom('deliveries')
            .select(['seq', 'turn_at', 'created_at', 'workspace', 'channel_id', 'platform'])
            .where(isOpen)
            .where('due_at', '<=', now)
            .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
            .$if(platform !== undefined, (query) => query.where('platform', '=', platform ?? ''))
            .where((eb) => eb.and(except.map((channel) => eb.not(eb.and(channelColumns(channel))))))
            .orderBy('turn_at')
            .orderBy('created_at')
            .orderBy('seq')
            .limit(perChannel < limit ? limit * LOOK_FURTHER : limit)
            .$if(engine === 'postgres', (query) => query.forUpdate().skipLocked()),
        )
        .with('lined', (with_) =>
          with_
            .selectFrom('front')
            .select([
              'seq',
              'turn_at',
              'created_at',
              sql<number>`row_number() over (partition by platform, workspace, channel_id order by created_at, turn_at, seq)`.as(
                'place',
              ),
            ]),
        )
        .with('due', (with_) =>
          with_
            .selectFrom('lined')
            .select('seq')
            .where('place', '<=', perChannel)
            .orderBy('turn_at')
            .orderBy('created_at')
            .orderBy('seq')
            .limit(limit),
        )
        .updateTable('deliveries')
        .set({ state: 'sending', lease_until: now + lease })
        .where('seq', 'in', (eb) => eb.selectFrom('due').select('due.seq'))
        .returningAll()
        .execute();
      return rows
        .toSorted(
          (one, other) => one.turn_at - other.turn_at || one.created_at - other.created_at || one.seq - other.seq,
        )
        .map(readDelivery);
    },

    async takeBack() {
      await db
        .updateTable('deliveries')
        .set({ state: 'pending', lease_until: null })
        .where(isOpen)
        .where('state', '=', 'sending')
        .execute();
    },

    save: (delivery, attempt) =>
      atomically(db, async (tx) => {
        const columns = deliveryColumns(delivery);
        const { key: _, turn_at: __, ...changed } = columns;
        // Who is due later goes to the end of the line as it is then; nobody moves to the front.
        const turn = engine === 'sqlite' ? sql.raw('max') : sql.raw('greatest');
        const moved = { ...changed, turn_at: sql<number>`${turn}(deliveries.turn_at, excluded.due_at)` };
        // Only a claim gives a lease; whatever else a delivery turns into, it ends there.
        const update = delivery.state === 'sending' ? moved : { ...moved, lease_until: null };
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
      if (state === 'pending' || state === 'sending') query = query.where(isOpen);
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
        .where('kind', '!=', 'notice')
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

function deliveryColumns(delivery: Delivery, turn = delivery.dueAt) {
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
    turn_at: turn,
    created_at: delivery.createdAt,
    sent_at: delivery.sentAt ?? null,
    message_id: delivery.messageId ?? null,
    why: delivery.why ?? null,
    thread: delivery.thread ?? null,
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
    ...(row.thread !== null && { thread: row.thread as DeliveryKey }),
  };
}
