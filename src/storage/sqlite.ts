// SQLite through Node's own driver: one connection, whose queue (Kysely's) lets a transaction exclude other callers.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import type { Database, Tables } from './database.ts';
import { ALONE, presenceBeside } from './presence.ts';

const STATEMENTS_KEPT = 256;

/** Waits this long for another process (backup, command line) to finish its write. */
const BUSY_TIMEOUT = 5_000;

type SqliteDatabase = ReturnType<typeof asKyselyExpects>;

/** Opens or creates the file; `:memory:` gives a store that ends with the process. */
export function openSqlite(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
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

class ImmediateDriver extends SqliteDriver {
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
