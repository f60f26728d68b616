// The command line: names, options and help of every command; each is loaded only when called, so that start-up stays short.
import { existsSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import type { DeliveriesOptions } from './deliveries.ts';
import { EXIT } from './exit.ts';
import { type FeedsCall, TRUSTS } from './feeds-call.ts';
import type { StoriesCall } from './stories.ts';
import { version } from './version.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (line: string): void => void process.stderr.write(`${line}\n`);

/** Reads `.env` of the working folder, parses the words and runs the command; answers with the exit code. */
export async function runProgram(words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  let code: number = EXIT.done;
  const ends =
    <A extends readonly unknown[]>(act: (...args: A) => Promise<number>) =>
    async (...args: A): Promise<void> => {
      code = await act(...args);
    };

  const program = new Command('summit-watch')
    .description("Tells Slack and Discord channels where a leaders' summit stands, and only what changed.")
    .version(version())
    .exitOverride()
    .showHelpAfterError('(summit-watch --help lists the commands)');

  program
    .command('run')
    .description('the service: polls feeds, keeps status, delivers, answers commands, serves HTTP')
    .action(ends(async () => (await import('./run.ts')).runCommand(env, { write, fail })));

  program
    .command('demo')
    .description(
      'the service on recorded feeds with a fast clock: from rumour to held in under a minute, no network needed',
    )
    .action(ends(async () => (await import('./demo/demo.ts')).demoCommand({ write, fail })));

  program
    .command('read')
    .description('parse one feed document and print it as JSON; --batch reads JSON Lines from standard input')
    .argument('[file]', 'the feed document')
    .option('--type <content-type>', 'its HTTP content type')
    .option('--url <base>', 'the address it came from, for relative links')
    .option('--batch', 'read {id, bytes, contentType?, url?} lines from standard input')
    .action(
      ends(async (file: string | undefined, options: { type?: string; url?: string; batch?: boolean }) =>
        (await import('./read.ts')).readCommand(file, options, { stdin: process.stdin, write, fail }),
      ),
    );

  program
    .command('replay')
    .description('run dated headlines from JSON Lines files through the same decisions as the service')
    .argument('<files...>', 'JSON Lines: id, title, date and, where known, summary, url, source, language')
    .option('--json', 'one object a line for every item')
    .option('--all-stories', 'fold items that match no topic too')
    .option('--config <dir>', 'configuration folder', env['CONFIG_DIR'])
    .action(
      ends(async (files: string[], options: { json?: boolean; allStories?: boolean; config?: string }) =>
        (await import('./replay.ts')).replayCommand(files, options, { write, fail }),
      ),
    );

  program
    .command('status')
    .description('where a summit stands, from the store; without a name, every summit that is live')
    .argument('[summit]', 'topic, summit or names')
    .option('--as-of <date>', 'what was known then (ISO 8601)')
    .option('--json', 'as JSON')
    .action(
      ends(async (summit: string | undefined, options: { asOf?: string; json?: boolean }) =>
        (await import('./status.ts')).statusCommand(summit, options, env, { write, fail }),
      ),
    );

  program
    .command('retract')
    .description('withdraw a wrong fact of a summit: what was known before comes back, and channels are told')
    .argument('<summit>', 'its id, or names')
    .argument('<field>', 'stage, place, date, format or participants')
    .requiredOption('--why <text>', 'what is wrong with it; told to the channels')
    .action(
      ends(async (summit: string, field: string, options: { why: string }) =>
        (await import('./retract.ts')).retractCommand(summit, field, options.why, env, { write, fail }),
      ),
    );

  program
    .command('check')
    .description(
      'validate configuration and credentials and reach every feed once; exit 0 only if the service would start',
    )
    .action(ends(async () => (await import('./check.ts')).checkCommand(env, { write, fail })));

  const feeds = program
    .command('feeds')
    .description('feeds at run time: a running service takes them up at its next tick');
  const onFeeds = (call: FeedsCall): Promise<void> =>
    ends(async () => (await import('./feeds.ts')).feedsCommand(call, env, { write, fail }))();
  feeds
    .command('add')
    .description('add a feed by its address, or by that of the page it belongs to')
    .argument('<url>')
    .option('--title <text>', 'its name (default: as it names itself)')
    .option('--language <tag>', 'its language, such as uk (default: as it says, else found out)')
    .addOption(new Option('--trust <kind>', 'how much its word weighs (default: press)').choices(TRUSTS))
    .option('--category <name>', 'a folder for it; folders within folders with /')
    .action((url: string, options: Omit<Extract<FeedsCall, { act: 'add' }>, 'act' | 'url'>) =>
      onFeeds({ act: 'add', url, ...options }),
    );
  feeds
    .command('remove')
    .description('remove an added feed')
    .argument('<feed>', 'its address or id')
    .action((feed: string) => onFeeds({ act: 'remove', feed }));
  feeds
    .command('list')
    .description('every feed with its health')
    .option('--json', 'one object a line')
    .action((options: { json?: boolean }) => onFeeds({ act: 'list', json: options.json === true }));
  feeds
    .command('import')
    .description('add the feeds of an OPML file, folders as categories')
    .argument('<file>')
    .action((file: string) => onFeeds({ act: 'import', file }));
  feeds
    .command('export')
    .description('print all feeds as OPML')
    .action(() => onFeeds({ act: 'export' }));

  const stories = program.command('stories').description('which items tell one story, and your word against it');
  const onStories = (call: StoriesCall): Promise<void> =>
    ends(async () => (await import('./stories.ts')).storiesCommand(call, env, { write, fail }))();
  stories
    .command('list')
    .description('the stories of the last week with their items')
    .action(() => onStories({ act: 'list' }));
  stories
    .command('split')
    .description('make an item a story of its own, for good')
    .argument('<item>', 'its id')
    .action((item: string) => onStories({ act: 'split', item }));
  stories
    .command('merge')
    .description('tell a story on as part of another one, for good')
    .argument('<story>', 'its id')
    .argument('<into>', 'the id of the one that stays')
    .action((story: string, into: string) => onStories({ act: 'merge', story, into }));

  program
    .command('deliveries')
    .description('what was sent, what waits and what went wrong, with every attempt and its reason')
    .option('--state <state>', 'only those pending, sending, sent, held, gone, refused or superseded')
    .option('--limit <n>', 'how many at the most', '50')
    .option('--json', 'one object a line')
    .action(
      ends(async (options: DeliveriesOptions) =>
        (await import('./deliveries.ts')).deliveriesCommand(options, env, { write, fail }),
      ),
    );

  for (const [act, does] of [
    ['backup', 'write a consistent copy of the whole store while it runs'],
    ['restore', 'put a copy back; the service must not be running'],
  ] as const) {
    program
      .command(act)
      .description(does)
      .argument('<file>')
      .action(
        ends(async (file: string) => (await import('./backup.ts')).backupCommand(act, file, env, { write, fail })),
      );
  }

  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    throw error;
  }
}
