// Reads large documents in one worker thread, one after another; a document that takes too long is killed with it.
import { Worker } from 'node:worker_threads';
import type { ReadOptions, ReadOutcome } from './read-document.ts';

const PATIENCE = 4_500;
const IDLE = 30_000;
// Out of reach of any document, for reading bounds what it keeps: at its limit a worker can take the process with it.
const LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };

let worker: Worker | undefined;
let retirement: NodeJS.Timeout | undefined;
let queue: Promise<unknown> = Promise.resolve();

export function readInWorker(bytes: Uint8Array, options: ReadOptions): Promise<ReadOutcome> {
  const turn = queue.then(() => readNext(bytes, options));
  queue = turn;
  return turn;
}

async function readNext(bytes: Uint8Array, options: ReadOptions): Promise<ReadOutcome> {
  clearTimeout(retirement);
  worker ??= new Worker(new URL('./read-worker.ts', import.meta.url), { resourceLimits: LIMITS });
  const current = worker;
  current.ref();
  const answer = await answerOf(current, bytes, options);
  if (answer.isLost) {
    worker = undefined;
    void current.terminate();
    return answer.outcome;
  }
  // An idle worker must not keep the process alive, nor its memory for long.
  current.unref();
  retirement = setTimeout(retire, IDLE);
  retirement.unref();
  return answer.outcome;
}

type Answer = { readonly outcome: ReadOutcome; readonly isLost: boolean };

function answerOf(current: Worker, bytes: Uint8Array, options: ReadOptions): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      current.off('message', read).off('error', failed).off('exit', ended);
      // A worker that is being killed may still fail; nobody is left to hear it.
      if (answer.isLost) current.on('error', () => {});
      resolve(answer);
    };
    const lost = (why: string): void => settle({ outcome: { kind: 'unreadable', why }, isLost: true });
    const read = (outcome: ReadOutcome): void => settle({ outcome, isLost: false });
    const failed = (fault: unknown): void => {
      const said = fault instanceof Error ? fault.message : String(fault);
      lost(`The document could not be read: ${said.slice(0, 200)}`);
    };
    const ended = (): void => lost('The document could not be read: its reader ended early.');
    const timer = setTimeout(
      () => lost(`Reading the document took more than ${PATIENCE / 1_000} s; it was given up.`),
      PATIENCE,
    );
    current.on('message', read).on('error', failed).on('exit', ended);
    // A copy of its own, to give away: the caller keeps the bytes, and a view would take its whole pool along.
    const copy = new Uint8Array(bytes);
    current.postMessage({ bytes: copy, options }, [copy.buffer]);
  });
}

function retire(): void {
  void worker?.terminate();
  worker = undefined;
}
