// A backup taken from one store and restored into another must make the two the same, on either engine.
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { plainSettings } from '../../../src/core/alerts/channel-settings.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import { backUpStore, restoreStore } from '../../../src/storage/backup.ts';
import { openStore, StoreRefused } from '../../../src/storage/open.ts';
import type { Store } from '../../../src/storage/store.ts';
import {
  change,
  claim,
  delivery,
  feed,
  HERE,
  item,
  mute,
  NOW,
  stored,
  story,
  subscription,
  summit,
} from './samples.ts';

const options = { now: () => NOW };

export function backupContract(newAddress: () => Promise<string>): void {
  let folder = '';
  let whole = '';
  let rows = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'summit-watch-backup-'));
    whole = join(folder, 'whole.gz');
    const url = await newAddress();
    const store = await openStore(url, options);
    await fill(store);
    // The store stays open: a service keeps running while it is backed up.
    rows = await backUpStore(url, whole, options);
    await store.close();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('everything comes back, and what was there before is gone', async () => {
    assert.equal((await stat(whole)).mode & 0o077, 0);
    const url = await newAddress();
    const before = await openStore(url, options);
    await before.facts.set('former', 'value');
    await before.close();
    assert.equal(await restoreStore(url, whole, options), rows);

    const [original, restored] = [await openStore('file::memory:', options), await openStore(url, options)];
    await fill(original);
    assert.deepEqual(await everything(restored), await everything(original));
    assert.equal(await restored.facts.get('former'), undefined);
    await restored.items.save([stored('next')]);
    assert.equal(await restored.filters.add({ channel: HERE, rule: 'x', createdBy: 'U1', createdAt: NOW }), 2);
    await Promise.all([original.close(), restored.close()]);
  });

  const broken: readonly (readonly [string, (file: string) => Promise<void>, RegExp])[] = [
    [
      'cut in the middle',
      async (file) => truncate(file, Math.floor((await stat(file)).size / 2)),
      /could not be restored/,
    ],
    ['without its end', (file) => rewrite(file, (text) => text.replace(/\{"end".*\n/, '')), /cut short/],
    ['of a newer release', (file) => rewrite(file, (text) => text.replace('001-first', '900-later')), /newer release/],
    ['of something else', (file) => writeFile(file, gzipSync('{"hello":1}\n')), /not a backup/],
    ['that is no gzip', (file) => writeFile(file, 'hello'), /could not be restored: incorrect header check/],
    ['that is not there', (file) => rm(file), /could not be restored: ENOENT/],
  ];
  for (const [what, spoil, expected] of broken) {
    test(`a backup ${what} is refused and changes nothing`, async () => {
      const file = join(folder, 'broken.gz');
      await copyFile(whole, file);
      await spoil(file);
      const url = await newAddress();
      const store = await openStore(url, options);
      await store.facts.set('kept', 'yes');
      await assert.rejects(restoreStore(url, file, options), (error) => {
        assert.ok(error instanceof StoreRefused);
        assert.match(error.message, expected);
        return true;
      });
      assert.equal(await store.facts.get('kept'), 'yes');
      await store.close();
    });
  }

  test('a backup that cannot be written leaves nothing behind', async () => {
    const url = await newAddress();
    await assert.rejects(backUpStore(url, join(folder, 'whole.gz', 'inside.gz'), options), StoreRefused);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part')),
      [],
    );
  });
}

async function rewrite(file: string, edit: (text: string) => string): Promise<void> {
  await writeFile(file, gzipSync(edit(gunzipSync(await readFile(file)).toString())));
}

async function fill(store: Store): Promise<void> {
  const one = summit('s');
  await store.feeds.sync([feed('a'), feed('b')], NOW, 10);
  await store.items.save(Array.from({ length: 1_203 }, (_, index) => stored(`i${index}`)));
  await store.items.revise(item('i1', { title: 'edited' }), 'h', NOW);
  await store.stories.save(story('st'), [{ topicId: 'a-b' as TopicId, reason: 'named' }], one.id);
  await store.summits.save(one, [change('c', one, NOW)], [claim('i1', NOW)]);
  await store.subscriptions.save(subscription('sub'));
  await store.mutes.save(mute('Київ'));
  await store.filters.add({ channel: HERE, rule: '-sport', createdBy: 'U1', createdAt: NOW });
  await store.channelSettings.save({ ...plainSettings(HERE), card: true, budgetPerHour: 2 });
  await store.deliveries.plan([delivery('d1'), delivery('d2')]);
  await store.deliveries.save(delivery('d1', { state: 'sent', sentAt: NOW }), {
    key: delivery('d1').key,
    at: NOW,
    outcome: 'sent',
  });
  await store.facts.set('fact', 'value');
}

async function everything(store: Store) {
  return {
    feeds: await store.feeds.list(),
    items: (await Array.fromAsync(store.items.since(0))).flat(),
    revisions: await store.items.revisions(item('i1').id),
    story: await store.stories.byId(story('st').id),
    topics: await store.stories.topics(story('st').id),
    summits: await store.summits.list(),
    past: await store.summits.asOf(summit('s').id, NOW),
    changes: await store.summits.changes({}),
    claims: await store.summits.claims(summit('s').id, 0),
    subscriptions: await store.subscriptions.list(),
    mutes: await store.mutes.list(0),
    filters: await store.filters.list(),
    settings: await store.channelSettings.withCards(),
    deliveries: await store.deliveries.list({ limit: 99 }),
    attempts: await store.deliveries.attempts(delivery('d1').key),
    fact: await store.facts.get('fact'),
  };
}
