// The store over PostgreSQL, and what is PostgreSQL's alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { TABLES } from '../../src/storage/backup.ts';
import { openDatabase, openStore, StoreRefused } from '../../src/storage/open.ts';
import { storeOver } from '../../src/storage/store-over.ts';
import { backupContract } from './contract/backup.ts';
import { presenceContract } from './contract/presence.ts';
import { change, NOW, summit } from './contract/samples.ts';
import { disposable, storeContract } from './contract.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

const options = { now: () => NOW };

describe('the store over PostgreSQL', () => {
  let server: PostgresServer;
  let reused = '';
  before(async () => {
    server = await startPostgres();
    reused = await server.createDatabase();
  });
  after(() => server.stop());

  // Emptying one database is several times faster than making a new one for each test.
  storeContract(async () => {
    const database = await openDatabase(reused, options);
    const tables = sql.join(Object.keys(TABLES).map((table) => sql.table(table)));
    await sql`truncate ${tables} restart identity`.execute(database.db);
    return disposable(storeOver(database));
  });

  describe('who works on it', () => presenceContract(() => server.createDatabase()));

  test('a process whose connection broke is still known to live', async () => {
    const url = await server.createDatabase();
    const [store, other] = [await openStore(url, options), await openDatabase(url, options)];
    await store.attend();
    const holder = async (): Promise<number | undefined> => {
      const { rows } = await sql<{ pid: number }>`select pid from pg_locks where locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())`.execute(other.db);
      return rows[0]?.pid;
    };
    const before = await holder();
    await sql`select pg_terminate_backend(${before}::int)`.execute(other.db);
    for (let now = await holder(); now === undefined || now === before; now = await holder());
    assert.equal(await storeOver(other).attend(), false);
    await Promise.all([store.close(), storeOver(other).close()]);
  });

  describe('backup', () => backupContract(() => server.createDatabase()));

  test('two processes that start at once migrate once', async () => {
    const url = await server.createDatabase();
    const stores = await Promise.all([openStore(url, options), openStore(url, options), openStore(url, options)]);
    await stores[0].facts.set('who', 'first');
    assert.equal(await stores[1].facts.get('who'), 'first');
    await Promise.all(stores.map((store) => store.close()));
  });

  test('a connection that the server drops is replaced', async () => {
    const url = await server.createDatabase();
    const { promise: told, resolve: tell } = Promise.withResolvers<string>();
    const log = { info: () => {}, warn: (message: string) => tell(message) };
    const store = await openStore(url, { ...options, log });
    const other = await openDatabase(url, options);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.db);
    assert.equal(await told, 'lost a database connection');
    await store.ping();
    await Promise.all([store.close(), other.db.destroy()]);
  });

  test('the log of changes refuses to be rewritten', async () => {
    const database = await openDatabase(await server.createDatabase(), options);
    const one = summit('s');
    await storeOver(database).summits.save(one, [change('c1', one, NOW)], []);
    for (const statement of ['update status_changes set at = 0', 'delete from status_changes']) {
      await assert.rejects(sql.raw(statement).execute(database.db), /status_changes is history/);
    }
    await database.db.destroy();
  });

  test('a store of a newer release is refused', async () => {
    const url = await server.createDatabase();
    const database = await openDatabase(url, options);
    await sql`insert into kysely_migration (name, timestamp) values ('900-future', '')`.execute(database.db);
    await database.db.destroy();
    await assert.rejects(openStore(url, options), (error) => {
      assert.ok(error instanceof StoreRefused);
      assert.match(error.message, /newer release \(migration 900-future is unknown here\)/);
      return true;
    });
  });
});

test('an unreachable server is refused with one sentence and without the password', async () => {
  await assert.rejects(openStore('postgres://bot:hunter2@127.0.0.1:1/news', options), (error) => {
    assert.ok(error instanceof StoreRefused);
    assert.match(error.message, /^The database postgres:\/\/127\.0\.0\.1:1\/news cannot be used: .*ECONNREFUSED/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  });
});
