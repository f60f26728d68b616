// A channel takes nothing any more: nothing more is sent there until a trial gets through or somebody subscribes again.
import type { Channel } from '../core/alerts/subscription.ts';
import type { Store } from '../storage/store.ts';

const MOST_WAITING = 500;

export async function pauseChannel(channel: Channel, why: string, store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.subscriptions.pause(channel, why);
    const waiting = await tx.deliveries.list({ channel, state: 'pending', limit: MOST_WAITING });
    for (const delivery of waiting) await tx.deliveries.save({ ...delivery, state: 'gone', why });
  });
}
