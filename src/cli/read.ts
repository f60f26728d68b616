// `summit-watch read`: one document, or a batch of them as JSON Lines, through the door that polling uses.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { FeedDocument, RawEntry } from '../core/feeds/item.ts';
import { type ReadOptions, readFeed } from '../fetch/read-feed.ts';

export type ReadCommandOptions = { readonly type?: string; readonly url?: string; readonly batch?: boolean };
export type CommandStreams = {
  readonly stdin: NodeJS.ReadableStream;
  write(line: string): void;
  fail(line: string): void;
};

const Task = z.object({
  id: z.union([z.string(), z.number()]),
  bytes: z.base64(),
  contentType: z.string().nullish(),
  url: z.string().nullish(),
});

/** Runs the command; the number is the exit code. */
export async function readCommand(
  file: string | undefined,
  options: ReadCommandOptions,
  io: CommandStreams,
): Promise<number> {
  if (options.batch === true) return readBatch(io);
  if (file === undefined) {
    io.fail('Name the file to read, or use --batch to read documents from standard input.');
    return 2;
  }
  const bytes = await bytesOf(file);
  if (typeof bytes === 'string') {
    io.fail(bytes);
    return 1;
  }
  const outcome = await readFeed(bytes, readOptions(options.type, options.url));
  if (outcome.kind === 'unreadable') {
    io.fail(`${file}: ${outcome.why}`);
    return 1;
  }
  io.write(JSON.stringify(shown(outcome.feed)));
  return 0;
}

async function bytesOf(file: string): Promise<Uint8Array | string> {
  try {
    return await readFile(file);
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'an unknown fault';
    return `${file} cannot be opened (${code}); check its path and that you may read it.`;
  }
}

/** One answer a line, in the order of the questions. */
async function readBatch(io: CommandStreams): Promise<number> {
  const lines = createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) if (line.trim() !== '') io.write(JSON.stringify(await answer(line)));
  return 0;
}

async function answer(line: string): Promise<unknown> {
  let asked: unknown;
  try {
    asked = JSON.parse(line);
  } catch {
    return { id: null, error: 'The line is not JSON; write one object {id, bytes} a line.' };
  }
  const task = Task.safeParse(asked);
  if (!task.success) {
    const id = typeof asked === 'object' && asked !== null && 'id' in asked ? asked.id : null;
    return { id, error: `The line is not {id, bytes (base64), contentType?, url?}: ${task.error.issues[0]?.message}.` };
  }
  const { id, bytes, contentType, url } = task.data;
  const outcome = await readFeed(Buffer.from(bytes, 'base64'), readOptions(contentType, url));
  return outcome.kind === 'read' ? { id, feed: shown(outcome.feed) } : { id, error: outcome.why };
}

function readOptions(contentType: string | null | undefined, url: string | null | undefined): ReadOptions {
  return { ...(contentType != null && { contentType }), ...(url != null && url !== '' && { url }) };
}

function shown(feed: FeedDocument): unknown {
  return {
    title: feed.title,
    link: feed.link ?? null,
    ...(feed.language !== undefined && { language: feed.language }),
    items: feed.items.map((item) => ({
      id: item.id ?? item.url ?? hashOf(item),
      url: item.url ?? null,
      title: item.title,
      summary: item.summary,
      publishedAt: item.publishedAt === undefined ? null : new Date(item.publishedAt).toISOString(),
      ...(item.updatedAt !== undefined && { updatedAt: new Date(item.updatedAt).toISOString() }),
      authors: item.authors,
      categories: item.categories,
      ...(item.language !== undefined && { language: item.language }),
      ...(item.source !== undefined && { source: item.source }),
    })),
  };
}

/** An identity for entries that have neither an id nor a link. */
function hashOf(item: RawEntry): string {
  const text = [item.title, item.summary, item.publishedAt ?? ''].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
