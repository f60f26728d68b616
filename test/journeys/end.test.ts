// How `run` ends, in good order or by force, while messages are on their way: the next start sends each of them once.
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openStore } from '../../src/storage/open.ts';
import { openPublisher, rss } from '../loopback/feeds.ts';
import { type Newsstand, OUTLETS, openNewsstand } from '../loopback/newsstand.ts';
import { type LoopbackPlatform, openDiscordPlatform, openSlackPlatform } from './platforms.ts';
import { makePlace, type Place, type Program } from './program.ts';
import { until } from './until.ts';

const TOPICS = `topics:
  - {id: trump-putin, name: Trump and Putin, participants: [trump, putin]}
  - {id: harbour, name: Harbour, kind: keyword, query: harbour}
`;
const SETTINGS = 'poll: {cron: "* * * * * *"}\nalerts: {groupWait: 4s, budgetPerHour: 1000}\n';
const STORY = { slug: 'pilots', title: 'Harbour pilots accept new rosters after a long winter' };
const POST = { Discord: 'POST /channels/:id/messages', Slack: 'chat.postMessage' } as const;

type Scene = {
  readonly place: Place;
  readonly newsstand: Newsstand;
  /** Closed after the test. */
  readonly closing: <T extends { readonly close: () => Promise<void> }>(part: T) => T;
  readonly writeFeeds: (more: readonly string[]) => void;
  /** Started, connected, and one channel subscribed. */
  readonly startFor: (platform: LoopbackPlatform, topic: string) => Promise<Program>;
  /** Of the delivery that tells of this. */
  readonly stateOf: (slug: string) => Promise<string | undefined>;
};

async function openScene(context: TestContext): Promise<Scene> {
  const opened: (() => Promise<void>)[] = [];
  const closing: Scene['closing'] = (part) => {
    opened.push(part.close);
    return part;
  };
  const place = makePlace();
  context.after(async () => {
    await place.clear();
    await Promise.all(opened.map((close) => close()));
  });
  const newsstand = closing(await openNewsstand(Date.now));

  function writeFeeds(more: readonly string[]): void {
    const { title, trust } = OUTLETS.bulletin;
    const feeds = [`{url: "${newsstand.url('bulletin')}", title: ${title}, trust: ${trust}, every: 1s}`, ...more];
    place.write('feeds.yaml', `feeds: [${feeds.join(', ')}]\n`);
  }
  place.write('topics.yaml', TOPICS);
  place.write('settings.yaml', SETTINGS);
  writeFeeds([]);

  return {
    place,
    newsstand,
    closing,
    writeFeeds,
    async startFor(platform, topic) {
      const program = place.start(['run'], platform.env);
      const { stderr } = program;
      await until('the chat to be connected', () => stderr().includes('"message":"connected"'), stderr);
      await until('the platform to be ready', platform.isReady, stderr);
      assert.doesNotMatch(stderr(), /"level":"(warn|error)"/, 'a start without trouble is no trouble');
      await platform.type('summit-subscribe', { topic, alerts: 'all' });
      await until('the welcome', () => platform.posts().length === 1, stderr);
      await until('the first poll', () => newsstand.asked('bulletin') > 0, stderr);
      return program;
    },
    async stateOf(slug) {
      const store = await openStore(place.databaseUrl, { now: Date.now });
      const all = await store.deliveries.list({ limit: 100 });
      await store.close();
      return all.find(({ message }) => message.url?.includes(slug))?.state;
    },
  };
}

describe('a stop in the middle', { concurrency: 4 }, () => {
  // The slowest first: four run side by side.
  it('kill -9 during a send, and Slack lets us read no history: held, and the operator is told', async (t) => {
    const { place, newsstand, closing, startFor, stateOf } = await openScene(t);
    const platform = closing(await openSlackPlatform('Socket Mode', Date.now));
    const { slack } = platform;
    const program = await startFor(platform, 'harbour');
    slack.failNext(POST.Slack, { kind: 'hang', applied: true });
    newsstand.publish('bulletin', STORY);
    await until('Slack to take it', () => platform.posts().length === 2, program.stderr);
    program.kill('SIGKILL');
    await program.ended;
    const noAccess = { kind: 'error', code: 'missing_scope', needed: 'channels:history' } as const;
    slack.failNext('conversations.history', ...Array.from({ length: 10 }, () => noAccess));
    const next = place.start(['run'], platform.env);
    await until('the delivery to be held', async () => (await stateOf('pilots')) === 'held', next.stderr);
    assert.equal(platform.posts().length, 2);
    const list = place.start(['deliveries', '--state', 'held']);
    assert.equal((await list.ended).code, 0);
    assert.match(list.stdout(), /held.*Harbour pilots.*may or may not have arrived/);
    assert.match(next.stderr(), /"state":"held".*may or may not have arrived.*"message":"a message was not sent"/);
  });

  it('SIGTERM while a send and a poll hang: exit 0 within ten seconds, and the message comes after the next start', async (t) => {
    const { place, newsstand, closing, writeFeeds, startFor } = await openScene(t);
    let hangs = false;
    const slow = closing(
      await openPublisher((_request, response) => void (hangs ? undefined : response.end(rss('Canal', [1])))),
    );
    writeFeeds([`{url: "${slow.url('/canal.xml')}", every: 1s}`]);
    const platform = closing(await openDiscordPlatform());
    const { discord } = platform;
    const program = await startFor(platform, 'harbour');
    discord.failNext(POST.Discord, { kind: 'hang' });
    const posts = (): number => discord.requests.filter(({ route }) => route === POST.Discord).length;
    newsstand.publish('bulletin', STORY);
    await until('the send to hang', () => posts() === 2, program.stderr);
    const polls = slow.asked.length;
    hangs = true;
    await until('the poll to hang', () => slow.asked.length > polls, program.stderr);
    const began = performance.now();
    program.kill('SIGTERM');
    assert.deepEqual(await program.ended, { code: 0, signal: null });
    assert.ok(performance.now() - began < 10_000);
    const next = place.start(['run'], platform.env);
    await until('the message', () => platform.posts().length === 2, next.stderr);
    next.kill('SIGTERM');
    assert.deepEqual(await next.ended, { code: 0, signal: null });
    assert.match(platform.posts()[1] ?? '', /Harbour pilots/);
  });

  it('kill -9 after a change was written down and before it was sent: it is sent once', async (t) => {
    const { place, newsstand, closing, startFor, stateOf } = await openScene(t);
    const platform = closing(await openDiscordPlatform());
    const program = await startFor(platform, 'trump-putin');
    newsstand.publish('bulletin', {
      slug: 'alaska',
      title: 'Trump says he will meet Putin in Alaska on Friday',
      summary:
        'The President of the United States announced the place and the day of the meeting with the President of Russia.',
    });
    await until('the delivery to be planned', async () => (await stateOf('alaska')) === 'pending', program.stderr);
    program.kill('SIGKILL');
    assert.deepEqual(await program.ended, { code: null, signal: 'SIGKILL' });
    assert.equal(platform.posts().length, 1);
    const next = place.start(['run'], platform.env);
    await until('the alert to be sent', async () => (await stateOf('alaska')) === 'sent', next.stderr);
    assert.equal(platform.posts().length, 2);
    assert.match(platform.posts()[1] ?? '', /Alaska/);
  });

  it('kill -9 after Discord took a message and before we knew: repeated under its nonce, shown once', async (t) => {
    const { place, newsstand, closing, startFor, stateOf } = await openScene(t);
    const platform = closing(await openDiscordPlatform());
    const { discord } = platform;
    const program = await startFor(platform, 'harbour');
    discord.failNext(POST.Discord, { kind: 'hang', applied: true });
    newsstand.publish('bulletin', STORY);
    await until('Discord to take it', () => platform.posts().length === 2, program.stderr);
    program.kill('SIGKILL');
    await program.ended;
    const next = place.start(['run'], platform.env);
    await until('the delivery to be sent', async () => (await stateOf('pilots')) === 'sent', next.stderr);
    const nonces = discord.requests.filter(({ route }) => route === POST.Discord).map(({ body }) => nonceOf(body));
    assert.equal(nonces.length, 3);
    assert.equal(nonces[1], nonces[2]);
    assert.equal(platform.posts().length, 2);
  });

  for (const [what, applied] of [
    ['after Slack took it', { applied: true }],
    ['before Slack took it', {}],
  ] as const) {
    it(`kill -9 during a send, ${what}: its history is asked, and it is shown once`, async (t) => {
      const { place, newsstand, closing, startFor, stateOf } = await openScene(t);
      const platform = closing(await openSlackPlatform('Socket Mode', Date.now));
      const { slack } = platform;
      const program = await startFor(platform, 'harbour');
      slack.failNext(POST.Slack, { kind: 'hang', ...applied });
      newsstand.publish('bulletin', STORY);
      const attempts = (): number => slack.requests.filter(({ method }) => method === POST.Slack).length;
      await until('the send to hang', () => attempts() === 2, program.stderr);
      program.kill('SIGKILL');
      await program.ended;
      const next = place.start(['run'], platform.env);
      await until('the delivery to be sent', async () => (await stateOf('pilots')) === 'sent', next.stderr);
      assert.equal(platform.posts().length, 2);
      assert.equal(attempts(), 'applied' in applied ? 2 : 3);
    });
  }
});

function nonceOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'nonce' in body ? body.nonce : undefined;
}
