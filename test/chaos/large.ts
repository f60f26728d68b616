// `npm run chaos [-- --kills 200 --seed 1 --postgres]`: the fault journey at length, with its figures.
import { parseArgs } from 'node:util';
import { startPostgres } from '../storage/postgres-server.ts';
import { runChaos } from './chaos.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
});
/** For a message in the middle of all this: restarts take seconds, and what waits in a channel keeps its order. */
const WINDOW = 120_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const postgres = values.postgres ? await startPostgres() : undefined;
const began = performance.now();
const report = await runChaos({
  seed: Number(values.seed),
  kills: Number(values.kills),
  faultRate: 0.3,
  newsEvery: 6_000,
  leastFaults: Math.min(100, Number(values.kills)),
  settleWithin: 420_000,
  longest: { hang: 12_000, lock: 7_000, ahead: 20_000 },
  lastAhead: 0,
  say,
  ...(postgres && { store: await postgres.createDatabase() }),
});
await postgres?.stop();
const share = (part: number): string =>
  `${((report.delays[Math.floor(part * (report.delays.length - 1))] ?? 0) / 1_000).toFixed(1)} s`;
const acknowledged = report.acknowledged.filter((ms) => ms !== undefined).toSorted((a, b) => a - b);
const unheard = report.acknowledged.length - acknowledged.length;
const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join('; ');
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
say(`seed ${values.seed}: ${report.kills} kills with -9, ${report.restarts} orderly restarts, ${minutes} minutes`);
say(`expected ${report.expected} messages of ${report.published} pieces of news: ${report.once} arrived once`);
for (const platform of ['Discord', 'Slack']) {
  const of = (keys: readonly string[]): number => keys.filter((key) => key.startsWith(platform)).length;
  say(`${platform}: ${of(report.lost)} lost, ${of(report.twice)} came twice, ${of(report.held)} held`);
}
say(`held and told: ${report.heldToldOf ? report.held.length : 0} of ${report.held.length}`);
say(`faults: ${counted(report.faults)}`);
say(`disturbances: ${counted(report.disturbances)}; started with a clock ahead ${report.clockAhead}`);
say(`from publication to post: half within ${share(0.5)}, 99 % within ${share(0.99)}, all within ${share(1)}`);
const late = report.delays.filter((ms) => ms > WINDOW).length;
say(`window of ${WINDOW / 1_000} s: ${report.delays.length - late} came within it, ${late} later`);
const ackShare = (part: number): number | undefined => acknowledged[Math.floor(part * (acknowledged.length - 1))];
say(
  `${acknowledged.length} questions acknowledged: half within ${ackShare(0.5)} ms, 99 % within ${ackShare(0.99)} ms, all within ${ackShare(1)} ms; ${unheard} asked while the gateway was away`,
);
for (const name of ['lost', 'twice', 'unexpected', 'held', 'untimely', 'untimelyAfterRestart'] as const) {
  say(`${name}: ${report[name].length}`);
  for (const each of report[name].slice(0, 10)) say(`  ${each}`);
}
for (const [error, count] of report.errors) say(`logged ${count} times: ${error}`);
say(`the last stop ended with ${report.exitCode}`);
const faultless = report.lost.length + report.twice.length + report.unexpected.length + report.untimely.length === 0;
process.exitCode = faultless && report.exitCode === 0 && (report.held.length === 0 || report.heldToldOf) ? 0 : 1;
