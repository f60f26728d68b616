// SQLite through Node's own driver: one connection, whose queue (Kysely's) lets a transaction exclude other callers.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import type { Database, Tables } from './database.ts';
import { ALONE, presenceBeside } from './presence.ts';

const STATEMENTS_KEPT = 256;
const SQLITE_BUSY = 5;

/** Waits this long for another process (backup, command line) to finish its write. */
const PATIENCE = 30_000;
const LOOK_AGAIN = 15;
/** While it is opened; afterwards SQLite itself must not wait, for the whole process would stand still with it. */
const OPENING_PATIENCE = 5_000;

type SqliteDatabase = ReturnType<typeof asKyselyExpects>;

/** Opens or creates the file; `:memory:` gives a store that ends with the process. */
export function openSqlite(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: OPENING_PATIENCE, enableForeignKeyConstraints: true });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 0;');
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database: asKyselyExpects(connection) }) });
  return { engine: 'sqlite', db, presence: path === ':memory:' ? ALONE : presenceBeside(path) };
}

/** Kysely's dialect is written against better-sqlite3; this is the little of it that it uses. */
function asKyselyExpects(connection: DatabaseSync) {
  const kept = new Map<string, ReturnType<typeof asStatement>>();
  return {
    close: () => connection.close(),
    prepare(text: string) {
      const known = kept.get(text);
      const statement = known ?? asStatement(connection.prepare(text));
      kept.delete(text);
      kept.set(text, statement);
      const [oldest] = kept.keys();
      if (kept.size > STATEMENTS_KEPT && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

type Bound = null | number | bigint | string | Uint8Array;

function asStatement(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (values: readonly unknown[]) => statement.all(...(values as readonly Bound[])),
    run: (values: readonly unknown[]) => statement.run(...(values as readonly Bound[])),
    iterate: (values: readonly unknown[]) => statement.iterate(...(values as readonly Bound[])),
  };
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(config: SqliteDialectConfig & { readonly database: SqliteDatabase }) {
    super(config);
    this.#database = config.database;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver({ database: this.#database });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Another process writes just then: what was asked has had no effect, and is asked again. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}

function patient(connection: DatabaseConnection): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const end = performance.now() + PATIENCE;
      for (;;) {
        try {
          return await connection.executeQuery<R>(query);
        } catch (error) {
          if (!isBusy(error) || performance.now() >= end) throw error;
        }
        await pause(LOOK_AGAIN);
      }
    },
    streamQuery: (query, size) => connection.streamQuery(query, size),
  };
}

class ImmediateDriver extends SqliteDriver {
  #patient: DatabaseConnection | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#patient ??= patient(await super.acquireConnection());
    return this.#patient;
  }

  /** A transaction that reads first and then writes would fail at once, unwaited, if another process wrote in between. */
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const readsOnly = settings?.accessMode === 'read only';
    await connection.executeQuery(CompiledQuery.raw(readsOnly ? 'begin' : 'begin immediate'));
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** Lets the migrator run each migration all or nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
