// A publisher on loopback for tests: serves made-up feeds, well or badly, and keeps a log of who asked for what.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';

export type Asked = {
  readonly at: number;
  readonly host: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
};

export type Publisher = {
  readonly port: number;
  /** Any 127.x.y.z is the same publisher under another host. */
  readonly url: (path: string, host?: string) => string;
  readonly asked: Asked[];
  /** The most requests that were ever open at once, for each host. */
  readonly mostAtOnce: ReadonlyMap<string, number>;
  /** The most connections, idle ones too, that were ever open at once to each address. */
  readonly mostConnections: ReadonlyMap<string, number>;
  /** Answers when every connection has been closed by the other side. */
  readonly left: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type Serve = (request: http.IncomingMessage, response: http.ServerResponse, path: string) => void;

export async function openPublisher(serve: Serve, now: () => number = Date.now): Promise<Publisher> {
  const asked: Asked[] = [];
  const requests = openGauge();
  const connections = openGauge();
  const server = http.createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const path = request.url ?? '/';
    asked.push({ at: now(), host, path, headers: request.headers });
    requests.up(host);
    response.on('close', () => requests.down(host));
    serve(request, response, path);
  });
  server.on('connection', (socket) => {
    const address = socket.localAddress ?? '';
    connections.up(address);
    socket.on('close', () => connections.down(address));
  });
  server.listen({ port: 0, host: '0.0.0.0', backlog: 1_024 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path, host = '127.0.0.1') => `http://${host}:${port}${path}`,
    asked,
    mostAtOnce: requests.most,
    mostConnections: connections.most,
    async left() {
      while (connections.total() > 0) await setImmediate();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function openGauge() {
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  return {
    most,
    total: (): number => [...open.values()].reduce((sum, count) => sum + count, 0),
    up(name: string): void {
      const count = (open.get(name) ?? 0) + 1;
      open.set(name, count);
      most.set(name, Math.max(most.get(name) ?? 0, count));
    },
    down(name: string): void {
      open.set(name, (open.get(name) ?? 1) - 1);
    },
  };
}

/** A plain RSS document whose items are named by their numbers, newest first. */
export function rss(title: string, numbers: readonly number[], extra = ''): string {
  const items = numbers.map(
    (n) =>
      `<item><title>${title}, report ${n}</title><link>https://example.org/${encodeURIComponent(title)}/${n}</link>` +
      `<guid isPermaLink="false">${title}:${n}</guid><pubDate>${new Date(Date.UTC(2026, 0, 1) + n * 60_000).toUTCString()}</pubDate>` +
      `<description>What report ${n} of ${title} says at some length.</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${title}</title><link>https://example.org/</link><description>Made up</description>${extra}${items.join('')}</channel></rss>`;
}

/** Answers as a good publisher does: 304 for the ETag it gave, else the body. */
export function serveWithEtag(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  body: string,
  etag: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.setHeader('etag', etag);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' }).end(body);
}
