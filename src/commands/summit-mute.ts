// /summit-mute and /summit-unmute: silence for a topic, summit, source, kind of change or words, always with an end.
import { readMuteEnd } from '../core/alerts/mutes.ts';
import type { Mute } from '../core/alerts/subscription.ts';
import { type Message, say } from '../core/messages/message.ts';
import { moment } from '../core/messages/reader.ts';
import { capital, fillText, listOf } from '../core/messages/wording.ts';
import { textKey } from '../core/text/normalise.ts';
import { lengthChoices, mutableChoices, offer } from './choices.ts';
import { type AnswerKey, type Command, type CommandParts, mistake, readerOf, sentence } from './command.ts';
import { nearest, nearestTopics } from './lookup.ts';
import { type MutableFault, muteInWords, readMutable, storedMuteInWords } from './muting.ts';

const WRONG_END: Readonly<Record<'unreadable' | 'past' | 'too-long', AnswerKey>> = {
  unreadable: 'muteUnreadable',
  past: 'mutePast',
  'too-long': 'muteTooLong',
};

export const summitMute: Command = {
  spec: {
    name: 'summit-mute',
    description: 'Silence a topic, meeting, source or words in this channel for a while',
    manages: true,
    options: [
      {
        name: 'what',
        description: 'A topic, meeting, source, “rumours”, or any words',
        required: true,
        type: 'text',
        complete: true,
      },
      {
        name: 'for',
        description: 'How long: 1h, 24h (if nothing is given), 1w, until 2026-01-31',
        required: false,
        type: 'text',
        complete: true,
      },
    ],
  },
  async run(call, parts) {
    const typed = call.options['what']?.trim() ?? '';
    if (typed === '') return mistake(parts, 'missing', { command: 'summit-mute', option: 'what' });
    const now = parts.now();
    const reader = await readerOf(call, parts);
    const end = readMuteEnd(call.options['for'], now, reader.zone);
    if ('fault' in end) return mistake(parts, WRONG_END[end.fault], { typed: call.options['for'] ?? '' });
    const muted = await readMutable(typed, parts);
    if ('fault' in muted) return explain(muted, typed, parts);
    const { kind, value, shown } = muted;
    const { channel, caller } = call;
    const running = await parts.store.mutes.ofChannel(channel, now);
    // A mute that is prolonged began when it first did: its catch-up reaches back to there.
    const createdAt = running.find((mute) => mute.kind === kind && mute.value === value)?.createdAt ?? now;
    await parts.store.mutes.save({ channel, kind, value, until: end.until, createdBy: caller.id, createdAt });
    const what = kind === 'change' ? shown : muteInWords(kind, shown, parts.words);
    return {
      ...say(
        'neutral',
        sentence(parts, 'muted', { what }),
        fillText(parts.words.answers.mutedUntil, { time: moment(end.until, 'date-time', reader) }),
      ),
      actions: [
        { label: parts.words.answers.unmuteLabel, command: 'summit-unmute', options: { what: `${kind}:${value}` } },
      ],
    };
  },
  async complete(_call, option, typed, parts) {
    if (option === 'for') return offer(lengthChoices(parts), typed);
    return option === 'what' ? offer(await mutableChoices(parts), typed) : [];
  },
};

async function explain(fault: MutableFault, typed: string, parts: CommandParts): Promise<Message> {
  if (fault.fault === 'query') return mistake(parts, 'muteWrong', { ...fault.where });
  if (fault.fault === 'topic') {
    return mistake(parts, 'unknownTopic', { typed, near: nearestTopics(typed, parts.topics).join(', ') });
  }
  const names = (await parts.store.summits.list()).map(({ name }) => name);
  const near = nearest(typed, names);
  return mistake(parts, 'unknownSummit', { typed, near: (near.length > 0 ? near : names.slice(0, 3)).join(', ') });
}

export const summitUnmute: Command = {
  spec: {
    name: 'summit-unmute',
    description: 'End a mute of this channel before its time',
    manages: true,
    options: [{ name: 'what', description: 'What was muted, or all', required: true, type: 'text', complete: true }],
  },
  async run(call, parts) {
    const typed = call.options['what']?.trim() ?? '';
    const running = await parts.store.mutes.ofChannel(call.channel, parts.now());
    const named = await Promise.all(
      running.map(async (mute) => ({ mute, shown: await storedMuteInWords(mute, parts) })),
    );
    if (typed.toLowerCase() === 'all') {
      for (const mute of running) await endNow(mute, parts);
      return say('neutral', sentence(parts, 'unmutedAll'));
    }
    const wanted = textKey(typed);
    const names = ({ mute, shown }: (typeof named)[number]) => [mute.value, `${mute.kind}:${mute.value}`, shown];
    const meant = await readMutable(typed, parts);
    const found = named.find(
      (each) =>
        names(each).some((name) => textKey(name) === wanted) ||
        (!('fault' in meant) && meant.kind === each.mute.kind && meant.value === each.mute.value),
    );
    if (found === undefined) {
      const all = listOf(
        named.map(({ shown }) => shown),
        parts.words.language,
      );
      const muted =
        named.length === 0 ? sentence(parts, 'mutesNothing') : sentence(parts, 'mutesRunning', { what: all });
      return mistake(parts, 'notMuted', { typed, muted });
    }
    await endNow(found.mute, parts);
    return say('neutral', sentence(parts, 'unmuted', { what: found.shown }));
  },
  async complete(call, option, typed, parts) {
    if (option !== 'what') return [];
    const running = await parts.store.mutes.ofChannel(call.channel, parts.now());
    const choices = running.map(async (mute) => ({
      name: capital(await storedMuteInWords(mute, parts), parts.words.language),
      value: `${mute.kind}:${mute.value}`,
    }));
    return offer(await Promise.all(choices), typed);
  },
};

/** Ended, not forgotten: what it kept back is caught up on as if its time had come. */
async function endNow(mute: Mute, { store, now }: CommandParts): Promise<void> {
  await store.mutes.save({ ...mute, until: now() });
}
