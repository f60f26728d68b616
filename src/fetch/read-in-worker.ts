// Reads large documents in one worker thread, one after another; a document that takes too long is killed with it.
import { Worker } from 'node:worker_threads';
import type { ReadOptions, ReadOutcome } from './read-document.ts';

const PATIENCE = 5_000;
const IDLE = 30_000;
const LIMITS = { maxOldGenerationSizeMb: 224, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

let worker: Worker | undefined;
let retirement: NodeJS.Timeout | undefined;
let queue: Promise<unknown> = Promise.resolve();

export function readInWorker(bytes: Uint8Array, options: ReadOptions): Promise<ReadOutcome> {
  const turn = queue.then(() => readNext(bytes, options));
  queue = turn;
  return turn;
}

function readNext(bytes: Uint8Array, options: ReadOptions): Promise<ReadOutcome> {
  clearTimeout(retirement);
  worker ??= new Worker(new URL('./read-worker.ts', import.meta.url), { resourceLimits: LIMITS });
  const current = worker;
  current.ref();
  return new Promise((resolve) => {
    const settle = (outcome: ReadOutcome, isLost: boolean): void => {
      clearTimeout(timer);
      current.removeAllListeners();
      if (isLost) {
        worker = undefined;
        // Faults of a worker that is being killed have nobody left to hear them.
        current.on('error', () => {});
        void current.terminate().then(() => resolve(outcome));
        return;
      }
      current.unref();
      retirement = setTimeout(retire, IDLE);
      retirement.unref();
      resolve(outcome);
    };
    const lost = (why: string): void => settle({ kind: 'unreadable', why }, true);
    const timer = setTimeout(() => lost(`Reading the document took more than ${PATIENCE / 1_000} s.`), PATIENCE);
    current.on('message', (outcome: ReadOutcome) => settle(outcome, false));
    current.on('error', (fault: unknown) => {
      const said = fault instanceof Error ? fault.message : String(fault);
      lost(`The document could not be read: ${said.slice(0, 200)}`);
    });
    current.on('exit', () => lost('The document could not be read: its reader ended early.'));
    current.postMessage({ bytes, options });
  });
}

function retire(): void {
  void worker?.terminate();
  worker = undefined;
}
