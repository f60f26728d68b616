// Turns the clock into runs of jobs: cron expressions in UTC, never two runs of one job at once, none left running after a stop.
import cron, { type ScheduledTask } from 'node-cron';
import type { Log } from '../ops/log.ts';

/** A job stops early, but in good order, when its signal is aborted. */
export type Job = (signal: AbortSignal) => Promise<unknown>;

export type Schedule = {
  /** Runs the job once now and then at each tick; a tick during a run is skipped. */
  readonly every: (expression: string, name: string, job: Job) => void;
  /** Runs the job as soon as it may, outside its ticks; answers when it has run. A run in progress counts. */
  readonly run: (name: string) => Promise<void>;
  /** No more ticks; answers when the runs in progress have ended. */
  readonly stop: () => Promise<void>;
};

/** Why node-cron would refuse this expression; undefined when it would not. */
export function cronFault(expression: string): string | undefined {
  const { valid, errors } = cron.validateDetailed(expression);
  if (valid) return undefined;
  return errors.map(({ field, message }) => `${field}: ${message}`).join('; ') || 'not a cron expression';
}

export function openSchedule(log: Log): Schedule {
  const tasks: ScheduledTask[] = [];
  const jobs = new Map<string, () => Promise<void>>();
  const running = new Map<string, Promise<void>>();
  const stopper = new AbortController();
  // node-cron prints to the console unless it is told where else to say things.
  const logger = {
    info: (message: string) => log.debug(message),
    debug: (message: string | Error) => log.debug(String(message)),
    warn: (message: string) => log.warn(message),
    error: (message: string | Error, error?: Error) => log.error(String(message), { error }),
  };

  const runner = (name: string, job: Job) => (): Promise<void> => {
    const current = running.get(name);
    if (current || stopper.signal.aborted) return current ?? Promise.resolve();
    const run = (async () => {
      try {
        await job(stopper.signal);
      } catch (error) {
        log.error('a job failed and will run again at its next tick', { job: name, error });
      } finally {
        running.delete(name);
      }
    })();
    running.set(name, run);
    return run;
  };

  return {
    every(expression, name, job) {
      const run = runner(name, job);
      jobs.set(name, run);
      tasks.push(
        // Overlap is the runner's matter: node-cron would warn of each tick that comes during a run.
        cron.schedule(expression, run, { name, timezone: 'UTC', suppressMissedWarning: true, logger }),
      );
      void run();
    },
    async run(name) {
      await jobs.get(name)?.();
    },
    async stop() {
      stopper.abort();
      await Promise.all(tasks.map((task) => task.destroy()));
      await Promise.all(running.values());
    },
  };
}
