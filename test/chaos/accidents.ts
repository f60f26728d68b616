// What can happen to a bot: answers that refuse, break off or never come, connections that end, a store that is locked.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { LoopbackDiscord } from '../loopback/discord.ts';
import type { LoopbackSlack } from '../loopback/slack.ts';
import type { Chance } from './random.ts';
import type { Fault } from './unruly-proxy.ts';

export function makeFault(bucket: string, chance: Chance, longestHang: number): Fault {
  const applied = !bucket.startsWith('conversations.history') && chance.happens(0.5);
  switch (chance.oneOf(['rate-limit', 'status', 'status', 'drop', 'drop', 'hang'])) {
    case 'status':
      return { kind: 'status', applied };
    case 'drop':
      return { kind: 'drop', applied };
    case 'hang':
      return { kind: 'hang', applied, ms: chance.between(500, longestHang) };
    default:
      return {
        kind: 'rate-limit',
        seconds: Math.ceil(chance.between(0, 4)),
        global: bucket.startsWith('POST') && chance.happens(0.25),
      };
  }
}

export function nameOf(fault: Fault): string {
  const traits = [
    'applied' in fault && fault.applied && 'applied',
    'global' in fault && fault.global && 'of the whole bot',
  ];
  return [fault.kind, ...traits].filter(Boolean).join(', ');
}

export type Disturbed = {
  readonly discord: LoopbackDiscord;
  readonly slack: LoopbackSlack;
  readonly lock: () => void;
  readonly setClock: () => void;
};

export const DISTURBANCES: Readonly<Record<string, (on: Disturbed) => void>> = {
  'gateway dropped': ({ discord }) => discord.gateway.closeAll(1006),
  'gateway closed (4000)': ({ discord }) => discord.gateway.closeAll(4000),
  'gateway asks to reconnect': ({ discord }) => discord.gateway.askToReconnect(),
  'session invalid': ({ discord }) => discord.gateway.invalidate(false),
  'session invalid, resumable': ({ discord }) => discord.gateway.invalidate(true),
  'sockets dropped': ({ slack }) => slack.dropSockets(),
  'sockets refreshed': ({ slack }) => slack.refreshSockets(),
  'database locked': ({ lock }) => lock(),
  'clock set': ({ setClock }) => setClock(),
};

export type StoreLock = {
  /** Lets nobody write for so long, unless somebody else has the lock. */
  readonly hold: (ms: number) => Promise<void>;
  readonly isHeld: () => boolean;
};

export function createStoreLock(url: string): StoreLock {
  const lock = url.startsWith('file:') ? lockFile(url.replace('file:', '')) : lockTables(url);
  let held = false;
  return {
    isHeld: () => held,
    async hold(ms) {
      if (held) return;
      held = true;
      await lock(ms).finally(() => {
        held = false;
      });
    },
  };
}

function lockFile(path: string): (ms: number) => Promise<void> {
  return async (ms) => {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('BEGIN IMMEDIATE');
      await pause(ms);
      database.exec('ROLLBACK');
    } catch {
      // The program was writing itself: then it is not locked this time.
    } finally {
      database.close();
    }
  };
}

function lockTables(url: string): (ms: number) => Promise<void> {
  return async (ms) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE deliveries, items, facts IN EXCLUSIVE MODE;');
    await pause(ms);
    await client.query('ROLLBACK');
    await client.end();
  };
}
