// One delivery's turn: wait for the channel, send, and write down what became of it.
import type { Chat, FindOutcome, Target } from '../chat/chat.ts';
import type { Delivery, SendOutcome } from '../core/alerts/delivery.ts';
import { afterAttempt, afterLookInVain, isRepeatable, KEY_KNOWN_FOR } from '../core/alerts/retry.ts';
import type { Platform } from '../core/alerts/subscription.ts';
import { DAY, type EpochMs, MINUTE, SECOND } from '../core/text/instant.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../storage/store.ts';
import type { SaveDelivery } from './group-commit.ts';
import { holdPlatform, type Pacing, takePlace } from './pacing.ts';
import { pauseChannel } from './pause-channel.ts';
import type { Review } from './review-delivery.ts';
import { isRevival, resumeChannel } from './revive-channels.ts';
import type { TellTrouble } from './tell-trouble.ts';

/** A send begins only while its lease outlasts it. */
const LONGEST_SEND = 25 * SECOND;
/** A request that was under way when the service died may arrive yet; so long nobody looks for what became of it. */
const SETTLED_AFTER = 5 * SECOND;
/** So long after it was planned, a message that cannot be looked for just now holds up its channel, to keep the order. */
const PATIENT_LOOKS = 5 * MINUTE;
/** Then a person must decide: it is no news any more. */
const LONGEST_LOOKING = DAY;
/** A platform that is not configured at present may be again. */
const NO_PLATFORM_WAIT = 5 * MINUTE;
/** So many unclear answers hold up the channel, to keep its order; then others may pass. */
const PATIENT_DOUBTS = 3;

export type Turn = {
  readonly store: Store;
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly save: SaveDelivery;
  readonly pacing: Pacing;
  readonly now: () => EpochMs;
  readonly random: () => number;
  readonly log: Log;
  readonly onAttempt?: ((platform: Platform, outcome: SendOutcome['kind']) => void) | undefined;
  readonly review?: Review | undefined;
  readonly tellTrouble?: TellTrouble | undefined;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** Milliseconds of the lease that are left, by a clock that nobody sets. */
  readonly leaseLeft: () => number;
};

export async function sendOne(claimed: Delivery, turn: Turn): Promise<void> {
  const { pacing, signal, now, store } = turn;
  // While it waited in its lane it may have been told together with the one before.
  if ((await store.deliveries.byKey(claimed.key))?.state !== 'sending') return;
  const chat = turn.chats.get(claimed.channel.platform);
  if (chat === undefined) return putBack(claimed, now() + NO_PLATFORM_WAIT, turn);
  const opening = await pacing.opening(claimed, now());
  // Whoever was told to wait goes first; the others come back with it, in the order they were planned.
  if (opening.taken && opening.at > now()) return putBack(claimed, opening.at, turn);
  const held = pacing.heldUntil(chat.platform);
  if (held > now()) return putBack(claimed, held, turn);
  await turn.pause(opening.at - now(), signal);
  if (signal.aborted || turn.leaseLeft() < LONGEST_SEND) return putBack(claimed, claimed.dueAt, turn);
  const delivery = turn.review === undefined ? claimed : await turn.review(claimed);
  if (delivery === undefined) return;
  const target = await targetOf(delivery, turn);
  if (target === undefined) return;
  const doubt = await doubtAbout(delivery, store);
  const knowsKey = isRepeatable(chat.platform) && doubt !== undefined && now() - doubt.since < KEY_KNOWN_FOR;
  if (doubt !== undefined && !knowsKey && (await settle(delivery, target, doubt, chat, turn)) === 'settled') return;
  // Written down before it is made: an attempt that never gets an outcome was cut off by a crash.
  const lookAt = isRepeatable(chat.platform) ? delivery.dueAt : now() + SETTLED_AFTER;
  await turn.save({ ...delivery, attempts: delivery.attempts + 1, state: 'sending', dueAt: lookAt });
  await takePlace(chat.platform, turn);
  await record(delivery, await attempt(delivery, target, chat), turn);
}

/** Not an attempt: it waits for its turn, in the order it was planned. */
async function putBack(delivery: Delivery, dueAt: EpochMs, { save }: Turn): Promise<void> {
  await save({ ...delivery, state: 'pending', dueAt: Math.max(delivery.dueAt, dueAt) });
}

const PARENT_WAIT = 2 * SECOND;
const NO_THREAD = 'the message whose thread it belongs to was not posted';

/** Where it goes; nothing when it waits for the message above it, or has no place any more, which is then saved already. */
async function targetOf(delivery: Delivery, turn: Turn): Promise<Target | undefined> {
  const { channel, thread } = delivery;
  if (thread === undefined) return channel;
  const parent = await turn.store.deliveries.byKey(thread);
  if (parent?.messageId !== undefined && parent.messageId !== '') return { ...channel, thread: parent.messageId };
  if (parent?.state === 'pending' || parent?.state === 'sending') {
    await putBack(delivery, turn.now() + PARENT_WAIT, turn);
    return undefined;
  }
  if (delivery.kind === 'digest') return channel;
  await turn.save({ ...delivery, state: 'superseded', why: NO_THREAD });
  return undefined;
}

/** What a thread does not take goes into the channel, unless it is only a note beside what stands there. */
function withoutThread({ thread: _, ...delivery }: Delivery): Delivery {
  return delivery.kind === 'digest' ? { ...delivery, state: 'pending' } : { ...delivery, state: 'superseded' };
}

async function attempt(delivery: Delivery, target: Target, chat: Chat): Promise<SendOutcome> {
  try {
    return await chat.send(target, delivery.message, delivery.key);
  } catch (error) {
    return { kind: 'unsure', why: reasonOf(error) };
  }
}

async function record(delivery: Delivery, outcome: SendOutcome, turn: Turn): Promise<void> {
  const { store, pacing, log } = turn;
  const now = turn.now();
  pacing.follow(now);
  const earlier = delivery.attempts === 0 ? [] : await store.deliveries.attempts(delivery.key);
  const doubts = earlier.filter((each) => each.outcome === 'unsure').length;
  const tried = afterAttempt(delivery, outcome, now, turn.random(), doubts);
  const after = tried.state === 'refused' && delivery.thread !== undefined ? withoutThread(tried) : tried;
  const why = outcome.kind === 'sent' ? undefined : outcome.why;
  if (outcome.kind === 'later' && outcome.everywhere) await holdPlatform(delivery.channel.platform, outcome.at, turn);
  await turn.save(after, {
    key: delivery.key,
    at: now,
    outcome: outcome.kind,
    ...(why !== undefined && { why }),
  });
  turn.onAttempt?.(delivery.channel.platform, outcome.kind);
  const waits = outcome.kind === 'later' || (outcome.kind === 'unsure' && doubts < PATIENT_DOUBTS);
  if (waits && after.state === 'pending') pacing.blocked(delivery.channel, after.dueAt);
  else pacing.sent(delivery.channel, now);
  if (after.state === 'sent' && isRevival(after)) await resumeChannel(after.channel, store);
  if (after.state === 'gone' && !isRevival(after)) {
    const { why: reason = 'the channel is gone' } = after;
    const told = (await store.subscriptions.ofChannel(after.channel)).filter((each) => each.pausedWhy === undefined);
    await pauseChannel(after.channel, reason, store);
    await turn.tellTrouble?.paused(after.channel, reason, told);
    log.warn('a channel takes no messages any more; its subscriptions are paused', {
      channel: after.channel,
      why: reason,
    });
  }
  if (after.state === 'held' || after.state === 'refused') await giveUp(after, turn);
}

async function giveUp(delivery: Delivery, { log, tellTrouble }: Turn): Promise<void> {
  const { key, state, why } = delivery;
  log.warn('a message was not sent', { key, state, why });
  if (state === 'held') await tellTrouble?.held(delivery);
}

/** `since`: the first attempt that may have arrived was not before. */
type Doubt = { readonly kind: 'cut-off' | 'unsure'; readonly since: EpochMs };

/** How a look is recorded that the platform refused. */
const UNSEEN = 'unseen';

/** Whether the last attempt may have reached the platform: a crash cut it off, or its answer was unclear. */
async function doubtAbout({ key, attempts, createdAt }: Delivery, store: Store): Promise<Doubt | undefined> {
  if (attempts === 0) return undefined;
  const recorded = await store.deliveries.attempts(key);
  const since = recorded.find(({ outcome }) => outcome === 'unsure')?.at ?? createdAt;
  if (recorded.length < attempts) return { kind: 'cut-off', since };
  const last = recorded.at(-1)?.outcome;
  return last === 'unsure' || last === UNSEEN ? { kind: 'unsure', since } : undefined;
}

/**
 * What became of such an attempt is looked up, never guessed; where it cannot be after some looks, a person decides.
 * Answers `absent` when it never arrived and may be sent.
 */
async function settle(
  delivery: Delivery,
  target: Target,
  doubt: Doubt,
  chat: Chat,
  turn: Turn,
): Promise<'absent' | 'settled'> {
  const found = await lookFor(delivery, target, chat);
  if (found.kind === 'later' && turn.now() - delivery.createdAt < LONGEST_LOOKING) {
    await putBack(delivery, found.at, turn);
    if (turn.now() - delivery.createdAt < PATIENT_LOOKS) turn.pacing.blocked(delivery.channel, found.at);
    return 'settled';
  }
  if (doubt.kind === 'cut-off') {
    const why = 'the service stopped while it was being sent';
    await turn.save(delivery, { key: delivery.key, at: turn.now(), outcome: 'unsure', why });
  }
  if (found.kind === 'absent') return 'absent';
  // Where nobody may look but the platform has keys, the key is the best there is.
  if (found.kind !== 'found' && isRepeatable(chat.platform)) return 'absent';
  if (found.kind === 'found') await record(delivery, { kind: 'sent', messageId: found.messageId }, turn);
  else await recordLookInVain(delivery, found.why, turn);
  return 'settled';
}

async function recordLookInVain(delivery: Delivery, why: string, turn: Turn): Promise<void> {
  const now = turn.now();
  const earlier = await turn.store.deliveries.attempts(delivery.key);
  const looks = earlier.filter((each) => each.outcome === UNSEEN).length;
  const after = afterLookInVain(delivery, why, now, turn.random(), looks);
  await turn.save(after, { key: delivery.key, at: now, outcome: UNSEEN, why });
  turn.onAttempt?.(delivery.channel.platform, 'unsure');
  if (after.state === 'pending') turn.pacing.blocked(delivery.channel, after.dueAt);
  else await giveUp(after, turn);
}

async function lookFor({ key, createdAt, message }: Delivery, target: Target, chat: Chat): Promise<FindOutcome> {
  const nobodyLooks: FindOutcome = { kind: 'unknown', why: 'the platform shows the bot no earlier messages' };
  try {
    return (await chat.find?.(target, key, createdAt, message)) ?? nobodyLooks;
  } catch (error) {
    return { kind: 'unknown', why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
