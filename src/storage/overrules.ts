// What people decided about stories, in the order they did.
import type { Ruling } from '../core/stories/story.ts';
import type { Database } from './database.ts';
import type { OverruleStore } from './store.ts';

export function overrulesIn({ db }: Database): OverruleStore {
  return {
    async add(ruling, at) {
      await db
        .insertInto('overrules')
        .values({ at, body: JSON.stringify(ruling), carried_out_at: null })
        .execute();
    },

    async waiting() {
      const rows = await db
        .selectFrom('overrules')
        .select(['seq', 'body'])
        .where('carried_out_at', 'is', null)
        .orderBy('seq')
        .execute();
      return rows.map(({ seq, body }) => ({ number: seq, ruling: readRuling(body) }));
    },

    async settle(number, at) {
      await db.updateTable('overrules').set({ carried_out_at: at }).where('seq', '=', number).execute();
    },

    async carriedOut(since) {
      const rows = await db
        .selectFrom('overrules')
        .select('body')
        .where('carried_out_at', '>=', since)
        .orderBy('seq')
        .execute();
      return rows.map(({ body }) => readRuling(body));
    },
  };
}

function readRuling(body: string): Ruling {
  return JSON.parse(body) as Ruling;
}
