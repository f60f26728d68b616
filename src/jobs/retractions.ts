// Facts that the operator withdrew from the command line: noted in the store, carried out by the running service.
import type { News } from '../core/alerts/interest.ts';
import { claimsWithout, RETRACTABLE, type Retraction, retract } from '../core/summits/retraction.ts';
import type { Summit, SummitId } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import type { Room } from './newsroom.ts';

const NOTED = 'retractions';
const CLAIM_WINDOW = 60 * DAY;

export async function noteRetraction(store: Store, retraction: Retraction): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.facts.set(NOTED, JSON.stringify([...(await noted(tx)), retraction]));
  });
}

async function noted(store: Pick<Store, 'facts'>): Promise<readonly Retraction[]> {
  const written = await store.facts.get(NOTED);
  const read: unknown = written === undefined || written === '' ? [] : JSON.parse(written);
  return Array.isArray(read) ? read.filter(isRetraction) : [];
}

function isRetraction(value: unknown): value is Retraction {
  if (typeof value !== 'object' || value === null) return false;
  if (!('summitId' in value && 'field' in value && 'why' in value)) return false;
  return typeof value.summitId === 'string' && RETRACTABLE.some((field) => field === value.field);
}

/** Withdraws what was noted, once, and answers with the corrections to tell. */
export async function carryOutRetractions({ store, summits }: Room, now: EpochMs): Promise<readonly News[]> {
  const waiting = await noted(store);
  if (waiting.length === 0) return [];
  await store.facts.set(NOTED, '');
  const news: News[] = [];
  for (const retraction of waiting) {
    const id = retraction.summitId as SummitId;
    const summit = summits.summit(id) ?? (await store.summits.byId(id));
    const done = summit && retract(summit, await before(store, summit, retraction), retraction, now);
    if (!done) continue;
    await store.summits.save(done.summit, [done.change], []);
    const claims = await store.summits.claims(id, now - CLAIM_WINDOW);
    if (!done.summit.dormant) summits.restore(done.summit, claimsWithout(claims, summit, retraction.field));
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
