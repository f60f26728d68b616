// The HTTP side: health, readiness, metrics, pages, the JSON interface, events; Slack's requests are handed on.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Reader } from '../core/messages/reader.ts';
import type { Readiness } from '../ops/health.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { Store } from '../storage/store.ts';
import { apiRoutes } from './api.ts';
import { type ChangeEvents, createChangeEvents } from './change-events.ts';
import { publicRoutes } from './public-routes.ts';
import { type WebSubDoor, webSubRoutes } from './websub.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export type WebParts = {
  readonly host: string;
  readonly port: number;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  readonly now: () => number;
  /** For whom the pages are written. */
  readonly reader: Reader;
  readonly topics: readonly { readonly id: string }[];
  readonly version: string;
  /** How people reach us, where it is not the address we listen on. */
  readonly publicUrl?: string;
  readonly onFault: (error: unknown) => void;
  /** Takes what hubs of publishers say under /websub/. */
  readonly websub?: WebSubDoor;
  /** Who takes everything under /slack/, in HTTP mode. */
  readonly slack?: () => Listener | undefined;
};

export type Web = { readonly port: number; readonly stop: () => Promise<void> };

const SWEEP_EVERY = 20;
/** How long answers under way may take once we stop. */
const PATIENCE = 5_000;

function routes(parts: WebParts, events: ChangeEvents, publicUrl: () => string): Hono {
  const { store, reader, now } = parts;
  const app = new Hono();
  app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'self'"] } }));
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    const ready = await parts.readiness();
    return c.json(ready, ready.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const { contentType, text } = await parts.metrics.render();
    return c.body(text, 200, { 'content-type': contentType });
  });
  const { nameOf } = reader;
  app.route('/api/v1', apiRoutes({ store, nameOf, topics: parts.topics, now, version: parts.version, publicUrl }));
  app.route('/events', events.routes);
  if (parts.websub) app.route('/websub', webSubRoutes(parts.websub));
  app.route('/', publicRoutes({ store, reader, now, publicUrl }));
  app.notFound((c) => c.text('There is nothing here; / lists the summits.\n', 404));
  app.onError((error, c) => {
    parts.onFault(error);
    return c.text('This could not be answered; the log says why.\n', 500);
  });
  return app;
}

/** Listens, or rejects with the system's error (port taken, address not ours). */
export async function startWeb(parts: WebParts): Promise<Web> {
  let { port } = parts;
  const host = parts.host.includes(':') ? `[${parts.host}]` : parts.host;
  const publicUrl = (): string => (parts.publicUrl ?? `http://${host}:${port}`).replace(/\/$/, '');
  const events = createChangeEvents({
    summits: parts.store.summits,
    nameOf: parts.reader.nameOf,
    onFault: parts.onFault,
  });
  const own = getRequestListener(routes(parts, events, publicUrl).fetch);
  const server: Server = createServer((request, response) => {
    const slack = request.url?.startsWith('/slack/') ? parts.slack?.() : undefined;
    if (slack) slack(request, response);
    else void own(request, response);
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, parts.host, resolve);
  });
  const address = server.address();
  if (typeof address === 'object' && address) port = address.port;
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        // A connection falls idle when its answer ends, and a client that keeps it must not keep us.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY);
        const patience = setTimeout(() => server.closeAllConnections(), PATIENCE);
        events.close();
        server.close(() => {
          clearInterval(sweep);
          clearTimeout(patience);
          resolve();
        });
      }),
  };
}
