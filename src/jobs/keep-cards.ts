// Keeps each channel's cards up to date: posts those that are missing through the outbox, and edits in place those whose
// summit stands differently now. A channel hears nothing of an edit; for what it should hear there are alerts.

import type { Chat } from '../chat/chat.ts';
import { type Card, summitsWithCards } from '../core/alerts/card.ts';
import type { ChannelSettings } from '../core/alerts/channel-settings.ts';
import type { Delivery, DeliveryKey } from '../core/alerts/delivery.ts';
import { nextLoudMoment } from '../core/alerts/quiet-hours.ts';
import { type Channel, channelKey, type Platform, type Subscription } from '../core/alerts/subscription.ts';
import type { Message } from '../core/messages/message.ts';
import { readerFor } from '../core/messages/names.ts';
import type { Reader } from '../core/messages/reader.ts';
import { summitCard } from '../core/messages/summit-card.ts';
import { logMessage } from '../core/messages/timeline.ts';
import { wordingFor } from '../core/messages/words/languages.ts';
import type { Topic } from '../core/stories/topic.ts';
import type { StatusChange, Summit, SummitId } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';

export type CardParts = {
  readonly store: Store;
  readonly chats: readonly Chat[];
  readonly topics: readonly Topic[];
  readonly words: Reader['words'];
  readonly nameOf: Reader['nameOf'];
  readonly hash: (text: string) => string;
  readonly now: () => EpochMs;
  /** Waits for a place among all that is asked of the platform. */
  readonly takePlace: (platform: Platform) => Promise<void>;
  /** Told when something new is in the outbox. */
  readonly wake: () => void;
};

type Round = CardParts & {
  readonly at: EpochMs;
  readonly cards: ReadonlyMap<string, Card>;
  readonly recent: ReadonlyMap<SummitId, readonly StatusChange[]>;
};

/** Answers with how many cards were posted or edited. */
export async function keepCards(parts: CardParts, signal?: AbortSignal): Promise<number> {
  const { store } = parts;
  const wanting = await store.channelSettings.withCards();
  if (wanting.length === 0) return 0;
  const at = parts.now();
  const summits = await store.summits.list();
  const subscriptions = Map.groupBy(await store.subscriptions.list(), ({ channel }) => channelKey(channel));
  const round: Round = {
    ...parts,
    at,
    cards: new Map((await store.cards.list()).map((card) => [cardKey(card), card])),
    recent: Map.groupBy(await store.summits.changes({ from: at - DAY, to: at + 1 }), ({ summitId }) => summitId),
  };
  let done = 0;
  for (const settings of wanting) {
    const own = (subscriptions.get(channelKey(settings.channel)) ?? []).filter((each) => each.pausedWhy === undefined);
    for (const summit of summitsWithCards(own, parts.topics, summits, at)) {
      if (signal?.aborted) return done;
      if (await keepOne(summit, settings, own, round)) done += 1;
    }
  }
  return done;
}

async function keepOne(
  summit: Summit,
  settings: ChannelSettings,
  subscriptions: readonly Subscription[],
  round: Round,
): Promise<boolean> {
  const { channel } = settings;
  const zone = subscriptions[0]?.timeZone ?? 'UTC';
  const words = settings.language === undefined ? round.words : wordingFor(settings.language);
  const reader = readerFor({ words, nameOf: round.nameOf, zone });
  const message = summitCard(summit, round.recent.get(summit.id) ?? [], { now: round.at }, reader);
  const card = round.cards.get(cardKey({ channel, summitId: summit.id }));
  if (card === undefined) {
    if (nextLoudMoment(settings, zone, round.at) > round.at) return false;
    await post(message, channel, summit, round);
    return true;
  }
  const posted = card.messageId === undefined ? await findPosted(card, round) : card;
  if (posted?.messageId === undefined) return false;
  const kept = await keepLog(posted, summit, settings, reader, round);
  return edit(message, kept, posted.messageId, round);
}

/** In one transaction, so that a crash leaves no second card. */
async function post(message: Message, channel: Channel, summit: Summit, round: Round): Promise<void> {
  const { at } = round;
  const key = `${channelKey(channel)}|card:${summit.id}:${at}` as DeliveryKey;
  const delivery: Delivery = {
    key,
    channel,
    kind: 'notice',
    subject: `card:${summit.id}`,
    message,
    state: 'pending',
    attempts: 0,
    dueAt: at,
    createdAt: at,
  };
  await round.store.transaction(async (tx) => {
    await tx.deliveries.plan([delivery]);
    const { id: summitId, revision: logged } = summit;
    await tx.cards.save({ channel, summitId, key, shows: digestOf(message, round), logged });
  });
  round.wake();
}

/** The card with the message it became, once that is sent; one that will never be sent leaves room for another. */
async function findPosted(card: Card, round: Round): Promise<Card | undefined> {
  const delivery = await round.store.deliveries.byKey(card.key);
  if (delivery === undefined || delivery.state === 'gone') await round.store.cards.remove(card);
  if (delivery?.state !== 'sent' || delivery.messageId === undefined) return undefined;
  const posted: Card = { ...card, messageId: delivery.messageId };
  await round.store.cards.save(posted);
  await round.takePlace(card.channel.platform);
  await chatOf(card.channel.platform, round)?.pin?.(card.channel, delivery.messageId);
  return posted;
}

/** What changed since the card was posted stands in its thread, each change once. */
async function keepLog(
  card: Card,
  summit: Summit,
  settings: ChannelSettings,
  reader: Reader,
  round: Round,
): Promise<Card> {
  if (card.logged === summit.revision) return card;
  const { store, at } = round;
  const logged: Card = { ...card, logged: summit.revision };
  const all = await store.summits.changes({ summitId: summit.id });
  const changes = all.filter(({ revision }) => revision > card.logged);
  const dueAt = nextLoudMoment(settings, reader.zone, at);
  const delivery: Delivery = {
    key: `${card.key}|log:${summit.revision}` as DeliveryKey,
    channel: card.channel,
    thread: card.key,
    kind: 'notice',
    subject: `log:${summit.id}`,
    message: logMessage(summit, changes, reader),
    state: 'pending',
    attempts: 0,
    dueAt,
    createdAt: at,
  };
  await store.transaction(async (tx) => {
    if (changes.length > 0) await tx.deliveries.plan([delivery]);
    await tx.cards.save(logged);
  });
  if (changes.length > 0) round.wake();
  return logged;
}

async function edit(message: Message, card: Card, messageId: string, round: Round): Promise<boolean> {
  const shows = digestOf(message, round);
  if (shows === card.shows) return false;
  await round.takePlace(card.channel.platform);
  const outcome = await chatOf(card.channel.platform, round)?.edit?.(card.channel, messageId, message);
  if (outcome?.kind === 'sent') await round.store.cards.save({ ...card, shows });
  // Somebody deleted it: the next round posts another.
  if (outcome?.kind === 'refused') await round.store.cards.remove(card);
  return outcome?.kind === 'sent';
}

function digestOf(message: Message, { hash }: Round): string {
  return hash(JSON.stringify(message));
}

function chatOf(platform: Platform, { chats }: Round): Chat | undefined {
  return chats.find((chat) => chat.platform === platform);
}

function cardKey({ channel, summitId }: Pick<Card, 'channel' | 'summitId'>): string {
  return `${channelKey(channel)}|${summitId}`;
}
