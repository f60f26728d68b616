// /summit-status: where one meeting stands, or all that the channel follows.

import type { CommandCall } from '../chat/chat.ts';
import { readMoment } from '../core/alerts/moments.ts';
import { type Message, say } from '../core/messages/message.ts';
import { topicIn } from '../core/messages/names.ts';
import { summitLines } from '../core/messages/overview.ts';
import type { Reader } from '../core/messages/reader.ts';
import { summitCard } from '../core/messages/summit-card.ts';
import type { Topic } from '../core/stories/topic.ts';
import type { Summit } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import { datesOfChanges } from './change-dates.ts';
import { offer, summitChoices } from './choices.ts';
import { type Command, type CommandParts, mistake, readerOf, sentence } from './command.ts';
import { findSummits, nearest, summitsOfTopic } from './lookup.ts';

const MOST_OTHERS = 5;
const MOST_LINES = 15;

export const summitStatus: Command = {
  spec: {
    name: 'summit-status',
    description: 'Where a meeting of leaders stands: when, where, who, and how firm it is',
    manages: false,
    options: [
      { name: 'summit', description: 'Which meeting or topic', required: false, type: 'text', complete: true },
      { name: 'as-of', description: 'What was known then, e.g. 2026-01-31', required: false, type: 'text' },
    ],
  },
  async run(call, parts) {
    const reader = await readerOf(call, parts);
    const now = parts.now();
    const then = readAsOf(call.options['as-of'], now, reader, parts);
    if ('message' in then) return then.message;
    const typed = call.options['summit']?.trim() ?? '';
    const known = await parts.store.summits.list({ dormant: typed !== '' || then.asOf !== undefined });
    if (typed === '') return overview(await followed(call, known, parts), then.asOf, reader, parts);
    const found = findSummits(typed, known, parts.topics, parts.nameOf);
    const [first, ...others] = found.summits;
    if (first !== undefined) return card(first, others, then.asOf, reader, parts);
    if (found.topic !== undefined)
      return say('neutral', sentence(parts, 'statusNone', { name: topicIn(parts.words, found.topic, parts.nameOf) }));
    return unknown(typed, known, parts);
  },
  async complete(_call, option, typed, parts) {
    return option === 'summit' ? offer(await summitChoices(parts), typed) : [];
  },
};

type AsOf = { readonly asOf?: EpochMs } | { readonly message: Message };

function readAsOf(typed: string | undefined, now: EpochMs, { zone }: Reader, parts: CommandParts): AsOf {
  if (typed === undefined || typed.trim() === '') return {};
  const asOf = readMoment(typed, zone);
  if (asOf === undefined) return { message: mistake(parts, 'asOfUnreadable', { typed }) };
  if (asOf - DAY > now) return { message: mistake(parts, 'asOfFuture', { typed }) };
  // The day that is still running: what is known by now.
  return { asOf: Math.min(asOf, now) };
}

/** Summits of the topics this channel follows; all there are when it follows none. */
async function followed(
  call: CommandCall,
  known: readonly Summit[],
  { store, topics }: CommandParts,
): Promise<readonly Summit[]> {
  const subscriptions = await store.subscriptions.ofChannel(call.channel);
  if (subscriptions.length === 0 || subscriptions.some(({ topic }) => topic === 'all')) return known;
  const mine = (topic: Topic) => subscriptions.some((subscription) => subscription.topic === topic.id);
  const wanted = new Set(topics.filter(mine).flatMap((topic) => summitsOfTopic(topic, known)));
  return known.filter((summit) => wanted.has(summit));
}

async function overview(
  summits: readonly Summit[],
  asOf: EpochMs | undefined,
  reader: Reader,
  parts: CommandParts,
): Promise<Message> {
  const [first, ...others] = summits;
  if (first === undefined) return say('neutral', sentence(parts, 'statusNothing'));
  if (others.length === 0) return card(first, [], asOf, reader, parts);
  const then = asOf === undefined ? summits : await pastOf(summits, asOf, parts);
  const { heading, lines } = summitLines(
    sentence(parts, 'statusOverview'),
    then,
    MOST_LINES,
    asOf ?? parts.now(),
    reader,
  );
  return { ...say('neutral', heading, ...lines) };
}

async function pastOf(summits: readonly Summit[], asOf: EpochMs, { store }: CommandParts): Promise<readonly Summit[]> {
  const then: Summit[] = [];
  for (const { id } of summits) {
    const summit = await store.summits.asOf(id, asOf);
    if (summit !== undefined) then.push(summit);
  }
  return then;
}

/** The meeting asked for; where a topic has several, the others follow in a line each. */
export async function card(
  summit: Summit,
  others: readonly Summit[],
  asOf: EpochMs | undefined,
  reader: Reader,
  parts: CommandParts,
): Promise<Message> {
  const { store } = parts;
  const now = parts.now();
  const seen = asOf ?? now;
  const shown = asOf === undefined ? summit : await store.summits.asOf(summit.id, asOf);
  if (shown === undefined) return say('neutral', sentence(parts, 'statusThen', { name: summit.name }));
  const recent = await store.summits.changes({ summitId: summit.id, from: seen - DAY, to: seen + 1 });
  const dates = await datesOfChanges(recent, store);
  const message = summitCard(shown, recent, { now, dates, ...(asOf !== undefined && { asOf }) }, reader);
  const beside = others.filter(({ dormant }) => !dormant);
  if (beside.length === 0 || asOf !== undefined) return message;
  const section = summitLines(sentence(parts, 'statusOthers'), beside, MOST_OTHERS, now, reader);
  return { ...message, sections: [...message.sections, section] };
}

function unknown(typed: string, known: readonly Summit[], parts: CommandParts): Message {
  const names = [...known.map(({ name }) => name), ...parts.topics.map(({ name }) => name)];
  const near = nearest(typed, names);
  return mistake(parts, 'statusUnknown', { typed, near: (near.length > 0 ? near : names.slice(0, 3)).join(', ') });
}
