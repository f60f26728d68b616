// HTTP answers before the platforms' SDKs are loaded, and says that it is not ready yet.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import type { Chats } from '../../src/cli/chats.ts';
import { startWatch } from '../../src/cli/watch.ts';
import { loadConfig } from '../../src/config/config.ts';
import { silentLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

test('health is answered while the platforms are being opened, readiness is not claimed', async () => {
  const loaded = await loadConfig(`${import.meta.dirname}/../../config`);
  assert.ok('config' in loaded);
  const store = await openStore('file::memory:', { now: () => 0 });
  const asked = Promise.withResolvers<void>();
  const chats = Promise.withResolvers<Chats>();
  const port = await freePort();
  const starting = startWatch({
    config: { ...loaded.config, feeds: [] },
    store,
    chats: () => {
      asked.resolve();
      return chats.promise;
    },
    http: { host: '127.0.0.1', port },
    fetchAllow: [],
    version: '0.0.0',
    log: silentLog,
    now: () => 0,
    random: () => 0,
  });
  await asked.promise;
  const ask = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`);
  assert.equal((await ask('/healthz')).status, 200);
  assert.equal((await ask('/slack/events')).status, 503);
  const early = await ask('/readyz');
  assert.equal(early.status, 503);
  assert.match(await early.text(), /platforms are being opened/);
  chats.resolve({ chats: [] });
  const watch = await starting;
  assert.equal((await ask('/readyz')).status, 200);
  assert.equal((await ask('/slack/events')).status, 404);
  await watch.stop();
  await store.close();
});
