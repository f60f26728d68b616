// A chat platform in memory that answers as it is told, and notes when each message reached it.
import type { Chat, ChatHealth, FindOutcome } from '../../src/chat/chat.ts';
import type { SendOutcome } from '../../src/core/alerts/delivery.ts';
import type { Channel, Platform } from '../../src/core/alerts/subscription.ts';

export type Arrival = {
  readonly key: string;
  readonly channel: string;
  readonly title: string;
  readonly thread?: string;
};

export type LoopbackChat = Chat & {
  readonly arrivals: Arrival[];
  /** Outcomes by key, each used once, first to last; then everything is sent. */
  readonly script: Map<string, (SendOutcome | Error | Promise<SendOutcome>)[]>;
  readonly looks: string[];
  found: FindOutcome;
  state: ChatHealth['state'];
  /** Most sends that ran at one time in one channel. */
  readonly most: { inChannel: number };
};

export function loopbackChat(platform: Platform): LoopbackChat {
  const arrivals: Arrival[] = [];
  const script: LoopbackChat['script'] = new Map();
  const running = new Map<string, number>();
  const most = { inChannel: 0 };
  const looks: string[] = [];
  const begin = (to: Channel): void => {
    running.set(to.id, (running.get(to.id) ?? 0) + 1);
    most.inChannel = Math.max(most.inChannel, running.get(to.id) ?? 0);
  };
  return {
    platform,
    arrivals,
    script,
    looks,
    most,
    found: { kind: 'absent' },
    start: async () => {},
    async send(to, message, key) {
      begin(to);
      const { thread } = to;
      arrivals.push({ key, channel: to.id, title: message.title, ...(thread !== undefined && { thread }) });
      try {
        const next = script.get(key)?.shift();
        if (next instanceof Error) throw next;
        // A turn of the event loop, so that sends that could overlap do.
        await new Promise(setImmediate);
        return (await next) ?? { kind: 'sent', messageId: `m-${key}` };
      } finally {
        running.set(to.id, (running.get(to.id) ?? 1) - 1);
      }
    },
    async find(_to, key) {
      looks.push(key);
      return this.found;
    },
    state: 'connected',
    health() {
      return { state: this.state };
    },
    onFatal: () => {},
    stop: async () => {},
  };
}
