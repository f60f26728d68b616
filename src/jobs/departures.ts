// Workspaces that take the bot out: silence at once, their data forgotten after a time of grace; if they take it in
// again before, everything is as it was, and they hear what they missed.
import type { EpochMs } from '../core/text/instant.ts';
import type { Place, Store } from '../storage/store.ts';
import { pauseChannel } from './pause-channel.ts';
import { type ReviveParts, reviveChannels } from './revive-channels.ts';

export type DepartureParts = ReviveParts & {
  readonly log: { readonly info: (message: string, context?: Readonly<Record<string, unknown>>) => void };
};

/** `why` is what the channels' people read in their settings, should they come back. */
export async function noteDeparture(place: Place, why: string, { store, now, log }: DepartureParts): Promise<void> {
  if (!(await store.departures.add(place, now()))) return;
  for (const channel of await channelsOf(place, store)) await pauseChannel(channel, why, store);
  log.info('a workspace took the bot out; its data is kept for a while', { ...place, why });
}

export async function noteReturn(place: Place, parts: DepartureParts): Promise<void> {
  if (!(await parts.store.departures.remove(place))) return;
  await reviveChannels(parts, place);
  parts.log.info('a workspace took the bot in again', { ...place });
}

/** Answers with how many workspaces were forgotten. */
export async function forgetDeparted(
  grace: number,
  { store, now, log }: Pick<DepartureParts, 'store' | 'now' | 'log'>,
): Promise<number> {
  const over: EpochMs = now() - grace;
  const places = await store.departures.before(over);
  for (const place of places) {
    await store.departures.forget(place);
    log.info('what was kept for a workspace that left is forgotten', { ...place });
  }
  return places.length;
}

async function channelsOf({ platform, workspace }: Place, store: Store) {
  const there = (await store.subscriptions.list()).filter(
    ({ channel }) => channel.platform === platform && channel.workspace === workspace,
  );
  return [...new Map(there.map(({ channel }) => [channel.id, channel])).values()];
}
