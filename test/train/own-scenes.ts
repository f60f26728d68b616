// Scenes in our own words: what stood in the news before, then headlines about the same meeting and others beside it.
import { readdirSync, readFileSync } from 'node:fs';
import type { Item } from '../../src/core/feeds/item.ts';
import { ownItem } from '../eval/own-item.ts';

/** A name in its cases, with the country and the seat that go with it. */
type Forms = Readonly<Record<string, string>>;
type Scene = {
  readonly name: string;
  /** How many days before, and the headline. */
  readonly before: readonly (readonly [days: number, pattern: string])[];
  readonly about: readonly string[];
  readonly other: readonly string[];
};
type Scenes = {
  readonly language: string;
  readonly people: readonly Forms[];
  readonly places: readonly (string | Forms)[];
  readonly bodies: readonly (string | Forms)[];
  readonly unions: readonly (string | Forms)[];
  readonly scenes: readonly Scene[];
};
export type SceneArticle = { readonly before: readonly Item[]; readonly item: Item; readonly relevant: boolean };

const FOLDER = new URL('../fixtures/articles/scenes/', import.meta.url);
const NOW = Date.parse('2025-06-13T12:00Z');
const DAY = 86_400_000;
const FILLINGS = 3;

export function sceneArticles(): readonly SceneArticle[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => {
      const scenes = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Scenes;
      return scenes.scenes.flatMap((scene, number) => articlesOf(scenes, scene, `${file}:${number}`));
    });
}

function articlesOf(scenes: Scenes, scene: Scene, id: string): readonly SceneArticle[] {
  const rows = [
    ...scene.about.map((pattern) => ({ pattern, relevant: true })),
    ...scene.other.map((pattern) => ({ pattern, relevant: false })),
  ];
  return rows.flatMap(({ pattern, relevant }, row) =>
    Array.from({ length: FILLINGS }, (_, filling) => {
      const seed = row * FILLINGS + filling;
      const itemOf = (text: string, at: number, part: string): Item =>
        ownItem({
          id: `${id}:${seed}:${part}`,
          title: fill(text, scenes, seed),
          language: scenes.language,
          publishedAt: at,
        });
      return {
        before: scene.before.map(([days, text], index) => itemOf(text, NOW - days * DAY, `before ${index}`)),
        item: itemOf(pattern, NOW, 'item'),
        relevant,
      };
    }),
  );
}

function fill(pattern: string, scenes: Scenes, seed: number): string {
  const pick = <T>(list: readonly T[], offset: number): T | undefined => list[(seed * 5 + offset) % list.length];
  const fillings: Readonly<Record<string, string | Forms | undefined>> = {
    A: pick(scenes.people, 0),
    B: pick(scenes.people, 1 + (seed % 3)),
    C: pick(scenes.people, 5 + (seed % 3)),
    P: pick(scenes.places, 0),
    I: pick(scenes.bodies, 0),
    U: pick(scenes.unions, 0),
  };
  return pattern.replace(/\{([A-Z])(?:\.([a-z]+))?\}/gu, (whole, name: string, form = 'nom') => {
    const filling = fillings[name];
    return (typeof filling === 'string' ? filling : filling?.[form]) ?? whole;
  });
}
