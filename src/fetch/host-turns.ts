// At most so many requests to one host at a time; the others wait their turn in order.

export type HostTurns = {
  /** Answers when it is this request's turn; what it answers with must be called when the request is over. */
  readonly take: (host: string, signal: AbortSignal) => Promise<() => void>;
};

type Queue = { running: number; readonly waiting: (() => void)[] };

export function openHostTurns(atOnce: number): HostTurns {
  const queues = new Map<string, Queue>();

  const leave = (host: string, queue: Queue): void => {
    const next = queue.waiting.shift();
    if (next) next();
    else queue.running -= 1;
    if (queue.running === 0) queues.delete(host);
  };

  return {
    async take(host, signal) {
      signal.throwIfAborted();
      const queue = queues.get(host) ?? { running: 0, waiting: [] };
      queues.set(host, queue);
      if (queue.running < atOnce) queue.running += 1;
      else await turnIn(queue, signal);
      let left = false;
      return () => {
        if (!left) leave(host, queue);
        left = true;
      };
    },
  };
}

function turnIn(queue: Queue, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const called = (): void => {
      signal.removeEventListener('abort', gaveUp);
      resolve();
    };
    const gaveUp = (): void => {
      queue.waiting.splice(queue.waiting.indexOf(called), 1);
      reject(signal.reason);
    };
    queue.waiting.push(called);
    signal.addEventListener('abort', gaveUp, { once: true });
  });
}
