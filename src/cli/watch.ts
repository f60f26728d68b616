// Wires the service around one clock: newsroom, polling, sending, commands and HTTP. `run` and `demo` both start it.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ChatRefused } from '../chat/chat.ts';
import { answerWith } from '../commands/answer.ts';
import { commandsOn } from '../commands/index.ts';
import type { Config } from '../config/config.ts';
import { planFeedNotices } from '../core/alerts/feed-notices.ts';
import type { Platform } from '../core/alerts/subscription.ts';
import { languageOf } from '../core/languages/language.ts';
import { composeAlert } from '../core/messages/alert.ts';
import { namesOf } from '../core/messages/reader.ts';
import { en } from '../core/messages/words/en.ts';
import { createStoryIndex } from '../core/stories/gather.ts';
import { createTopicMatcher } from '../core/stories/topics.ts';
import { createSummitBook } from '../core/summits/book.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import { openFetcher, userAgent } from '../fetch/fetch-feed.ts';
import { readFeed } from '../fetch/read-feed.ts';
import { addressPolicy } from '../fetch/safe-address.ts';
import { createAdvance } from '../jobs/advance-summits.ts';
import { forgetDeparted, noteDeparture, noteReturn } from '../jobs/departures.ts';
import { endMutes } from '../jobs/end-mutes.ts';
import { createIngest } from '../jobs/ingest.ts';
import { keepCards } from '../jobs/keep-cards.ts';
import { createEventKeeper } from '../jobs/keep-events.ts';
import { type Newsroom, openNewsroom } from '../jobs/newsroom.ts';
import { createPacing, pause, takePlace } from '../jobs/pacing.ts';
import { pollFeeds } from '../jobs/poll-feeds.ts';
import { createReview } from '../jobs/review-delivery.ts';
import { reviveChannels } from '../jobs/revive-channels.ts';
import { openSchedule } from '../jobs/schedule.ts';
import { createSender } from '../jobs/send-deliveries.ts';
import { createShowNext } from '../jobs/show-next.ts';
import { createNewsDesk } from '../jobs/tell.ts';
import { createTellTrouble } from '../jobs/tell-trouble.ts';
import { createWebSub, type WebSub } from '../jobs/websub.ts';
import { writeDigests } from '../jobs/write-digests.ts';
import { readiness } from '../ops/health.ts';
import type { Log } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import type { Store } from '../storage/store.ts';
import { startWeb } from '../web/server.ts';
import type { Chats } from './chats.ts';
import { healthChecks } from './health-checks.ts';
import { doorTo } from './websub-door.ts';

export type WatchParts = {
  readonly config: Config;
  readonly store: Store;
  /** Opens the platforms; asked once HTTP answers, for their SDKs take a while to load. */
  readonly chats: () => Promise<Chats>;
  readonly http: { readonly host: string; readonly port: number };
  readonly fetchAllow: readonly string[];
  /** How publishers reach the operator, where the configuration names nothing else. */
  readonly publicUrl?: string;
  readonly version: string;
  readonly log: Log;
  readonly now: () => EpochMs;
  /** A clock that nobody sets, in ms, where `now` is one that somebody may set. */
  readonly steady?: () => number;
  readonly random: () => number;
  /** Cron expressions; the demo's clock runs fast and ticks each second. */
  readonly ticks?: { readonly poll: string; readonly minute: string };
  /** Over how many ms the first polls of new feeds are spread; half a second each, half a minute at the most. */
  readonly spread?: number;
};

export type Watch = {
  readonly port: number;
  /** Ends with the reason when a platform refuses us for good. */
  readonly fatal: Promise<string>;
  /** Every chat has connected or been refused. */
  readonly connected: Promise<void>;
  readonly stop: () => Promise<void>;
};

const SEND_TICK = '* * * * * *';
const MINUTE_TICK = '* * * * *';
const HOUR_TICK = '17 * * * *';
const FIRST_POLLS = 30_000;
const FIRST_POLL_GAP = 500;
/** As many fetches a claimed feed may have to wait for; after that its poll has died with its process. */
const POLLS_IN_A_ROW = 4;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

export async function startWatch(parts: WatchParts): Promise<Watch> {
  const { config, store, log, now, random } = parts;
  const { settings, topics } = config;
  const words = en;
  const nameOf = namesOf(config.leaders.parties);
  const metrics = createMetrics();
  const schedule = openSchedule(log);
  const wake = (): void => void schedule.run('send');

  // HTTP answers first: a supervisor that asks for health must not wait for the store's memory to be rebuilt.
  let newsroom: Newsroom | undefined;
  let websub: WebSub | undefined;
  let opened: Chats | undefined;
  const web = await startWeb({
    ...parts.http,
    store,
    metrics,
    readiness: () => readiness(healthChecks(store, opened?.chats, newsroom !== undefined)),
    now,
    reader: { words, nameOf, zone: settings.digest.timeZone },
    topics,
    version: parts.version,
    onFault: (error) => log.error('a page or question over HTTP failed', { error }),
    slack: () => (opened ? opened.slackListener : notYet),
    ...(parts.publicUrl !== undefined && {
      publicUrl: parts.publicUrl,
      websub: doorTo(() => websub, settings.poll.maxBytes),
    }),
  });

  opened = await parts.chats();
  const { chats } = opened;
  const spread = Math.min(FIRST_POLLS, config.feeds.length * FIRST_POLL_GAP);
  await store.feeds.sync(config.feeds, now(), parts.spread ?? spread);
  const room = await openNewsroom({
    store,
    openStories: createStoryIndex,
    openBook: () => createSummitBook(config.leaders),
    topics: createTopicMatcher(topics),
    now,
    onBrokenRuling: (error, ruling) => log.error('a ruling about stories could not be carried out', { error, ruling }),
  });
  newsroom = room;

  const compose = composeAlert({ words, nameOf, topics });
  const tell = createNewsDesk({ topics, groupWait: settings.alerts.groupWait, compose, wake });
  const ingest = createIngest({ newsroom: room, tell, hash: sha256, detect: languageOf, onItems: metrics.items });
  const advance = createAdvance({ newsroom: room, tell });
  const { budgetPerHour, operatorChannel } = settings.alerts;
  const { groupWait } = settings.alerts;
  const review = createReview({ store, compose, words, budgetPerHour, groupWait, now });
  const pacing = createPacing(store, parts.steady);
  const tellTrouble = createTellTrouble({ store, words, now, ...(operatorChannel && { operatorChannel }) });
  const send = createSender({ pacing, store, chats, now, random, log, review, tellTrouble, onAttempt: metrics.sends });
  const fetcher = openFetcher({
    allow: addressPolicy(parts.fetchAllow),
    userAgent: userAgent(parts.version, settings.poll.contact ?? parts.publicUrl),
    timeoutMs: settings.poll.timeout,
    maxBytes: settings.poll.maxBytes,
    now,
  });

  const { publicUrl } = parts;
  if (publicUrl !== undefined) {
    const hubs = createWebSub({ store, fetcher, read: readFeed, ingest, publicUrl, now, log });
    schedule.every(parts.ticks?.minute ?? MINUTE_TICK, 'hubs', hubs.keep);
    websub = hubs;
  }

  const fatal = Promise.withResolvers<string>();
  const handlers = answerWith({
    store,
    topics,
    nameOf,
    words,
    now,
    digestDefaults: settings.digest,
    ...(settings.overrule.workspaces && { overruledFrom: settings.overrule.workspaces }),
    wake,
    onFault: (error, command) => log.error('a command failed', { command, error }),
  });
  const timed: typeof handlers = {
    ...handlers,
    async answer(call) {
      const began = performance.now();
      const message = await handlers.answer(call);
      metrics.command(call.command, (performance.now() - began) / 1_000);
      return message;
    },
  };
  const departures = { store, words, now, wake, log };
  const connecting = chats.map(async (chat) => {
    chat.onFatal((why) => fatal.resolve(why));
    chat.onMembership?.((membership) => {
      const place = { platform: chat.platform, workspace: membership.workspace };
      const noted =
        membership.state === 'out' ? noteDeparture(place, membership.why, departures) : noteReturn(place, departures);
      noted.catch((error: unknown) => log.error('a coming or going could not be noted', { ...place, error }));
    });
    try {
      await chat.start(commandsOn(chat.platform), timed);
      log.info('connected', { platform: chat.platform });
    } catch (error) {
      if (!(error instanceof ChatRefused)) throw error;
      fatal.resolve(error.message);
    }
  });
  const connected = Promise.all(connecting).then(() => undefined);
  connected.catch((error: unknown) => fatal.resolve(error instanceof Error ? error.message : String(error)));

  const { poll, minute } = parts.ticks ?? { poll: settings.poll.cron, minute: MINUTE_TICK };
  schedule.every(poll, 'poll', async (signal) => {
    const report = await pollFeeds(
      {
        store,
        fetcher,
        read: readFeed,
        ingest,
        now,
        random,
        log,
        concurrency: settings.poll.concurrency,
        lease: POLLS_IN_A_ROW * settings.poll.timeout,
        onPoll: metrics.polls,
        ...(websub && { hubs: await websub.round() }),
        ...(operatorChannel && {
          tellOperator: async (tx, notices) => {
            await tx.deliveries.plan(planFeedNotices(notices, operatorChannel, now()));
          },
        }),
      },
      signal,
    );
    for (const notice of report.notices) {
      log.warn(`feed ${notice.kind}`, { feed: notice.feed.url, ...('why' in notice && { why: notice.why }) });
    }
    if (report.notices.length > 0) wake();
  });
  schedule.every(SEND_TICK, 'send', send);
  schedule.every(minute, 'advance', async () => {
    await advance(now());
  });
  const digests = { store, topics, words, nameOf, now, wake };
  schedule.every(minute, 'digests', async (signal) => {
    await writeDigests(digests, signal);
    await endMutes(digests);
  });
  const placeOn = (platform: Platform, signal: AbortSignal) => takePlace(platform, { pacing, pause, now, signal });
  schedule.every(minute, 'cards', async (signal) => {
    await keepCards({ ...digests, chats, hash: sha256, takePlace: (platform) => placeOn(platform, signal) }, signal);
  });
  const keepEvents = createEventKeeper({ ...digests, chats, log, takePlace: placeOn });
  schedule.every(minute, 'events', async (signal) => {
    await keepEvents(signal);
  });
  const showNext = createShowNext({ ...digests, chats });
  schedule.every(minute, 'next', async () => {
    await showNext();
  });
  schedule.every(HOUR_TICK, 'revive', () => reviveChannels({ store, words, now, wake }));
  schedule.every(HOUR_TICK, 'prune', async () => {
    await store.deliveries.prune(now() - settings.keep.deliveries);
    await store.items.prune(now() - Math.max(settings.keep.items, 7 * DAY));
    await forgetDeparted(settings.keep.departed, departures);
  });

  return {
    port: web.port,
    fatal: fatal.promise,
    connected,
    async stop() {
      await schedule.stop();
      await websub?.settled();
      await Promise.all(chats.map((chat) => chat.stop()));
      await fetcher.close();
      await web.stop();
    },
  };
}

/** Slack asks again. */
function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '1' }).end();
}
