// What is measured between an item and a story that it could belong to.
import type { EpochMs } from '../text/instant.ts';
import { HOUR } from '../text/instant.ts';
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { LiveStory } from './window.ts';

/** Each with the direction in which more of it may speak for joining: 1 for, -1 against, 0 either. */
export const FEATURES = [
  ['titleCentroid', 1],
  ['titleBest', 1],
  ['titleThree', 1],
  ['titleCovered', 1],
  ['titleInText', 1],
  ['textCentroid', 1],
  ['textBest', 1],
  ['textThree', 1],
  ['textCovered', 1],
  ['coreMet', 1],
  ['rarestShared', 1],
  ['secondShared', 1],
  ['thirdShared', 1],
  ['sharedMass', 1],
  ['sharedCount', 0],
  ['exclusive', 1],
  ['told', 1],
  ['toldTitle', 1],
  ['pairsMet', 1],
  ['pairsBest', 1],
  ['namesShared', 1],
  ['rarestNew', 0],
  ['rarestNewName', 0],
  ['coreNameMissing', 0],
  ['numbersShared', 0],
  ['numbersDiffer', 0],
  ['centroidLead', 1],
  ['toldLead', 1],
  ['size', 1],
  ['silence', -1],
  ['age', -1],
  ['titleTerms', 0],
  ['ledeTerms', 0],
  ['storyTerms', 0],
  ['coherence', 0],
  ['openingMet', 1],
  ['namesMet', 1],
  ['titleNamesMet', 1],
  ['massLead', 1],
  ['turns', -1],
  ['crowd', 0],
  ['daysMet', 1],
  ['numbersMet', 1],
  ['textNewName', -1],
  ['textCoreMissing', 0],
] as const;

export type FeatureName = (typeof FEATURES)[number][0];

const AT = Object.fromEntries(FEATURES.map(([name], at) => [name, at])) as Record<FeatureName, number>;

export type Comparison = { readonly story: LiveStory; readonly features: Float64Array };

export function measured({ features }: Comparison, name: FeatureName): number {
  return features[AT[name]] ?? 0;
}

export type Comparer = (reading: Reading, at: EpochMs, stories: readonly LiveStory[]) => Comparison[];

/** Stories worth the full set of features. */
const FULLY_COMPARED = 8;
/** Share of its items that use a term which belongs to a story's core. */
const CORE = 0.4;

export function createComparer(vocabulary: Vocabulary): Comparer {
  let weights = new Float64Array(4096);
  let inTitle = new Uint8Array(4096);

  const prepare = (reading: Reading): void => {
    if (vocabulary.size() > weights.length) {
      weights = new Float64Array(vocabulary.size() * 2);
      inTitle = new Uint8Array(vocabulary.size() * 2);
    }
    reading.terms.forEach((term, at) => {
      weights[term] = vocabulary.rarity(term);
      inTitle[term] = at < reading.titleSize ? 1 : 0;
    });
  };
  const clear = (reading: Reading): void => {
    for (const term of reading.terms) {
      weights[term] = 0;
      inTitle[term] = 0;
    }
  };

  return (reading, at, stories) => {
    prepare(reading);
    const item = weigh(reading, vocabulary);
    const compared = stories
      .map((story) => compareWithCentroid(item, story, vocabulary, weights, inTitle))
      .sort((a, b) => rank(b) - rank(a) || a.story.serial - b.story.serial)
      .slice(0, FULLY_COMPARED);
    for (const { story, features } of compared) {
      compareWithMembers(item, story, features, vocabulary, weights, inTitle);
      features[AT.size] = Math.min(Math.log2(story.size), 4);
      features[AT.silence] = Math.max(1, Math.min(72, (at - story.lastSeenAt) / HOUR));
      features[AT.age] = Math.max(1, Math.min(168, (at - story.firstSeenAt) / HOUR));
    }
    for (const one of compared) {
      one.features[AT.centroidLead] = lead(one, compared, AT.textCentroid);
      one.features[AT.toldLead] = lead(one, compared, AT.told);
      one.features[AT.massLead] = lead(one, compared, AT.textCovered);
      one.features[AT.crowd] = crowd(one, compared);
    }
    clear(reading);
    return compared;
  };
}

function rank({ features }: Comparison): number {
  return (features[AT.textCentroid] ?? 0) + (features[AT.titleCentroid] ?? 0) + 0.5 * (features[AT.exclusive] ?? 0);
}

/** How like the item the next three stories are: many alike make a match by a few words doubtful. */
function crowd(one: Comparison, all: readonly Comparison[]): number {
  const others = all.filter((other) => other !== one).map(({ features }) => features[AT.textCentroid] ?? 0);
  return meanOfThree(others.sort((a, b) => b - a));
}

function lead(one: Comparison, all: readonly Comparison[], feature: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const other of all) if (other !== one) best = Math.max(best, other.features[feature] ?? 0);
  if (best === Number.NEGATIVE_INFINITY) return 1;
  return Math.max(-1, Math.min(1, (one.features[feature] ?? 0) - best));
}

type WeighedItem = {
  readonly reading: Reading;
  readonly titleMass: number;
  readonly textMass: number;
  readonly raritySum: number;
  readonly nameMass: number;
  readonly titleNameMass: number;
  readonly pairs: ReadonlySet<number>;
};

function weigh(reading: Reading, vocabulary: Vocabulary): WeighedItem {
  let titleMass = 0;
  let textMass = 0;
  let raritySum = 0;
  let nameMass = 0;
  let titleNameMass = 0;
  reading.terms.forEach((term, at) => {
    const rarity = vocabulary.rarity(term);
    textMass += rarity * rarity;
    raritySum += rarity;
    const name = rarity * vocabulary.properness(term);
    nameMass += name;
    if (at >= reading.titleSize) return;
    titleMass += rarity * rarity;
    titleNameMass += name;
  });
  return { reading, titleMass, textMass, raritySum, nameMass, titleNameMass, pairs: new Set(reading.pairs) };
}

/** Weight of a word seen in the story against one that only the language explains. */
const MIX = 0.6;

function compareWithCentroid(
  item: WeighedItem,
  story: LiveStory,
  vocabulary: Vocabulary,
  weights: Float64Array,
  inTitle: Uint8Array,
): Comparison {
  const features = new Float64Array(FEATURES.length);
  const { reading } = item;
  let textDot = 0;
  let textNorm = 0;
  let titleDot = 0;
  let titleNorm = 0;
  let memberMass = 0;
  let covered = 0;
  let titleCovered = 0;
  let titleInText = 0;
  let coreMass = 0;
  let coreMet = 0;
  let exclusive = 0;
  let told = 0;
  let toldTitle = 0;
  let first = 0;
  let second = 0;
  let third = 0;
  let sharedMass = 0;
  let sharedCount = 0;
  let numbersOurs = 0;
  let numbersTheirs = 0;
  let numbersBoth = 0;
  let textCoreMissing = 0;
  let daysOurs = 0;
  let daysTheirs = 0;
  let daysBoth = 0;
  for (const term of reading.terms) {
    if (vocabulary.isDay(term)) daysOurs += 1;
    else if (vocabulary.isNumber(term)) numbersOurs += 1;
  }
  let names = 0;
  let titleNames = 0;
  let coreNameMissing = 0;
  let numbersShared = 0;
  let storyNumbers = 0;
  const size = story.size;
  for (let at = 0; at < story.terms.length; at += 1) {
    const term = story.terms[at] ?? 0;
    const uses = story.uses[at] ?? 0;
    const titleUses = story.titleUses[at] ?? 0;
    const own = weights[term] ?? 0;
    const rarity = own > 0 ? own : vocabulary.rarity(term);
    const mass = rarity * rarity;
    const share = uses / size;
    const titleShare = titleUses / size;
    textNorm += mass * share * share;
    titleNorm += mass * titleShare * titleShare;
    memberMass += mass * share;
    const isCore = titleShare >= CORE;
    if (isCore) coreMass += mass;
    if (titleUses > 0 && vocabulary.isNumber(term)) storyNumbers += 1;
    if (vocabulary.isDay(term)) daysTheirs += share;
    else if (vocabulary.isNumber(term)) numbersTheirs += share;
    if (own === 0 && share >= 0.5) textCoreMissing = Math.max(textCoreMissing, rarity * vocabulary.properness(term));
    if (own === 0) {
      if (isCore) coreNameMissing = Math.max(coreNameMissing, rarity * vocabulary.properness(term) * titleShare);
      continue;
    }
    if (vocabulary.isDay(term)) daysBoth += share;
    else if (vocabulary.isNumber(term)) numbersBoth += share;
    textDot += mass * share;
    covered += mass;
    if (isCore) coreMet += mass;
    const uniqueness = uses / vocabulary.uses(term);
    exclusive += rarity * uniqueness;
    const surprise = Math.log(1 - MIX + (MIX * share) / vocabulary.frequency(term)) - Math.log(1 - MIX);
    told += surprise;
    if (inTitle[term] === 1) {
      titleInText += mass;
      toldTitle += surprise;
      if (titleUses > 0) {
        titleDot += mass * titleShare;
        titleCovered += mass;
      }
    }
    sharedCount += 1;
    sharedMass += rarity;
    const name = rarity * vocabulary.properness(term);
    names += name;
    if (inTitle[term] === 1) titleNames += name;
    if (vocabulary.isNumber(term)) numbersShared += 1;
    if (rarity > first) {
      third = second;
      second = first;
      first = rarity;
    } else if (rarity > second) {
      third = second;
      second = rarity;
    } else if (rarity > third) third = rarity;
  }
  const textTerms = Math.max(1, reading.terms.length);
  const titleTerms = Math.max(1, reading.titleSize);
  features[AT.textCentroid] = ratio(textDot, Math.sqrt(textNorm * item.textMass));
  features[AT.titleCentroid] = ratio(titleDot, Math.sqrt(titleNorm * item.titleMass));
  features[AT.textCovered] = ratio(covered, item.textMass);
  features[AT.titleCovered] = ratio(titleCovered, item.titleMass);
  features[AT.titleInText] = ratio(titleInText, item.titleMass);
  features[AT.coreMet] = ratio(coreMet, coreMass);
  features[AT.exclusive] = ratio(exclusive, item.raritySum);
  features[AT.told] = told / textTerms + Math.log(1 - MIX);
  features[AT.toldTitle] = toldTitle / titleTerms + Math.log(1 - MIX);
  features[AT.rarestShared] = first;
  features[AT.secondShared] = second;
  features[AT.thirdShared] = third;
  features[AT.sharedMass] = sharedMass;
  features[AT.sharedCount] = sharedCount;
  features[AT.numbersMet] =
    numbersOurs === 0 || numbersTheirs < 0.3 ? 0 : numbersBoth > 0 ? Math.min(1, numbersBoth / numbersTheirs) : -1;
  features[AT.textCoreMissing] = textCoreMissing;
  features[AT.daysMet] =
    daysOurs === 0 || daysTheirs < 0.3 ? 0 : daysBoth > 0 ? Math.min(1, daysBoth / daysTheirs) : -1;
  features[AT.namesShared] = names;
  features[AT.namesMet] = ratio(names, item.nameMass);
  features[AT.titleNamesMet] = ratio(titleNames, item.titleNameMass);
  features[AT.coreNameMissing] = coreNameMissing;
  features[AT.numbersShared] = numbersShared;
  features[AT.coherence] = size === 1 ? 1 : ratio(textNorm, memberMass);
  features[AT.titleTerms] = reading.titleSize;
  features[AT.ledeTerms] = reading.terms.length - reading.titleSize;
  features[AT.storyTerms] = meanTerms(story);
  features[AT.numbersDiffer] = storyNumbers > 0 && numbersShared === 0 ? 1 : 0;
  return { story, features };
}

function meanTerms(story: LiveStory): number {
  let sum = 0;
  for (const uses of story.uses) sum += uses;
  return sum / story.size;
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

function compareWithMembers(
  item: WeighedItem,
  story: LiveStory,
  features: Float64Array,
  vocabulary: Vocabulary,
  weights: Float64Array,
  inTitle: Uint8Array,
): void {
  const titles: number[] = [];
  const texts: number[] = [];
  const met = new Set<number>();
  let pairsBest = 0;
  for (const member of story.readings) {
    let titleDot = 0;
    let titleMass = 0;
    let textDot = 0;
    let textMass = 0;
    for (let at = 0; at < member.terms.length; at += 1) {
      const term = member.terms[at] ?? 0;
      const own = weights[term] ?? 0;
      const rarity = own > 0 ? own : vocabulary.rarity(term);
      const mass = rarity * rarity;
      const titled = at < member.titleSize;
      textMass += mass;
      if (titled) titleMass += mass;
      if (own === 0) continue;
      textDot += mass;
      if (titled && inTitle[term] === 1) titleDot += mass;
    }
    titles.push(ratio(titleDot, Math.sqrt(titleMass * item.titleMass)));
    texts.push(ratio(textDot, Math.sqrt(textMass * item.textMass)));
    let pairs = 0;
    for (const pair of member.pairs) {
      if (!item.pairs.has(pair)) continue;
      pairs += 1;
      met.add(pair);
    }
    pairsBest = Math.max(pairsBest, pairs);
  }
  titles.sort((a, b) => b - a);
  texts.sort((a, b) => b - a);
  features[AT.titleBest] = titles[0] ?? 0;
  features[AT.titleThree] = meanOfThree(titles);
  features[AT.textBest] = texts[0] ?? 0;
  features[AT.textThree] = meanOfThree(texts);
  features[AT.pairsMet] = ratio(met.size, item.pairs.size);
  features[AT.pairsBest] = pairsBest;
  noteNews(item.reading, story, features, vocabulary);
}

function meanOfThree(sorted: readonly number[]): number {
  const best = sorted.slice(0, 3);
  return best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length);
}

/** The rarest words of the headline that the story has never used. */
function noteNews(reading: Reading, story: LiveStory, features: Float64Array, vocabulary: Vocabulary): void {
  const known = new Set(story.terms);
  let opening = 0;
  let openingMet = 0;
  for (const term of reading.terms.slice(0, Math.min(3, reading.titleSize))) {
    const rarity = vocabulary.rarity(term);
    opening += rarity;
    if (known.has(term)) openingMet += rarity;
  }
  let textNewName = 0;
  for (const term of reading.terms) {
    if (!known.has(term)) textNewName = Math.max(textNewName, vocabulary.rarity(term) * vocabulary.properness(term));
  }
  features[AT.textNewName] = textNewName;
  features[AT.openingMet] = ratio(openingMet, opening);
  features[AT.turns] = reading.turns.reduce((count, turn) => (known.has(turn) ? count : count + 1), 0);
  let rarest = 0;
  let rarestName = 0;
  for (let at = 0; at < reading.titleSize; at += 1) {
    const term = reading.terms[at] ?? 0;
    if (known.has(term)) continue;
    const rarity = vocabulary.rarity(term);
    rarest = Math.max(rarest, rarity);
    rarestName = Math.max(rarestName, rarity * vocabulary.properness(term));
  }
  features[AT.rarestNew] = rarest;
  features[AT.rarestNewName] = rarestName;
}
