// /summit-digest: what the last hours brought for this channel, asked for now.
import { composeDigest } from '../core/alerts/digest.ts';
import { recallNews } from '../core/alerts/recall.ts';
import { digestMessages } from '../core/messages/digest.ts';
import { say } from '../core/messages/message.ts';
import { count } from '../core/messages/wording.ts';
import { HOUR } from '../core/text/instant.ts';
import { type Command, mistake, readerOf } from './command.ts';

const USUAL_HOURS = 24;
const MOST_HOURS = 168;

export const summitDigest: Command = {
  spec: {
    name: 'summit-digest',
    description: 'What the last hours brought',
    manages: false,
    options: [
      { name: 'hours', description: 'How many hours back, 24 if none are given', required: false, type: 'integer' },
    ],
  },
  async run(call, parts) {
    const typed = call.options['hours']?.trim().replace(/\s*h$/i, '') ?? '';
    const hours = typed === '' ? USUAL_HOURS : Number(typed);
    if (!Number.isInteger(hours) || hours < 1 || hours > MOST_HOURS) return mistake(parts, 'wrongHours', { typed });
    const { store, topics, words } = parts;
    const now = parts.now();
    const window = { from: now - hours * HOUR, to: now + 1 };
    const followed = await store.subscriptions.ofChannel(call.channel);
    const digest = composeDigest(await recallNews(store, topics, window), window, {
      subscriptions: followed.length > 0 ? followed : [{ channel: call.channel, topic: 'all' }],
      mutes: await store.mutes.ofChannel(call.channel, now),
      filters: await store.filters.ofChannel(call.channel),
      topics,
      now,
    });
    const title = count(words.digest.asked, hours, words.language);
    const [first] = digestMessages(digest, { title }, await readerOf(call, parts), 'whole');
    return first ?? say('neutral', title);
  },
};
