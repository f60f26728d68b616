// Compares an item with what a story's items say taken together.
import { AT } from './features.ts';
import { ratio, type Scales, type WeighedItem } from './scales.ts';
import { type LiveStory, once, onlyTitleSize, titleUsesOf, usesOf } from './window.ts';

/** Share of its items that use a term in the title (in the text) from which it belongs to the story's core. */
const TITLE_CORE = 0.4;
const TEXT_CORE = 0.5;
/** Below this many a story, days and numbers are the slip of one item. */
const A_FEW = 0.3;
/** Weight of what the story says against what any story says, when asked how well it foretells the item's words. */
const MIX = 0.6;
const NOT_TOLD = Math.log(1 - MIX);

/** Marks the story's terms as used by it, for the comparing that follows. */
export function compareWithCentre(item: WeighedItem, story: LiveStory, scales: Scales, features: Float64Array): void {
  const { vocabulary, weights, inTitle, usedBy, rows } = scales;
  const { termsAt, termCount, countsAt, size } = story;
  const onlyTitle = onlyTitleSize(rows, story);
  const { reading } = item;
  scales.stamp += 1;
  let textDot = 0;
  let textNorm = 0;
  let titleDot = 0;
  let titleNorm = 0;
  let covered = 0;
  let titleCovered = 0;
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
  let names = 0;
  let titleNames = 0;
  let coreNameMissing = 0;
  let textCoreMissing = 0;
  let numbersShared = 0;
  let titleNumbers = 0;
  let titleInText = 0;
  let plain = 0;
  let numbers = 0;
  let days = 0;
  let daysShared = 0;
  for (let at = 0; at < termCount; at += 1) {
    const term = rows[termsAt + at] ?? 0;
    const count = countsAt === undefined ? once(at, onlyTitle) : (rows[countsAt + at] ?? 0);
    const uses = usesOf(count);
    const titleUses = titleUsesOf(count);
    const own = weights[term] ?? 0;
    const rarity = own > 0 ? own : vocabulary.rarity(term);
    const mass = rarity * rarity;
    const share = uses / size;
    const titleShare = titleUses / size;
    const isCore = titleShare >= TITLE_CORE;
    usedBy[term] = scales.stamp;
    textNorm += mass * share * share;
    titleNorm += mass * titleShare * titleShare;
    if (isCore) coreMass += mass;
    if (vocabulary.isDay(term)) days += share;
    else if (vocabulary.isNumber(term)) {
      numbers += share;
      if (titleUses > 0) titleNumbers += 1;
    }
    if (own === 0) {
      if (share < TEXT_CORE && !isCore) continue;
      const name = rarity * vocabulary.properness(term);
      if (isCore) coreNameMissing = Math.max(coreNameMissing, name * titleShare);
      if (share >= TEXT_CORE) textCoreMissing = Math.max(textCoreMissing, name);
      continue;
    }
    if (vocabulary.isDay(term)) daysShared += share;
    else if (vocabulary.isNumber(term)) numbersShared += 1;
    if (isCore) coreMet += mass;
    textDot += mass * share;
    covered += mass;
    exclusive += (rarity * uses) / vocabulary.uses(term);
    const foretold = Math.log(1 - MIX + (MIX * share) / vocabulary.frequency(term)) - NOT_TOLD;
    const name = rarity * vocabulary.properness(term);
    told += foretold;
    names += name;
    plain += rarity - name;
    if (inTitle[term] === 1) {
      toldTitle += foretold;
      titleNames += name;
      titleInText += mass;
      if (titleUses > 0) {
        titleDot += mass * titleShare;
        titleCovered += mass;
      }
    }
    sharedCount += 1;
    sharedMass += rarity;
    if (rarity > first) {
      third = second;
      second = first;
      first = rarity;
    } else if (rarity > second) {
      third = second;
      second = rarity;
    } else if (rarity > third) third = rarity;
  }
  features[AT.textCentroid] = ratio(textDot, Math.sqrt(textNorm * item.textMass));
  features[AT.titleCentroid] = ratio(titleDot, Math.sqrt(titleNorm * item.titleMass));
  features[AT.textCovered] = ratio(covered, item.textMass);
  features[AT.titleCovered] = ratio(titleCovered, item.titleMass);
  features[AT.coreMet] = ratio(coreMet, coreMass);
  features[AT.titleInText] = ratio(titleInText, item.titleMass);
  features[AT.plainMet] = ratio(plain, item.plainMass);
  features[AT.numbersMet] =
    item.numbers === 0 || numbers < A_FEW ? 0 : numbersShared > 0 ? numbersShared / item.numbers : -1;
  features[AT.exclusive] = ratio(exclusive, item.raritySum);
  features[AT.told] = told / Math.max(1, reading.terms.length) + NOT_TOLD;
  features[AT.toldTitle] = toldTitle / Math.max(1, reading.titleSize) + NOT_TOLD;
  features[AT.rarestShared] = first;
  features[AT.secondShared] = second;
  features[AT.thirdShared] = third;
  features[AT.sharedMass] = sharedMass;
  features[AT.sharedCount] = sharedCount;
  features[AT.namesShared] = names;
  features[AT.namesMet] = ratio(names, item.nameMass);
  features[AT.titleNamesMet] = ratio(titleNames, item.titleNameMass);
  features[AT.coreNameMissing] = coreNameMissing;
  features[AT.textCoreMissing] = textCoreMissing;
  features[AT.numbersShared] = numbersShared;
  features[AT.numbersDiffer] = titleNumbers > 0 && numbersShared === 0 ? 1 : 0;
  features[AT.daysMet] = item.days === 0 || days < A_FEW ? 0 : daysShared > 0 ? Math.min(1, daysShared / days) : -1;
  features[AT.titleTerms] = reading.titleSize;
  features[AT.ledeTerms] = reading.terms.length - reading.titleSize;
}
