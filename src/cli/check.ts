// `summit-watch check`: would the service start? Reads all it needs, tries the tokens and reaches every feed once; a remedy for each fault.
import type { Environment } from '../config/environment.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import { tryFeeds } from './check-feeds.ts';
import { tryTokens } from './check-tokens.ts';
import { EXIT } from './exit.ts';
import { type Lines, loadConfigOrFail, readEnvironmentOrFail } from './load.ts';

export async function checkCommand(env: NodeJS.ProcessEnv, lines: Lines): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  const config = await loadConfigOrFail(environment?.configDir ?? env['CONFIG_DIR'], lines, environment?.fetchAllow);
  if (!environment || !config) return EXIT.fault;
  lines.write(`Configuration: ${config.feeds.length} feeds and ${config.topics.length} topics, without a fault.`);
  const store = await tryStore(environment, lines);
  const tokens = await tryTokens(environment, lines);
  await tryFeeds(config, environment.fetchAllow, lines);
  const starts = store && tokens;
  lines.write(starts ? 'The service would start.' : 'The service would not start; mend what is named above.');
  return starts ? EXIT.done : EXIT.fault;
}

async function tryStore(environment: Environment, lines: Lines): Promise<boolean> {
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    await store.ping();
    await store.close();
    lines.write(`Store: ${store.engine} answers and its schema is up to date.`);
    return true;
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return false;
  }
}
