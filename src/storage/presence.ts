// Whether another process works on the same store: each holds a lock for as long as it lives, which its end releases,
// however it ends.
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

export type Presence = {
  /**
   * Says that this process works here from now on. When nobody else does, `ifAlone` runs first, before anybody else can
   * come; answers whether it ran.
   */
  readonly attend: (ifAlone: () => Promise<void>) => Promise<boolean>;
  readonly leave: () => Promise<void>;
};

/** A store in memory has nobody else. */
export const ALONE: Presence = {
  async attend(ifAlone) {
    await ifAlone();
    return true;
  },
  leave: async () => {},
};

/** Somebody else's look whether they are alone takes as long as theirs. */
const OTHERS_LOOK = 5_000;

/** The operating system drops the locks of a process that is no more. They are on a file of its own: the store's is busy. */
export function presenceBeside(path: string): Presence {
  let held: DatabaseSync | undefined;
  return {
    async attend(ifAlone) {
      if (held !== undefined) return false;
      held = new DatabaseSync(`${path}.in-use`, { timeout: OTHERS_LOOK });
      const alone = mayBeAlone(held);
      try {
        if (alone) await ifAlone();
      } finally {
        if (alone) held.exec('COMMIT');
        // A transaction that has read holds its share of the lock until it ends.
        held.exec('BEGIN; SELECT count(*) FROM sqlite_schema;');
      }
      return alone;
    },
    async leave() {
      held?.close();
      held = undefined;
    },
  };
}

function mayBeAlone(held: DatabaseSync): boolean {
  try {
    held.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
    return true;
  } catch {
    return false;
  } finally {
    held.exec(`PRAGMA busy_timeout = ${OTHERS_LOOK};`);
  }
}

/** Any number will do; it is the same for all who ask. */
const LOCK = 7_346_120_905;
const TRY_AGAIN = 1_000;

/** PostgreSQL drops the locks of a connection that has ended; where that is not noticed, the newcomer is not alone. */
export function presenceAt(url: string, onFault: (fault: Error) => void): Presence {
  let held: pg.Client | undefined;
  let left = false;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: OTHERS_LOOK });
    client.on('error', (fault) => {
      onFault(fault);
      held = undefined;
      void holdAgain();
    });
    await client.connect();
    return client;
  }

  /** A lost connection is a lost lock, and whoever starts meanwhile takes us for dead. */
  async function holdAgain(): Promise<void> {
    while (!left && held === undefined) {
      try {
        const client = await connect();
        await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK]);
        held = client;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN).unref());
      }
    }
    if (left) await leave();
  }

  async function leave(): Promise<void> {
    left = true;
    const client = held;
    held = undefined;
    await client?.end().catch(() => undefined);
  }

  return {
    async attend(ifAlone) {
      if (held !== undefined) return false;
      const client = await connect();
      held = client;
      const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [LOCK]);
      const alone = rows[0]?.alone === true;
      try {
        if (alone) await ifAlone();
      } finally {
        await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK]);
        if (alone) await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      }
      return alone;
    },
    leave,
  };
}
