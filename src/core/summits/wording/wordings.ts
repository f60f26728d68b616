// The languages that are read; any other is read as English, for its names.
import { en } from './en.ts';
import type { Wording } from './wording.ts';

const WORDINGS: ReadonlyMap<string, Wording> = new Map([en].map((wording) => [wording.language, wording]));

export function wordingOf(language: string): Wording {
  return WORDINGS.get(language.slice(0, 2).toLowerCase()) ?? en;
}
