// News → deliveries in the outbox, within the transaction that made it news; wakes the sender after the commit.
import type { News } from '../core/alerts/interest.ts';
import { type PlanParts, planDeliveries } from '../core/alerts/plan.ts';
import { type Channel, channelKey } from '../core/alerts/subscription.ts';
import type { Topic } from '../core/stories/topic.ts';
import type { EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

export type NewsDesk = {
  /** Answers with how many deliveries were new. */
  readonly plan: (store: Store, news: readonly News[], now: EpochMs) => Promise<number>;
  readonly wake: () => void;
};

export function createNewsDesk(parts: {
  readonly topics: readonly Topic[];
  readonly groupWait: number;
  readonly compose: PlanParts['compose'];
  readonly wake: () => void;
}): NewsDesk {
  return {
    async plan(store, news, now) {
      if (news.length === 0) return 0;
      const subscriptions = await store.subscriptions.list();
      if (subscriptions.length === 0) return 0;
      const [mutes, filters] = [await store.mutes.list(now), await store.filters.list()];
      const settings = await store.channelSettings.list();
      const languages = new Map(settings.map(({ channel, language }) => [channelKey(channel), language]));
      const languageOf = (channel: Channel) => languages.get(channelKey(channel));
      const { topics, groupWait, compose } = parts;
      return store.deliveries.plan(
        planDeliveries(news, { subscriptions, mutes, filters, topics, now, groupWait, compose, languageOf }),
      );
    },
    wake: parts.wake,
  };
}
