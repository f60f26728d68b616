import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns } from '../../../src/chat/slack/turns.ts';

test('only so many run at once, in order, and one that fails gives its place on', async () => {
  const turns = createTurns(2, () => 0);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const done = await Promise.allSettled(
    Array.from({ length: 9 }, (_, n) =>
      turns(async () => {
        begun.push(n);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        if (n === 3) throw new Error('broken');
        return n;
      }),
    ),
  );
  assert.equal(most, 2);
  assert.deepEqual(begun, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(
    done.map(({ status }) => status).filter((status) => status === 'rejected'),
    ['rejected'],
  );
});

test('work waits for a lull, but not for ever', async () => {
  let asked = 0;
  const turns = createTurns(1, () => asked++);
  assert.equal(await turns(async () => 'done'), 'done');
  assert.ok(asked > 2);
});
