// Scheduled events of a server, outside of Discord: made, changed, called off, found again.
import type { REST } from 'discord.js';
import {
  DiscordAPIError,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  Routes,
} from 'discord.js';
import type { SendOutcome } from '../../core/alerts/delivery.ts';
import type { MeetingEvent } from '../../core/messages/meeting-event.ts';
import { clip } from '../../core/text/clip.ts';
import type { EpochMs } from '../../core/text/instant.ts';
import type { Calendar } from '../chat.ts';
import { readId } from './forum.ts';
import { isRecord } from './forum-tags.ts';
import { EVENT } from './limits.ts';
import { plain } from './markdown.ts';
import { describeError, toSendOutcome } from './outcome.ts';

type CalendarParts = {
  readonly rest: REST;
  readonly self: string;
  readonly signal: () => AbortSignal;
  readonly now: () => EpochMs;
  readonly onError: (error: unknown) => void;
};

/** Somebody took the event out, or it has ended. */
const EVENT_IS_GONE: ReadonlySet<number | string> = new Set([10070, 180000]);
/** Nothing that the next message to the server would have to wait for. */
const RIGHTS: ReadonlyMap<number | string, string> = new Map([
  [50013, 'the bot lacks the permission Create Events'],
  [50001, 'the bot may not see the server’s events'],
  [10004, 'the server no longer exists, or the bot was removed from it'],
]);

export function createCalendar({ rest, self, signal, now, onError }: CalendarParts): Calendar {
  async function attempt(act: () => Promise<string>): Promise<SendOutcome> {
    try {
      return { kind: 'sent', messageId: await act() };
    } catch (error) {
      onError(error);
      if (error instanceof DiscordAPIError && EVENT_IS_GONE.has(error.code)) {
        return { kind: 'gone', why: describeError(error) };
      }
      const right = error instanceof DiscordAPIError ? RIGHTS.get(error.code) : undefined;
      return right === undefined ? toSendOutcome(error, now()) : { kind: 'refused', why: right };
    }
  }

  return {
    create: (server, event) =>
      attempt(async () => {
        const body = {
          ...toBody(event),
          privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
          entity_type: GuildScheduledEventEntityType.External,
        };
        return readId(await rest.post(Routes.guildScheduledEvents(server), { body, signal: signal() }));
      }),

    change: (server, id, event) =>
      attempt(async () => {
        await rest.patch(Routes.guildScheduledEvent(server, id), { body: toBody(event), signal: signal() });
        return id;
      }),

    cancel: (server, id, hasBegun) =>
      attempt(async () => {
        const status = hasBegun ? GuildScheduledEventStatus.Completed : GuildScheduledEventStatus.Canceled;
        await rest.patch(Routes.guildScheduledEvent(server, id), { body: { status }, signal: signal() });
        return id;
      }),

    async find(server, event) {
      const { name, scheduled_start_time: start } = toBody(event);
      const all = await rest.get(Routes.guildScheduledEvents(server), { signal: signal() });
      const found = (Array.isArray(all) ? all : []).filter(isRecord).find((each) => {
        const begins = Date.parse(String(each['scheduled_start_time']));
        return each['creator_id'] === self && each['name'] === name && begins === Date.parse(start);
      });
      return found === undefined ? undefined : readId(found);
    },
  };
}

function toBody({ name, description, where, from, to }: MeetingEvent) {
  return {
    name: clip(plain(name), EVENT.name) || '…',
    description: clip(description.split('\n').map(plain).join('\n'), EVENT.description),
    scheduled_start_time: new Date(from).toISOString(),
    scheduled_end_time: new Date(to).toISOString(),
    entity_metadata: { location: clip(plain(where), EVENT.location) || '…' },
  };
}
