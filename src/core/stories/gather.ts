// Gathers items into stories: one piece of news, told once. Identity first, then likeness.
import type { Item, ItemId } from '../feeds/item.ts';
import { type EpochMs, HOUR } from '../text/instant.ts';
import { createAlike } from './alike.ts';
import { createCandidateFinder } from './candidates.ts';
import { createComparer } from './compare.ts';
import { isFollowUp, type Judged, joins, judge, LEARNED_RULE, type Rule, whyJoined, whyOpened } from './decide.ts';
import { measured } from './features.ts';
import { type Headline, readHeadline, saysCorrected } from './headline.ts';
import { createIdentityBook, type Recognised } from './identity.ts';
import { createStoryLinks } from './links.ts';
import { originOf } from './origin.ts';
import { createReader, type Reading } from './reading.ts';
import { createRulings } from './rulings.ts';
import { createSharedWords } from './shared-words.ts';
import type { Placement, Story, StoryId, StoryIndex } from './story.ts';
import { templateOf } from './templates.ts';
import { createVocabulary } from './vocabulary.ts';
import { createWindow, type LiveStory, originIn, sizeOf, termsOf } from './window.ts';

/** Live stories from which on the rarity of a word can be believed. */
const YOUNG_WINDOW = 40;

type Choice = {
  readonly kind: 'opened' | 'joined';
  readonly story: LiveStory;
  readonly follows?: StoryId;
  readonly reason: string;
};

/** `rule` judges likeness; training puts its own in. */
export function createStoryIndex(rule: Rule = LEARNED_RULE): StoryIndex {
  const vocabulary = createVocabulary();
  const window = createWindow(vocabulary);
  const findCandidates = createCandidateFinder(window, vocabulary);
  const compare = createComparer(vocabulary, window);
  const sharedWords = createSharedWords(vocabulary, window);
  const rulings = createRulings();
  const links = createStoryLinks(window, rulings, createAlike(window, compare, rule));
  const readItem = createReader(vocabulary);
  const identity = createIdentityBook();
  /** Stories that came back with the list of their items; emptied when placing begins. */
  const asStored = new Set<StoryId>();
  let sweptAt: EpochMs = Number.NEGATIVE_INFINITY;

  const expire = (now: EpochMs): void => {
    sweptAt = now;
    window.expire(now, forget);
  };

  const forget = (story: LiveStory): void => {
    for (const id of story.itemIds) identity.forget(id);
    links.forget(story);
  };

  const openStory = (item: Item, { template }: Headline, id: StoryId): LiveStory =>
    window.open({
      id,
      headline: item.title,
      language: item.language,
      ...blankStory(),
      firstSeenAt: item.seenAt,
      lastSeenAt: item.seenAt,
      alone: template !== undefined,
    });

  const remember = (
    item: Item,
    headline: Headline,
    story: LiveStory,
    reading: Reading,
    origin: string | undefined,
  ): void => {
    const toldBy = origin ?? copiedFrom(reading, story, window.rows()) ?? item.source;
    if (toldBy !== '' && !story.origins.includes(toldBy)) story.origins = story.origins.concat(toldBy);
    window.enrich(story, reading, story.origins.indexOf(toldBy));
    if (!story.itemIds.includes(item.id)) story.itemIds = story.itemIds.concat(item.id);
    story.lastSeenAt = Math.max(story.lastSeenAt, item.seenAt);
    if (item.source !== '' && !story.outlets.includes(item.source)) story.outlets = story.outlets.concat(item.source);
    if (saysCorrected(item.title)) story.corrected = true;
    identity.remember(item, headline, story.id);
  };

  /** For people who put an item elsewhere; its words stay with the old story until that is over. */
  const takeOut = (id: ItemId, from: StoryId): void => {
    const story = window.withId(from);
    if (story !== undefined) story.itemIds = story.itemIds.filter((each) => each !== id);
    identity.forget(id);
  };

  const again = (item: Item, headline: Headline, { known, by, changed }: Recognised): Placement => {
    const story = window.withId(known.storyId);
    if (changed) identity.revise(known, item, headline);
    if (story !== undefined && changed) {
      if (story.itemIds[0] === known.itemId) story.headline = item.title;
      if (saysCorrected(item.title)) story.corrected = true;
    }
    const same = `the same item again, by its ${by}`;
    return {
      kind: changed ? 'update' : 'repeat',
      storyId: known.storyId,
      itemId: known.itemId,
      reason: changed ? `${same}, with other words` : same,
    };
  };

  const open = (item: Item, headline: Headline): LiveStory => openStory(item, headline, `s-${item.id}` as StoryId);

  /** In a window that has only begun every word is rare, and one that two headlines share says nothing yet. */
  const isChance = ({ comparison }: Judged): boolean =>
    vocabulary.stories() < YOUNG_WINDOW && measured(comparison, 'sharedCount') < 2;

  const chooseStory = (item: Item, headline: Headline, reading: Reading): Choice => {
    const { template } = headline;
    if (template !== undefined)
      return { kind: 'opened', story: open(item, headline), reason: `a ${template}, which stands alone` };
    const compared = compare(reading, item.seenAt, findCandidates(reading));
    rule.watch?.(compared, item);
    const judged = judge(compared, rule);
    const best = rulings.prefer(judged, rule);
    const words = best === undefined ? [] : sharedWords(reading, best.comparison.story);
    if (best === undefined || !joins(best, rule) || isChance(best)) {
      const follows = best !== undefined && isFollowUp(best) ? links.standsFor(best.comparison.story).id : undefined;
      const reason = whyOpened(best, words, follows !== undefined);
      const story = open(item, headline);
      if (follows === undefined) return { kind: 'opened', story, reason };
      story.follows = follows;
      return { kind: 'opened', story, follows, reason };
    }
    const reason = whyJoined(best, words);
    links.note(judged);
    const story = links.standsFor(best.comparison.story);
    if (story === best.comparison.story) return { kind: 'joined', story, reason };
    return { kind: 'joined', story, reason: `${reason}; that news is told on in "${story.headline}"` };
  };

  const restore = (item: Item, storyId: StoryId): void => {
    const known = identity.withId(item.id);
    if (known?.storyId === storyId) return;
    if (known !== undefined) takeOut(item.id, known.storyId);
    const headline = readHeadline(item);
    const story = window.withId(storyId) ?? openStory(item, headline, storyId);
    // It was one of the story's items under another name.
    if (asStored.has(storyId) && !story.itemIds.includes(item.id)) identity.remember(item, headline, storyId);
    else remember(item, headline, story, readItem(item, headline.bare), originOf(item));
  };

  /** Takes the story out with all its items, so that they can be put back elsewhere. */
  const clear = (id: StoryId): LiveStory | undefined => {
    const story = window.withId(id);
    if (story === undefined) return undefined;
    window.remove(story);
    forget(story);
    asStored.delete(id);
    return story;
  };

  return {
    place(item) {
      asStored.clear();
      if (item.seenAt - sweptAt > HOUR) expire(item.seenAt);
      const headline = readHeadline(item);
      const recognised = identity.recognise(item, headline);
      if (recognised !== undefined) return again(item, headline, recognised);
      const origin = originOf(item);
      const reading = readItem(item, headline.bare);
      const { story, ...choice } = chooseStory(item, headline, reading);
      remember(item, headline, story, reading, origin);
      return { ...choice, storyId: story.id, ...(origin !== undefined && { origin }) };
    },
    restoreStory(stored) {
      if (window.withId(stored.id) !== undefined) return;
      const { itemIds, outlets, independentSources, ...kept } = stored;
      const story = window.open({
        ...blankStory(),
        ...kept,
        itemIds: [...itemIds],
        outlets: [...outlets],
        origins: [...independentSources],
        alone: templateOf(stored.headline) !== undefined,
      });
      links.restore(story);
      asStored.add(story.id);
    },
    restore,
    overrule(ruling, items) {
      rulings.note(ruling);
      if (items.length === 0) return;
      const [from, into] = [clear(ruling.from), clear(ruling.into)];
      for (const item of items) {
        const moves = ruling.kind === 'merge' || item.id === ruling.itemId;
        restore(item, moves ? ruling.into : ruling.from);
      }
      links.relink(ruling, from, into);
    },
    linkLanguages(id, toldBy) {
      const live = window.withId(id);
      if (live === undefined) return undefined;
      live.toldBy = toldBy;
      return publicStory(live);
    },
    story(id) {
      const live = window.withId(id);
      return live === undefined ? undefined : publicStory(live);
    },
    expire,
  };
}

const blankStory = () => ({ itemIds: [], outlets: [], origins: [] });

/** Shared words from which two ledes are one text, and the fewest words that can tell so. */
const COPIED = 0.8;
const FEWEST_COPIED = 15;

/** Whose words these are, where the story has almost the same text already. */
function copiedFrom({ terms }: Reading, story: LiveStory, rows: Int32Array): string | undefined {
  if (terms.length < FEWEST_COPIED || story.readings.length === 0) return undefined;
  let own: ReadonlySet<number> | undefined;
  const copied = story.readings.find((member) => {
    const size = sizeOf(rows, member);
    if (!isCopy(Math.min(size, terms.length), size, terms.length)) return false;
    own ??= new Set(terms);
    const from = termsOf(member);
    let shared = 0;
    for (let at = from; at < from + size; at += 1) if (own.has(rows[at] ?? -1)) shared += 1;
    return isCopy(shared, size, terms.length);
  });
  return copied === undefined ? undefined : (story.origins[originIn(rows, copied)] ?? '');
}

function isCopy(shared: number, size: number, otherSize: number): boolean {
  return shared >= COPIED * (size + otherSize - shared);
}

function publicStory(live: LiveStory): Story {
  return {
    id: live.id,
    headline: live.headline,
    language: live.language,
    itemIds: [...live.itemIds],
    outlets: [...live.outlets],
    independentSources: [...live.origins],
    firstSeenAt: live.firstSeenAt,
    lastSeenAt: live.lastSeenAt,
    ...(live.follows !== undefined && { follows: live.follows }),
    ...(live.toldBy !== undefined && { toldBy: live.toldBy }),
    ...(live.takesIn !== undefined && { takesIn: live.takesIn }),
    ...(live.corrected && { corrected: live.corrected }),
  };
}
