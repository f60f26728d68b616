// A consistent copy of the whole store while it runs, and back: gzipped JSON Lines, the same for both engines.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql } from 'kysely';
import type { EpochMs } from '../core/text/instant.ts';
import { type Database, inChunks, type Queries, type Tables } from './database.ts';
import { copySqlite, migrate, replayMigrations, schemaState } from './migrate.ts';
import { type OpenOptions, openDatabase, readDatabaseUrl, StoreRefused } from './open.ts';

const FORMAT = 'summit-watch-backup';
const PAGE = 500;

type TableName = keyof Tables;
type Row = Readonly<Record<string, string | number | null>>;

/** Every table after those it refers to, with what orders its rows. */
export const TABLES: Readonly<Record<TableName, readonly string[]>> = {
  facts: ['name'],
  feeds: ['id'],
  items: ['seq'],
  item_revisions: ['seq'],
  stories: ['id'],
  story_topics: ['story_id', 'topic_id'],
  overrules: ['seq'],
  summits: ['id'],
  status_changes: ['seq'],
  claims: ['seq'],
  subscriptions: ['id'],
  mutes: ['platform', 'workspace', 'channel_id', 'kind', 'value_key'],
  filters: ['id'],
  hub_subscriptions: ['path'],
  channel_settings: ['platform', 'workspace', 'channel_id'],
  cards: ['platform', 'workspace', 'channel_id', 'summit_id'],
  keepsakes: ['platform', 'workspace', 'channel_id', 'name'],
  installations: ['team'],
  departures: ['platform', 'workspace'],
  deliveries: ['seq'],
  send_attempts: ['seq'],
};

type Line =
  | { readonly format: typeof FORMAT; readonly at: EpochMs; readonly migrations: readonly string[] }
  | { readonly table: string; readonly rows: readonly Row[] }
  | { readonly end: true; readonly rows: number };

/** Writes the file whole or not at all; answers how many rows it holds. */
export async function backUpStore(url: string, file: string, options: OpenOptions): Promise<number> {
  const database = await openDatabase(url, options);
  const part = `${file}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const { applied } = await schemaState(database);
    let rows = 0;
    await database.db
      .transaction()
      .setAccessMode('read only')
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        async function* lines(): AsyncGenerator<string> {
          yield write({ format: FORMAT, at: options.now(), migrations: applied });
          for await (const page of readTables(tx)) {
            rows += page.rows.length;
            yield write(page);
          }
          yield write({ end: true, rows });
        }
        await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
      });
    await rename(part, file);
    return rows;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw refusal(`The backup ${file} could not be written`, error);
  } finally {
    await database.db.destroy();
  }
}

/** Replaces everything in the store, all or nothing; an SQLite store that held something is copied first. */
export async function restoreStore(url: string, file: string, options: OpenOptions): Promise<number> {
  const database = await openDatabase(url, options);
  try {
    await copyFirst(database, url, options);
    const rows = await database.db.transaction().execute((tx) => restoreInto({ ...database, db: tx }, file));
    await migrate(database);
    return rows;
  } catch (error) {
    throw refusal(`The backup ${file} could not be restored`, error);
  } finally {
    await database.db.destroy();
  }
}

async function* readTables(tx: Queries): AsyncGenerator<{ table: string; rows: readonly Row[] }> {
  for (const [table, key] of Object.entries(TABLES)) {
    const order = sql.join(key.map((column) => sql.ref(column)));
    let rows: readonly Row[] = [];
    do {
      const last = rows.at(-1);
      const rest = last ? sql`where (${order}) > (${sql.join(key.map((column) => last[column]))})` : sql``;
      ({ rows } = await sql<Row>`select * from ${sql.table(table)} ${rest} order by ${order} limit ${PAGE}`.execute(
        tx,
      ));
      if (rows.length > 0) yield { table, rows };
    } while (rows.length === PAGE);
  }
}

async function copyFirst(database: Database, url: string, options: OpenOptions): Promise<void> {
  const address = readDatabaseUrl(url);
  if ('fault' in address || address.engine !== 'sqlite' || address.path === ':memory:') return;
  const copy = `${address.path}.before-restore-${options.now()}`;
  await copySqlite(database, copy);
  options.log?.info('copied the database before restoring a backup', { copy });
}

async function restoreInto(database: Database, file: string): Promise<number> {
  let rows = 0;
  let begun = false;
  let complete = false;
  for await (const line of readLines(file)) {
    if ('format' in line) {
      await rebuild(database, line.migrations);
      begun = true;
    } else if (!begun) {
      throw new StoreRefused(`${file} is not a backup of a Summit Watch store.`);
    } else if ('end' in line) {
      complete = line.rows === rows;
    } else {
      await insertRows(database.db, line.table, line.rows);
      rows += line.rows.length;
    }
  }
  if (!complete) throw new StoreRefused(`The backup ${file} is cut short; nothing was changed.`);
  await continueCounting(database);
  return rows;
}

/** The schema as it was when the backup was made. */
async function rebuild(database: Database, migrations: readonly string[]): Promise<void> {
  for (const table of Object.keys(TABLES).toReversed()) {
    await sql`drop table if exists ${sql.table(table)}`.execute(database.db);
  }
  const unknown = await replayMigrations(database, migrations);
  if (unknown !== undefined) {
    throw new StoreRefused(`The backup was made by a newer release (migration ${unknown} is unknown here).`);
  }
}

async function insertRows(tx: Queries, table: string, rows: readonly Row[]): Promise<void> {
  if (!(table in TABLES)) throw new StoreRefused(`The backup holds a table "${table}" that is unknown here.`);
  const columns = Object.keys(rows[0] ?? {});
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (const chunk of inChunks(rows, 50)) {
    const values = sql.join(chunk.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`));
    await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(tx);
  }
}

/** PostgreSQL does not notice numbers that were given by hand; SQLite does. */
async function continueCounting({ engine, db }: Database): Promise<void> {
  if (engine !== 'postgres') return;
  for (const [table, [column]] of Object.entries(TABLES)) {
    if (column !== 'seq' && table !== 'filters') continue;
    await sql`select setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(`${column}`)}))
      from ${sql.table(table)} having count(*) > 0`.execute(db);
  }
}

async function* readLines(file: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  let rest = '';
  try {
    for await (const bytes of source.pipe(unpacked)) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as Line;
    }
  } finally {
    source.destroy();
  }
}

function write(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}

function refusal(what: string, error: unknown): StoreRefused {
  if (error instanceof StoreRefused) return error;
  return new StoreRefused(`${what}: ${error instanceof Error ? error.message : String(error)}.`);
}
