// How the loopback Discord misbehaves on demand.
import type { ServerResponse } from 'node:http';
import { apiError, type Reply } from './discord-places.ts';

/** What happens to the next request of a route, once. `applied`: the request takes effect all the same. */
export type DiscordFault =
  | { readonly kind: 'rate-limit'; readonly seconds: number; readonly global?: true; readonly html?: true }
  | { readonly kind: 'status'; readonly status: number; readonly applied: boolean }
  | { readonly kind: 'drop'; readonly applied: boolean }
  | { readonly kind: 'hang'; readonly applied?: true }
  /** Headers, then nothing. */
  | { readonly kind: 'half-answer' }
  | { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message: string };

export function misbehave(response: ServerResponse, fault: DiscordFault): void {
  switch (fault.kind) {
    case 'rate-limit': {
      const headers = {
        'Retry-After': String(fault.seconds),
        ...(fault.global && { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' }),
      };
      if (fault.html) {
        response.writeHead(429, { ...headers, 'Content-Type': 'text/html' }).end('<html>slow down</html>');
        return;
      }
      respond(response, {
        status: 429,
        headers: {
          ...headers,
          'X-RateLimit-Reset-After': String(fault.seconds),
          'X-RateLimit-Remaining': '0',
          'X-RateLimit-Limit': '5',
        },
        body: { message: 'You are being rate limited.', retry_after: fault.seconds, global: fault.global === true },
      });
      return;
    }
    case 'status':
      response.writeHead(fault.status, { 'Content-Type': 'text/html' }).end('<html>upstream trouble</html>');
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'hang':
      return;
    case 'half-answer':
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":');
      return;
    case 'error':
      respond(response, apiError(fault.status, fault.code, fault.message));
      return;
    default:
      fault satisfies never;
  }
}

export function respond(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...(reply.body !== undefined && { 'Content-Type': 'application/json' }),
    ...reply.headers,
  });
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}
