// Workspaces that installed the app. What is sealed stays so: the key is not in the database.
import type { Selectable } from 'kysely';
import type { Database, InstallationsTable } from './database.ts';
import type { InstallationRow, InstallationStore } from './store.ts';

export function installationsIn({ db }: Database): InstallationStore {
  return {
    async save({ team, keyId, sealed, updatedAt }) {
      const columns = { key_id: keyId, sealed, updated_at: updatedAt };
      await db
        .insertInto('installations')
        .values({ team, ...columns })
        .onConflict((conflict) => conflict.column('team').doUpdateSet(columns))
        .execute();
    },

    async byTeam(team) {
      const row = await db.selectFrom('installations').selectAll().where('team', '=', team).executeTakeFirst();
      return row && readInstallation(row);
    },

    async remove(team) {
      await db.deleteFrom('installations').where('team', '=', team).execute();
    },

    async list() {
      return (await db.selectFrom('installations').selectAll().orderBy('team').execute()).map(readInstallation);
    },
  };
}

function readInstallation(row: Selectable<InstallationsTable>): InstallationRow {
  return { team: row.team, keyId: row.key_id, sealed: row.sealed, updatedAt: row.updated_at };
}
