// Brings the schema up to date: what is missing runs once, in order, all or nothing.
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

const LEDGER = 'kysely_migration';

export type SchemaState = {
  /** Holds no table at all: nothing in it could be lost. */
  readonly empty: boolean;
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied by a newer release than this one. */
  readonly unknown: readonly string[];
};

export async function schemaState({ db }: Pick<Database, 'db'>): Promise<SchemaState> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const applied = tables.some((table) => table.name === LEDGER) ? await readLedger(db) : [];
  return {
    empty: tables.length === 0,
    applied,
    pending: Object.keys(MIGRATIONS).filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !(name in MIGRATIONS)),
  };
}

export async function migrate({ db, engine }: Database): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, up]): [string, Migration] => [
      name,
      { up: (inner) => up((statement) => run(inner, statement), engine) },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Builds the schema of an older release inside the caller's transaction; answers with the first migration it does not know. */
export async function replayMigrations(
  { db, engine }: Database,
  names: readonly string[],
): Promise<string | undefined> {
  await sql`delete from ${sql.table(LEDGER)}`.execute(db);
  for (const name of names) {
    const up = MIGRATIONS[name];
    if (up === undefined) return name;
    await up((statement) => run(db, statement), engine);
    const timestamp = new Date().toISOString();
    await sql`insert into ${sql.table(LEDGER)} (name, timestamp) values (${name}, ${timestamp})`.execute(db);
  }
  return undefined;
}

/** Writes a whole, consistent SQLite database to a new file. */
export async function copySqlite({ db }: Pick<Database, 'db'>, path: string): Promise<void> {
  await sql`vacuum into ${path}`.execute(db);
}

async function run<T>(db: Kysely<T>, statement: string): Promise<void> {
  await sql.raw(statement).execute(db);
}

async function readLedger<T>(db: Kysely<T>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(LEDGER)} order by name`.execute(db);
  return rows.map((row) => row.name);
}
