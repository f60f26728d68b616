// A census of a document's tags, by which a parser's answer is verified before it counts.
import type { SanitisedFeed } from './sanitise.ts';

const NAME = /[^\s<>/"'=]*/y;

export type Census = {
  readonly items: number;
  readonly tags: number;
  readonly depth: number;
  readonly closed: boolean;
};

/** Counts tags and how deep they go. A `>` inside an attribute may mislead the depth by one, which harms nothing. */
export function countTags({ xml, sections, nameOf }: SanitisedFeed): Census {
  let items = 0;
  let tags = 0;
  let depth = 0;
  let deepest = 0;
  let closed = true;
  for (const [start, end] of sections) {
    let at = xml.indexOf('<', start);
    while (at >= 0 && at < end) {
      const close = xml.indexOf('>', at);
      if (close < 0) {
        closed = false;
        break;
      }
      tags += 1;
      if (xml.charCodeAt(at + 1) === 0x2f) depth -= 1;
      else {
        NAME.lastIndex = at + 1;
        const name = nameOf(NAME.exec(xml)?.[0] ?? '');
        if (name === 'item' || name === 'entry') items += 1;
        if (xml.charCodeAt(close - 1) !== 0x2f) {
          depth += 1;
          if (depth > deepest) deepest = depth;
        }
      }
      at = xml.indexOf('<', at + 1);
    }
  }
  return { items, tags, depth: deepest, closed: closed && depth === 0 };
}
