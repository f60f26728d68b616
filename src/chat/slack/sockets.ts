// Socket Mode: Slack's requests come over a websocket that we open. Connecting, and connecting again, is done here and not
// by the SDK, whose own reconnect waits five seconds and dies of an unhandled rejection when Slack says no.
import { setTimeout as wait } from 'node:timers/promises';
import { SocketModeReceiver } from '@slack/bolt';
import { describeFault, passes, readFault } from './outcome.ts';
import type { Transport, TransportWatcher } from './transport.ts';
import { clientOptions, type SdkLogger } from './web.ts';

const HELLO_WITHIN = 20_000;
const CLOSE_WITHIN = 1_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

export function createSocketTransport(options: {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly logger: SdkLogger;
  readonly watcher: TransportWatcher;
}): Transport {
  const { watcher } = options;
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    logger: options.logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(options.apiUrl, options.logger) },
    // The SDK's own would acknowledge from a catch block, and throw out of it when the socket is gone.
    processEventErrorHandler: async ({ event, error }) => {
      watcher.log.warn('Slack: a request could not be handled', { why: error.message });
      await event.ack().catch(() => {});
      return false;
    },
  });
  const socket = receiver.client;
  const closing = new AbortController();
  let running: Promise<void> = Promise.resolve();
  /** Settled unless a connection is just being made. */
  let greeted: Promise<void> = Promise.resolve();

  /** Resolves with why the connection that was made is gone; throws when none could be made. */
  async function connectOnce(): Promise<{ readonly gone: Promise<string> }> {
    const gone = new Promise<string>((resolve) => {
      socket.once('disconnected', () => resolve('Slack closed the connection'));
    });
    const start = socket.start();
    // Whoever loses the race must not become an unhandled rejection.
    greeted = start.then(
      () => {},
      () => {},
    );
    const late = wait(HELLO_WITHIN, 'late' as const, { signal: closing.signal, ref: false });
    late.catch(() => {});
    if ((await Promise.race([start, late])) === 'late') {
      await hangUp();
      throw new Error('no greeting came over the websocket');
    }
    return { gone };
  }

  /** Asked twice, the SDK stops waiting for the other side's farewell. */
  async function hangUp(): Promise<void> {
    const bye = () =>
      Promise.resolve(socket.disconnect()).then(
        () => {},
        () => {},
      );
    if (!(await within(CLOSE_WITHIN, bye()))) await bye();
  }

  async function stayConnected(first: (outcome: 'connected' | { readonly refused: string }) => void): Promise<void> {
    for (let failures = 0; !closing.signal.aborted; ) {
      try {
        const { gone } = await connectOnce();
        failures = 0;
        watcher.connected();
        first('connected');
        const why = await gone;
        if (!closing.signal.aborted) watcher.connecting(why);
      } catch (error) {
        if (closing.signal.aborted) return;
        const fault = readFault(error);
        if (!passes(fault)) {
          const refused = describeFault(fault);
          first({ refused });
          watcher.refused(refused);
          return;
        }
        failures += 1;
        watcher.connecting(error === undefined ? 'the websocket closed at once' : describeFault(fault));
        const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
        await wait(pause * (0.75 + Math.random() / 2), undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  }

  return {
    receiver,
    open() {
      return new Promise((resolve) => {
        running = stayConnected(resolve);
        closing.signal.addEventListener('abort', () => resolve('closed'), { once: true });
      });
    },
    async close() {
      closing.abort();
      // Hanging up while the websocket opens would leave a timer of the SDK behind, and with it the process.
      await within(CLOSE_WITHIN, greeted);
      await hangUp();
      await running;
    },
  };
}

/** Whether the work was done in time; it goes on if not. */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
  const done = new AbortController();
  const late = wait(ms, false, { signal: done.signal }).catch(() => true);
  const inTime = await Promise.race([work.then(() => true), late]);
  done.abort();
  return inTime;
}
