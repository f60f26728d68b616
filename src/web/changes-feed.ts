// The status changes as an Atom feed, for readers of every kind: our own news, told the way we read others'.
import { escapeText } from 'entities';
import { Feed } from 'feed';
import { changeInSpans, evidenceInWords } from '../core/messages/change.ts';
import { datesOf } from '../core/messages/change-values.ts';
import { plainText } from '../core/messages/plain.ts';
import type { Reader } from '../core/messages/reader.ts';
import type { StatusChange, Summit, SummitId } from '../core/summits/summit.ts';

export type ChangesFeedParts = {
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string;
  readonly reader: Reader;
  readonly summits: ReadonlyMap<SummitId, Summit>;
};

/** Atom 1.0; `changes` oldest first. */
export function changesFeed(
  changes: readonly StatusChange[],
  { publicUrl, reader, summits }: ChangesFeedParts,
): string {
  const newest = changes.at(-1);
  const feed = new Feed({
    id: `${publicUrl}/feeds/changes.xml`,
    title: 'Summit Watch: what changed',
    link: `${publicUrl}/`,
    feedLinks: { atom: `${publicUrl}/feeds/changes.xml` },
    copyright: '',
    updated: new Date(newest?.at ?? 0),
  });
  for (const change of changes.toReversed()) {
    const summit = summits.get(change.summitId);
    const what = plainText(changeInSpans(change, reader, datesOf(summit)));
    const page = `${publicUrl}/summits/${encodeURIComponent(change.summitId)}`;
    feed.addItem({
      id: `${page}#${encodeURIComponent(change.id)}`,
      // The library declares both texts to be HTML.
      title: escapeText(`${summit?.name ?? change.summitId}: ${what}`),
      link: page,
      description: escapeText(
        [evidenceInWords(change, reader), change.headline].filter((text) => text !== '').join(' '),
      ),
      date: new Date(change.at),
      published: new Date(change.at),
      ...(change.sources[0] !== undefined && { author: [{ name: change.sources[0] }] }),
    });
  }
  return feed.atom1();
}
