// Words from outside at their worst, for every field of a message: mentions in all their spellings, markup, marks that turn
// text around, broken Unicode, and lengths that no platform takes.
import fc from 'fast-check';
import type { Message, Span, Text, Tone } from '../../src/core/messages/message.ts';

const MENTIONS = [
  '@everyone',
  '@here',
  '@EVERYONE',
  '<@1>',
  '<@!1>',
  '<@&1>',
  '<@&900000000000000077>',
  '<#1>',
  '</summit-status:1>',
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<!subteam^S0DESK>',
  '<!subteam^S0DESK|@desk>',
  '<@U0ADMIN>',
  '<#C0NEWS|news>',
  '&lt;!channel&gt;',
  // Full-width, split by what shows nothing, written backwards.
  '＠everyone',
  '@ｅｖｅｒｙｏｎｅ',
  '＜@&1＞',
  '＜!channel＞',
  '@\u200Beveryone',
  '@every\u200Done',
  '@\u2060here',
  '<\u200B@&1>',
  '<!\u00ADchannel>',
  '<!chan\uFEFFnel>',
  '\u202Eenoyreve@',
  '\u202E>lennahc!<\u202C',
  '\u2067<@&1>\u2069',
] as const;

const MARKUP = [
  '](https://evil.example)',
  '[bank](https://evil.example)',
  '<https://evil.example|https://bank.example>',
  '**_~~||`',
  '```',
  '> ',
  '# ',
  '*bold*',
  '<t:1:R>',
  '<!date^1^{date}|x>',
  '\n',
  '\r\n',
  '\u2028',
] as const;

const BROKEN = [
  '\uD800',
  '\uDC00',
  'a\uD83D',
  '\uDE00b',
  '\u0000',
  '\u001B[31m',
  '\uFFFE',
  '\u0301'.repeat(50),
  '👨‍👩‍👧‍👦',
] as const;

const LONG = 100_000;

const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...MENTIONS) },
  { weight: 3, arbitrary: fc.constantFrom<string>(...MARKUP) },
  { weight: 2, arbitrary: fc.constantFrom<string>(...BROKEN) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const short = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
/** Any of it over and over, to the length. */
const long = short.map((text) =>
  (text === '' ? ' ' : text).repeat(Math.ceil(LONG / Math.max(1, text.length))).slice(0, LONG),
);
const words = fc.oneof({ weight: 30, arbitrary: short }, { weight: 1, arbitrary: long });

const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  fc.record({ kind: fc.constantFrom('strong', 'quote', 'code'), text: words }),
  fc.record({ kind: fc.constant('link'), text: words, url: fc.oneof(fc.webUrl(), words) }),
  fc.record({ kind: fc.constant('time'), at: fc.integer(), style: fc.constantFrom('date', 'relative'), zone: words }),
);
const prose: fc.Arbitrary<Text> = fc.oneof(words, fc.array(span, { maxLength: 4 }));

const EVERY = ['tone', 'title', 'url', 'paragraphs', 'fields', 'sections', 'footer', 'actions', 'pings'] as const;

export const hostileMessage: fc.Arbitrary<Message> = fc.record(
  {
    tone: fc.constantFrom<Tone>('neutral', 'talk', 'on', 'live', 'done', 'off', 'warning', 'fault'),
    title: words,
    url: fc.oneof(fc.webUrl(), words),
    paragraphs: fc.array(prose, { maxLength: 4 }),
    fields: fc.array(fc.record({ name: words, value: prose, inline: fc.boolean() }), { maxLength: 12 }),
    sections: fc.array(fc.record({ heading: words, lines: fc.array(prose, { maxLength: 5 }) }), { maxLength: 5 }),
    footer: words,
    actions: fc.array(
      fc.record({
        label: words,
        command: fc.constant('summit-status'),
        options: fc.dictionary(fc.constantFrom('summit', 'what'), words, { maxKeys: 2 }),
      }),
      { maxLength: 8 },
    ),
    pings: fc.array(words, { maxLength: 3 }),
    about: fc.record({ summit: fc.uuid(), name: words, stage: words }),
  },
  // Most messages are about a meeting, some are not.
  { requiredKeys: [...EVERY] },
);
