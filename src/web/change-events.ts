// Server-sent events: every status change as it happens, and after a dropped connection those that were missed.
import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { documentOfChange } from '../core/summits/document.ts';
import type { SummitStore } from '../storage/store.ts';

const MOST_LISTENERS = 200;
const LOOK_EVERY = 1_000;
const AT_ONCE = 100;
/** Proxies close a connection on which nothing is said for a minute. */
const HEARTBEAT_EVERY = 25_000;
const RECONNECT_AFTER = 5_000;

type Listener = { readonly stream: SSEStreamingApi; after: number; saidAt: number };

export type ChangeEventParts = {
  readonly summits: SummitStore;
  readonly nameOf: (key: string) => string;
  readonly onFault: (error: unknown) => void;
};

export type ChangeEvents = { readonly routes: Hono; readonly close: () => void };

/** One look into the store a second serves all listeners; without listeners there is none. */
export function createChangeEvents({ summits, nameOf, onFault }: ChangeEventParts): ChangeEvents {
  const listeners = new Set<Listener>();
  const closed = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;

  const serve = async (listener: Listener): Promise<void> => {
    for (;;) {
      const news = await summits.changesAfter(listener.after, AT_ONCE);
      for (const { number, change } of news) {
        await listener.stream.writeSSE({
          id: String(number),
          event: 'change',
          data: JSON.stringify(documentOfChange(change, nameOf)),
        });
        listener.after = number;
        listener.saidAt = performance.now();
      }
      if (news.length < AT_ONCE) break;
    }
    if (performance.now() - listener.saidAt < HEARTBEAT_EVERY) return;
    await listener.stream.write(': still here\n\n');
    listener.saidAt = performance.now();
  };

  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const last = await summits.lastChangeNumber();
      const quiet = (listener: Listener): boolean =>
        listener.after >= last && performance.now() - listener.saidAt < HEARTBEAT_EVERY;
      await Promise.all([...listeners].filter((listener) => !quiet(listener)).map(serve));
    } catch (error) {
      onFault(error);
    } finally {
      looking = false;
    }
  };

  const listen = async (c: Context, stream: SSEStreamingApi): Promise<void> => {
    const listener = { stream, after: await startOf(c, summits), saidAt: performance.now() };
    const ended = new Promise<void>((resolve) => {
      stream.onAbort(() => resolve());
      closed.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await stream.write(`retry: ${RECONNECT_AFTER}\n\n`);
    listeners.add(listener);
    timer ??= setInterval(() => void look(), LOOK_EVERY).unref();
    await look();
    await ended;
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  const routes = new Hono().get('/', (c) => {
    if (closed.signal.aborted || listeners.size >= MOST_LISTENERS) {
      return c.text('Too many are listening; /feeds/changes.xml tells the same.\n', 503, { 'retry-after': '60' });
    }
    return streamSSE(c, (stream) => listen(c, stream));
  });
  return { routes, close: () => closed.abort() };
}

/** After the event that a browser names when it comes back; else from now on. */
async function startOf(c: Context, summits: SummitStore): Promise<number> {
  const last = await summits.lastChangeNumber();
  const named = c.req.header('last-event-id') ?? c.req.query('after');
  if (named === undefined || !/^\d{1,15}$/.test(named)) return last;
  return Math.min(Number(named), last);
}
