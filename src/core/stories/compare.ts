// Compares an item with the stories found for it.
import { type EpochMs, HOUR } from '../text/instant.ts';
import { compareWithCentre } from './centre.ts';
import { AT, type Comparison, FEATURES } from './features.ts';
import { compareWithMembers } from './members.ts';
import type { Reading } from './reading.ts';
import { clearAway, createScales, layOut } from './scales.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { LiveStory, LiveWindow } from './window.ts';

export type Comparer = (reading: Reading, at: EpochMs, stories: readonly LiveStory[]) => Comparison[];

const LARGE = 4;

export function createComparer(vocabulary: Vocabulary, window: Pick<LiveWindow, 'rows'>): Comparer {
  const scales = createScales(vocabulary);
  return (reading, at, stories) => {
    scales.rows = window.rows();
    const item = layOut(scales, reading);
    const compared = stories.map((story) => {
      const features = new Float64Array(FEATURES.length);
      compareWithCentre(item, story, scales, features);
      compareWithMembers(item, story, scales, features);
      features[AT.size] = Math.min(Math.log2(story.size), LARGE);
      // An hour more or less tells nothing, nor does how many days beyond the window.
      features[AT.silence] = Math.max(1, Math.min(72, (at - story.lastSeenAt) / HOUR));
      features[AT.age] = Math.max(1, Math.min(168, (at - story.firstSeenAt) / HOUR));
      return { story, features };
    });
    for (const one of compared) {
      one.features[AT.centroidLead] = lead(one, compared, AT.textCentroid);
      one.features[AT.toldLead] = lead(one, compared, AT.told);
      one.features[AT.massLead] = lead(one, compared, AT.textCovered);
      one.features[AT.crowd] = crowd(one, compared);
    }
    clearAway(scales, reading);
    return compared;
  };
}

function lead(one: Comparison, all: readonly Comparison[], feature: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const other of all) if (other !== one) best = Math.max(best, other.features[feature] ?? 0);
  if (best === Number.NEGATIVE_INFINITY) return 1;
  return Math.max(-1, Math.min(1, (one.features[feature] ?? 0) - best));
}

/** How like the item the next three stories are: many alike make a match by a few words doubtful. */
function crowd(one: Comparison, all: readonly Comparison[]): number {
  const others = all.filter((other) => other !== one).map(({ features }) => features[AT.textCentroid] ?? 0);
  const next = others.sort((a, b) => b - a).slice(0, 3);
  return next.reduce((sum, likeness) => sum + likeness, 0) / Math.max(1, next.length);
}
