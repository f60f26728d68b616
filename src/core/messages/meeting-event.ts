// A meeting as an entry of a community's calendar: only one that is to take place, on a day or hour that is known.
import type { Stage, Summit, SummitId } from '../summits/summit.ts';
import { type EpochMs, HOUR } from '../text/instant.ts';
import type { Reader } from './reader.ts';
import { whereOf, whoOf } from './summit-facts.ts';
import { daysOf, isSpan } from './when.ts';

export type MeetingEvent = {
  readonly summit: SummitId;
  /** Plain text from outside; whoever shows it makes it safe. */
  readonly name: string;
  readonly description: string;
  readonly where: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
};

const TAKES_PLACE: ReadonlySet<Stage> = new Set([
  'announced',
  'scheduled',
  'confirmed',
  'back_on',
  'underway',
  'at_risk',
]);
const FIRM: ReadonlySet<string> = new Set(['will', 'confirmed', 'reported']);
/** For a meeting of which only the beginning is known. */
const USUAL_LENGTH = 2 * HOUR;

export function meetingEvent(summit: Summit, reader: Reader): MeetingEvent | undefined {
  const { date, stage } = summit;
  if (date === undefined || summit.presumed || !TAKES_PLACE.has(stage.value) || !FIRM.has(date.firmness))
    return undefined;
  const [first, last] = daysOf(date.value);
  // One day somewhere among many has no place in a calendar.
  if (!first.equals(last) && !isSpan(date.value)) return undefined;
  const { words } = reader;
  const { from, to } = date.value;
  const who = whoOf(summit.parties, reader);
  return {
    summit: summit.id,
    name: summit.name,
    description: [words.stageSentences[stage.value], ...(who === undefined ? [] : [`${words.card.who}: ${who}`])].join(
      '\n',
    ),
    where: whereOf(summit, reader),
    from,
    to: from === to ? from + USUAL_LENGTH : to,
  };
}
