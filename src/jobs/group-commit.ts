// Many small writes in one commit: what is asked while a commit runs goes into the next one. A commit costs milliseconds
// of disk, and a thousand sends would pay it twice each.
import type { Delivery } from '../core/alerts/delivery.ts';
import type { SendAttempt, Store } from '../storage/store.ts';

/** Answers when the delivery is safely written. */
export type SaveDelivery = (delivery: Delivery, attempt?: SendAttempt) => Promise<void>;

type Asked = {
  readonly write: (store: Store) => Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

export function createGroupCommit(store: Store): SaveDelivery {
  let asked: Asked[] = [];
  let running = false;

  const commit = async (batch: readonly Asked[]): Promise<void> => {
    try {
      await store.transaction(async (tx) => {
        for (const { write } of batch) await write(tx);
      });
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    while (asked.length > 0) {
      const batch = asked;
      asked = [];
      await commit(batch);
    }
    running = false;
  };

  return (delivery, attempt) =>
    new Promise<void>((resolve, reject) => {
      asked.push({ write: (tx) => tx.deliveries.save(delivery, attempt), resolve, reject });
      void run();
    });
}
