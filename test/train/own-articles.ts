// Headlines in our own words, from patterns: each filled with names of the day. They teach the models what the streams show too seldom.
import { readdirSync, readFileSync } from 'node:fs';
import type { Item } from '../../src/core/feeds/item.ts';
import { ownItem } from '../eval/own-item.ts';

type Patterns = {
  readonly language: string;
  readonly names: readonly string[];
  /** The same names in the cases that a language declines them in. */
  readonly instrumental?: readonly string[];
  readonly genitive?: readonly string[];
  readonly places: readonly string[];
  readonly countries: readonly string[];
  readonly institutions: readonly string[];
  readonly said: Readonly<Record<string, readonly string[]>>;
  readonly other: readonly string[];
  /** What is or is not said of a meeting that a first headline has opened. */
  readonly back?: { readonly first: string; readonly about: readonly string[]; readonly other: readonly string[] };
};
export type OwnArticle = {
  readonly item: Item;
  readonly relevant: boolean;
  readonly said: string;
  readonly first?: Item;
};

const FOLDER = new URL('../fixtures/articles/', import.meta.url);
const STAGES_FOLDER = new URL('stages/', FOLDER);
const DAY = Date.parse('2025-06-13');
const FILLINGS = 3;
const STAGE_FILLINGS = 2;

export function ownArticles(language?: string): readonly OwnArticle[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json') && (language === undefined || file === `${language}.json`))
    .sort()
    .flatMap((file) => {
      const patterns = patternsIn(new URL(file, FOLDER));
      const rows = [
        ...Object.entries(patterns.said).flatMap(([said, list]) =>
          list.map((pattern) => ({ pattern, said, relevant: true })),
        ),
        ...patterns.other.map((pattern) => ({ pattern, said: 'none', relevant: false })),
      ];
      return rows.flatMap(({ pattern, said, relevant }, row) =>
        Array.from({ length: /\{/u.test(pattern) ? FILLINGS : 1 }, (_, filling) => ({
          item: toItem(
            fill(pattern, patterns, row * FILLINGS + filling),
            `${file}:${row}:${filling}`,
            patterns.language,
          ),
          relevant,
          said,
        })),
      );
    });
}

/** Headlines of every stage, by its own name, for who reads stages; all of them are about a meeting. */
export function stageArticles(language: string): readonly OwnArticle[] {
  const patterns = patternsIn(new URL(`${language}.json`, FOLDER));
  const { said } = JSON.parse(readFileSync(new URL(`${language}.json`, STAGES_FOLDER), 'utf8')) as Pick<
    Patterns,
    'said'
  >;
  return Object.entries(said).flatMap(([stage, list]) =>
    list.flatMap((pattern, row) =>
      Array.from({ length: STAGE_FILLINGS }, (_, filling) => ({
        item: toItem(fill(pattern, patterns, row * 3 + filling), `${language}:${stage}:${row}:${filling}`, language),
        relevant: true,
        said: stage,
      })),
    ),
  );
}

/** Headlines that refer back to a meeting announced three days before. */
export function backReferences(): readonly OwnArticle[] {
  return patternFiles().flatMap(({ file, patterns }) => {
    const { back } = patterns;
    if (!back) return [];
    const rows = [
      ...back.about.map((pattern) => ({ pattern, relevant: true })),
      ...back.other.map((pattern) => ({ pattern, relevant: false })),
    ];
    return rows.flatMap(({ pattern, relevant }, row) =>
      Array.from({ length: FILLINGS }, (_, filling) => {
        const seed = row * FILLINGS + filling;
        const id = `${file}:back:${seed}`;
        const first = {
          ...toItem(fill(back.first, patterns, seed), `${id}:first`, patterns.language),
          publishedAt: DAY - 3 * 86_400_000,
        };
        return { first, item: toItem(fill(pattern, patterns, seed), id, patterns.language), relevant, said: 'none' };
      }),
    );
  });
}

function patternsIn(file: URL): Patterns {
  return JSON.parse(readFileSync(file, 'utf8')) as Patterns;
}

function patternFiles(): readonly { readonly file: string; readonly patterns: Patterns }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, patterns: patternsIn(new URL(file, FOLDER)) }));
}

function fill(pattern: string, patterns: Patterns, seed: number): string {
  const pick = (list: readonly string[], offset: number) => list[(seed * 7 + offset * 5) % list.length] ?? '';
  return pattern
    .replaceAll('{Ag}', pick(patterns.genitive ?? patterns.names, 0))
    .replaceAll('{Bg}', pick(patterns.genitive ?? patterns.names, 1))
    .replaceAll('{Bi}', pick(patterns.instrumental ?? patterns.names, 1))
    .replaceAll('{A}', pick(patterns.names, 0))
    .replaceAll('{B}', pick(patterns.names, 1))
    .replaceAll('{C}', pick(patterns.names, 2))
    .replaceAll('{P}', pick(patterns.places, 0))
    .replaceAll('{Q}', pick(patterns.countries, 1))
    .replaceAll('{I}', pick(patterns.institutions, 0));
}

function toItem(title: string, id: string, language: string): Item {
  return ownItem({ id, title, language, publishedAt: DAY, source: 'own' });
}
