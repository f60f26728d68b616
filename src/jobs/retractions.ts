// Facts that were withdrawn, from the command line or by those who manage a channel: noted in the store, carried out by the running service.
import type { News } from '../core/alerts/interest.ts';
import {
  claimsThatStand,
  RETRACTIONS,
  type Retraction,
  readRetractions,
  retract,
  noteRetraction as withRetraction,
} from '../core/summits/retraction.ts';
import type { Summit, SummitId } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import type { Room } from './newsroom.ts';

const CLAIM_WINDOW = 60 * DAY;

export async function noteRetraction(store: Store, retraction: Retraction): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.facts.set(RETRACTIONS, withRetraction(await tx.facts.get(RETRACTIONS), retraction));
  });
}

/** Withdraws what was noted, once, and answers with the corrections to tell. */
export async function carryOutRetractions({ store, summits }: Room, now: EpochMs): Promise<readonly News[]> {
  const waiting = readRetractions(await store.facts.get(RETRACTIONS));
  if (waiting.length === 0) return [];
  await store.facts.set(RETRACTIONS, '');
  const news: News[] = [];
  for (const retraction of waiting) {
    const id = retraction.summitId as SummitId;
    const summit = summits.summit(id) ?? (await store.summits.byId(id));
    const done = summit && retract(summit, await before(store, summit, retraction), retraction, now);
    if (!done) continue;
    await store.summits.save(done.summit, [done.change], []);
    const claims = await store.summits.claims(id, now - CLAIM_WINDOW);
    const log = await store.summits.changes({ summitId: id });
    if (!done.summit.dormant) summits.restore(done.summit, claimsThatStand(claims, log));
    news.push({ kind: 'change', change: done.change, summit: done.summit, topics: [] });
  }
  return news;
}

/** The state before the latest change of the field; what was never told of has nothing before it. */
async function before(store: Store, summit: Summit, { field }: Retraction): Promise<Summit | undefined> {
  const changes = await store.summits.changes({ summitId: summit.id });
  const last = changes.findLast((change) => change.field === field);
  return last && store.summits.asOf(summit.id, last.at - 1);
}
