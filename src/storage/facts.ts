// Small facts of the whole service, by name.
import type { Database } from './database.ts';
import type { FactStore } from './store.ts';

export function factsIn({ db }: Database): FactStore {
  return {
    async get(name) {
      const row = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value;
    },

    async set(name, value) {
      await db
        .insertInto('facts')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
  };
}
