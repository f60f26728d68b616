// The messages of the preview, the last to somebody whose client speaks German, written by the same composers as the service's.
import { composeDigest } from '../../src/core/alerts/digest.ts';
import { composeAlert } from '../../src/core/messages/alert.ts';
import { digestMessages } from '../../src/core/messages/digest.ts';
import type { Message } from '../../src/core/messages/message.ts';
import { readerFor } from '../../src/core/messages/names.ts';
import { namesOf, type Reader } from '../../src/core/messages/reader.ts';
import { summitCard } from '../../src/core/messages/summit-card.ts';
import { timelineMessage } from '../../src/core/messages/timeline.ts';
import type { Wording } from '../../src/core/messages/wording.ts';
import { wordingFor } from '../../src/core/messages/words/languages.ts';
import { DAY } from '../../src/core/text/instant.ts';
import { CHANGE_NEWS, CHANGES, NAMES, NOW, STORIES, SUMMIT, TOPICS } from './news.ts';

export type Shown = {
  readonly message: Message;
  /** When the client says it came. */
  readonly time: string;
  /** The command that it answers, for its author alone. */
  readonly answer?: string;
  /** Kept up to date in its place. */
  readonly pinned?: true;
};

const ZONE = 'UTC';

export function messagesIn(words: Wording): readonly Shown[] {
  const nameOf = namesOf(NAMES);
  const reader: Reader = { words, nameOf, zone: ZONE };
  const latest = CHANGES.slice(-1);
  const alert = composeAlert({ words, nameOf })(
    { kind: 'change', summit: SUMMIT, changes: latest },
    { zone: ZONE, followed: ['Trump–Putin'], now: NOW },
  );
  const dates = new Map(CHANGES.map((change) => [change.id, SUMMIT.date === undefined ? [] : [SUMMIT.date.value]]));
  const digest = composeDigest(
    [...CHANGE_NEWS, ...STORIES],
    { from: NOW - DAY, to: NOW },
    {
      subscriptions: [{ channel: { platform: 'console', workspace: 'preview', id: 'preview' }, topic: 'all' }],
      mutes: [],
      filters: [],
      topics: TOPICS,
      now: NOW,
    },
  );
  const digests = digestMessages(digest, { title: words.digest.daily }, reader);
  const german = readerFor({ ...reader, words: wordingFor('de') });
  return [
    { message: alert, time: '17:01' },
    { message: summitCard(SUMMIT, latest, { now: NOW, dates }, reader), time: '17:01', pinned: true },
    ...digests.map((message) => ({ message, time: '17:06' })),
    {
      message: timelineMessage(SUMMIT.name, CHANGES, reader, dates),
      time: '17:06',
      answer: '/summit-timeline summit: alaska',
    },
    {
      message: summitCard(SUMMIT, latest, { now: NOW, dates }, german),
      time: '17:08',
      answer: '/summit-status summit: alaska',
    },
  ];
}
