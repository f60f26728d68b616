// Shows beside the bot's name which meeting comes next, among all that the topics follow.
import type { Chat } from '../chat/chat.ts';
import { summitsFollowed } from '../core/alerts/card.ts';
import { meetingEvent } from '../core/messages/meeting-event.ts';
import type { Reader } from '../core/messages/reader.ts';
import { intervalInWords } from '../core/messages/when.ts';
import { fill } from '../core/messages/wording.ts';
import type { Topic } from '../core/stories/topic.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

export type ShowNextParts = {
  readonly store: Pick<Store, 'summits'>;
  readonly chats: readonly Chat[];
  readonly topics: readonly Topic[];
  readonly words: Reader['words'];
  readonly nameOf: Reader['nameOf'];
  readonly now: () => EpochMs;
};

/** Tells the platforms only what is new, however often it runs; answers with the line. */
export function createShowNext(parts: ShowNextParts): () => Promise<string | undefined> {
  let shown: string | undefined;
  return async () => {
    const line = await nextMeeting(parts);
    if (line !== shown) for (const chat of parts.chats) chat.present?.(line);
    shown = line;
    return line;
  };
}

async function nextMeeting({ store, topics, words, nameOf, now }: ShowNextParts): Promise<string | undefined> {
  const summits = summitsFollowed([{ topic: 'all' }], topics, await store.summits.list());
  const coming = summits.flatMap((summit) => {
    const event = meetingEvent(summit, { words, nameOf, zone: 'UTC' });
    return event !== undefined && summit.date !== undefined && event.to > now()
      ? [{ event, date: summit.date.value }]
      : [];
  });
  const [next] = coming.toSorted((a, b) => a.event.from - b.event.from);
  if (next === undefined) return undefined;
  return fill(words.platform.next, { summit: next.event.name, date: intervalInWords(next.date, words) });
}
