// The worker's side: reads each document it is sent.
import { parentPort } from 'node:worker_threads';
import { type ReadOptions, readDocument } from './read-document.ts';

parentPort?.on('message', async (task: { readonly bytes: Uint8Array; readonly options: ReadOptions }) => {
  try {
    parentPort?.postMessage(await readDocument(task.bytes, task.options));
  } catch (fault) {
    const said = fault instanceof Error ? fault.message : String(fault);
    parentPort?.postMessage({ kind: 'unreadable', why: `The document could not be read: ${said.slice(0, 200)}` });
  }
});
