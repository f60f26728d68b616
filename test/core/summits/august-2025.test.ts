// The demo's two weeks of August 2025, item by item: what the book must hold after each of them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { FEEDS, ITEMS } from '../../../src/cli/demo/script.ts';
import { parseLeaders } from '../../../src/config/leaders.ts';
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';
import type { StoryId } from '../../../src/core/stories/story.ts';
import { createSummitBook } from '../../../src/core/summits/book.ts';
import type { Summit, SummitVerdict } from '../../../src/core/summits/summit.ts';

type After = { readonly verdict: SummitVerdict; readonly summit: Summit | undefined };

const after = new Map<string, After>();
const day = (text: string): number => Date.parse(`${text}T12:00:00Z`);

function itemOf(recorded: (typeof ITEMS)[number]): Item {
  const feed = FEEDS[recorded.feed];
  const at = Date.parse(recorded.at);
  return {
    id: recorded.slug as ItemId,
    feedId: recorded.feed as FeedId,
    guid: recorded.slug,
    url: `https://${recorded.feed}.example/${recorded.slug}`,
    canonicalUrl: `https://${recorded.feed}.example/${recorded.slug}`,
    title: recorded.title,
    summary: recorded.summary ?? '',
    language: feed.language,
    source: feed.title,
    trust: feed.trust,
    publishedAt: at,
    seenAt: at,
  };
}

function of(slug: string): After {
  const found = after.get(slug);
  assert.ok(found, `${slug} is not in the recorded story`);
  return found;
}

function theSummit(slug: string): Summit {
  const { summit } = of(slug);
  assert.ok(summit, `${slug} belongs to a summit`);
  return summit;
}

function covers(summit: Summit, instant: number): boolean {
  const date = summit.date?.value;
  return date !== undefined && date.from <= instant && instant <= date.to;
}

describe('August 2025', () => {
  before(() => {
    const read = parseLeaders(readFileSync(join(import.meta.dirname, '../../../config/leaders.yaml'), 'utf8'));
    assert.ok('leaders' in read);
    const book = createSummitBook(read.leaders);
    for (const recorded of [...ITEMS].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
      const item = itemOf(recorded);
      book.pass(item.publishedAt);
      const verdict = book.take(item, { storyId: `s-${item.id}` as StoryId, joined: false }, item.publishedAt);
      after.set(recorded.slug, { verdict, summit: verdict.summitId && book.summit(verdict.summitId) });
    }
  });

  for (const slug of [
    'copper-prices',
    'ferry-strike',
    'museum-night',
    'budget-gardeners',
    'sheep-rescue',
    'tariff-vote',
  ]) {
    it(`${slug} is about no summit`, () => {
      assert.equal(of(slug).verdict.relevant, false);
    });
  }

  it('the first report opens the summit as exploring, with an interval and no place', () => {
    const { verdict } = of('trump-could-meet-putin');
    assert.equal(verdict.relevant, true);
    assert.equal(verdict.stage, 'exploring');
    const summit = theSummit('trump-could-meet-putin');
    assert.equal(summit.stage.value, 'exploring');
    assert.equal(summit.place, undefined, 'the White House speaks, it is no place of the meeting');
    assert.ok(covers(summit, day('2025-08-13')), 'next week, counted from publication');
    assert.ok(!summit.date || summit.date.value.to - summit.date.value.from >= 4 * 86_400_000, 'an interval stays one');
  });

  it('an agreement without place or day is announced, not scheduled', () => {
    const summit = theSummit('kremlin-agreed');
    assert.equal(of('kremlin-agreed').verdict.stage, 'announced');
    assert.equal(summit.stage.value, 'announced');
    assert.equal(summit.place, undefined, 'the Kremlin speaks, it is no place of the meeting');
  });

  it('place and day are read from "in Alaska on Friday, August 15"', () => {
    const summit = theSummit('alaska');
    assert.equal(summit.stage.value, 'scheduled');
    assert.match(summit.place?.value.name ?? '', /Alaska/);
    assert.ok(covers(summit, day('2025-08-15')), 'a weekday beside a date is that date');
    assert.ok(!covers(summit, day('2025-08-08')));
    assert.ok(of('alaska').verdict.changes.length > 0);
  });

  it('copies and rewrites change nothing', () => {
    for (const slug of ['alaska-venue', 'alyaska', 'red-carpet', 'without-deal', 'bez-uhody']) {
      assert.deepEqual(
        of(slug).verdict.changes.filter(({ field }) => field === 'stage'),
        [],
        slug,
      );
      assert.equal(of(slug).verdict.summitId, of('alaska').verdict.summitId, slug);
    }
  });

  it('the other side confirms: the stage is confirmed, the place stays Alaska', () => {
    const summit = theSummit('kremlin-confirms-alaska');
    assert.equal(summit.stage.value, 'confirmed');
    assert.match(summit.place?.value.name ?? '', /Alaska/);
    assert.ok(summit.confirmedBy.includes('russia' as never) || summit.confirmedBy.includes('putin' as never));
  });

  it('a preview and a feeling-out change nothing', () => {
    for (const slug of ['what-to-expect', 'feel-out']) assert.deepEqual(of(slug).verdict.changes, [], slug);
  });

  it('the place narrows to Anchorage, and is not the White House', () => {
    assert.match(theSummit('anchorage').place?.value.name ?? '', /Anchorage/);
  });

  it('an anonymous rumour calls nothing off; its denial brings nothing back', () => {
    assert.equal(theSummit('called-off').stage.value, 'confirmed');
    assert.deepEqual(
      of('called-off').verdict.changes.filter(({ field }) => field === 'stage'),
      [],
    );
    assert.equal(theSummit('on-track').stage.value, 'confirmed');
    assert.deepEqual(
      of('on-track').verdict.changes.filter(({ field, stage }) => field === 'stage' && stage === 'back_on'),
      [],
    );
  });

  it('arrival is under way, the end without a deal is held or its outcome', () => {
    assert.equal(theSummit('lands').stage.value, 'underway');
    assert.match(of('no-deal').verdict.stage, /^(held|outcome)$/);
    assert.match(theSummit('no-deal').stage.value, /^(held|outcome)$/);
    assert.equal(of('no-deal').verdict.changes.filter(({ field }) => field === 'stage').length, 1);
  });

  it('Zelenskyy in Washington is another summit', () => {
    const summit = theSummit('zelenskyy-washington');
    assert.notEqual(summit.id, theSummit('alaska').id);
    assert.deepEqual([...summit.parties].sort(), ['trump', 'zelenskyy']);
    assert.equal(summit.stage.value, 'scheduled');
    assert.match(summit.place?.value.name ?? '', /Washington|White House/);
    assert.ok(covers(summit, day('2025-08-18')));
    assert.equal(of('white-house-arrives').verdict.summitId, summit.id);
    assert.equal(theSummit('white-house-arrives').stage.value, 'underway');
  });

  it('looking back changes nothing', () => {
    assert.deepEqual(of('five-takeaways').verdict.changes, []);
  });

  it('a summit is named after who meets, and where only once that is known', () => {
    assert.doesNotMatch(theSummit('trump-could-meet-putin').name, /White House|Kremlin/);
  });
});
