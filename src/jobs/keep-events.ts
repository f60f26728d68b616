// Keeps the calendars of servers that asked for it: an event for each meeting whose day is known, moved and called off with
// it. What is being made is noted first, so that a crash leaves neither a second event nor one that nobody cares for.

import type { Chat } from '../chat/chat.ts';
import { summitsFollowed } from '../core/alerts/card.ts';
import type { ChannelSettings } from '../core/alerts/channel-settings.ts';
import { type Channel, channelKey, type Platform } from '../core/alerts/subscription.ts';
import { type MeetingEvent, meetingEvent } from '../core/messages/meeting-event.ts';
import { readerFor } from '../core/messages/names.ts';
import type { Reader } from '../core/messages/reader.ts';
import { wordingFor } from '../core/messages/words/languages.ts';
import type { Topic } from '../core/stories/topic.ts';
import { type EpochMs, HOUR, MINUTE } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

export type EventParts = {
  readonly store: Store;
  readonly chats: readonly Chat[];
  readonly topics: readonly Topic[];
  readonly words: Reader['words'];
  readonly nameOf: Reader['nameOf'];
  readonly now: () => EpochMs;
  /** Waits for a place among all that is asked of the platform. */
  readonly takePlace: (platform: Platform, signal: AbortSignal) => Promise<void>;
  readonly log: { readonly warn: (message: string, context?: Readonly<Record<string, unknown>>) => void };
};

/** `begun`: being made, and nobody has confirmed it. `left`: somebody took it out, so it stays out until its day changes. */
type Kept = {
  readonly state: 'begun' | 'made' | 'left';
  readonly event: MeetingEvent;
  readonly id?: string;
};

type Round = EventParts & {
  readonly at: EpochMs;
  readonly calendar: NonNullable<Chat['calendar']>;
  readonly place: Channel;
  readonly signal: AbortSignal;
};

const PREFIX = 'event:';
/** Discord takes no event that begins at once. */
const SOONEST = 2 * MINUTE;

/** A job with a memory of which servers refused lately; answers with how many events it made, changed or called off. */
export function createEventKeeper(parts: EventParts): (signal: AbortSignal) => Promise<number> {
  const notBefore = new Map<string, EpochMs>();

  return async (signal) => {
    const { store, chats } = parts;
    const at = parts.now();
    const kept = await store.keepsakes.named(PREFIX);
    const asking = (await store.channelSettings.list()).filter(({ events }) => events === true);
    if (kept.length + asking.length === 0) return 0;
    const wanted = await wantedEvents(asking, parts);
    const places = new Map<string, Channel>();
    for (const { channel } of asking) places.set(serverKey(channel), serverOf(channel));
    for (const { place } of kept) places.set(serverKey(place), place);
    let done = 0;
    for (const [key, place] of places) {
      const calendar = chats.find(({ platform }) => platform === place.platform)?.calendar;
      if (calendar === undefined || (notBefore.get(key) ?? 0) > at) continue;
      const round: Round = { ...parts, at, calendar, place, signal };
      const own = kept.filter((each) => serverKey(each.place) === key);
      for (const step of stepsOf(wanted.get(key) ?? [], own, round)) {
        if (signal.aborted) return done;
        const outcome = await step().catch((error: unknown) => failed(error, at));
        if (outcome === 'done') done += 1;
        if (typeof outcome === 'object') {
          notBefore.set(key, Math.max(outcome.until, at + MINUTE));
          parts.log.warn('a calendar could not be kept', { server: place.workspace, why: outcome.why });
          break;
        }
      }
    }
    return done;
  };
}

type Outcome = 'done' | 'nothing' | { readonly until: EpochMs; readonly why: string };

function stepsOf(
  wanted: readonly MeetingEvent[],
  kept: readonly { readonly name: string; readonly body: string }[],
  round: Round,
): readonly (() => Promise<Outcome>)[] {
  const byName = new Map(kept.map(({ name, body }) => [name, JSON.parse(body) as Kept]));
  const names = new Set(wanted.map(({ summit }) => PREFIX + summit));
  const over = [...byName].filter(([name]) => !names.has(name));
  return [
    ...over.map(
      ([name, before]) =>
        () =>
          callOff(name, before, round),
    ),
    ...wanted.map((event) => () => keep(event, byName.get(PREFIX + event.summit), round)),
  ];
}

async function keep(event: MeetingEvent, before: Kept | undefined, round: Round): Promise<Outcome> {
  if (before?.state === 'made' && before.id !== undefined) return change(event, before, before.id, round);
  if (before?.state === 'left' && before.event.from === event.from) return 'nothing';
  if (event.from < round.at + SOONEST && before?.state !== 'begun') return 'nothing';
  const { calendar, place, store } = round;
  const name = PREFIX + event.summit;
  await round.takePlace(place.platform, round.signal);
  const found = before?.state === 'begun' ? await calendar.find(place.workspace, before.event) : undefined;
  if (found !== undefined) {
    await save(name, { state: 'made', event: before?.event ?? event, id: found }, round);
    return 'done';
  }
  await save(name, { state: 'begun', event }, round);
  const outcome = await calendar.create(place.workspace, event);
  if (outcome.kind === 'sent') {
    await save(name, { state: 'made', event, id: outcome.messageId }, round);
    return 'done';
  }
  if (outcome.kind !== 'unsure') await store.keepsakes.remove(place, name);
  return later(outcome, round);
}

async function change(event: MeetingEvent, before: Kept, id: string, round: Round): Promise<Outcome> {
  const { calendar, place } = round;
  // An event begins by itself, and what has begun cannot be moved.
  if (JSON.stringify(event) === JSON.stringify(before.event) || before.event.from <= round.at) return 'nothing';
  if (event.from < round.at + SOONEST) return 'nothing';
  await round.takePlace(place.platform, round.signal);
  const outcome = await calendar.change(place.workspace, id, event);
  if (outcome.kind === 'sent') await save(PREFIX + event.summit, { ...before, event }, round);
  if (outcome.kind === 'gone') await save(PREFIX + event.summit, { state: 'left', event: before.event }, round);
  return outcome.kind === 'sent' ? 'done' : outcome.kind === 'gone' ? 'nothing' : later(outcome, round);
}

async function callOff(name: string, before: Kept, round: Round): Promise<Outcome> {
  const { calendar, place, store } = round;
  const isOver = before.event.to <= round.at || before.state === 'left';
  if (!isOver) {
    await round.takePlace(place.platform, round.signal);
    const id = before.id ?? (await calendar.find(place.workspace, before.event));
    const outcome =
      id === undefined ? undefined : await calendar.cancel(place.workspace, id, before.event.from <= round.at);
    if (outcome !== undefined && outcome.kind !== 'sent' && outcome.kind !== 'gone') return later(outcome, round);
  }
  await store.keepsakes.remove(place, name);
  return isOver ? 'nothing' : 'done';
}

function later(
  outcome: { readonly kind: string; readonly why: string; readonly at?: EpochMs },
  { at }: Round,
): Outcome {
  // What is refused for lack of a right is asked again when somebody may have granted it.
  const until = outcome.at ?? (outcome.kind === 'unsure' ? at + MINUTE : at + HOUR);
  return { until, why: outcome.why };
}

/** What could not be looked up is looked up again. */
function failed(error: unknown, at: EpochMs): Outcome {
  return { until: at + MINUTE, why: error instanceof Error ? error.message : 'unknown failure' };
}

function save(name: string, kept: Kept, { store, place }: Round): Promise<void> {
  return store.keepsakes.set(place, name, JSON.stringify(kept));
}

/** By server: what its channels that want events follow. */
async function wantedEvents(asking: readonly ChannelSettings[], parts: EventParts) {
  const { store, topics } = parts;
  const subscriptions = Map.groupBy(await store.subscriptions.list(), ({ channel }) => channelKey(channel));
  const summits = asking.length === 0 ? [] : await store.summits.list({ dormant: true });
  const wanted = new Map<string, MeetingEvent[]>();
  for (const { channel, language } of asking) {
    const own = (subscriptions.get(channelKey(channel)) ?? []).filter(({ pausedWhy }) => pausedWhy === undefined);
    const words = language === undefined ? parts.words : wordingFor(language);
    const reader = readerFor({ words, nameOf: parts.nameOf, zone: own[0]?.timeZone ?? 'UTC' });
    const events = wanted.get(serverKey(channel)) ?? [];
    for (const summit of summitsFollowed(own, topics, summits)) {
      const event = meetingEvent(summit, reader);
      if (event && events.every((other) => other.summit !== event.summit)) events.push(event);
    }
    wanted.set(serverKey(channel), events);
  }
  return wanted;
}

function serverOf({ platform, workspace }: Channel): Channel {
  return { platform, workspace, id: '' };
}

function serverKey({ platform, workspace }: Channel): string {
  return `${platform}:${workspace}`;
}
