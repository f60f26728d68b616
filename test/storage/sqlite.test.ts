// The store over SQLite, in memory and in a file, and what is SQLite's alone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase, openStore, StoreRefused } from '../../src/storage/open.ts';
import { storeOver } from '../../src/storage/store-over.ts';
import { backupContract } from './contract/backup.ts';
import { presenceContract } from './contract/presence.ts';
import { change, item, NOW, stored, summit } from './contract/samples.ts';
import { disposable, storeContract } from './contract.ts';

const options = { now: () => NOW };

describe('the store over SQLite in memory', () => {
  storeContract(async () => disposable(await openStore('file::memory:', options)));

  test('history refuses to be rewritten', async () => {
    const database = await openDatabase('file::memory:', options);
    const store = storeOver(database);
    const one = summit('s');
    await store.summits.save(one, [change('c1', one, NOW)], []);
    await store.items.save([stored('a')]);
    await store.items.revise(item('a', { title: 'edited' }), 'h', NOW);
    for (const table of ['status_changes', 'item_revisions']) {
      for (const statement of [`update ${table} set at = 0`, `delete from ${table}`]) {
        await assert.rejects(sql.raw(statement).execute(database.db), new RegExp(`${table} is history`));
      }
    }
    await store.close();
  });
});

describe('the store over an SQLite file', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'summit-watch-store-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const address = (name: string) => `file:${join(folder, name)}`;

  let places = 0;
  describe('who works on it', () => presenceContract(async () => address(`presence-${places++}.db`)));

  test('what was written is there when it is opened again, safely journalled', async () => {
    const url = address('deep/er/kept.db');
    const first = await openStore(url, options);
    await first.facts.set('greeting', 'hello');
    await first.close();
    const database = await openDatabase(url, options);
    assert.equal(await storeOver(database).facts.get('greeting'), 'hello');
    const pragma = async (name: string) =>
      Object.values(
        (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.db)).rows[0] ?? {},
      )[0];
    assert.equal(await pragma('journal_mode'), 'wal');
    assert.equal(await pragma('synchronous'), 2);
    assert.equal(await pragma('foreign_keys'), 1);
    assert.equal(await pragma('busy_timeout'), 0, 'or the whole process would stand still while another writes');
    await database.db.destroy();
  });

  test('another process may write between: a transaction waits for its turn instead of failing', async () => {
    const one = await openStore(address('two.db'), options);
    const other = await openStore(address('two.db'), options);
    await one.transaction(async (tx) => {
      await tx.facts.get('x');
      await tx.facts.set('x', 'one');
    });
    await other.transaction(async (tx) => {
      await tx.facts.get('x');
      await tx.facts.set('y', 'other');
    });
    assert.equal(await one.facts.get('y'), 'other');
    await Promise.all([one.close(), other.close()]);
  });

  test('while another process writes everything else goes on, and what waits is written after it', async () => {
    const store = await openStore(address('busy.db'), options);
    const other = new DatabaseSync(join(folder, 'busy.db'));
    other.exec('BEGIN IMMEDIATE');
    const writes = [store.facts.set('x', 'single'), store.transaction((tx) => tx.facts.set('y', 'transaction'))];
    const timers = await Promise.race([
      Promise.all(writes).then(() => 'written too early'),
      new Promise((resolve) => setTimeout(resolve, 60)),
    ]);
    assert.equal(timers, undefined);
    other.exec('ROLLBACK');
    other.close();
    await Promise.all(writes);
    assert.deepEqual([await store.facts.get('x'), await store.facts.get('y')], ['single', 'transaction']);
    await store.close();
  });

  test('what was committed survives a kill, what was not is gone', async () => {
    const url = address('killed.db');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'dies-while-writing.ts'), url], {
      stdio: 'ignore',
    });
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGKILL');
    const store = await openStore(url, options);
    assert.equal(await store.facts.get('committed'), 'yes');
    assert.equal(await store.facts.get('half'), undefined);
    await store.close();
  });

  test('before migrating a store that exists, a copy is made beside it', async () => {
    const path = join(folder, 'old.db');
    const old = new DatabaseSync(path);
    old.exec(`CREATE TABLE kysely_migration (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL);
      CREATE TABLE treasure (id TEXT); INSERT INTO treasure VALUES ('gold')`);
    old.close();
    const store = await openStore(`file:${path}`, options);
    await store.close();
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('old.db.before')),
      [`old.db.before-001-first-${NOW}`],
    );
    const copy = new DatabaseSync(`${path}.before-001-first-${NOW}`);
    assert.equal(copy.prepare('SELECT id FROM treasure').get()?.['id'], 'gold');
    copy.close();
  });

  test('a store that is up to date is not copied', async () => {
    for (let time = 0; time < 2; time++) await (await openStore(address('new.db'), options)).close();
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('new.db.before')),
      [],
    );
  });

  describe('backup', () => {
    let made = 0;
    backupContract(async () => address(`backup-${made++}.db`));
  });

  const refusals: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
    [
      'a file that is no database',
      async () => {
        await writeFile(join(folder, 'letter.db'), 'Dear reader, this is a letter and no database at all. '.repeat(40));
        return address('letter.db');
      },
      /cannot be opened: file is not a database\.$/,
    ],
    ['a folder', async () => `file:${folder}`, /cannot be opened: unable to open database file\.$/],
    ['an address that names no file', async () => 'file:', /names no file/],
    ['another scheme', async () => 'mysql://localhost/x', /must begin with "file:" \(SQLite\) or "postgres:\/\/"/],
    ['no scheme', async () => 'data/news.db', /but it has no scheme\.$/],
    [
      'a store of a newer release',
      async () => {
        const database = await openDatabase(address('future.db'), options);
        await sql`insert into kysely_migration (name, timestamp) values ('900-future', '')`.execute(database.db);
        await database.db.destroy();
        return address('future.db');
      },
      /newer release \(migration 900-future is unknown here\)/,
    ],
  ];
  for (const [what, prepare, expected] of refusals) {
    test(`${what} is refused with one sentence`, async () => {
      const url = await prepare();
      await assert.rejects(openStore(url, options), (error) => {
        assert.ok(error instanceof StoreRefused);
        assert.match(error.message, expected);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
    });
  }
});
