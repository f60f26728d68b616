// `summit-watch retract`: withdraws a wrong fact of a summit; the running service carries it out and tells the channels.
import { findSummits } from '../commands/lookup.ts';
import { namesOf } from '../core/messages/reader.ts';
import { factIn, RETRACTABLE, UNKNOWN } from '../core/summits/retraction.ts';
import { noteRetraction } from '../jobs/retractions.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import { EXIT } from './exit.ts';
import { type Lines, loadConfigOrFail, readEnvironmentOrFail } from './load.ts';

const LONGEST_REASON = 500;

export async function retractCommand(
  asked: string,
  field: string,
  why: string,
  env: NodeJS.ProcessEnv,
  lines: Lines,
): Promise<number> {
  const known = RETRACTABLE.find((each) => each === field);
  if (known === undefined) {
    lines.fail(`${field} cannot be withdrawn: choose one of ${RETRACTABLE.join(', ')}.`);
    return EXIT.usage;
  }
  const reason = why.trim();
  if (reason === '' || reason.length > LONGEST_REASON) {
    lines.fail(`--why takes a sentence of at most ${LONGEST_REASON} characters.`);
    return EXIT.usage;
  }
  const environment = readEnvironmentOrFail(env, lines);
  const config = await loadConfigOrFail(env['CONFIG_DIR'], lines, environment?.fetchAllow);
  if (!environment || !config) return EXIT.fault;
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    try {
      const all = await store.summits.list({ dormant: true });
      const { summits } = findSummits(asked, all, config.topics, namesOf(config.leaders.parties));
      const exact = all.find(({ id }) => id === asked);
      const [summit, ...others] = exact ? [exact] : summits;
      if (summit === undefined || others.length > 0) {
        const ids = others.length > 0 ? `: ${summits.map(({ id }) => id).join(', ')}` : '';
        lines.fail(
          `${asked} names ${summit === undefined ? 'no summit' : 'several summits; give the id of one'}${ids}.`,
        );
        return EXIT.usage;
      }
      const value = factIn(summit, known);
      if (value === UNKNOWN) {
        lines.fail(`Of ${summit.name} no ${known} is known that could be withdrawn.`);
        return EXIT.usage;
      }
      await noteRetraction(store, { summitId: summit.id, field: known, why: reason });
      lines.write(
        `${summit.name}: the ${known} “${value}” is withdrawn as soon as the service has looked, within a minute.`,
      );
      return EXIT.done;
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return EXIT.fault;
  }
}
