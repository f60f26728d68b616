// How long a claim takes beside so many deliveries that were sent already.
import { sql } from 'kysely';
import { MINUTE } from '../../../src/core/text/instant.ts';
import { openDatabase } from '../../../src/storage/open.ts';
import { storeOver } from '../../../src/storage/store-over.ts';

const DUE = 10_000;
const CLAIMS = 50;
const NOW = Date.UTC(2026, 0, 20);

/** Milliseconds: the median and the slowest. */
export async function timeClaims(url: string, sent: number): Promise<{ median: number; slowest: number }> {
  const database = await openDatabase(url, { now: () => NOW });
  const store = storeOver(database);
  const message = JSON.stringify({ title: 'A title', paragraphs: ['words '.repeat(60)] });
  // PostgreSQL wants to know what a bound value is.
  const text = (value: string) => sql`cast(${value} as text)`;
  const number = (value: number) => sql`cast(${value} as bigint)`;
  const fill = (count: number, name: string, state: string) =>
    sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
      insert into deliveries (key, platform, workspace, channel_id, kind, subject, message, state, attempts, due_at,
        turn_at, created_at, sent_at, message_id)
      select ${text(name)} || i, 'discord', 'g', 'c' || (i % 10000), 'change', 'change:' || (i / 10000),
        ${text(message)}, ${text(state)}, 1, ${number(NOW)} - i, ${number(NOW)} - i, ${number(NOW)} - i,
        ${state === 'sent' ? number(NOW) : sql`null`}, null from n`.execute(database.db);
  await fill(sent, 'sent-', 'sent');
  await fill(DUE, 'due-', 'pending');
  await sql`analyze`.execute(database.db);
  const times: number[] = [];
  for (let n = 0; n < CLAIMS; n += 1) {
    const began = performance.now();
    const claimed = await store.deliveries.claim(NOW, 40, MINUTE, { platform: 'discord', perChannel: 3 });
    times.push(performance.now() - began);
    if (claimed.length !== 40) throw new Error(`${claimed.length} were claimed`);
    await store.transaction(async (tx) => {
      for (const each of claimed) await tx.deliveries.save({ ...each, state: 'sent', sentAt: NOW });
    });
  }
  await store.close();
  const sorted = times.toSorted((a, b) => a - b);
  return { median: sorted[CLAIMS / 2] ?? 0, slowest: sorted.at(-1) ?? 0 };
}
