// `summit-watch backup` and `restore`: a consistent copy of the whole store while it runs, and back.
import { backUpStore, restoreStore } from '../storage/backup.ts';
import { StoreRefused } from '../storage/open.ts';
import { EXIT } from './exit.ts';
import { type Lines, readEnvironmentOrFail } from './load.ts';

export async function backupCommand(
  act: 'backup' | 'restore',
  file: string,
  env: NodeJS.ProcessEnv,
  lines: Lines,
): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  if (!environment) return EXIT.fault;
  const work = act === 'backup' ? backUpStore : restoreStore;
  try {
    const rows = await work(environment.databaseUrl.reveal(), file, { now: Date.now });
    lines.write(act === 'backup' ? `${rows} rows are in ${file}.` : `${rows} rows were restored from ${file}.`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof StoreRefused) && !(error instanceof Error && 'code' in error)) throw error;
    lines.fail(`The ${act} did not work: ${error.message}`);
    return EXIT.fault;
  }
}
