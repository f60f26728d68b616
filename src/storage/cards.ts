// Which message of a channel is the card of which summit.
import type { Selectable } from 'kysely';
import type { Card } from '../core/alerts/card.ts';
import type { DeliveryKey } from '../core/alerts/delivery.ts';
import type { SummitId } from '../core/summits/summit.ts';
import { channelColumns, readChannel } from './channel.ts';
import type { CardsTable, Database } from './database.ts';
import type { CardStore } from './store.ts';

export function cardsIn({ db }: Database): CardStore {
  return {
    async save({ channel, summitId, key, messageId, shows, logged }) {
      const columns = { delivery_key: key, message_id: messageId ?? null, shows, logged };
      await db
        .insertInto('cards')
        .values({ ...channelColumns(channel), summit_id: summitId, ...columns })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'workspace', 'channel_id', 'summit_id']).doUpdateSet(columns),
        )
        .execute();
    },

    async remove({ channel, summitId }) {
      await db
        .deleteFrom('cards')
        .where((eb) => eb.and({ ...channelColumns(channel), summit_id: summitId }))
        .execute();
    },

    async list() {
      return (await db.selectFrom('cards').selectAll().execute()).map(readCard);
    },
  };
}

function readCard(row: Selectable<CardsTable>): Card {
  return {
    channel: readChannel(row),
    summitId: row.summit_id as SummitId,
    key: row.delivery_key as DeliveryKey,
    ...(row.message_id !== null && { messageId: row.message_id }),
    shows: row.shows,
    logged: row.logged,
  };
}
