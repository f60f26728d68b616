// /summit-timeline: every change of a meeting's status, with who said so.

import { say } from '../core/messages/message.ts';
import { topicIn } from '../core/messages/names.ts';
import { timelineMessage } from '../core/messages/timeline.ts';
import { datesOfChanges } from './change-dates.ts';
import { offer, summitChoices } from './choices.ts';
import { type Command, mistake, readerOf, sentence } from './command.ts';
import { findSummits, nearest } from './lookup.ts';

export const summitTimeline: Command = {
  spec: {
    name: 'summit-timeline',
    description: 'Every change of a meeting’s status, with who said so',
    manages: false,
    options: [{ name: 'summit', description: 'Which meeting or topic', required: false, type: 'text', complete: true }],
  },
  async run(call, parts) {
    const typed = call.options['summit']?.trim() ?? '';
    const known = await parts.store.summits.list({ dormant: typed !== '' });
    const found = typed === '' ? { summits: known } : findSummits(typed, known, parts.topics, parts.nameOf);
    const [summit] = found.summits;
    if (summit === undefined) {
      if (typed === '') return say('neutral', sentence(parts, 'statusNothing'));
      if ('topic' in found && found.topic)
        return say('neutral', sentence(parts, 'statusNone', { name: topicIn(parts.words, found.topic, parts.nameOf) }));
      const names = [...known, ...parts.topics].map(({ name }) => name);
      const near = nearest(typed, names);
      return mistake(parts, 'statusUnknown', { typed, near: (near.length > 0 ? near : names.slice(0, 3)).join(', ') });
    }
    const changes = await parts.store.summits.changes({ summitId: summit.id });
    const dates = await datesOfChanges(changes, parts.store);
    return timelineMessage(summit.name, changes, await readerOf(call, parts), dates);
  },
  async complete(_call, option, typed, parts) {
    return option === 'summit' ? offer(await summitChoices(parts), typed) : [];
  },
};
