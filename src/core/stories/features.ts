// What is measured between an item and a story that it could belong to.
import type { LiveStory } from './window.ts';

/** Each with the direction in which more of it may speak for joining: 1 for, -1 against, 0 either. */
export const FEATURES = [
  // Likeness to the story's centre and to its items.
  ['titleCentroid', 1],
  ['textCentroid', 1],
  ['titleThree', 1],
  ['textBest', 1],
  ['textThree', 1],
  // How much of the item the story has told, and of the story's core the item tells.
  ['titleCovered', 1],
  ['textCovered', 1],
  ['openingMet', 1],
  ['coreMet', 1],
  ['exclusive', 1],
  ['told', 1],
  ['toldTitle', 1],
  ['pairsBest', 1],
  ['pairMass', 1],
  ['mutualBest', 1],
  ['headBest', 1],
  ['titleInText', 1],
  ['plainMet', 1],
  // The words they share, and those that only one of them has.
  ['rarestShared', 1],
  ['secondShared', 1],
  ['thirdShared', 1],
  ['sharedMass', 1],
  ['sharedCount', 0],
  ['rarestNew', 0],
  ['namesShared', 1],
  ['namesMet', 1],
  ['titleNamesMet', 1],
  ['rarestNewName', 0],
  ['textNewName', -1],
  ['coreNameMissing', 0],
  ['textCoreMissing', 0],
  ['numbersShared', 0],
  ['numbersDiffer', 0],
  ['numbersMet', 1],
  ['nameClash', -1],
  ['textNameClash', -1],
  ['daysMet', 1],
  ['turns', -1],
  // Against the other stories that came into question.
  ['centroidLead', 1],
  ['toldLead', 1],
  ['massLead', 1],
  ['crowd', 0],
  // The story and the item by themselves.
  ['size', 1],
  ['silence', -1],
  ['age', -1],
  ['titleTerms', 0],
  ['ledeTerms', 0],
] as const;

export type FeatureName = (typeof FEATURES)[number][0];

/** Where each feature stands among the measured ones. */
export const AT = Object.fromEntries(FEATURES.map(([name], at) => [name, at])) as Record<FeatureName, number>;

export type Comparison = { readonly story: LiveStory; readonly features: Float64Array };

export function measured({ features }: Comparison, name: FeatureName): number {
  return features[AT[name]] ?? 0;
}
