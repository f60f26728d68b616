// From a database address to a store whose schema is up to date, or one sentence why not.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EpochMs } from '../core/text/instant.ts';
import type { Database } from './database.ts';
import { copySqlite, migrate, schemaState } from './migrate.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';
import { storeOver } from './store-over.ts';

/** The store cannot be opened; the message is one sentence for the operator. */
export class StoreRefused extends Error {
  override name = 'StoreRefused';
}

export type OpenOptions = {
  readonly now: () => EpochMs;
  readonly log?: {
    info(message: string, context: Readonly<Record<string, unknown>>): void;
    warn(message: string, context: Readonly<Record<string, unknown>>): void;
  };
};

export async function openStore(url: string, options: OpenOptions): Promise<Store> {
  return storeOver(await openDatabase(url, options));
}

/** Connects and migrates; for what works on the whole database (backup, restore). */
export async function openDatabase(url: string, options: OpenOptions): Promise<Database> {
  const address = readDatabaseUrl(url);
  if ('fault' in address) throw new StoreRefused(address.fault);
  const database = connect(address, options);
  try {
    await bringUpToDate(database, address, options);
    return database;
  } catch (error) {
    await database.db.destroy().catch(() => undefined);
    if (error instanceof StoreRefused) throw error;
    throw new StoreRefused(`The database ${address.shown} cannot be used: ${reasonOf(error)}.`);
  }
}

export type DatabaseAddress =
  | { readonly engine: 'sqlite'; readonly path: string; readonly shown: string }
  | { readonly engine: 'postgres'; readonly url: string; readonly shown: string };

/** `shown` never holds the password. */
export function readDatabaseUrl(url: string): DatabaseAddress | { readonly fault: string } {
  if (/^postgres(ql)?:\/\//i.test(url)) {
    if (!URL.canParse(url)) return { fault: 'The database address begins like PostgreSQL but is not a valid URL.' };
    const { hostname, port, pathname } = new URL(url);
    return { engine: 'postgres', url, shown: `postgres://${hostname}${port && `:${port}`}${pathname}` };
  }
  if (/^file:/i.test(url)) {
    const path = /^file:\/\//i.test(url) ? pathOfFileUrl(url) : url.slice('file:'.length);
    if (path === undefined || path.trim() === '') return { fault: `The database address "${url}" names no file.` };
    return { engine: 'sqlite', path, shown: `file:${path}` };
  }
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? 'no scheme';
  return { fault: `The database address must begin with "file:" (SQLite) or "postgres://", but it has ${scheme}.` };
}

function pathOfFileUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

function connect(address: DatabaseAddress, { log }: OpenOptions): Database {
  if (address.engine === 'postgres') {
    return openPostgres(address.url, (fault) => log?.warn('lost a database connection', { why: fault.message }));
  }
  try {
    if (address.path !== ':memory:') mkdirSync(dirname(address.path), { recursive: true });
    return openSqlite(address.path);
  } catch (error) {
    throw new StoreRefused(`The database ${address.shown} cannot be opened: ${reasonOf(error)}.`);
  }
}

async function bringUpToDate(database: Database, address: DatabaseAddress, options: OpenOptions): Promise<void> {
  const state = await schemaState(database);
  if (state.unknown.length > 0) {
    throw new StoreRefused(
      `The database ${address.shown} was written by a newer release (migration ${state.unknown.join(', ')} is unknown here): install that release, or restore a backup made by this one.`,
    );
  }
  if (state.pending.length === 0) return;
  if (address.engine === 'sqlite' && !state.empty) {
    const copy = `${address.path}.before-${state.pending[0]}-${options.now()}`;
    await copySqlite(database, copy);
    options.log?.info('copied the database before migrating it', { copy });
  }
  await migrate(database);
  options.log?.info('brought the database schema up to date', { migrations: state.pending });
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
