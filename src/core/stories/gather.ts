// Gathers items into stories: one piece of news, told once.
import type { StoryId, StoryIndex } from './story.ts';

/** Begins with an empty window; the rules of identity and likeness grow here. */
export function createStoryIndex(): StoryIndex {
  return {
    place: (item) => ({ kind: 'opened', storyId: `s-${item.id}` as StoryId, reason: 'no story like it' }),
    restore() {},
    story: () => undefined,
    expire() {},
  };
}
