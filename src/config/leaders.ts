// Reads the leaders file: who leads which country since when, which institutions meet, and how the news spells them.
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { createLeaderBook, type LeaderBook, type LeaderData, type Term } from '../core/summits/leaders.ts';
import type { PartyKey } from '../core/summits/summit.ts';

const DAY = 86_400_000;
const TERM = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})?$/u;

const word = z.string().min(1).max(80);
const words = z.array(word).max(200);
const key = z
  .string()
  .regex(/^[a-z0-9_]+$/u, 'a key is made of small letters, digits and _')
  .transform((text) => text as PartyKey);
const term = z
  .string()
  .refine((text) => toTerm(text) !== undefined, 'a term is FROM..TO, days as 2021-01-20, TO left out while in office')
  .transform((text) => toTerm(text) ?? { from: 0 });

const schema = z.strictObject({
  countries: z.array(z.strictObject({ key, name: word, words, seats: words.default([]) })).min(1),
  leaders: z.array(
    z.strictObject({
      key,
      name: word,
      country: key,
      terms: z.array(term).min(1),
      words: words.default([]),
      second: z.boolean().default(false),
      monarch: z.boolean().default(false),
    }),
  ),
  institutions: z.array(
    z.strictObject({
      key,
      name: word,
      words,
      usual: z.boolean().default(false),
      business: z.boolean().default(false),
      members: z.array(key).default([]),
    }),
  ),
  officials: z.record(z.string(), words).default({}),
  places: z
    .array(z.strictObject({ name: word, country: key, region: word.default(''), words: words.default([]) }))
    .default([]),
});

export type LeadersRead = { readonly leaders: LeaderBook } | { readonly faults: readonly string[] };

/** The book of leaders, or every fault of the file at once, each with its path. */
export function parseLeaders(yamlText: string): LeadersRead {
  const document = parseDocument(yamlText);
  if (document.errors.length > 0)
    return { faults: document.errors.map((error) => `leaders.yaml: ${error.message.split('\n')[0] ?? ''}`) };
  const read = schema.safeParse(document.toJS());
  if (!read.success)
    return { faults: read.error.issues.map((issue) => `leaders.yaml: ${issue.path.join('.')}: ${issue.message}`) };
  const { officials, ...rest } = read.data;
  const data: LeaderData = {
    ...rest,
    officials: Object.entries(officials).map(([side, names]) => ({ side: side as PartyKey, names })),
  };
  const faults = [...repeatedKeys(data), ...unknownCountries(data), ...crossedTerms(data)];
  return faults.length > 0 ? { faults } : { leaders: createLeaderBook(data) };
}

function toTerm(text: string): Term | undefined {
  const match = TERM.exec(text);
  const from = Date.parse(match?.[1] ?? '');
  if (Number.isNaN(from)) return undefined;
  if (match?.[2] === undefined) return { from };
  const to = Date.parse(match[2]);
  return Number.isNaN(to) ? undefined : { from, to: to + DAY };
}

function repeatedKeys(data: LeaderData): readonly string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const party of [...data.countries, ...data.leaders, ...data.institutions]) {
    if (seen.has(party.key))
      faults.push(`leaders.yaml: the key "${party.key}" is used twice; give one of them another`);
    seen.add(party.key);
  }
  return faults;
}

function unknownCountries(data: LeaderData): readonly string[] {
  const known = new Set<string>([...data.countries, ...data.institutions].map((party) => party.key));
  const sides = data.officials
    .filter(({ side }) => !known.has(side))
    .map(
      ({ side }) =>
        `leaders.yaml: officials.${side}: there is no country "${side}"; add it under countries or mend the key`,
    );
  const places = [...data.leaders, ...data.places]
    .filter((entry) => !known.has(entry.country))
    .map(
      (entry) =>
        `leaders.yaml: ${entry.name}: there is no country "${entry.country}"; add it under countries or mend the key`,
    );
  return [...places, ...sides];
}

function crossedTerms(data: LeaderData): readonly string[] {
  return data.leaders
    .filter((leader) => leader.terms.some((each) => each.to !== undefined && each.to < each.from))
    .map((leader) => `leaders.yaml: ${leader.name}: a term ends before it begins`);
}
