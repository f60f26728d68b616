// Where hubs reach us: they verify that we asked (GET) and push what was published (POST).
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Verification } from '../core/feeds/websub.ts';

export type WebSubDoor = {
  readonly knows: (path: string) => Promise<boolean>;
  readonly verify: (path: string, query: Verification) => Promise<string | undefined>;
  readonly receive: (
    path: string,
    push: {
      readonly bytes: Uint8Array;
      readonly contentType: string | undefined;
      readonly signature: string | undefined;
    },
  ) => Promise<'taken' | 'unknown' | 'busy'>;
  readonly maxBytes: number;
};

const UNKNOWN = 'Nothing was asked for here.\n';
const RETRY = { 'retry-after': '60' };

export function webSubRoutes(door: WebSubDoor): Hono {
  const app = new Hono();

  app.get('/:path', async (c) => {
    const challenge = await door.verify(c.req.param('path'), {
      mode: c.req.query('hub.mode'),
      topic: c.req.query('hub.topic'),
      challenge: c.req.query('hub.challenge'),
      leaseSeconds: c.req.query('hub.lease_seconds'),
      reason: c.req.query('hub.reason'),
    });
    return challenge === undefined ? c.text(UNKNOWN, 404) : c.text(challenge, 200);
  });

  app.post(
    '/:path',
    // Nobody but a hub we asked may make us read a body; 410 tells a hub to forget us.
    async (c, next) => ((await door.knows(c.req.param('path'))) ? next() : c.text(UNKNOWN, 410)),
    bodyLimit({ maxSize: door.maxBytes, onError: (c) => c.text(`At most ${door.maxBytes} bytes are read.\n`, 413) }),
    async (c) => {
      const encoding = c.req.header('content-encoding') ?? 'identity';
      if (encoding.trim().toLowerCase() !== 'identity') return c.text('Send it without a content encoding.\n', 415);
      const taken = await door.receive(c.req.param('path'), {
        bytes: new Uint8Array(await c.req.arrayBuffer()),
        contentType: c.req.header('content-type'),
        signature: c.req.header('x-hub-signature'),
      });
      if (taken === 'unknown') return c.text(UNKNOWN, 410);
      return taken === 'busy' ? c.text('Too much at once.\n', 503, RETRY) : c.body(null, 202);
    },
  );
  return app;
}
