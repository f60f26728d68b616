// Names of leaders, countries and bodies in the language of a message, and topics by those whom they follow.
import type { Topic } from '../stories/topic.ts';
import type { Reader } from './reader.ts';
import { listOf, type Wording } from './wording.ts';
import { languageFor } from './words/languages.ts';
import { deNames, frNames, type Names, ukNames } from './words/names.ts';

type NameOf = Reader['nameOf'];

const NAMES: Readonly<Record<'de' | 'fr' | 'uk', Names>> = { de: deNames, fr: frNames, uk: ukNames };

/** Countries by their English names, as the leaders file has them, where these are not the platform's own. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  Turkey: 'TR',
  'Czech Republic': 'CZ',
  Palestine: 'PS',
  'Palestinian Authority': 'PS',
  'Ivory Coast': 'CI',
  'DR Congo': 'CD',
  Congo: 'CD',
  'Republic of Congo': 'CG',
  'Hong Kong': 'HK',
  Myanmar: 'MM',
  Bosnia: 'BA',
  Macedonia: 'MK',
  Vatican: 'VA',
  'East Timor': 'TL',
};

const codes = new Map<string, string>();

/** Made at the first question: the platform knows countries by code only. */
function codeOf(country: string): string | undefined {
  if (codes.size === 0) {
    const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
      const name = english.of(code);
      if (name !== undefined && !codes.has(name)) codes.set(name, code);
    }
    for (const [name, code] of Object.entries(OTHER_NAMES)) codes.set(name, code);
  }
  return codes.get(country) ?? codes.get(country.replace(' and ', ' & '));
}

/** In English the names of the leaders file are left as they are. */
export function namesIn(words: Pick<Wording, 'language'>, nameOf: NameOf): NameOf {
  const language = languageFor(words.language);
  if (language === 'en') return nameOf;
  const countries = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  return (key) => {
    const english = nameOf(key);
    const code = codeOf(english);
    return NAMES[language][key] ?? (code === undefined ? undefined : countries.of(code)) ?? english;
  };
}

export function readerFor({ words, nameOf, zone }: Reader): Reader {
  return { words, zone, nameOf: namesIn(words, nameOf) };
}

/** As the operator called it in the language; else a topic of meetings by those who meet, and any other by its own name. */
export function topicIn(words: Wording, topic: Topic, nameOf: NameOf): string {
  const language = languageFor(words.language);
  const given = topic.elsewhere?.[language];
  if (given !== undefined) return given;
  if (language === 'en' || topic.kind !== 'summit' || topic.participants.length === 0) return topic.name;
  return listOf(topic.participants.map(namesIn(words, nameOf)), words.language);
}
