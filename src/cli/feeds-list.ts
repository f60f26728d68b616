// `summit-watch feeds list`: every feed with its health, its next poll and what became of its items.
import { ago, feedHealth } from '../core/feeds/health.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { FeedCounts, FeedRow } from '../storage/store.ts';
import { EXIT } from './exit.ts';
import { counted, type FeedDesk } from './feed-desk.ts';

export async function listFeeds(json: boolean, { store, lines, now }: FeedDesk): Promise<number> {
  const rows = await store.feeds.list();
  for (const row of rows) {
    if (json) lines.write(JSON.stringify(toRecord(row, now)));
    else for (const line of inWords(row, now)) lines.write(line);
  }
  if (json) return EXIT.done;
  const failing = rows.filter(({ poll }) => feedHealth(poll, now).state === 'failing').length;
  lines.write(`${counted(rows.length)}${failing > 0 ? `, ${failing} of them failing` : ''}.`);
  return EXIT.done;
}

function inWords({ feed, poll, counts }: FeedRow, now: EpochMs): readonly string[] {
  const { state, words } = feedHealth(poll, now);
  const next = state === 'ended' ? '' : `; next poll ${poll.nextAt <= now ? 'due' : ago(poll.nextAt, now)}`;
  const status = poll.lastStatus === undefined || /HTTP \d/.test(words) ? '' : ` (HTTP ${poll.lastStatus})`;
  const kinds = [feed.trust, feed.language, feed.category].filter((kind) => kind !== undefined);
  return [
    `${feed.title} [${feed.id}] ${kinds.join(', ')}`,
    `  ${feed.url}`,
    `  ${words.replace(/\.$/, '')}${status}${next}`,
    `  ${fates(counts)}`,
  ];
}

/** Items are counted as they come, and again by what becomes of them; the one checks the other. */
function fates(counts: FeedCounts): string {
  const { seen, posted, folded, filtered, held } = counts;
  const sum = `${seen === 1 ? '1 item' : `${seen} items`} seen = ${posted} posted + ${folded} folded + ${filtered} filtered + ${held} held`;
  return addsUp(counts) ? sum : `${sum}: this does not add up; please report it`;
}

function addsUp({ seen, posted, folded, filtered, held }: FeedCounts): boolean {
  return seen === posted + folded + filtered + held;
}

function toRecord({ feed, poll, counts }: FeedRow, now: EpochMs): object {
  const when = (at: EpochMs | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
  return {
    ...feed,
    health: feedHealth(poll, now),
    lastSuccess: when(poll.lastSuccessAt),
    lastTried: when(poll.lastTriedAt),
    lastStatus: poll.lastStatus ?? null,
    failures: poll.failures,
    fault: poll.lastFault ?? null,
    nextPoll: poll.gone ? null : when(poll.nextAt),
    counts: { ...counts, addsUp: addsUp(counts) },
  };
}
