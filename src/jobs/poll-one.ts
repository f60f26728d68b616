// Polls one feed: fetches it, reads what came, hands it on, and writes down how that ended and when the next poll is.
import { createHash } from 'node:crypto';
import { afterSkips, nextPoll, putOff, type Verdict } from '../core/feeds/due.ts';
import type { Feed, FetchOutcome, PollState } from '../core/feeds/feed.ts';
import type { FeedDocument } from '../core/feeds/item.ts';
import { type FeedNotice, feedNotice } from '../core/feeds/notice.ts';
import { pollInterval } from '../core/feeds/websub.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Fetcher } from '../fetch/fetch-feed.ts';
import type { ReadOutcome, readFeed } from '../fetch/read-feed.ts';
import type { Log } from '../ops/log.ts';
import type { FeedRow } from '../storage/store.ts';
import { type HostWatch, hostOf } from './host-watch.ts';
import type { PollBook } from './poll-book.ts';
import type { HubRound } from './websub.ts';

export type ReadFeed = typeof readFeed;

/** Saves the items and the poll state in one transaction; throws when it could not. */
export type IngestFeed = (feed: Feed, document: FeedDocument, poll: PollState, now: EpochMs) => Promise<void>;

export type PollOneParts = {
  readonly fetcher: Pick<Fetcher, 'fetch'>;
  readonly read: ReadFeed;
  readonly ingest: IngestFeed;
  readonly now: () => EpochMs;
  readonly random: () => number;
  readonly log: Log;
  /** Where publishers push what changed, so that polling may be slower. */
  readonly hubs?: HubRound;
};

export type Round = { readonly hosts: HostWatch; readonly book: PollBook };

/** `same` is a body that came again unchanged without the publisher saying so. */
export type Ending = 'read' | 'same' | 'unchanged' | 'failed' | 'gone' | 'put-off' | 'stopped';

export type Polled = { readonly ending: Ending; readonly notices: readonly FeedNotice[] };

export async function pollOne(row: FeedRow, parts: PollOneParts, round: Round, signal: AbortSignal): Promise<Polled> {
  const { feed, poll } = row;
  const later = postponed(row, parts, round);
  if (later !== undefined) {
    await round.book.enter({ id: feed.id, poll: later });
    return { ending: 'put-off', notices: [] };
  }
  const outcome = await fetchUnlessSilent(row, parts, round, signal);
  if (outcome.kind === 'failed' && outcome.fault.kind === 'stopped') {
    // Not the publisher's doing: the feed is due as it was, without waiting for its lease to end.
    await round.book.enter({ id: feed.id, poll: { ...poll, nextAt: parts.now() } });
    return { ending: 'stopped', notices: [] };
  }
  const { verdict, ending } = await settle(row, outcome, parts, round);
  round.hosts.note(feed, outcome, verdict.poll);
  report(feed, verdict, ending, parts.log);
  return { ending, notices: noticesOf(row, verdict) };
}

/** The poll state of a feed that must wait although it is due: its host is busy, or the tick came late into hours to skip. */
function postponed({ feed, poll }: FeedRow, parts: PollOneParts, { hosts }: Round): PollState | undefined {
  const now = parts.now();
  const random = parts.random();
  const busyUntil = hosts.busyUntil(feed);
  if (busyUntil !== undefined) return putOff({ ...poll, nextAt: now }, busyUntil, now, random);
  const open = afterSkips(now, poll.hints ?? {}, random);
  return open === now ? undefined : { ...poll, nextAt: open };
}

async function fetchUnlessSilent(
  { feed, poll }: FeedRow,
  parts: PollOneParts,
  round: Round,
  signal: AbortSignal,
): Promise<FetchOutcome> {
  const silence = round.hosts.silence(feed);
  const outcome = await withEither([signal, silence], (either) => parts.fetcher.fetch(feed, poll, either));
  if (outcome.kind !== 'failed' || outcome.fault.kind !== 'stopped' || !silence.aborted) return outcome;
  const why = `${hostOf(feed.url)} did not answer for other feeds either`;
  return { kind: 'failed', fault: { kind: 'timeout', why } };
}

/** Not `AbortSignal.any`: of a signal that lives as long as the process, each one leaves something behind. */
async function withEither<T>(signals: readonly AbortSignal[], work: (either: AbortSignal) => Promise<T>): Promise<T> {
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  for (const signal of signals) {
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  }
  try {
    return await work(stopper.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', stop);
  }
}

type Settled = { readonly verdict: Verdict; readonly ending: Ending };

/** Decides on the outcome and sees to it that the decision is written down, with the items or without. */
async function settle(row: FeedRow, outcome: FetchOutcome, parts: PollOneParts, round: Round): Promise<Settled> {
  const { feed, poll } = row;
  const decide = (ended: FetchOutcome): Verdict => {
    const now = parts.now();
    const every = pollInterval(feed, parts.hubs?.leaseUntil(feed.id), now);
    return nextPoll({ every }, poll, ended, now, parts.random());
  };
  const write = async (verdict: Verdict, ending: Ending): Promise<Settled> => {
    const { renameTo } = verdict;
    const notices = noticesOf(row, verdict);
    await round.book.enter({
      id: feed.id,
      poll: verdict.poll,
      notices,
      ...(renameTo === undefined ? {} : { renameTo }),
    });
    return { verdict, ending };
  };
  if (outcome.kind !== 'fetched') return write(decide(outcome), outcome.kind);

  const bodyHash = createHash('sha256').update(outcome.bytes).digest('hex');
  if (bodyHash === poll.bodyHash) {
    return write(decide({ ...outcome, hints: { ...poll.hints, ...outcome.hints } }), 'same');
  }
  const unusable = (why: string): Promise<Settled> =>
    write(decide({ kind: 'failed', fault: { kind: 'unreadable', why } }), 'failed');
  const read = await readSafely(feed, outcome, parts);
  if (read.kind === 'unreadable') return unusable(read.why);

  const verdict = decide({ ...outcome, hints: { ...read.feed.hints, ...outcome.hints } });
  const next = { ...verdict, poll: { ...verdict.poll, bodyHash } };
  try {
    await parts.ingest(feed, read.feed, next.poll, parts.now());
    await parts.hubs?.note(feed, { hub: outcome.hub ?? read.feed.hub, self: outcome.self ?? read.feed.self });
  } catch (error) {
    parts.log.error('the items of a feed could not be stored', { feed: feed.url, error });
    return unusable('its items could not be stored; the log says why');
  }
  // The poll state is saved with the items; an address that changed and what the operator hears are left to write.
  const isWritten = next.renameTo === undefined && noticesOf(row, next).length === 0;
  return isWritten ? { verdict: next, ending: 'read' } : write(next, 'read');
}

/** A document that breaks the reader must cost no more than one that is no feed. */
async function readSafely(
  feed: Feed,
  outcome: Extract<FetchOutcome, { readonly kind: 'fetched' }>,
  { read, log }: PollOneParts,
): Promise<ReadOutcome> {
  try {
    return await read(outcome.bytes, outcome);
  } catch (error) {
    log.error('the reader broke on a feed', { feed: feed.url, error });
    return { kind: 'unreadable', why: 'its document breaks the reader; the log says where' };
  }
}

function report(feed: Feed, { poll, reason, renameTo }: Verdict, ending: Ending, log: Log): void {
  const context = { feed: feed.url, ending, next: new Date(poll.nextAt).toISOString(), reason };
  if (renameTo !== undefined) log.info('a feed has moved for good', { feed: feed.url, to: renameTo });
  if (ending === 'failed') log.warn('a feed failed', { ...context, why: poll.lastFault, failures: poll.failures });
  else log.debug('a feed was polled', context);
}

function noticesOf({ feed, poll }: FeedRow, { poll: after, renameTo }: Verdict): readonly FeedNotice[] {
  const health = feedNotice(feed, poll, after);
  return [
    ...(health === undefined ? [] : [health]),
    ...(renameTo === undefined ? [] : [{ kind: 'moved', feed, url: renameTo } as const]),
  ];
}
