// Reads labelled headline streams: rows as items, labels by id.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedId, Trust } from '../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../src/core/feeds/item.ts';

export type Label = {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly relevant: boolean;
  readonly summit: string | null;
  readonly stage: string;
  readonly ambiguous?: boolean;
  /** Its stage stands in a background clause only. */
  readonly restates?: boolean;
  readonly also?: readonly { readonly summit: string; readonly stage: string }[];
};
type Row = {
  readonly id: string;
  readonly date: string;
  readonly source?: string;
  readonly title: string;
  readonly description?: string;
  readonly url?: string;
  readonly language?: string;
};

export type Stream = {
  readonly name: string;
  readonly items: readonly Item[];
  readonly labels: ReadonlyMap<string, Label>;
  readonly folder: string;
};

export function readRows<T>(path: string): readonly T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

export function readStreams(
  folders: readonly string[],
  only: (name: string) => boolean = () => true,
): readonly Stream[] {
  return folders.flatMap((folder) =>
    readdirSync(join(folder, 'streams'))
      .filter((file) => file.endsWith('.jsonl') && only(file))
      .sort()
      .map((file) => {
        const labels = join(folder, 'labels', file);
        return {
          name: file.replace('.jsonl', ''),
          folder,
          items: readRows<Row>(join(folder, 'streams', file)).map(toItem),
          labels: new Map((existsSync(labels) ? readRows<Label>(labels) : []).map((label) => [label.id, label])),
        };
      }),
  );
}

function toItem(row: Row): Item {
  const at = Date.parse(/[Zz]|[+-]\d\d:\d\d$/u.test(row.date) || row.date.length === 10 ? row.date : `${row.date}Z`);
  return {
    id: row.id as ItemId,
    feedId: (row.source ?? 'stream') as FeedId,
    guid: row.id,
    url: row.url ?? '',
    canonicalUrl: row.url ?? '',
    title: row.title,
    summary: row.description ?? '',
    language: row.language ?? 'en',
    source: row.source ?? '',
    trust: 'press' satisfies Trust,
    publishedAt: at,
    seenAt: at,
  };
}
