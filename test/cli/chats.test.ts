// The environment's names of OAuth turn on Slack for many workspaces, with its install page on our own server.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openChats } from '../../src/cli/chats.ts';
import { loadConfig } from '../../src/config/config.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { createLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';

test('with OAuth and no bot token, an install goes to where the environment says', async () => {
  const read = readEnvironment({
    SLACK_SIGNING_SECRET: 'signing-secret',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'client-secret',
    SLACK_STATE_SECRET: 'state-secret',
    SLACK_AUTHORIZE_URL: 'http://127.0.0.1:9/authorize',
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    PUBLIC_URL: 'https://summits.example',
  });
  assert.ok('environment' in read, JSON.stringify(read));
  const loaded = await loadConfig('config');
  assert.ok('config' in loaded);
  const now = Date.now;
  const store = await openStore('file::memory:', { now });
  const log = createLog('error', () => {});
  const { settings } = loaded.config;
  const opened = await openChats(read.environment, { settings, store, log, now, write: () => {} });
  assert.deepEqual(
    opened.chats.map(({ platform }) => platform),
    ['slack'],
  );
  const server = http.createServer((request, response) => opened.slackListener?.(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const page = await fetch(`http://127.0.0.1:${port}/slack/install`, { redirect: 'manual' });
    assert.equal(page.status, 302);
    const there = new URL(page.headers.get('location') ?? '');
    assert.equal(there.origin, 'http://127.0.0.1:9');
    assert.equal(there.searchParams.get('redirect_uri'), 'https://summits.example/slack/oauth_redirect');
    const missing = await fetch(`http://127.0.0.1:${port}/slack/oauth_redirect`);
    assert.equal(missing.status, 400);
  } finally {
    server.closeAllConnections();
    server.close();
    await Promise.all(opened.chats.map((chat) => chat.stop()));
    await store.close();
  }
});
