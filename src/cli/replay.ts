// `summit-watch replay`: dated headlines from JSON Lines files through the same decisions as the service, on a fresh desk.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { type Desk, openDesk, type Verdict } from '../core/desk/desk.ts';
import type { FeedId } from '../core/feeds/feed.ts';
import type { Item, ItemId } from '../core/feeds/item.ts';
import { languageOf } from '../core/languages/language.ts';
import { createStoryIndex } from '../core/stories/gather.ts';
import { createTopicMatcher } from '../core/stories/topics.ts';
import { createSummitBook } from '../core/summits/book.ts';
import { canonicalUrl } from '../core/text/urls.ts';
import { EXIT } from './exit.ts';
import { type Lines, loadConfigOrFail } from './load.ts';

const Row = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  title: z.string(),
  date: z.string(),
  summary: z.string().nullish(),
  description: z.string().nullish(),
  url: z.string().nullish(),
  source: z.string().nullish(),
  language: z.string().nullish(),
});

/** Midnight UTC for a bare day; undefined when it is no ISO 8601 date. */
function instantOf(date: string): number | undefined {
  const zoned = /T/.test(date) && !/(Z|[+-]\d\d:?\d\d)$/.test(date) ? `${date}Z` : date;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? undefined : at;
}

function itemOf(line: string): Item | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: 'this line is no JSON object' };
  }
  const row = Row.safeParse(value);
  if (!row.success) return { fault: z.prettifyError(row.error).replace(/\s+/g, ' ') };
  const { id, title, date, url } = row.data;
  const at = instantOf(date);
  if (at === undefined) return { fault: `date "${date}" is not ISO 8601` };
  const summary = row.data.summary ?? row.data.description ?? '';
  return {
    id: id as ItemId,
    feedId: 'replay' as FeedId,
    guid: id,
    url: url ?? '',
    canonicalUrl: url ? canonicalUrl(url) : '',
    title,
    summary,
    language: row.data.language ?? languageOf(`${title} ${summary}`),
    source: row.data.source ?? '',
    trust: 'press',
    publishedAt: at,
    seenAt: at,
  };
}

function deskOf(config: Config, foldAll: boolean): Desk {
  return openDesk({
    stories: createStoryIndex(),
    summits: createSummitBook(config.leaders),
    topics: createTopicMatcher(config.topics),
    foldAll,
  });
}

function asJson(verdict: Verdict): string {
  const { item, placement, summit, passed } = verdict;
  return JSON.stringify({
    id: item.id,
    relevant: summit.relevant,
    summit: summit.summitId ?? null,
    stage: summit.stage,
    story: placement?.storyId ?? null,
    joined: placement !== undefined && placement.kind !== 'opened',
    reason: placement ? `${summit.reason}; ${placement.reason}` : summit.reason,
    changes: [...passed, ...summit.changes].map((change) => ({
      summit: change.summitId,
      // A new place or date leaves the stage as it was told before.
      stage: change.field === 'stage' ? change.stage : null,
      field: change.field,
      before: change.before,
      after: change.after,
    })),
  });
}

function* asLog(verdict: Verdict): Generator<string> {
  for (const change of [...verdict.passed, ...verdict.summit.changes]) {
    const when = new Date(change.at).toISOString().slice(0, 16).replace('T', ' ');
    yield `${when}  ${change.summitId}: ${change.field} ${change.before ?? 'unknown'} → ${change.after}`;
    yield `                  ${verdict.item.title}${verdict.item.source ? ` (${verdict.item.source})` : ''}`;
    yield `                  why: ${change.why}`;
  }
}

export async function replayCommand(
  files: readonly string[],
  options: { readonly json?: boolean; readonly allStories?: boolean; readonly config?: string },
  lines: Lines,
): Promise<number> {
  const config = await loadConfigOrFail(options.config, lines);
  if (!config) return EXIT.fault;
  const desk = deskOf(config, options.allStories ?? false);
  for (const file of files) {
    let number = 0;
    try {
      for await (const line of createInterface({
        input: createReadStream(file),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        number++;
        if (line.trim() === '') continue;
        const item = itemOf(line);
        if ('fault' in item) {
          lines.fail(`${file}:${number}: ${item.fault}`);
          return EXIT.fault;
        }
        const verdict = desk.takeIn(item, item.publishedAt);
        if (options.json) lines.write(asJson(verdict));
        else for (const text of asLog(verdict)) lines.write(text);
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error) {
        lines.fail(`${file} cannot be read: ${error.message}`);
        return EXIT.fault;
      }
      throw error;
    }
  }
  return EXIT.done;
}
