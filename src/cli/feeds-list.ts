// `summit-watch feeds list`: every feed with its health, its next poll and what became of its items.
import { ago, feedHealth } from '../core/feeds/health.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { FeedRow } from '../storage/store.ts';
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
  const { seen, posted, folded, filtered, held } = counts;
  return [
    `${feed.title} [${feed.id}] ${feed.trust}${feed.language === undefined ? '' : `, ${feed.language}`}`,
    `  ${feed.url}`,
    `  ${words}${poll.lastStatus === undefined ? '' : ` (HTTP ${poll.lastStatus})`}${next}`,
    `  ${seen} items seen = ${posted} posted + ${folded} folded + ${filtered} filtered + ${held} held`,
  ];
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
    counts,
  };
}
