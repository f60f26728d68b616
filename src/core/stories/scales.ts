// Lays an item's words out so that stories can be held against them: one look-up a word.
import type { Reading } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';

/** So many words of a lede, with the headline, make the head of an item: what happened stands there. */
export const HEAD_OF_LEDE = 14;

export type Scales = {
  readonly vocabulary: Vocabulary;
  /** By term: its rarity where the item uses it, else 0. */
  weights: Float64Array;
  inTitle: Uint8Array;
  /** By term: whether the item uses it in its head. */
  inHead: Uint8Array;
  /** By term of the item: the one after it, plus one. */
  after: Int32Array;
  /** By term: the stamp of the last story that was found to use it. */
  usedBy: Uint32Array;
  stamp: number;
  /** Where the stories' rows lie. */
  rows: Int32Array;
};

export type WeighedItem = {
  readonly reading: Reading;
  readonly titleMass: number;
  readonly headMass: number;
  readonly plainMass: number;
  readonly textMass: number;
  readonly raritySum: number;
  readonly nameMass: number;
  readonly titleNameMass: number;
  readonly numbers: number;
  readonly days: number;
};

export function createScales(vocabulary: Vocabulary): Scales {
  return {
    vocabulary,
    weights: new Float64Array(4096),
    inTitle: new Uint8Array(4096),
    inHead: new Uint8Array(4096),
    after: new Int32Array(4096),
    usedBy: new Uint32Array(4096),
    stamp: 0,
    rows: new Int32Array(0),
  };
}

export function layOut(scales: Scales, reading: Reading): WeighedItem {
  const { vocabulary } = scales;
  if (vocabulary.size() > scales.weights.length) {
    const size = vocabulary.size() * 2;
    scales.weights = new Float64Array(size);
    scales.inTitle = new Uint8Array(size);
    scales.inHead = new Uint8Array(size);
    scales.after = new Int32Array(size);
    scales.usedBy = new Uint32Array(size);
  }
  let titleMass = 0;
  let headMass = 0;
  let plainMass = 0;
  let textMass = 0;
  let raritySum = 0;
  let nameMass = 0;
  let titleNameMass = 0;
  let numbers = 0;
  let days = 0;
  for (let at = 0; at < reading.terms.length; at += 1) {
    const term = reading.terms[at] ?? 0;
    const rarity = vocabulary.rarity(term);
    const name = rarity * vocabulary.properness(term);
    scales.weights[term] = rarity;
    textMass += rarity * rarity;
    raritySum += rarity;
    plainMass += rarity - name;
    if (at < reading.titleSize + HEAD_OF_LEDE) {
      headMass += rarity * rarity;
      scales.inHead[term] = 1;
    }
    nameMass += name;
    // The headline's last word and the lede's first are no neighbours.
    if (at + 1 !== reading.titleSize) scales.after[term] = (reading.terms[at + 1] ?? -1) + 1;
    if (vocabulary.isDay(term)) days += 1;
    else if (vocabulary.isNumber(term)) numbers += 1;
    if (at >= reading.titleSize) continue;
    scales.inTitle[term] = 1;
    titleMass += rarity * rarity;
    titleNameMass += name;
  }
  return { reading, titleMass, headMass, plainMass, textMass, raritySum, nameMass, titleNameMass, numbers, days };
}

export function clearAway(scales: Scales, reading: Reading): void {
  for (const term of reading.terms) {
    scales.weights[term] = 0;
    scales.inTitle[term] = 0;
    scales.inHead[term] = 0;
    scales.after[term] = 0;
  }
}

export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
