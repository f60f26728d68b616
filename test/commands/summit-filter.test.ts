import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CHANNEL, change, item, story, storyNews, summit } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.store.close());

const filter = (action: string, rule?: string) =>
  bench.type('summit-filter', { action, ...(rule !== undefined && { rule }) });

describe('/summit-filter', () => {
  it('adds, lists and removes', async () => {
    assert.match(await filter('list'), /has no filters/);
    assert.match(await filter('add', 'talks -sport'), /Filter 1 added: talks -sport/);
    assert.match(await filter('ADD', 'talks -sport'), /Filter 1 says the same already/);
    assert.match(await filter('add', 'source:Wire'), /Filter 2 added/);
    assert.match(await filter('list'), /Filters of this channel\n1: talks -sport\n2: source:Wire/);
    assert.match(await filter('remove', '#1'), /Filter 1 removed: talks -sport/);
    assert.match(await filter('remove', 'source:Wire'), /Filter 2 removed/);
    assert.deepEqual(await bench.store.filters.ofChannel(CHANNEL), []);
  });

  const mistakes: readonly (readonly [action: string, rule: string | undefined, answer: RegExp])[] = [
    ['drop', 'x', /add, remove, list or test/],
    ['add', undefined, /Write a rule after add/],
    ['add', 'a AND', /wrong at character 6\. A word is missing here/],
    ['add', 'trust:high', /official, agency, press, state/],
    ['remove', '9', /There is no filter 9/],
    ['remove', undefined, /There is no filter/],
    ['test', undefined, /Write a rule after test/],
    ['test', '(a', /never closed/],
  ];
  for (const [action, rule, answer] of mistakes) {
    it(`${action} ${rule ?? ''}: one sentence`, async () => assert.match(await filter(action, rule), answer));
  }

  it('keeps a channel from drowning in rules', async () => {
    for (let n = 0; n < 20; n += 1) await filter('add', `word${n}`);
    assert.match(await filter('add', 'more'), /can have 20 filters/);
  });

  it('rehearses a rule on the last days and says what was found', async () => {
    await bench.addStory(
      story('s1', { headline: 'Grain ships sail' }),
      item('s1-1', { title: 'Grain ships sail' }),
      storyNews().topics,
    );
    await bench.addStory(story('s2'), item('s2-1'), storyNews().topics);
    await bench.store.summits.save(summit(), [change('c1')], []);
    assert.deepEqual((await filter('test', 'grain OR nothing')).split('\n').slice(0, 5), [
      '[neutral] What the last 7 days would have let through',
      'Rule: grain OR nothing',
      '1 of 3 pieces of news pass.',
      '# Would pass',
      '- Grain ships sail – found “grain”',
    ]);
    await filter('add', 'presidents -ships');
    const own = await filter('test');
    assert.match(own, /Rule: presidents -ships\n2 of 3 pieces of news pass\./);
    assert.match(own, /# Would be kept back\n- Grain ships sail$/);
  });

  it('says when there was nothing to try it on', async () => {
    assert.match(await filter('test', 'grain'), /There was no news for this channel/);
  });
});
