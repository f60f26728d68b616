// What becomes of summits without news: a date that went by unreported, a fact that the operator withdrew.
import type { EpochMs } from '../core/text/instant.ts';
import { savePassed } from './ingest.ts';
import type { Newsroom } from './newsroom.ts';
import { carryOutRetractions } from './retractions.ts';
import type { NewsDesk } from './tell.ts';

export function createAdvance(parts: { readonly newsroom: Newsroom; readonly tell: NewsDesk }) {
  return async (now: EpochMs): Promise<number> => {
    const changes = await parts.newsroom.edit(async (room) => {
      room.stories.expire(now);
      const corrections = await carryOutRetractions(room, now);
      const passed = await savePassed(room, room.summits.pass(now));
      const news = [...corrections, ...passed];
      await parts.tell.plan(room.store, news, now);
      return news.length;
    });
    if (changes > 0) parts.tell.wake();
    return changes;
  };
}
