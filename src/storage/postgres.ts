// PostgreSQL through pg's pool.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database, Tables } from './database.ts';
import { presenceAt } from './presence.ts';

const CONNECTIONS = 8;
const CONNECT_TIMEOUT = 5_000;
const STATEMENT_TIMEOUT = 60_000;

/** The pool connects at the first query; `onFault` hears of idle connections that break, which the pool replaces. */
export function openPostgres(url: string, onFault: (fault: Error) => void): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: STATEMENT_TIMEOUT,
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  pool.on('error', onFault);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgres', db, presence: presenceAt(url, onFault) };
}
