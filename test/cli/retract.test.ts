// `summit-watch retract` notes what the service is to take back, and says what is wrong with a call.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { retractCommand } from '../../src/cli/retract.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import { createSummitBook } from '../../src/core/summits/book.ts';
import { openStore } from '../../src/storage/open.ts';
import { leaders, newsItem } from '../core/summits/fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'retract-'));
const url = `file:${join(folder, 'store.db')}`;
const env = { CONFIG_DIR: join(import.meta.dirname, '../../config'), DATABASE_URL: url };

async function call(summit: string, field: string, why: string) {
  const said: string[] = [];
  const line = (text: string) => void said.push(text);
  const code = await retractCommand(summit, field, why, env, { write: line, fail: line });
  return { code, said: said.join('\n') };
}

before(async () => {
  const store = await openStore(url, { now: Date.now });
  const book = createSummitBook(leaders);
  const item = newsItem('Trump and Putin to meet in Budapest', '2025-10-16T08:00Z');
  const { summitId, changes, claims } = book.take(
    item,
    { storyId: item.id as string as StoryId, joined: false },
    item.publishedAt,
  );
  const summit = summitId && book.summit(summitId);
  assert.ok(summit);
  await store.summits.save(summit, changes, claims);
  await store.close();
});
after(() => rmSync(folder, { recursive: true, force: true }));

describe('summit-watch retract', () => {
  it('notes a fact to withdraw', async () => {
    const { code, said } = await call('putin-trump-2025-10', 'place', 'It was a slip.');
    assert.equal(code, 0, said);
    assert.match(said, /“Budapest” is withdrawn/);
    const store = await openStore(url, { now: Date.now });
    assert.match((await store.facts.get('retractions')) ?? '', /It was a slip\./);
    await store.close();
  });

  const mistakes = [
    ['a field there is none of', 'putin-trump-2025-10', 'weather', 'Why', /choose one of stage, place/],
    ['no reason', 'putin-trump-2025-10', 'place', ' ', /--why takes a sentence/],
    ['a summit there is none of', 'nobody-ever', 'place', 'Why', /names no summit/],
    ['a fact that is not known', 'putin-trump-2025-10', 'date', 'Why', /no date is known/],
  ] as const;
  for (const [name, summit, field, why, says] of mistakes) {
    it(`refuses ${name}`, async () => {
      const { code, said } = await call(summit, field, why);
      assert.notEqual(code, 0);
      assert.match(said, says);
    });
  }
});
