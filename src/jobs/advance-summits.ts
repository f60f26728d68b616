// Lets days pass without news: a date that went by unreported, a summit that nobody mentions any more.
import type { EpochMs } from '../core/text/instant.ts';
import { savePassed } from './ingest.ts';
import type { Newsroom } from './newsroom.ts';
import type { NewsDesk } from './tell.ts';

export function createAdvance(parts: { readonly newsroom: Newsroom; readonly tell: NewsDesk }) {
  return async (now: EpochMs): Promise<number> => {
    const changes = await parts.newsroom.edit(async (room) => {
      room.stories.expire(now);
      const passed = room.summits.pass(now);
      await parts.tell.plan(room.store, await savePassed(room, passed), now);
      return passed.length;
    });
    if (changes > 0) parts.tell.wake();
    return changes;
  };
}
