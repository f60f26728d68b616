// For whom a message is written: the language, the names of parties, the zone of the channel.
import type { Firmness, Speaker } from '../summits/summit.ts';
import type { EpochMs } from '../text/instant.ts';
import type { Span } from './message.ts';
import { fill, type Wording } from './wording.ts';

export type Reader = {
  readonly words: Wording;
  /** The name of a leader, country or institution by its key. */
  readonly nameOf: (key: string) => string;
  /** IANA zone, for platforms that cannot show each reader's own. */
  readonly zone: string;
};

/** Names from a list of parties; a key that is not in it is at least written as a name. */
export function namesOf(parties: readonly { readonly key: string; readonly name: string }[]): (key: string) => string {
  const names = new Map(parties.map(({ key, name }) => [key, name]));
  return (key) =>
    names.get(key) ??
    key.replace(/(^|[-_ ])(\p{L})/gu, (_, gap: string, letter: string) => {
      return (gap === '' ? '' : ' ') + letter.toUpperCase();
    });
}

export function moment(at: EpochMs, style: 'date' | 'date-time' | 'relative', reader: Reader): readonly Span[] {
  return [{ kind: 'time', at, style, zone: reader.zone }];
}

/** Who said it, with the side they speak for. */
export function speakerInWords(speaker: Speaker, { words, nameOf }: Reader): string {
  const { evidence } = words;
  const side = speaker.side === undefined ? undefined : nameOf(speaker.side);
  switch (speaker.kind) {
    case 'leader':
    case 'outlet':
      return speaker.name;
    case 'anonymous':
      return speaker.name.trim() === '' ? evidence.anonymous : speaker.name;
    case 'spokesperson':
    case 'ministry':
    case 'official': {
      const told = side === undefined || speaker.name.includes(side);
      return told ? speaker.name : fill(evidence[speaker.kind], { name: speaker.name, side });
    }
    default:
      return speaker.kind satisfies never;
  }
}

/** `Said by …; confirmed.` An outlet that names nobody says it itself. */
export function saidInWords(speaker: Speaker | undefined, firm: Firmness, reader: Reader): string {
  const { evidence, firmness } = reader.words;
  if (speaker === undefined || speaker.kind === 'outlet') {
    return firm === 'reported' ? evidence.onlyReported : fill(evidence.unsaid, { firmness: firmness[firm] });
  }
  return fill(evidence.saidBy, { speaker: speakerInWords(speaker, reader), firmness: firmness[firm] });
}
