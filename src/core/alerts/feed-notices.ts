// Notices of feeds' health → deliveries to the operator's channel, each told once however often it is planned.
import type { FeedNotice } from '../feeds/notice.ts';
import { feedNoticeMessage } from '../messages/feed-notice.ts';
import type { EpochMs } from '../text/instant.ts';
import type { Delivery, DeliveryKey } from './delivery.ts';
import { type Channel, channelKey } from './subscription.ts';

export function planFeedNotices(notices: readonly FeedNotice[], channel: Channel, now: EpochMs): readonly Delivery[] {
  return notices.map((notice) => {
    const subject = `feed-${notice.kind}:${notice.feed.id}:${episodeOf(notice)}`;
    return {
      key: `${channelKey(channel)}|${subject}` as DeliveryKey,
      channel,
      kind: 'notice',
      subject,
      message: feedNoticeMessage(notice),
      state: 'pending',
      attempts: 0,
      dueAt: now,
      createdAt: now,
    };
  });
}

/** What makes two notices of one kind the same: the success before the failures, the end, the address. */
function episodeOf(notice: FeedNotice): string {
  switch (notice.kind) {
    case 'failing':
    case 'recovered':
      return String(notice.wellUntil ?? 'never');
    case 'gone':
      return String(notice.at ?? 'once');
    case 'moved':
      return notice.url;
  }
}
