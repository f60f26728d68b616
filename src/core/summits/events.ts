// The event a sentence speaks of, the most telling word for it first.
import type { Mark } from './mentions.ts';
import type { Reading } from './reading.ts';
import type { Notion } from './wording/wording.ts';

export type EventKind = 'summit' | 'state_visit' | 'meeting' | 'talks' | 'visit' | 'meal' | 'verb' | 'none';

const EVENTS: readonly (readonly [EventKind, readonly Notion[]])[] = [
  ['summit', ['summit']],
  ['state_visit', ['state_visit']],
  ['meeting', ['meeting']],
  ['talks', ['talks']],
  ['visit', ['visit', 'visit_now', 'visit_will']],
  ['meal', ['meal']],
  [
    'verb',
    [
      'meet_now',
      'meet_past',
      'meet_will',
      'meet',
      'host_now',
      'host_past',
      'host_will',
      'arrive',
      'travel',
      'attend',
      'gather',
      'sidelines',
    ],
  ],
];

export function eventOf(reading: Reading): { readonly event: EventKind; readonly eventMark: Mark | undefined } {
  for (const [event, notions] of EVENTS) {
    if (!notions.some((notion) => reading.notions.has(notion))) continue;
    const eventMark = reading.marks.find((mark) => notions.includes(mark.notion));
    if (eventMark) return { event, eventMark };
  }
  return { event: 'none', eventMark: undefined };
}
