// Stands before a platform's API and misbehaves as networks and platforms do; keeps its own log of all that passed.
import { once } from 'node:events';
import { request as ask, type ClientRequest, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Fault =
  | { readonly kind: 'rate-limit'; readonly seconds: number; readonly global: boolean }
  /** `applied`: the platform has taken the request all the same. */
  | { readonly kind: 'status' | 'drop'; readonly applied: boolean }
  | { readonly kind: 'hang'; readonly applied: boolean; readonly ms: number };

export type Passed = {
  readonly at: number;
  /** What limits apply to: the method or route, with the channel where there is one. */
  readonly bucket: string;
  readonly path: string;
  readonly fault?: Fault;
  /** When the answer began, and that of a 429: until when to leave it alone. */
  answeredAt?: number;
  status?: number;
  retryAfterMs?: number;
};

export type UnrulyProxy = {
  readonly url: string;
  readonly passed: readonly Passed[];
  readonly close: () => Promise<void>;
};

export type Bucket = (method: string, path: string, body: string) => string;

export async function openUnrulyProxy(
  target: string,
  options: {
    readonly bucketOf: Bucket;
    /** Decides what befalls a request; `undefined` leaves it alone. */
    readonly faultFor: (bucket: string) => Fault | undefined;
    /** Told of every request as it comes. */
    readonly onRequest: (bucket: string) => void;
  },
): Promise<UnrulyProxy> {
  const passed: Passed[] = [];
  const { hostname, port } = new URL(target);

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const path = request.url ?? '';
    const bucket = options.bucketOf(request.method ?? '', path, body.toString());
    const fault = options.faultFor(bucket);
    const entry: Passed = { at: Date.now(), bucket, path, ...(fault && { fault }) };
    passed.push(entry);
    options.onRequest(bucket);
    const taken = fault === undefined || ('applied' in fault && fault.applied) ? await hand(request, body) : undefined;
    entry.answeredAt = Date.now();
    if (fault === undefined) return passOn(taken, entry, response);
    await misbehave(fault, entry, response);
  }

  type Taken = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer };

  async function hand(request: IncomingMessage, body: Buffer): Promise<Taken | undefined> {
    const { method = 'GET', url: path = '/', headers } = request;
    const onward: ClientRequest = ask({
      hostname,
      port,
      method,
      path,
      headers: { ...headers, host: `${hostname}:${port}` },
    });
    onward.end(body);
    try {
      const [answer]: IncomingMessage[] = await once(onward, 'response');
      if (answer === undefined) return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      return { status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) };
    } catch {
      return undefined;
    }
  }

  function passOn(taken: Taken | undefined, entry: Passed, response: ServerResponse): void {
    if (taken === undefined) return void response.socket?.destroy();
    const { status, headers, body } = taken;
    entry.status = status;
    if (status === 429) entry.retryAfterMs = Number(headers['retry-after']) * 1_000;
    const { 'transfer-encoding': _, connection: __, ...rest } = headers;
    response.writeHead(status, rest).end(body);
  }

  async function misbehave(fault: Fault, entry: Passed, response: ServerResponse): Promise<void> {
    switch (fault.kind) {
      case 'rate-limit': {
        entry.status = 429;
        entry.retryAfterMs = fault.seconds * 1_000;
        const headers = {
          'Content-Type': 'application/json',
          'Retry-After': String(fault.seconds),
          ...(fault.global && { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' }),
        };
        const body = { message: 'You are being rate limited.', retry_after: fault.seconds, global: fault.global };
        response.writeHead(429, headers).end(JSON.stringify(body));
        return;
      }
      case 'status':
        entry.status = 500;
        response.writeHead(500, { 'Content-Type': 'text/html' }).end('<h1>Trouble</h1>');
        return;
      case 'hang':
        await pause(fault.ms, undefined, { ref: false });
        response.socket?.destroy();
        return;
      case 'drop':
        response.socket?.destroy();
        return;
      default:
        fault satisfies never;
    }
  }

  const server = createServer((request, response) => {
    receive(request, response).catch(() => response.socket?.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
