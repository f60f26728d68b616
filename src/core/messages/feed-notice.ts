// A notice of a feed's health as a message to the operator's channel. English, as everything that only operators read.
import type { FeedNotice } from '../feeds/notice.ts';
import { type Message, say, type Text } from './message.ts';

export function feedNoticeMessage(notice: FeedNotice): Message {
  const { feed } = notice;
  const address: Text = [{ kind: 'link', text: feed.url, url: feed.url }];
  switch (notice.kind) {
    case 'failing':
      return say(
        'warning',
        `The feed “${feed.title}” cannot be read`,
        `It failed ${notice.failures} times in a row: ${notice.why}.`,
        'It is asked ever less often, down to once a day, and you are told when it is well again.',
        address,
      );
    case 'recovered':
      return say(
        'neutral',
        `The feed “${feed.title}” is well again`,
        `It can be read again after ${notice.failures} failures in a row.`,
        address,
      );
    case 'gone':
      return say(
        'warning',
        `The feed “${feed.title}” has ended`,
        `Its publisher has withdrawn it for good (HTTP 410), so it is no longer asked. ${remedyOfGone(feed.origin)}`,
        address,
      );
    case 'moved':
      return say(
        'neutral',
        `The feed “${feed.title}” has moved for good`,
        [
          'It is read at its new address from now on: ',
          { kind: 'link', text: notice.url, url: notice.url },
          ...(feed.origin === 'config' ? ['. Write that address into feeds.yaml.'] : ['.']),
        ],
        address,
      );
  }
}

function remedyOfGone(origin: 'config' | 'added'): string {
  return origin === 'config'
    ? 'Take it out of feeds.yaml, or put another address there.'
    : 'Remove it with “summit-watch feeds remove”, or add its new address.';
}
