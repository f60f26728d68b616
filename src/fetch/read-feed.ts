// The door for feed documents: small ones are read here, large ones in a worker that can be killed. Never throws.
import { type ReadOptions, type ReadOutcome, readDocument } from './read-document.ts';
import { readInWorker } from './read-in-worker.ts';

export type { ReadOptions, ReadOutcome } from './read-document.ts';

/** Reading more than this would hold up whoever waits for an answer on the main thread. */
const LARGE = 1_000_000;
const LARGEST = 10 * 2 ** 20;

export async function readFeed(bytes: Uint8Array, options: ReadOptions): Promise<ReadOutcome> {
  if (bytes.length > LARGEST) {
    const megabytes = Math.ceil(bytes.length / 2 ** 20);
    return { kind: 'unreadable', why: `The document has ${megabytes} MB; at most ${LARGEST / 2 ** 20} MB are read.` };
  }
  if (bytes.length > LARGE) return readInWorker(bytes, options);
  try {
    return await readDocument(bytes, options);
  } catch (fault) {
    const said = fault instanceof Error ? fault.message : String(fault);
    return { kind: 'unreadable', why: `The document could not be read: ${said.slice(0, 200)}` };
  }
}
