// How `run` starts and ends as a process: each fault of the operator's side in one clear line, and exit codes to rely on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { manager } from '../loopback/discord.ts';
import { openPublisher, rss } from '../loopback/feeds.ts';
import { openDiscordPlatform, openSlackPlatform } from './platforms.ts';
import { makePlace, type Place } from './program.ts';
import { until } from './until.ts';

const TOPICS = 'topics: [{id: harbour, name: Harbour, kind: keyword, query: harbour}]\n';
const SETTINGS = 'poll: {cron: "* * * * * *", timeout: 1s}\n';
const XML = { 'content-type': 'application/xml' };

type FeedLine = { readonly url: string; readonly items: { readonly seen: number }; readonly failures: number };

type Scene = {
  readonly place: Place;
  /** Closed after the test. */
  readonly closing: <T extends { readonly close: () => Promise<void> }>(part: T) => T;
};

function openScene(context: TestContext): Scene {
  const opened: (() => Promise<void>)[] = [];
  const place = makePlace();
  context.after(async () => {
    await place.clear();
    await Promise.all(opened.map((close) => close()));
  });
  place.write('topics.yaml', TOPICS);
  place.write('feeds.yaml', 'feeds: []\n');
  place.write('settings.yaml', SETTINGS);
  return {
    place,
    closing(part) {
      opened.push(part.close);
      return part;
    },
  };
}

describe('run', { concurrency: 4 }, () => {
  const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
  /** What is said to people; the log beside it is JSON. */
  const sentences = (text: string): readonly string[] => linesOf(text).filter((line) => !line.startsWith('{'));

  it('a Discord token that is refused: one line, exit 1, and the token is nowhere', async (t) => {
    const { place, closing } = openScene(t);
    const { discord, env } = closing(await openDiscordPlatform());
    discord.revokeToken();
    const program = place.start(['run'], env);
    assert.deepEqual(await program.ended, { code: 1, signal: null });
    const said = sentences(program.stderr());
    assert.equal(said.length, 1, program.stderr());
    assert.match(said[0] ?? '', /DISCORD_TOKEN/);
    assert.doesNotMatch(program.stderr() + program.stdout(), new RegExp(discord.token.slice(0, 20)));
  });

  for (const [code, why] of [
    [4004, /DISCORD_TOKEN/],
    [4010, /invalid shard/],
    [4014, /only Guilds is asked for, which is not privileged/],
  ] as const) {
    const later = code === 4004 || code === 4014;
    it(`a Discord that closes with ${code}${later ? ', later on' : ''}: one sentence says why, exit 1`, async (t) => {
      const { place, closing } = openScene(t);
      const { discord, env, isReady } = closing(await openDiscordPlatform());
      if (!later) discord.gateway.refuseWith({ close: code });
      const program = place.start(['run'], env);
      if (later) {
        await until('the bot to be connected', () => isReady() || !program.isRunning(), program.stderr);
        discord.gateway.closeAll(code);
      }
      assert.deepEqual(await program.ended, { code: 1, signal: null });
      const said = sentences(program.stderr());
      assert.equal(said.length, 1, program.stderr());
      assert.match(said[0] ?? '', why);
      assert.doesNotMatch(program.stderr() + program.stdout(), new RegExp(discord.token.slice(0, 20)));
    });
  }

  it('a Discord with two shards: the service ends with both, and leaves no process behind', async (t) => {
    const { place, closing } = openScene(t);
    const { discord, env } = closing(await openDiscordPlatform());
    const program = place.start(['run'], { ...env, DISCORD_SHARDS: '2' });
    await until('both shards', () => discord.gateway.connected === 2 && discord.commands.length > 0, program.stderr);
    const registrations = () => discord.requests.filter(({ route }) => route === 'PUT /applications/:id/commands');
    assert.equal(registrations().length, 1);
    const answer = await discord.type('summit-help', {}, { person: manager });
    assert.ok(answer.message);
    const pids = [...program.stderr().matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid));
    assert.equal(new Set(pids).size, 2, program.stderr());
    program.kill('SIGTERM');
    assert.deepEqual(await program.ended, { code: 0, signal: null });
    const lives = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await until('the shards to be gone', () => !pids.some(lives));
    const again = place.start(['run'], { ...env, DISCORD_SHARDS: '2' });
    await until('both shards again', () => discord.gateway.connected === 2, again.stderr);
    // Without a farewell: whoever holds a shard must not live on without its service.
    again.kill('SIGKILL');
    await again.ended;
    await until('the connections to be gone', () => discord.gateway.connected === 0);
    assert.equal(registrations().length, 1);
  });

  for (const [transport, which] of [
    ['Socket Mode', 'SLACK_BOT_TOKEN'],
    ['HTTP', 'SLACK_BOT_TOKEN'],
    ['Socket Mode', 'SLACK_APP_TOKEN'],
  ] as const) {
    it(`a refused ${which} over ${transport}: one line, exit 1, and the token is nowhere`, async (t) => {
      const { place, closing } = openScene(t);
      const { slack, env } = closing(await openSlackPlatform(transport, Date.now));
      const token = which === 'SLACK_BOT_TOKEN' ? slack.botToken : slack.appToken;
      slack.revoke(token);
      const program = place.start(['run'], env);
      assert.deepEqual(await program.ended, { code: 1, signal: null });
      const said = sentences(program.stderr());
      assert.equal(said.length, 1, program.stderr());
      assert.match(said[0] ?? '', new RegExp(`${which}.*invalid_auth`));
      assert.ok(!`${program.stderr()}${program.stdout()}`.includes(token));
    });
  }

  it('no network: the service is up, and /readyz says which feeds fail', async (t) => {
    const { place } = openScene(t);
    const closed = await openPublisher(() => {});
    const urls = [closed.url('/one.xml'), closed.url('/two.xml', '127.0.0.2')];
    await closed.close();
    place.write('feeds.yaml', `feeds: [${urls.map((url) => `{url: "${url}", every: 1s}`).join(', ')}]\n`);
    const program = place.start(['run']);
    const url = await program.url();
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    const readiness = async (): Promise<readonly [number, string]> => {
      const response = await fetch(`${url}/readyz`);
      return [response.status, await response.text()];
    };
    await until('both feeds to have failed', async () => {
      const [, text] = await readiness();
      return urls.every((each) => text.includes(each));
    });
    const [status, text] = await readiness();
    assert.equal(status, 503);
    const { parts } = JSON.parse(text);
    assert.deepEqual([parts.store.ok, parts.feeds.ok, parts.feeds.why], [true, false, '2 of 2 feeds fail']);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    program.kill('SIGTERM');
    assert.deepEqual(await program.ended, { code: 0, signal: null });
  });

  it('feeds that are HTML, empty, cut off, missing or hanging cost only themselves', async (t) => {
    const { place, closing } = openScene(t);
    let reports = [1];
    const answers: Readonly<Record<string, (end: (body: string, status?: number) => void) => void>> = {
      '/good.xml': (end) => end(rss('Harbour', reports)),
      '/cut.xml': (end) => end(rss('Canal', [2, 1]).slice(0, -120)),
      '/page.html': (end) => end('<!doctype html><title>No feed</title><p>Nothing to read here.'),
      '/empty.xml': (end) => end(''),
      '/missing.xml': (end) => end('gone fishing', 404),
      '/hanging.xml': () => {},
    };
    const publisher = closing(
      await openPublisher((_request, response, path) =>
        answers[path]?.((body, status = 200) => void response.writeHead(status, XML).end(body)),
      ),
    );
    const urls = Object.keys(answers).map((path, n) => publisher.url(path, `127.0.1.${n + 1}`));
    place.write('feeds.yaml', `feeds: [${urls.map((url) => `{url: "${url}", every: 1s}`).join(', ')}]\n`);
    const program = place.start(['run']);
    const url = await program.url();
    const feeds = async (): Promise<readonly FeedLine[]> =>
      JSON.parse(await (await fetch(`${url}/api/v1/feeds`)).text()).feeds;
    const seenOf = async (path: string): Promise<number | undefined> =>
      (await feeds()).find((feed) => feed.url.endsWith(path))?.items.seen;
    await until(
      'what is whole to be read, and the rest to have failed',
      async () =>
        (await feeds()).every(({ url: of, items, failures }) => (/good|cut/.test(of) ? items.seen > 0 : failures > 0)),
      program.stderr,
    );
    reports = [2, 1];
    await until('the good feed to be read on', async () => (await seenOf('/good.xml')) === 2, program.stderr);
    const response = await fetch(`${url}/readyz`);
    const ready = JSON.parse(await response.text());
    assert.deepEqual([response.status, ready.parts.feeds.why], [200, '4 of 6 feeds fail']);
    program.kill('SIGTERM');
    assert.deepEqual(await program.ended, { code: 0, signal: null });
  });

  it('every fault of the configuration in a line of its own, exit 1', async (t) => {
    const { place } = openScene(t);
    place.write('feeds.yaml', 'feeds: [{url: nowhere}, {url: "http://127.0.0.1:9/a", every: soon}]\n');
    place.write('topics.yaml', 'topics: [{id: a, name: A, kind: keyword, query: "peace AND ("}]\n');
    place.write('settings.yaml', 'poll: {cron: often}\n');
    const program = place.start(['run'], { PORT: 'eighty' });
    assert.deepEqual(await program.ended, { code: 1, signal: null });
    const said = linesOf(program.stderr());
    const wanted = [
      /PORT/,
      /feeds\.yaml: feeds\[0\]\.url/,
      /feeds\.yaml: feeds\[1\]\.every/,
      /topics\.yaml: topics\[0\]\.query/,
      /settings\.yaml: poll\.cron/,
    ];
    for (const fault of wanted) assert.equal(said.filter((line) => fault.test(line)).length, 1, program.stderr());
    assert.equal(said.length, wanted.length, program.stderr());
    assert.equal(program.stdout(), '');
  });

  it('a port in use: one sentence, exit 1', async (t) => {
    const { place, closing } = openScene(t);
    const taken = createServer().listen(0, '127.0.0.1');
    closing({ close: async () => void taken.close() });
    await once(taken, 'listening');
    const address = taken.address();
    assert.ok(address !== null && typeof address === 'object');
    const program = place.start(['run'], { PORT: String(address.port) });
    assert.deepEqual(await program.ended, { code: 1, signal: null });
    assert.deepEqual(sentences(program.stderr()), [
      `Port ${address.port} on 127.0.0.1 is in use: stop what listens there or set PORT.`,
    ]);
  });

  for (const words of [
    ['walk'],
    ['run', '--fast'],
    ['replay'],
    ['feeds', 'paint'],
    ['deliveries', '--limit', 'many'],
  ]) {
    it(`wrong usage (${words.join(' ')}): exit 2 and a word of help`, async (t) => {
      const { place } = openScene(t);
      const program = place.start(words);
      assert.deepEqual(await program.ended, { code: 2, signal: null });
      assert.notEqual(program.stderr(), '');
    });
  }
});
