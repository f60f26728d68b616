// Where a sentence puts the meeting: a place after "in", or right before the event ("the Alaska summit").
import type { Mention } from './mentions.ts';
import type { Sentence } from './sentences.ts';
import type { Place } from './summit.ts';

export function placeOf({ reading, sides }: Sentence): Place | undefined {
  const led = new Set(
    reading.mentions
      .filter((mention) => mention.kind === 'leader' || mention.kind === 'role')
      .map((mention) => mention.country),
  );
  const found = reading.mentions.filter((mention) => isPlace(mention) && placed(mention));
  const named =
    found.find((mention) => mention.kind !== 'country') ??
    found.find((mention) => !led.has(mention.country) || led.size > 1);
  return named ? toPlace(named) : undefined;

  function placed(mention: Mention): boolean {
    const led = reading.marks.some((mark) => LEADS.has(mark.notion) && mark.to === mention.from);
    if (led) return !saysSomething(mention);
    return mention.kind !== 'country' && sides.eventMark !== undefined && mention.to === sides.eventMark.from;
  }

  /** "White House: …", "an official in Moscow says": a speaker, not a place. */
  function saysSomething(mention: Mention): boolean {
    const next = reading.words[mention.to];
    return (
      next?.gap.includes(':') === true ||
      reading.marks.some((mark) => mark.notion === 'say' && mark.from === mention.to)
    );
  }
}

const LEADS = new Set(['at', 'arrive', 'travel', 'visit_will', 'visit_now']);

function isPlace(mention: Mention): boolean {
  return mention.kind === 'place' || mention.kind === 'seat' || mention.kind === 'country';
}

function toPlace(mention: Mention): Place {
  const place = { name: mention.name, country: mention.country ?? mention.key };
  return mention.region === undefined ? place : { ...place, region: mention.region };
}
