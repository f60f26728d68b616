// Gathers items into stories: one piece of news, told once. Identity first, then likeness.
import type { Item } from '../feeds/item.ts';
import { type EpochMs, HOUR } from '../text/instant.ts';
import { createCandidateFinder } from './candidates.ts';
import { saysCorrected } from './headline.ts';
import { createIdentityBook, type Recognised } from './identity.ts';
import { originOf } from './origin.ts';
import { type Reading, readItem } from './reading.ts';
import type { Placement, Story, StoryId, StoryIndex } from './story.ts';
import { templateOf } from './templates.ts';
import { createVocabulary } from './vocabulary.ts';
import { createWindow, type LiveStory } from './window.ts';

export function createStoryIndex(): StoryIndex {
  const vocabulary = createVocabulary();
  const window = createWindow(vocabulary);
  const findCandidates = createCandidateFinder(window, vocabulary);
  const identity = createIdentityBook();
  let sweptAt: EpochMs = Number.NEGATIVE_INFINITY;

  const expire = (now: EpochMs): void => {
    sweptAt = now;
    window.expire(now, (story) => {
      for (const id of story.itemIds) identity.forget(id);
    });
  };

  const openStory = (item: Item, id: StoryId): LiveStory =>
    window.open({
      id,
      headline: item.title,
      language: item.language,
      itemIds: [],
      outlets: [],
      origins: [],
      readings: [],
      terms: [],
      uses: [],
      titleUses: [],
      size: 0,
      firstSeenAt: item.seenAt,
      lastSeenAt: item.seenAt,
      alone: templateOf(item.title) !== undefined,
    });

  const remember = (item: Item, story: LiveStory, reading: Reading, origin: string | undefined): void => {
    window.enrich(story, reading);
    story.itemIds.push(item.id);
    story.lastSeenAt = Math.max(story.lastSeenAt, item.seenAt);
    const outlet = item.source;
    if (outlet !== '' && !story.outlets.includes(outlet)) {
      story.outlets.push(outlet);
      const told = origin ?? outlet;
      if (!story.origins.includes(told)) story.origins.push(told);
    }
    if (saysCorrected(item.title)) story.corrected = true;
    identity.remember(item, story.id);
  };

  const again = (item: Item, { known, by, changed }: Recognised): Placement => {
    const story = window.withId(known.storyId);
    if (changed) identity.revise(known, item);
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

  return {
    place(item) {
      if (item.seenAt - sweptAt > HOUR) expire(item.seenAt);
      const recognised = identity.recognise(item);
      if (recognised !== undefined) return again(item, recognised);
      const origin = originOf(item);
      const reading = readItem(item, vocabulary);
      const template = templateOf(item.title);
      let best: { story: LiveStory; likeness: number } | undefined;
      if (template === undefined) {
        for (const story of findCandidates(reading)) {
          const likeness = centroidLikeness(reading, story, vocabulary.rarity);
          if (best === undefined || likeness > best.likeness) best = { story, likeness };
        }
      }
      const joined = best !== undefined && best.likeness >= 0.23 ? best : undefined;
      const story = joined?.story ?? openStory(item, `s-${item.id}` as StoryId);
      const reason = joined
        ? `likeness ${joined.likeness.toFixed(2)} to "${joined.story.headline}"`
        : template !== undefined
          ? `a ${template}, which stands alone`
          : 'no story like it';
      remember(item, story, reading, origin);
      return {
        kind: joined ? 'joined' : 'opened',
        storyId: story.id,
        ...(origin !== undefined && { origin }),
        reason,
      };
    },
    restore(item, storyId) {
      const story = window.withId(storyId) ?? openStory(item, storyId);
      remember(item, story, readItem(item, vocabulary), originOf(item));
    },
    story(id) {
      const live = window.withId(id);
      return live === undefined ? undefined : publicStory(live);
    },
    expire,
  };
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
    ...(live.corrected && { corrected: live.corrected }),
  };
}

function centroidLikeness(reading: Reading, story: LiveStory, rarity: (term: number) => number): number {
  let own = 0;
  let its = 0;
  let dot = 0;
  const weights = new Map<number, number>();
  for (const term of reading.terms) {
    const weight = rarity(term);
    weights.set(term, weight);
    own += weight * weight;
  }
  for (let at = 0; at < story.terms.length; at += 1) {
    const term = story.terms[at] ?? -1;
    const weight = (rarity(term) * (story.uses[at] ?? 0)) / story.size;
    its += weight * weight;
    dot += weight * (weights.get(term) ?? 0);
  }
  return own === 0 || its === 0 ? 0 : dot / Math.sqrt(own * its);
}
