// A digest in words: one message, or several when it is long; nothing is left out.

import type { Digest } from '../alerts/digest.ts';
import type { ChangeNews, StoryNews } from '../alerts/interest.ts';
import { changeInSpans } from './change.ts';
import { datesOf } from './change-values.ts';
import type { Message, Section, Text } from './message.ts';
import { topicIn } from './names.ts';
import { moment, type Reader } from './reader.ts';
import { count, fill, fillText } from './wording.ts';

/** Lines of one message; platforms allow more, but nobody reads on. */
const LINES = 20;

export type DigestIntroduction = {
  readonly title: string;
  readonly opening?: readonly Text[];
};

/** `whole`: in one message, for an answer that cannot be several. */
export function digestMessages(
  digest: Digest,
  { title, opening }: DigestIntroduction,
  reader: Reader,
  shape: 'whole' | 'parts' = 'parts',
): readonly Message[] {
  const { words } = reader;
  const { from, to } = digest;
  const period = fillText(words.digest.period, {
    from: moment(from, 'date-time', reader),
    to: moment(to, 'date-time', reader),
  });
  const sections = sectionsOf(digest, reader);
  const parts = shape === 'whole' && sections.length > 0 ? [sections] : cut(sections);
  const empty = parts.length === 0;
  return (empty ? [[]] : parts).map((part, index, { length }): Message => {
    const last = index === length - 1;
    const footer = last ? footerOf(digest, reader) : '';
    return {
      tone: 'neutral',
      title: length === 1 ? title : fill(words.digest.part, { title, part: index + 1, parts: length }),
      paragraphs: index > 0 ? [] : [...(opening ?? []), period, ...(empty ? [words.digest.nothing] : [])],
      fields: [],
      sections: part,
      ...(footer !== '' && { footer }),
      actions: [],
    };
  });
}

function sectionsOf(digest: Digest, reader: Reader): readonly Section[] {
  const { words } = reader;
  return [
    ...(digest.changes.length === 0
      ? []
      : [{ heading: words.digest.changes, lines: digest.changes.map((news) => changeLine(news, reader)) }]),
    ...digest.groups.map(({ topic, stories }) => ({
      heading: topicIn(reader.words, topic, reader.nameOf),
      lines: stories.map((news) => storyLine(news, reader)),
    })),
  ];
}

function changeLine({ change, summit }: ChangeNews, reader: Reader): Text {
  const source = change.sources[0] ?? '';
  return fillText(reader.words.digest[source === '' ? 'changeLineUnsourced' : 'changeLine'], {
    summit: [{ kind: 'strong', text: summit.name }],
    what: changeInSpans(change, reader, datesOf(summit)),
    link: /^https?:\/\//.test(change.url) ? [{ kind: 'link', text: source, url: change.url }] : source,
    time: moment(change.at, 'date-time', reader),
  });
}

function storyLine({ story, item }: StoryNews, reader: Reader): Text {
  const { words } = reader;
  const sources = story.independentSources.length;
  return fillText(words.digest.storyLine, {
    headline: /^https?:\/\//.test(item.url) ? [{ kind: 'link', text: story.headline, url: item.url }] : story.headline,
    sources: sources > 1 ? count(words.digest.copies, sources, words.language) : item.source,
  });
}

function footerOf({ folded, silenced }: Digest, { words }: Reader): string {
  return [
    ...(folded > 0 ? [count(words.digest.folded, folded, words.language)] : []),
    ...(silenced > 0 ? [count(words.digest.muted, silenced, words.language)] : []),
  ].join(' ');
}

/** Sections shared out over messages of at most LINES lines; a section that is cut keeps its heading. */
function cut(sections: readonly Section[]): readonly (readonly Section[])[] {
  const parts: Section[][] = [];
  let room = 0;
  for (const { heading, lines } of sections) {
    for (let start = 0; start < lines.length; ) {
      if (room === 0) {
        parts.push([]);
        room = LINES;
      }
      const taken = lines.slice(start, start + room);
      parts.at(-1)?.push({ heading, lines: taken });
      start += taken.length;
      room -= taken.length;
    }
  }
  return parts;
}
