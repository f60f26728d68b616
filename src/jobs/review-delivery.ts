// A last look at an alert before it is sent: may it be told now, is it still true, and what else is to be told with it?
import { budgetOpensAt, isBudgeted, OVER_BUDGET, waitsForBudget } from '../core/alerts/budget.ts';
import { type ChannelSettings, isUrgent, pingsFor, plainSettings } from '../core/alerts/channel-settings.ts';
import type { Delivery } from '../core/alerts/delivery.ts';
import { nextLoudMoment, QUIET, waitsForQuiet } from '../core/alerts/quiet-hours.ts';
import { storiesMessage } from '../core/messages/overflow.ts';
import type { Wording } from '../core/messages/wording.ts';
import type { ChangeId, StatusChange } from '../core/summits/summit.ts';
import { type EpochMs, HOUR } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { composeCatchUp } from './catch-up.ts';
import { wordsFor } from './channel-words.ts';
import { changeIdsOf, OVERFLOW, subjectOf, type TogetherParts, truthOf, zoneOf } from './tell-together.ts';

const MOST_WAITING = 200;
/** Lines of one message. */
const MOST_STORIES = 20;

export type ReviewParts = TogetherParts & {
  readonly words: Wording;
  /** For channels that named no number of their own. */
  readonly budgetPerHour: number;
  /** Stories that come within it are told together; none where it is left out. */
  readonly groupWait?: number;
};

/** Answers with what is to be sent now; nothing when it waits or was told otherwise, which is then saved already. */
export type Review = (delivery: Delivery) => Promise<Delivery | undefined>;

type Changes = ReadonlyMap<ChangeId, StatusChange>;

export function createReview(parts: ReviewParts): Review {
  const { store } = parts;
  return async (delivery) => {
    if (delivery.kind !== 'change' && delivery.kind !== 'story') return delivery;
    if (await mayHaveArrived(delivery, store)) return delivery;
    const settings = (await store.channelSettings.ofChannel(delivery.channel)) ?? plainSettings(delivery.channel);
    const changes = await store.summits.changesByIds(changeIdsOf(delivery));
    const wait = await reasonToWait(delivery, changes, settings, parts);
    if (wait !== undefined) {
      await store.deliveries.save({ ...delivery, state: 'pending', ...wait });
      return undefined;
    }
    const waiting = await othersWaiting(delivery, store);
    const held = waiting.filter((each) => waitsForBudget(each) || waitsForQuiet(each));
    if (held.length > 0) return withHeld(delivery, held, settings, parts);
    if (delivery.kind === 'story') return withOtherStories(delivery, waiting, parts);
    return withLaterChanges(delivery, changes, waiting, settings, parts);
  };
}

/** A message that may have arrived is not changed any more; one that was only told to wait has not. */
async function mayHaveArrived({ key, attempts }: Delivery, store: Store): Promise<boolean> {
  if (attempts === 0) return false;
  const recorded = await store.deliveries.attempts(key);
  return recorded.length < attempts || recorded.some(({ outcome }) => outcome !== 'later');
}

async function reasonToWait(
  delivery: Delivery,
  changes: readonly StatusChange[],
  settings: ChannelSettings,
  parts: ReviewParts,
): Promise<Pick<Delivery, 'dueAt' | 'why'> | undefined> {
  const now = parts.now();
  const passes = settings.urgentPasses && changes.some(isUrgent);
  if (!passes && (settings.quiet !== undefined || settings.days !== undefined)) {
    const dueAt = nextLoudMoment(settings, await zoneOf(delivery, parts.store), now);
    if (dueAt > now) return { dueAt, why: QUIET };
  }
  if (!isBudgeted(delivery)) return undefined;
  const dueAt = await budgetOpening(delivery, settings.budgetPerHour ?? parts.budgetPerHour, now, parts.store);
  return dueAt > now ? { dueAt, why: OVER_BUDGET } : undefined;
}

async function budgetOpening({ channel }: Delivery, budget: number, now: EpochMs, store: Store): Promise<EpochMs> {
  const count = await store.deliveries.sentSince(channel, now - HOUR);
  if (count < budget) return now;
  const sent = await store.deliveries.list({ channel, state: 'sent', limit: count + MOST_WAITING });
  return budgetOpensAt(
    sent.flatMap(({ kind, sentAt }) => (kind === 'notice' ? [] : (sentAt ?? []))),
    budget,
    now,
  );
}

/** Alerts of the channel that nobody has tried to send: planned, or claimed and waiting in the lane behind this one. */
async function othersWaiting({ channel, key }: Delivery, store: Store): Promise<readonly Delivery[]> {
  const pending = await store.deliveries.list({ channel, state: 'pending', limit: MOST_WAITING });
  const claimed = await store.deliveries.list({ channel, state: 'sending', limit: MOST_WAITING });
  return [...pending, ...claimed].filter((each) => each.key !== key && isBudgeted(each));
}

async function withHeld(
  delivery: Delivery,
  held: readonly Delivery[],
  settings: ChannelSettings,
  parts: ReviewParts,
): Promise<Delivery | undefined> {
  const known = await changesOfAll([delivery, ...held], parts.store);
  const { told, covered } = await composeCatchUp(delivery, held, known, parts);
  if (told === undefined) return supersede(delivery, covered, 'nothing of it was true any more', parts.store);
  const { why: _, ...plain } = delivery;
  const merged = withPings({ ...plain, ...told }, [...known.values()], settings);
  await tellTogether(merged, covered, parts.store);
  return merged;
}

/** A burst of stories is one message; a meeting's change always has one of its own. */
async function withOtherStories(
  delivery: Delivery,
  waiting: readonly Delivery[],
  { store, words, groupWait = 0 }: ReviewParts,
): Promise<Delivery> {
  const last = delivery.createdAt + groupWait;
  const others = waiting.filter(({ kind, createdAt }) => groupWait > 0 && kind === 'story' && createdAt <= last);
  const stories = [delivery, ...others.toSorted((a, b) => a.createdAt - b.createdAt).slice(0, MOST_STORIES - 1)];
  if (stories.length === 1) return delivery;
  const inWords = await wordsFor(delivery.channel, store, words);
  const message = storiesMessage(
    stories.map((each) => each.message),
    inWords,
  );
  const merged: Delivery = { ...delivery, kind: 'digest', subject: OVERFLOW, message };
  await tellTogether(merged, stories.slice(1), store);
  return merged;
}

/** Changes of the same summit that wait their turn are told now, in one message; what is no longer true is not. */
async function withLaterChanges(
  delivery: Delivery,
  own: readonly StatusChange[],
  waiting: readonly Delivery[],
  settings: ChannelSettings,
  parts: ReviewParts,
): Promise<Delivery | undefined> {
  const [first] = own;
  if (first === undefined) return delivery;
  const known = await changesOfAll(waiting, parts.store);
  const isOfSummit = (id: ChangeId) => known.get(id)?.summitId === first.summitId;
  const others = waiting.filter((each) => changeIdsOf(each).some(isOfSummit));
  const changes = [...own, ...others.flatMap((each) => changeIdsOf(each).flatMap((id) => known.get(id) ?? []))];
  const truth = await truthOf([delivery, ...others], changes, parts);
  switch (truth.kind) {
    case 'as it was':
      return withPings(delivery, changes, settings);
    case 'void':
      return supersede({ ...delivery, subject: subjectOf(changes) }, others, truth.why, parts.store);
    case 'retold': {
      const { why: _, ...plain } = delivery;
      const retold = { ...plain, subject: subjectOf(truth.changes), message: truth.message };
      const merged = withPings(retold, truth.changes, settings);
      if (others.length > 0) await tellTogether(merged, others, parts.store);
      return merged;
    }
    default:
      return truth satisfies never;
  }
}

async function changesOfAll(deliveries: readonly Delivery[], store: Store): Promise<Changes> {
  const changes = await store.summits.changesByIds([...new Set(deliveries.flatMap(changeIdsOf))]);
  return new Map(changes.map((change) => [change.id, change]));
}

/** Only what is told as a change by itself calls anybody; a message of many things does not. */
function withPings(delivery: Delivery, changes: readonly StatusChange[], settings: ChannelSettings): Delivery {
  const pings = delivery.kind === 'change' ? pingsFor(changes, settings) : [];
  return pings.length === 0 ? delivery : { ...delivery, message: { ...delivery.message, pings } };
}

async function supersede(
  delivery: Delivery,
  others: readonly Delivery[],
  why: string,
  store: Store,
): Promise<undefined> {
  await tellTogether({ ...delivery, state: 'superseded', why }, others, store);
}

async function tellTogether(merged: Delivery, others: readonly Delivery[], store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    for (const other of others) {
      await tx.deliveries.save({ ...other, state: 'superseded', why: 'told together with others' });
    }
    await tx.deliveries.save(merged);
  });
}
