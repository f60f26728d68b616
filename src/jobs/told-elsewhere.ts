// News of a summit that was told in one language is not told as a new story in another one.
import type { Story } from '../core/stories/story.ts';
import type { SummitVerdict } from '../core/summits/summit.ts';
import { type EpochMs, HOUR } from '../core/text/instant.ts';
import type { Room } from './newsroom.ts';

/** How long translations and other papers' own reports take to come. */
const TRANSLATED_WITHIN = 12 * HOUR;

/** Links a story that has just begun with the one that told it, if it says what is known of its summit and nothing else. */
export async function linkToldElsewhere(
  story: Story,
  { summitId, stage, changes }: SummitVerdict,
  { stories, summits, store }: Room,
  now: EpochMs,
): Promise<boolean> {
  if (summitId === undefined || changes.length > 0) return false;
  if (stage === 'none' || summits.summit(summitId)?.stage.value !== stage) return false;
  const told = (await store.stories.ofSummit(summitId, now - TRANSLATED_WITHIN)).findLast(
    ({ id, language }) => id !== story.id && language !== story.language,
  );
  if (told === undefined) return false;
  const linked = stories.linkLanguages(story.id, told.id);
  if (linked) await store.stories.save(linked, []);
  return true;
}
