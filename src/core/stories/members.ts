// Compares an item with a story's items one by one, and notes what it says that none of them did.
import { AT } from './features.ts';
import type { Reading } from './reading.ts';
import { HEAD_OF_LEDE, ratio, type Scales, type WeighedItem } from './scales.ts';
import { type LiveStory, sizeOf, termsOf, titleSizeOf } from './window.ts';

/** To be called after the comparing with the centre, which marks the story's terms. */
export function compareWithMembers(item: WeighedItem, story: LiveStory, scales: Scales, features: Float64Array): void {
  const titles = new BestThree();
  const texts = new BestThree();
  let pairsBest = 0;
  let pairMassBest = 0;
  let mutualBest = 0;
  let headBest = 0;
  for (const member of story.readings) {
    const { title, text, pairs, pairMass, mutual, head } = likenessTo(member, item, scales);
    pairMassBest = Math.max(pairMassBest, pairMass);
    mutualBest = Math.max(mutualBest, mutual);
    headBest = Math.max(headBest, head);
    titles.add(title);
    texts.add(text);
    pairsBest = Math.max(pairsBest, pairs);
  }
  features[AT.titleThree] = titles.mean(story.readings.length);
  features[AT.textThree] = texts.mean(story.readings.length);
  features[AT.textBest] = texts.first;
  features[AT.pairsBest] = pairsBest;
  features[AT.pairMass] = pairMassBest;
  features[AT.mutualBest] = mutualBest;
  features[AT.headBest] = headBest;
  noteNews(item.reading, scales, features);
}

class BestThree {
  first = 0;
  second = 0;
  third = 0;
  add(value: number): void {
    if (value > this.first) {
      this.third = this.second;
      this.second = this.first;
      this.first = value;
    } else if (value > this.second) {
      this.third = this.second;
      this.second = value;
    } else if (value > this.third) this.third = value;
  }
  mean(count: number): number {
    return (this.first + this.second + this.third) / Math.max(1, Math.min(3, count));
  }
}

function likenessTo(member: number, item: WeighedItem, { vocabulary, weights, inTitle, inHead, after, rows }: Scales) {
  let titleDot = 0;
  let titleMass = 0;
  let textDot = 0;
  let textMass = 0;
  let pairs = 0;
  let pairMass = 0;
  let titleMet = 0;
  let itemTitleMet = 0;
  let headDot = 0;
  let headMass = 0;
  let before = -1;
  const from = termsOf(member);
  const size = sizeOf(rows, member);
  const titleSize = titleSizeOf(rows, member);
  for (let at = 0; at < size; at += 1) {
    const term = rows[from + at] ?? 0;
    const own = weights[term] ?? 0;
    const rarity = own > 0 ? own : vocabulary.rarity(term);
    const mass = rarity * rarity;
    textMass += mass;
    if (at < titleSize) titleMass += mass;
    const isHead = at < titleSize + HEAD_OF_LEDE;
    if (isHead) headMass += mass;
    const follows = before >= 0 && after[before] === term + 1;
    before = term;
    if (own === 0) continue;
    textDot += mass;
    if (isHead && inHead[term] === 1) headDot += mass;
    if (at < titleSize) titleMet += mass;
    if (inTitle[term] === 1) itemTitleMet += mass;
    const inBoth = at < titleSize && inTitle[term] === 1;
    if (inBoth) titleDot += mass;
    if (!follows) continue;
    pairMass += own;
    if (inBoth) pairs += 1;
  }
  return {
    title: ratio(titleDot, Math.sqrt(titleMass * item.titleMass)),
    text: ratio(textDot, Math.sqrt(textMass * item.textMass)),
    pairs,
    pairMass,
    mutual: Math.min(ratio(titleMet, titleMass), ratio(itemTitleMet, item.titleMass)),
    head: ratio(headDot, Math.sqrt(headMass * item.headMass)),
  };
}

/** How many words of a headline name its subject. */
const OPENING = 3;

function noteNews(reading: Reading, { vocabulary, weights, usedBy, stamp }: Scales, features: Float64Array): void {
  let rarestNew = 0;
  let rarestNewName = 0;
  let textNewName = 0;
  let opening = 0;
  let openingMet = 0;
  for (let at = 0; at < reading.terms.length; at += 1) {
    const term = reading.terms[at] ?? 0;
    const rarity = weights[term] ?? 0;
    const isKnown = usedBy[term] === stamp;
    if (at < OPENING && at < reading.titleSize) {
      opening += rarity;
      if (isKnown) openingMet += rarity;
    }
    if (isKnown) continue;
    const name = rarity * vocabulary.properness(term);
    textNewName = Math.max(textNewName, name);
    if (at >= reading.titleSize) continue;
    rarestNew = Math.max(rarestNew, rarity);
    rarestNewName = Math.max(rarestNewName, name);
  }
  features[AT.rarestNew] = rarestNew;
  features[AT.rarestNewName] = rarestNewName;
  features[AT.textNewName] = textNewName;
  features[AT.nameClash] = Math.min(rarestNewName, features[AT.coreNameMissing] ?? 0);
  features[AT.textNameClash] = Math.min(textNewName, features[AT.textCoreMissing] ?? 0);
  features[AT.openingMet] = ratio(openingMet, opening);
  let turns = 0;
  for (const turn of reading.turns) if (usedBy[turn] !== stamp) turns += 1;
  features[AT.turns] = turns;
}
