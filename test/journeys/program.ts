// `summit-watch` as a process of its own, in a folder of its own: what it says, how it ends, and ends by force.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

const PROGRAM = join(import.meta.dirname, '../../src/summit-watch.js');
const LATER = join(import.meta.dirname, 'later.ts');

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Program = {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
  readonly isRunning: () => boolean;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Once it serves: the address of its own pages. */
  readonly url: () => Promise<string>;
};

export type Place = {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly write: (file: string, text: string) => void;
  /** `laterMs`: its clock runs ahead by so much. */
  readonly start: (words: readonly string[], env?: Readonly<Record<string, string>>, laterMs?: number) => Program;
  /** Ends what still runs, and forgets the folder. */
  readonly clear: () => Promise<void>;
};

/** `store`: where it is kept, if not in the folder. */
export function makePlace(store?: string): Place {
  const folder = mkdtempSync(join(tmpdir(), 'summit-watch-program-'));
  mkdirSync(join(folder, 'config'));
  const databaseUrl = store ?? `file:${join(folder, 'store.db')}`;
  const children: ChildProcess[] = [];
  return {
    folder,
    databaseUrl,
    write: (file, text) => writeFileSync(join(folder, 'config', file), text),
    start(words, env = {}, laterMs = 0) {
      const preload = laterMs === 0 && env['CLOCK_STEP_MS'] === undefined ? [] : ['--import', LATER];
      const child = spawn(process.execPath, [...preload, PROGRAM, ...words], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          CONFIG_DIR: join(folder, 'config'),
          DATABASE_URL: databaseUrl,
          PORT: '0',
          FETCH_ALLOW: '127.0.0.0/8',
          LATER_MS: String(laterMs),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.push(child);
      return watchOver(child);
    },
    async clear() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}

function watchOver(child: ChildProcess): Program {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    isRunning,
    ended: once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode })),
    kill: (signal) => void child.kill(signal),
    async url() {
      const port = (): string | undefined => /"port":(\d+).*"message":"watching"/.exec(stderr)?.[1];
      await until(
        'the service to serve',
        () => port() !== undefined || !isRunning(),
        () => stderr,
      );
      if (port() === undefined) throw new Error(`the service ended: ${stderr}`);
      return `http://127.0.0.1:${port()}`;
    },
  };
}
