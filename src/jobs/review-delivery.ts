// A last look at an alert before it is sent: does the channel take one more this hour, and what else is to be told with it?
import { budgetOpensAt, isBudgeted, OVER_BUDGET, waitsForBudget } from '../core/alerts/budget.ts';
import type { Delivery } from '../core/alerts/delivery.ts';
import type { PlanParts } from '../core/alerts/plan.ts';
import { collapse } from '../core/alerts/together.ts';
import { overflowMessage } from '../core/messages/overflow.ts';
import type { Wording } from '../core/messages/wording.ts';
import type { ChangeId, StatusChange } from '../core/summits/summit.ts';
import { DAY, type EpochMs, HOUR } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

const MOST_WAITING = 200;
/** Lines of one message of leftovers; more of them wait for the next. */
const MOST_TOGETHER = 20;
/** How far the article of a change may be older than the delivery. */
const LOOK_BACK = 2 * DAY;

export type ReviewParts = {
  readonly store: Store;
  readonly compose: PlanParts['compose'];
  readonly words: Wording;
  readonly budgetPerHour: number;
  readonly now: () => EpochMs;
};

/** Answers with what is to be sent now; nothing when it waits or was told otherwise, which is then saved already. */
export type Review = (delivery: Delivery) => Promise<Delivery | undefined>;

export function createReview(parts: ReviewParts): Review {
  return async (delivery) => {
    if (!isBudgeted(delivery)) return delivery;
    const opensAt = await openingOf(delivery, parts);
    if (opensAt > parts.now()) {
      await parts.store.deliveries.save({ ...delivery, state: 'pending', dueAt: opensAt, why: OVER_BUDGET });
      return undefined;
    }
    const waiting = await othersWaiting(delivery, parts.store);
    const leftovers = waiting.filter(waitsForBudget);
    if (leftovers.length > 0) return withLeftovers(delivery, leftovers, parts);
    return delivery.kind === 'change' ? withLaterChanges(delivery, waiting, parts) : delivery;
  };
}

async function openingOf({ channel }: Delivery, { store, budgetPerHour, now }: ReviewParts): Promise<EpochMs> {
  const count = await store.deliveries.sentSince(channel, now() - HOUR);
  if (count < budgetPerHour) return now();
  const sent = await store.deliveries.list({ channel, state: 'sent', limit: count + MOST_WAITING });
  return budgetOpensAt(
    sent.flatMap(({ sentAt }) => sentAt ?? []),
    budgetPerHour,
    now(),
  );
}

/** Alerts of the channel that nobody has tried to send: planned, or claimed and waiting in the lane behind this one. */
async function othersWaiting({ channel, key }: Delivery, store: Store): Promise<readonly Delivery[]> {
  const pending = await store.deliveries.list({ channel, state: 'pending', limit: MOST_WAITING });
  const claimed = await store.deliveries.list({ channel, state: 'sending', limit: MOST_WAITING });
  return [...pending, ...claimed].filter((each) => each.key !== key && isBudgeted(each));
}

async function withLeftovers(
  delivery: Delivery,
  leftovers: readonly Delivery[],
  parts: ReviewParts,
): Promise<Delivery> {
  const others = leftovers.toSorted((a, b) => a.createdAt - b.createdAt).slice(0, MOST_TOGETHER - 1);
  const together = [delivery, ...others].toSorted((a, b) => a.createdAt - b.createdAt);
  const { why: _, ...plain } = delivery;
  const message = overflowMessage(
    together.map((each) => each.message),
    parts.words,
  );
  const merged: Delivery = { ...plain, kind: 'digest', subject: 'overflow', message };
  await tellTogether(merged, others, parts.store);
  return merged;
}

/** Changes of the same summit that wait their turn are told now, in one message. */
async function withLaterChanges(
  delivery: Delivery,
  waiting: readonly Delivery[],
  parts: ReviewParts,
): Promise<Delivery | undefined> {
  const changing = waiting.filter(({ kind }) => kind === 'change');
  if (changing.length === 0) return delivery;
  const known = await changesNear(delivery, parts);
  const [own] = changesOf(delivery, known);
  if (own === undefined) return delivery;
  const others = changing.filter((each) => changesOf(each, known)[0]?.summitId === own.summitId);
  const summit = others.length === 0 ? undefined : await parts.store.summits.byId(own.summitId);
  if (summit === undefined) return delivery;
  const changes = [delivery, ...others].flatMap((each) => changesOf(each, known));
  const subject = `change:${changes.map(({ id }) => id).join(',')}`;
  if (collapse(changes).length === 0) {
    const why = 'what had changed was changed back before it was told';
    await tellTogether({ ...delivery, subject, state: 'superseded', why }, others, parts.store);
    return undefined;
  }
  const zone = await zoneOf(delivery, parts.store);
  const { footer } = delivery.message;
  const composed = parts.compose({ kind: 'change', summit, changes }, { zone, followed: [], now: parts.now() });
  const merged = { ...delivery, subject, message: { ...composed, ...(footer !== undefined && { footer }) } };
  await tellTogether(merged, others, parts.store);
  return merged;
}

async function tellTogether(merged: Delivery, others: readonly Delivery[], store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    for (const other of others) {
      await tx.deliveries.save({ ...other, state: 'superseded', why: 'told together with others' });
    }
    await tx.deliveries.save(merged);
  });
}

async function changesNear(
  { createdAt }: Delivery,
  { store, now }: ReviewParts,
): Promise<ReadonlyMap<ChangeId, StatusChange>> {
  const changes = await store.summits.changes({ from: createdAt - LOOK_BACK, to: now() + 1 });
  return new Map(changes.map((change) => [change.id, change]));
}

function changesOf({ subject }: Delivery, known: ReadonlyMap<ChangeId, StatusChange>): readonly StatusChange[] {
  const ids = subject.slice(subject.indexOf(':') + 1).split(',');
  return ids.flatMap((id) => known.get(id as ChangeId) ?? []);
}

async function zoneOf({ channel, subscriptionId }: Delivery, store: Store): Promise<string> {
  const subscriptions = await store.subscriptions.ofChannel(channel);
  return subscriptions.find(({ id }) => id === subscriptionId)?.timeZone ?? 'UTC';
}
