import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { cronFault, openSchedule } from '../../src/jobs/schedule.ts';
import { createLog, silentLog } from '../../src/ops/log.ts';

const EACH_SECOND = '* * * * * *';
const EACH_YEAR = '0 0 1 1 *';

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(10);
}

test('a job runs at once and then at its ticks', async () => {
  const schedule = openSchedule(silentLog);
  let runs = 0;
  schedule.every(EACH_SECOND, 'count', async () => {
    runs += 1;
  });
  await until(() => runs >= 2);
  await schedule.stop();
});

test('ticks during a run are skipped without a word, and a stop waits for the run', async () => {
  const warnings: string[] = [];
  const schedule = openSchedule({ ...silentLog, warn: (message) => warnings.push(message) });
  let runs = 0;
  let ended = 0;
  let ticks = 0;
  schedule.every(EACH_SECOND, 'ticks', async () => {
    ticks += 1;
  });
  schedule.every(EACH_SECOND, 'slow', async (signal) => {
    runs += 1;
    await until(() => signal.aborted);
    await pause(20);
    ended += 1;
  });
  await until(() => ticks >= 3);
  assert.equal(runs, 1);
  assert.deepEqual(warnings, []);
  await schedule.stop();
  assert.equal(ended, 1);
  await schedule.run('slow');
  assert.equal(runs, 1, 'nothing runs after a stop');
});

test('a job can be run between its ticks; one that is running counts', async () => {
  const schedule = openSchedule(silentLog);
  let runs = 0;
  schedule.every(EACH_YEAR, 'rare', async () => {
    runs += 1;
    await pause(10);
  });
  await schedule.run('rare');
  assert.equal(runs, 1);
  await schedule.run('rare');
  assert.equal(runs, 2);
  await schedule.run('no such job');
  await schedule.stop();
});

test('a job that throws is told of and runs again', async () => {
  const lines: string[] = [];
  const schedule = openSchedule(createLog('info', (line) => lines.push(line)));
  let runs = 0;
  schedule.every(EACH_YEAR, 'broken', async () => {
    runs += 1;
    throw new Error('out of luck');
  });
  await schedule.run('broken');
  await schedule.run('broken');
  await schedule.stop();
  assert.equal(runs, 2);
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /"job":"broken".*out of luck/);
});

for (const [expression, fault] of [
  ['* * * * *', undefined],
  ['*/5 * * * * *', undefined],
  ['0 6 * * mon', undefined],
  ['99 * * * *', /minute/i],
  ['every day', /\w/],
  ['', /\w/],
] as const) {
  test(`"${expression}" is ${fault ? 'refused' : 'a cron expression'}`, () => {
    const found = cronFault(expression);
    if (fault) assert.match(found ?? '', fault);
    else assert.equal(found, undefined);
  });
}
