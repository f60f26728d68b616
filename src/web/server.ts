// The HTTP side: health, readiness, metrics, a page of live summits and its JSON; Slack's requests are handed on.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Readiness } from '../ops/health.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Store } from '../storage/store.ts';
import { summitPage, summitsPage } from './pages.ts';
import { type WebSubDoor, webSubRoutes } from './websub.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export type WebParts = {
  readonly host: string;
  readonly port: number;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  readonly now: () => number;
  /** Names of leaders, countries and institutions by key. */
  readonly partyName: (key: string) => string;
  /** Takes what hubs of publishers say under /websub/. */
  readonly websub?: WebSubDoor;
  /** Takes everything under /slack/, in HTTP mode. */
  readonly slack?: Listener;
};

export type Web = { readonly port: number; readonly stop: () => Promise<void> };

function routes(parts: WebParts): Hono {
  const { store } = parts;
  const app = new Hono();
  app.use(secureHeaders());
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    const ready = await parts.readiness();
    return c.json(ready, ready.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const { contentType, text } = await parts.metrics.render();
    return c.body(text, 200, { 'content-type': contentType });
  });
  app.get('/', async (c) => c.html(summitsPage(await store.summits.list(), parts.partyName, parts.now())));
  app.get('/summits/:id', async (c) => {
    const summit = await store.summits.byId(c.req.param('id') as Parameters<typeof store.summits.byId>[0]);
    if (!summit) return c.text('No such summit is known here; / lists those that are.\n', 404);
    return c.html(summitPage(summit, await store.summits.changes({ summitId: summit.id }), parts.partyName));
  });
  app.get('/api/v1/summits', async (c) => c.json({ summits: await store.summits.list() }));
  app.get('/api/v1/summits/:id', async (c) => {
    const summit = await store.summits.byId(c.req.param('id') as Parameters<typeof store.summits.byId>[0]);
    return summit ? c.json(summit) : c.json({ error: 'no such summit' }, 404);
  });
  app.get('/api/v1/summits/:id/changes', async (c) => {
    const summitId = c.req.param('id') as Parameters<typeof store.summits.byId>[0];
    if (!(await store.summits.byId(summitId))) return c.json({ error: 'no such summit' }, 404);
    return c.json({ changes: await store.summits.changes({ summitId }) });
  });
  app.get('/api/v1/feeds', async (c) => c.json({ feeds: await store.feeds.list() }));
  if (parts.websub) app.route('/websub', webSubRoutes(parts.websub));
  app.notFound((c) => c.text('There is nothing here; / lists the summits.\n', 404));
  return app;
}

/** Listens, or rejects with the system's error (port taken, address not ours). */
export async function startWeb(parts: WebParts): Promise<Web> {
  const own = getRequestListener(routes(parts).fetch);
  const server: Server = createServer((request, response) => {
    if (parts.slack && request.url?.startsWith('/slack/')) parts.slack(request, response);
    else void own(request, response);
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, parts.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : parts.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
