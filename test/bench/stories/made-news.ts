// News made for measuring the story index: the same for every run, with common words and rare ones as any language has them.
import type { FeedId } from '../../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../../src/core/feeds/item.ts';

const SYLLABLES = 'ba ko ri ten mu sal vor ny ple dra chi gos fen tal ur mek'.split(' ');

/** A fixed sequence, so that every run sees the same news. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** Made-up words, common ones far oftener than rare ones, as in any language. */
function wordMaker(random: () => number): () => string {
  return () => {
    let rank = Math.floor(60_000 ** random());
    let word = '';
    do {
      word += SYLLABLES[rank % SYLLABLES.length] ?? '';
      rank = Math.floor(rank / SYLLABLES.length);
    } while (rank > 0);
    return `${word}${word.length < 4 ? 'en' : ''}`;
  };
}

/** News in stories of about five items, each told with half of the words of the others. */
export function* newsStream(count: number, step: number): Generator<Item> {
  const random = sequence(7);
  const word = wordMaker(random);
  const open: string[][] = [];
  for (let made = 0; made < count; made += 1) {
    if (open.length === 0 || random() < 0.2) open.push(Array.from({ length: 40 }, word));
    if (open.length > 400) open.shift();
    const words = open[Math.floor(random() * open.length)] ?? [];
    const said = words.map((own) => (random() < 0.5 ? own : word()));
    const at = made * step;
    yield {
      id: `i${made}` as ItemId,
      feedId: `f${made % 200}` as FeedId,
      guid: `g${made}`,
      url: `https://paper${made % 200}.example/news/article-${made}`,
      canonicalUrl: `https://paper${made % 200}.example/news/article-${made}`,
      title: said.slice(0, 9).join(' '),
      summary: said.slice(9).join(' '),
      language: 'en',
      source: `Paper ${made % 200}`,
      trust: 'press',
      publishedAt: at,
      seenAt: at,
    };
  }
}
