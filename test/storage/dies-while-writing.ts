// A process of its own for sqlite.test.ts: commits, begins another transaction, and is killed in the middle of it.
import { openStore } from '../../src/storage/open.ts';

const store = await openStore(process.argv[2] ?? '', { now: () => 0 });
await store.transaction(async (tx) => {
  await tx.facts.set('committed', 'yes');
});
await store.transaction(async (tx) => {
  await tx.facts.set('half', 'yes');
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
});
