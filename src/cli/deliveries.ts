// `summit-watch deliveries`: what was sent, what waits and what went wrong, newest last, each with its reason.
import { channelKey } from '../core/alerts/subscription.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import { EXIT } from './exit.ts';
import { type Lines, readEnvironmentOrFail } from './load.ts';

const STATES = ['pending', 'sending', 'sent', 'held', 'gone', 'refused', 'superseded'] as const;

export type DeliveriesOptions = { readonly state?: string; readonly limit?: string; readonly json?: boolean };

export async function deliveriesCommand(
  options: DeliveriesOptions,
  env: NodeJS.ProcessEnv,
  lines: Lines,
): Promise<number> {
  const state = STATES.find((known) => known === options.state);
  if (options.state !== undefined && state === undefined) {
    lines.fail(`--state ${options.state} is none: choose one of ${STATES.join(', ')}.`);
    return EXIT.usage;
  }
  const limit = Number(options.limit ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    lines.fail('--limit takes a whole number from 1 to 10000.');
    return EXIT.usage;
  }
  const environment = readEnvironmentOrFail(env, lines);
  if (!environment) return EXIT.fault;
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    const found = await store.deliveries.list({ limit, ...(state && { state }) });
    for (const delivery of found) {
      const attempts = await store.deliveries.attempts(delivery.key);
      if (options.json) lines.write(JSON.stringify({ ...delivery, attempts }));
      else {
        const at = new Date(delivery.sentAt ?? delivery.dueAt).toISOString().slice(0, 19);
        lines.write(
          `${at}Z  ${delivery.state.padEnd(10)} ${channelKey(delivery.channel)}  ${delivery.message.title}${delivery.why ? `  (${delivery.why})` : ''}`,
        );
        for (const attempt of attempts)
          lines.write(
            `    ${new Date(attempt.at).toISOString()}  ${attempt.outcome}${attempt.why ? `: ${attempt.why}` : ''}`,
          );
      }
    }
    await store.close();
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return EXIT.fault;
  }
}
