// A glance at a text before it is read word by word: whether it can name a summit at all.
import type { Wording } from './wording/wording.ts';
import { wordingOf } from './wording/wordings.ts';
import { foldText, wordsOf } from './words.ts';

const stems = new Map<string, readonly (readonly string[])[]>();
/** A mark of its own parts words, so that folding the whole may join what reading keeps apart. */
const LOOSE_MARK = /\p{M}/u;

/** For each phrase that names a summit, what stands in every text that holds it. */
function stemsOf(wording: Wording): readonly (readonly string[])[] {
  const known = stems.get(wording.language);
  if (known) return known;
  const phrases = (wording.words.summit ?? []).map((phrase) =>
    phrase.split(/[\s-]+/u).flatMap((part) => wordsOf(part.replaceAll('*', ''))[0]?.text ?? []),
  );
  stems.set(wording.language, phrases);
  return phrases;
}

/** False only where reading the text would find no summit named. */
export function mayNameSummit(text: string, language: string): boolean {
  if (LOOSE_MARK.test(text)) return true;
  const folded = foldText(text);
  return stemsOf(wordingOf(language)).some((words) => words.every((word) => folded.includes(word)));
}
