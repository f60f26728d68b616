// The languages that are read; any other is read as English, for its names.
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';
import type { Wording } from './wording.ts';

const WORDINGS: ReadonlyMap<string, Wording> = new Map(
  [en, uk, ru, de, fr, es].map((wording) => [wording.language, wording]),
);

export function wordingOf(language: string): Wording {
  return WORDINGS.get(language.slice(0, 2).toLowerCase()) ?? en;
}
