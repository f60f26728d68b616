// `summit-watch run`: the service, until it is told to stop or a platform refuses it for good.

import { createLog, type Log } from '../ops/log.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import { openChats } from './chats.ts';
import { EXIT } from './exit.ts';
import { type Lines, loadConfigOrFail, readEnvironmentOrFail } from './load.ts';
import { version } from './version.ts';
import { startWatch, type Watch } from './watch.ts';

/** SIGTERM's promise: what is in flight ends, or is left to the next start, within this time. */
const STOP_WITHIN = 8_000;

export async function runCommand(env: NodeJS.ProcessEnv, lines: Lines): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  const config = await loadConfigOrFail(environment?.configDir ?? env['CONFIG_DIR'], lines, environment?.fetchAllow);
  if (!environment || !config) return EXIT.fault;
  const log = createLog(
    environment.logLevel,
    lines.fail,
    environment.secrets.map((secret) => secret.reveal()),
  );
  // The SDKs drop promises at times; one of theirs must not end the service.
  process.on('unhandledRejection', (error) => log.error('a promise was dropped', { error }));

  try {
    const now = Date.now;
    const store = await openStore(environment.databaseUrl.reveal(), { now, log });
    const { fetchAllow, http } = environment;
    const publicUrl = env['PUBLIC_URL'] ? http.publicUrl : undefined;
    const watch = await startWatch({
      config,
      ...(publicUrl && { publicUrl }),
      store,
      chats: () => openChats(environment, { settings: config.settings, store, log, now, write: lines.write }),
      http,
      fetchAllow,
      version: version(),
      log,
      now,
      steady: () => performance.now(),
      random: Math.random,
    });
    log.info('watching', {
      url: environment.http.publicUrl,
      port: watch.port,
      feeds: config.feeds.length,
      topics: config.topics.length,
    });
    // Reading configuration and code leaves garbage that would stay resident for long; only there with --expose-gc.
    void watch.connected.then(
      () => globalThis.gc?.(),
      () => undefined,
    );
    const code = await untilTold(watch, lines);
    await endInTime(watch, log);
    await store.close();
    return code;
  } catch (error) {
    const why = startFault(error, environment.http);
    if (why === undefined) throw error;
    lines.fail(why);
    return EXIT.fault;
  }
}

/** Resolves with the exit code when a signal comes or a platform refuses us. */
function untilTold(watch: Watch, lines: Lines): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(EXIT.done));
    void watch.fatal.then((why) => {
      lines.fail(why);
      resolve(EXIT.fault);
    });
  });
}

async function endInTime(watch: Watch, log: Log): Promise<void> {
  const late = setTimeout(() => {
    log.warn('what was in flight took too long; the next start goes on with it');
    process.exit(EXIT.done);
  }, STOP_WITHIN);
  await watch.stop();
  clearTimeout(late);
}

function startFault(error: unknown, http: { readonly host: string; readonly port: number }): string | undefined {
  if (error instanceof StoreRefused) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'EADDRINUSE')
    return `Port ${http.port} on ${http.host} is in use: stop what listens there or set PORT.`;
  if (error.code === 'EADDRNOTAVAIL') return `${http.host} is no address of this machine: set HOST to one that is.`;
  if (error.code === 'EACCES') return `Port ${http.port} may not be opened by this user: set PORT to 1024 or higher.`;
  return undefined;
}
