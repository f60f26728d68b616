// `summit-watch status`: the answer of /summit-status, read from the store, as text or JSON.
import { renderPlain } from '../chat/console/plain.ts';
import { answerWith } from '../commands/answer.ts';
import { findSummits } from '../commands/lookup.ts';
import type { Config } from '../config/config.ts';
import { readMoment } from '../core/alerts/moments.ts';
import { namesOf } from '../core/messages/reader.ts';
import { en } from '../core/messages/words/en.ts';
import { documentOfChange, documentOfSummit } from '../core/summits/document.ts';
import type { EpochMs } from '../core/text/instant.ts';
import { openStore, StoreRefused } from '../storage/open.ts';
import type { Store } from '../storage/store.ts';
import { EXIT } from './exit.ts';
import { type Lines, loadConfigOrFail, readEnvironmentOrFail } from './load.ts';

type StatusOptions = { readonly asOf?: string; readonly json?: boolean };
type Question = { readonly summit: string | undefined; readonly asOf: EpochMs | undefined };

export async function statusCommand(
  summit: string | undefined,
  options: StatusOptions,
  env: NodeJS.ProcessEnv,
  lines: Lines,
): Promise<number> {
  const environment = readEnvironmentOrFail(env, lines);
  const config = await loadConfigOrFail(env['CONFIG_DIR'], lines, environment?.fetchAllow);
  if (!environment || !config) return EXIT.fault;
  const asOf = options.asOf === undefined ? undefined : readMoment(options.asOf, config.settings.digest.timeZone);
  if (options.asOf !== undefined && asOf === undefined) {
    lines.fail(`--as-of ${options.asOf} is no date: write it as 2026-01-31 or 2026-01-31T18:00Z.`);
    return EXIT.usage;
  }
  const question = { summit, asOf };
  try {
    const store = await openStore(environment.databaseUrl.reveal(), { now: Date.now });
    try {
      return await (options.json ? tellAsJson : tellAsText)(question, store, config, lines);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    lines.fail(error.message);
    return EXIT.fault;
  }
}

/** Each summit as the HTTP interface gives it, with its log up to then. */
async function tellAsJson({ summit, asOf }: Question, store: Store, config: Config, lines: Lines): Promise<number> {
  const known = await store.summits.list({ dormant: summit !== undefined || asOf !== undefined });
  const nameOf = namesOf(config.leaders.parties);
  const asked = summit === undefined ? known : findSummits(summit, known, config.topics, nameOf).summits;
  const shown = [];
  for (const now of asked) {
    const then = asOf === undefined ? now : await store.summits.asOf(now.id, asOf);
    if (then === undefined) continue;
    const changes = await store.summits.changes({ summitId: then.id, ...(asOf !== undefined && { to: asOf + 1 }) });
    shown.push({
      ...documentOfSummit(then, nameOf),
      changes: changes.map((change) => documentOfChange(change, nameOf)),
    });
  }
  lines.write(JSON.stringify(shown));
  if (summit === undefined || shown.length > 0) return EXIT.done;
  lines.fail(`No summit is known by the name "${summit}".`);
  return EXIT.fault;
}

async function tellAsText({ summit, asOf }: Question, store: Store, config: Config, lines: Lines): Promise<number> {
  const { topics, settings } = config;
  const timeZone = settings.digest.timeZone;
  const { answer } = answerWith({
    store,
    topics,
    nameOf: namesOf(config.leaders.parties),
    words: en,
    now: Date.now,
    digestDefaults: settings.digest,
  });
  const message = await answer({
    command: 'summit-status',
    options: {
      ...(summit !== undefined && { summit }),
      ...(asOf !== undefined && { 'as-of': new Date(asOf).toISOString() }),
    },
    channel: { platform: 'console', workspace: 'command-line', id: 'status' },
    caller: { id: 'operator', name: 'operator', mayManage: false, timeZone },
  });
  const wrong = message.tone === 'fault';
  (wrong ? lines.fail : lines.write)(renderPlain(message, { timeZone, width: 100 }));
  return wrong ? EXIT.fault : EXIT.done;
}
