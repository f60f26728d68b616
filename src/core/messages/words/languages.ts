// The languages the product speaks, and which of them somebody is answered in.
import type { Wording } from '../wording.ts';
import { type CommandWords, deCommands, frCommands, ukCommands } from './commands.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { uk } from './uk.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'uk'] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDINGS: Readonly<Record<Language, Wording>> = { en, de, fr, uk };

/** English stands with the commands themselves. */
export const COMMAND_WORDS: Readonly<Record<Exclude<Language, 'en'>, CommandWords>> = {
  de: deCommands,
  fr: frCommands,
  uk: ukCommands,
};

/** By a locale as platforms write it (`de`, `fr-FR`, `uk_UA`); English for all that is not spoken here. */
export function languageFor(locale: string | undefined): Language {
  const primary = locale?.toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}

export function wordingFor(locale: string | undefined): Wording {
  return WORDINGS[languageFor(locale)];
}

/** What a command (`summit-mute`) or its option (`summit-mute.for`) is for; `english` where nothing else is known. */
export function commandInWords(key: string, english: string, words: Wording): string {
  const language = languageFor(words.language);
  return (language === 'en' ? undefined : COMMAND_WORDS[language][key]) ?? english;
}
