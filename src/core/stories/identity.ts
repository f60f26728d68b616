// Tells whether an item is one we already have: same address, same guid in its feed, same headline from the same publisher.
import type { Item, ItemId } from '../feeds/item.ts';
import { hashKeys, hashText, textKey } from '../text/normalise.ts';
import type { Headline } from './headline.ts';
import type { StoryId } from './story.ts';

export type Known = {
  readonly itemId: ItemId;
  storyId: StoryId;
  /** Of headline and lede: equal when nothing was changed. */
  textHash: number;
  titleKey: string;
  readonly keys: number[];
};

export type Recognised = { readonly known: Known; readonly by: string; readonly changed: boolean };

export type IdentityBook = {
  recognise(item: Item, headline: Headline): Recognised | undefined;
  remember(item: Item, headline: Headline, storyId: StoryId): void;
  /** The known item now reads like this. */
  revise(known: Known, item: Item, headline: Headline): void;
  withId(id: ItemId): Known | undefined;
  forget(id: ItemId): void;
};

type Key = { readonly by: string; readonly hash: number; readonly sure: boolean };

type Looks = { readonly keys: readonly Key[]; readonly textHash: number; readonly titleKey: string };

/** A shorter headline may be a rubric that a publisher uses every day. */
const FEWEST_WORDS = 4;

export function createIdentityBook(): IdentityBook {
  const byKey = new Map<number, Known>();
  const byId = new Map<ItemId, Known>();
  let last: { readonly item: Item; readonly looks: Looks } | undefined;

  /** Most items are asked about and remembered at once. */
  const looksOf = (item: Item, headline: Headline): Looks => {
    if (last?.item !== item) last = { item, looks: readLooks(item, headline) };
    return last.looks;
  };

  const book: IdentityBook = {
    recognise(item, headline) {
      const { keys, titleKey, textHash } = looksOf(item, headline);
      const hits = keys.flatMap((key) => {
        const known = byKey.get(key.hash);
        return known === undefined ? [] : [{ key, known }];
      });
      if (hits.length === 0) return undefined;
      const words = titleKey.split(' ');
      // One key alone can be reused by a careless feed; it counts when the headlines have a word in common or a second key agrees.
      const hit = hits.find(
        ({ key, known }) =>
          key.sure ||
          hits.some((other) => other.key !== key && other.known === known) ||
          known.titleKey.split(' ').some((word) => word.length > 3 && words.includes(word)),
      );
      if (hit === undefined) return undefined;
      return { known: hit.known, by: hit.key.by, changed: hit.known.textHash !== textHash };
    },
    remember(item, headline, storyId) {
      const { textHash, titleKey, ...looks } = looksOf(item, headline);
      const keys = looks.keys.map((key) => key.hash);
      const known = { itemId: item.id, storyId, textHash, titleKey, keys };
      byId.set(item.id, known);
      for (const key of keys) if (!byKey.has(key)) byKey.set(key, known);
    },
    revise(known, item, headline) {
      const { keys, textHash, titleKey } = looksOf(item, headline);
      known.textHash = textHash;
      known.titleKey = titleKey;
      for (const { hash } of keys) {
        if (byKey.has(hash)) continue;
        byKey.set(hash, known);
        known.keys.push(hash);
      }
    },
    withId: (id) => byId.get(id),
    forget(id) {
      const known = byId.get(id);
      if (known === undefined) return;
      byId.delete(id);
      for (const key of known.keys) if (byKey.get(key) === known) byKey.delete(key);
    },
  };
  return book;
}

function readLooks(item: Item, headline: Headline): Looks {
  const titleKey = textKey(item.title);
  const bareKey = headline.bare === item.title ? titleKey : textKey(headline.bare);
  const keys = keysOf(item, bareKey, headline.template !== undefined);
  return { keys, textHash: hashKeys(item.title, item.summary), titleKey };
}

function keysOf(item: Item, headline: string, isTemplate: boolean): Key[] {
  const keys: Key[] = [{ by: 'guid', hash: hashText(`g ${item.feedId} ${item.guid}`), sure: false }];
  if (isArticleAddress(item.canonicalUrl)) {
    keys.push({ by: 'address', hash: hashText(`u ${item.canonicalUrl}`), sure: false });
  }
  const publisher = publisherOf(item);
  const words = headline.split(' ').length;
  if (publisher !== '' && words >= FEWEST_WORDS && !isTemplate) {
    keys.push({ by: 'headline and publisher', hash: hashText(`h ${publisher} ${headline}`), sure: true });
  }
  return keys;
}

function publisherOf(item: Item): string {
  if (item.source !== '') return textKey(item.source);
  return /^https?:\/\/(?:www\.)?([^/:?#]+)/.exec(item.canonicalUrl)?.[1] ?? '';
}

/** The address of one article, not of a site or a section that shows another one every hour. */
function isArticleAddress(url: string): boolean {
  const path = /^https?:\/\/[^/?#]+([^#]*)/.exec(url)?.[1] ?? '';
  return /\d|[a-z]-[a-z]/i.test(path) || path.split('/').filter((part) => part !== '').length >= 3;
}
