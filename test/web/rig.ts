// The HTTP side over an empty store in memory, on a port of its own.
import { namesOf } from '../../src/core/messages/reader.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { openStore } from '../../src/storage/open.ts';
import type { Store } from '../../src/storage/store.ts';
import { startWeb } from '../../src/web/server.ts';

export const NOW = Date.UTC(2026, 3, 20, 12);

const PARTIES = [
  { key: 'a', name: 'President Alder' },
  { key: 'b', name: 'Chancellor Birch' },
];

export type WebRig = {
  readonly url: string;
  readonly store: Store;
  readonly faults: unknown[];
  readonly stop: () => Promise<void>;
} & AsyncDisposable;

export async function webRig(): Promise<WebRig> {
  const store = await openStore('file::memory:', { now: () => NOW });
  const faults: unknown[] = [];
  const web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    store,
    metrics: createMetrics(),
    readiness: async () => ({ ready: true, parts: {} }),
    now: () => NOW,
    reader: { words: en, nameOf: namesOf(PARTIES), zone: 'Europe/Vienna' },
    topics: [{ id: 'alder-birch' }],
    version: '1.2.3',
    onFault: (error) => faults.push(error),
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= web.stop();
    return stopped;
  };
  return {
    url: `http://127.0.0.1:${web.port}`,
    store,
    faults,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await store.close();
    },
  };
}
