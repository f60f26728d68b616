// Posting: what goes over the wire, pauses Slack asks for, and posts whose fate is unknown.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { say } from '../../../src/core/messages/message.ts';
import { NEWS, openRig, type Rig } from './rig.ts';

const OTHER = { ...NEWS, id: 'C0OTHER' };

describe('posts', () => {
  let rig: Rig;
  let now = Date.UTC(2026, 4, 4, 9, 30);
  before(async () => {
    rig = await openRig({ transport: 'HTTP', now: () => now });
    await rig.start();
  });
  after(() => rig.close());

  const tries = () => rig.slack.requests.filter(({ method }) => method === 'chat.postMessage').length;
  const looks = () => rig.slack.requests.filter(({ method }) => method === 'conversations.history').length;
  const send = (key: string, to = NEWS) => rig.chat.send(to, say('on', `About ${key}`), key);

  test('carry text, blocks and their key, and unfold no links', async () => {
    const sent = await send('key-1');
    const post = rig.slack.posts.at(-1);
    assert.deepEqual(sent, { kind: 'sent', messageId: post?.ts });
    assert.equal(post?.text, 'About key-1');
    assert.equal(post?.blocks.length, 1);
    assert.equal(post?.raw['unfurl_links'], 'false');
    assert.equal(post?.raw['unfurl_media'], 'false');
    assert.deepEqual(post?.metadata, { event_type: 'summit_watch_delivery', event_payload: { key: 'key-1' } });
  });

  test('use the bot token and nothing but it', async () => {
    await send('key-token');
    assert.deepEqual([...new Set(rig.slack.requests.map(({ token }) => token))], [rig.slack.botToken]);
  });

  test('leave a channel alone until Slack wants to hear of it again, and only that channel', async () => {
    rig.slack.failNext('chat.postMessage', { kind: 'rate-limited', seconds: 12 });
    const later = { kind: 'later', at: now + 12_000, why: 'Slack asked to slow down' };
    assert.deepEqual(await send('key-2'), later);
    const count = tries();
    now += 5_000;
    assert.deepEqual(await send('key-3'), later);
    assert.equal(tries(), count);
    assert.equal((await send('key-4', OTHER)).kind, 'sent');
    now += 7_000;
    assert.equal((await send('key-2')).kind, 'sent');
  });

  test('are one attempt each: no hidden repeats', async () => {
    const count = tries();
    rig.slack.failNext('chat.postMessage', { kind: 'http', status: 500 });
    assert.equal((await send('key-5')).kind, 'unsure');
    assert.equal(tries(), count + 1);
  });

  test('of unknown fate are looked for, and posted again only when they are not there', async () => {
    rig.slack.failNext('chat.postMessage', { kind: 'drop', applied: true });
    assert.equal((await send('key-6')).kind, 'unsure');
    const there = rig.slack.posts.at(-1);
    const count = tries();
    now += 60_000;
    assert.deepEqual(await send('key-6'), { kind: 'sent', messageId: there?.ts });
    assert.equal(tries(), count);

    rig.slack.failNext('chat.postMessage', { kind: 'drop' });
    assert.equal((await send('key-7')).kind, 'unsure');
    assert.equal((await send('key-7')).kind, 'sent');
    assert.equal(rig.slack.posts.filter(({ text }) => text === 'About key-7').length, 1);
  });

  test('are looked for on every page that was written since', async () => {
    rig.slack.failNext('chat.postMessage', { kind: 'drop', applied: true });
    assert.equal((await send('key-8')).kind, 'unsure');
    for (let n = 0; n < 250; n += 1) rig.slack.posts.push({ ...chatter, ts: `${now / 1000 + n}.000001` });
    const count = looks();
    assert.equal((await send('key-8')).kind, 'sent');
    assert.equal(looks(), count + 2);
    assert.equal(rig.slack.posts.filter(({ text }) => text === 'About key-8').length, 1);

    rig.slack.failNext('chat.postMessage', { kind: 'drop', applied: true });
    assert.equal((await send('key-9')).kind, 'unsure');
    for (let n = 0; n < 700; n += 1) rig.slack.posts.push({ ...chatter, ts: `${now / 1000 + n}.000002` });
    const outcome = await send('key-9');
    assert.ok(outcome.kind === 'unsure' && /too much was written/.test(outcome.why), JSON.stringify(outcome));
  });

  test('stay unsure where the history may not be read', async () => {
    rig.slack.failNext('chat.postMessage', { kind: 'http', status: 503, applied: true });
    assert.equal((await send('key-10', OTHER)).kind, 'unsure');
    rig.slack.failNext('conversations.history', { kind: 'error', code: 'missing_scope', needed: 'channels:history' });
    const outcome = await send('key-10', OTHER);
    assert.ok(outcome.kind === 'unsure' && /missing_scope, needed: channels:history/.test(outcome.why));
    assert.equal(rig.chat.health().state, 'connected');
    rig.slack.failNext('conversations.history', { kind: 'rate-limited', seconds: 60 });
    const later = { kind: 'later', at: now + 60_000, why: 'Slack asked to slow down' };
    assert.deepEqual(await send('key-10', OTHER), later);
    const count = looks();
    assert.deepEqual(await rig.chat.find?.(NEWS, 'key-1', now, say('on', '')), later);
    assert.equal(looks(), count, 'Slack counts looks in the whole workspace');
    now += 60_000;
    assert.equal((await send('key-10', OTHER)).kind, 'sent');
    assert.equal(rig.slack.posts.filter(({ text }) => text === 'About key-10').length, 1);
  });

  test('are looked for again when Slack could not answer just then', async () => {
    for (const fault of [{ kind: 'drop' }, { kind: 'http', status: 503 }] as const) {
      rig.slack.failNext('conversations.history', fault);
      const outcome = await rig.chat.find?.(NEWS, 'key-1', now, say('on', ''));
      assert.deepEqual([outcome?.kind, outcome?.kind === 'later' && outcome.at], ['later', now + 5_000]);
    }
  });

  test('go into the thread of another, and are looked for there', async () => {
    const above = await send('key-above', OTHER);
    assert.ok(above.kind === 'sent');
    const thread = { ...OTHER, thread: above.messageId };
    rig.slack.failNext('chat.postMessage', { kind: 'drop', applied: true });
    assert.equal((await send('key-below', thread)).kind, 'unsure');
    assert.equal(rig.slack.posts.at(-1)?.thread, above.messageId);
    const found = await rig.chat.find?.(thread, 'key-below', now, say('on', ''));
    assert.deepEqual(found, { kind: 'found', messageId: rig.slack.posts.at(-1)?.ts });
    assert.deepEqual(await rig.chat.find?.(OTHER, 'key-below', now, say('on', '')), { kind: 'absent' });
    rig.slack.failNext('chat.postMessage', { kind: 'error', code: 'restricted_action_non_threadable_channel' });
    assert.equal((await send('key-lower', thread)).kind, 'refused');
  });

  test('can be looked for by their key after a crash', async () => {
    const since = now;
    const sent = await send('key-11', OTHER);
    assert.ok(sent.kind === 'sent');
    assert.deepEqual(await rig.chat.find?.(OTHER, 'key-11', since, say('on', '')), {
      kind: 'found',
      messageId: sent.messageId,
    });
    assert.deepEqual(await rig.chat.find?.(OTHER, 'key-never', since, say('on', '')), { kind: 'absent' });
    assert.equal((await rig.chat.find?.({ ...NEWS, id: 'C0OUT' }, 'key-11', since, say('on', '')))?.kind, 'unknown');
  });
});

const chatter = { channel: NEWS.id, text: 'chatter', blocks: [], raw: {} };
