// Messages as Block Kit: what is shown, what can do no harm, and that Slack's limits hold for whatever comes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { renderMessage } from '../../../src/chat/slack/render.ts';
import type { Message, Span, Text, Tone } from '../../../src/core/messages/message.ts';
import { say } from '../../../src/core/messages/message.ts';
import { charactersIn, faultsInBlocks } from '../../loopback/slack-blocks.ts';
import { readable } from './rig.ts';

const AT = Date.UTC(2026, 4, 4, 9, 30);

const CARD: Message = {
  tone: 'on',
  title: 'Talks in Geneva: date set',
  url: 'https://example.org/geneva?a=1&b=2',
  paragraphs: [
    ['Both sides ', { kind: 'strong', text: 'confirm' }, ' the day: ', { kind: 'quote', text: 'we go' }],
    [
      'Since ',
      { kind: 'time', at: AT, style: 'date-time', zone: 'Europe/Kyiv' },
      ', rule ',
      { kind: 'code', text: 'a*' },
    ],
  ],
  fields: [
    { name: 'Venue', value: 'Palais', inline: true },
    { name: 'When', value: [{ kind: 'time', at: AT, style: 'date' }], inline: true },
    { name: 'What each side said', value: 'Nothing yet' },
  ],
  sections: [
    {
      heading: 'Reactions',
      lines: [['Kyiv: ', { kind: 'link', text: 'statement', url: 'https://example.org/s' }], 'Rome waits'],
    },
  ],
  footer: 'Three sources',
  actions: [
    { label: 'Status', command: 'summit-status', options: { summit: 'geneva' } },
    { label: 'Mute 1 h', command: 'summit-mute', options: { what: 'summit:geneva', for: '1h' }, style: 'danger' },
  ],
};

describe('a message as blocks', () => {
  test('has its parts in native blocks', () => {
    assert.deepEqual(renderMessage(CARD).blocks, [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              {
                type: 'link',
                url: 'https://example.org/geneva?a=1&b=2',
                text: '\u{1F7E2} Talks in Geneva: date set',
                style: { bold: true },
              },
            ],
          },
        ],
      },
      rich([
        { type: 'text', text: 'Both sides ' },
        { type: 'text', text: 'confirm', style: { bold: true } },
        { type: 'text', text: ' the day: ' },
        { type: 'text', text: '“we go”' },
      ]),
      rich([
        { type: 'text', text: 'Since ' },
        { type: 'date', timestamp: AT / 1000, format: '{date_short}, {time}', fallback: '4 May 2026, 12:30 EEST' },
        { type: 'text', text: ', rule ' },
        { type: 'text', text: 'a*', style: { code: true } },
      ]),
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Venue*\nPalais', verbatim: true },
          { type: 'mrkdwn', text: `*When*\n<!date^${AT / 1000}^{date_short}|4 May 2026>`, verbatim: true },
        ],
      },
      rich([
        { type: 'text', text: 'What each side said', style: { bold: true } },
        { type: 'text', text: '\n' },
        { type: 'text', text: 'Nothing yet' },
      ]),
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'Reactions', style: { bold: true } }] },
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'Kyiv: ' },
                  { type: 'link', url: 'https://example.org/s', text: 'statement' },
                ],
              },
              { type: 'rich_text_section', elements: [{ type: 'text', text: 'Rome waits' }] },
            ],
          },
        ],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Three sources', emoji: false }] },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'do:0',
            text: { type: 'plain_text', text: 'Status', emoji: false },
            value: '{"c":"summit-status","o":{"summit":"geneva"}}',
          },
          {
            type: 'button',
            action_id: 'do:1',
            text: { type: 'plain_text', text: 'Mute 1 h', emoji: false },
            value: '{"c":"summit-mute","o":{"what":"summit:geneva","for":"1h"}}',
            style: 'danger',
          },
        ],
      },
    ]);
  });

  test('without an address the title is a header', () => {
    assert.deepEqual(renderMessage(say('live', 'Begun')).blocks, [
      { type: 'header', text: { type: 'plain_text', text: '\u{1F534} Begun', emoji: false } },
    ]);
  });

  test('the fallback tells all of it in plain words', () => {
    assert.equal(
      renderMessage(CARD).text,
      [
        'Talks in Geneva: date set',
        'Both sides confirm the day: “we go”',
        'Since 4 May 2026, 12:30 EEST, rule a\u2217',
        'Venue: Palais',
        'When: 4 May 2026',
        'What each side said: Nothing yet',
        'Reactions',
        '• Kyiv: statement',
        '• Rome waits',
        'Three sources',
      ].join('\n'),
    );
  });

  test('what finds no room is counted', () => {
    const lines = Array.from({ length: 300 }, (_, n) => `Report ${n} of a long day`);
    const { blocks } = renderMessage({ ...say('talk', 'Digest'), sections: [{ heading: 'All', lines }] });
    assert.match(readable(blocks), /… \(\+\d+\)/);
  });
});

describe('foreign words', () => {
  const NASTY = [
    '<!channel> <!here> <!everyone> <@U0ADMIN> <#C0NEWS> <!subteam^S1>',
    '<https://evil.example|https://bank.example>',
    '*bold* _slanted_ ~struck~ `code` ```block```',
    '&lt;!channel&gt; & <b>',
    '> quoted\n> again',
    '<!date^1^{date}|x>',
  ].join(' ');

  const everywhere: Message = {
    tone: 'talk',
    title: NASTY,
    paragraphs: [
      NASTY,
      [
        { kind: 'strong', text: NASTY },
        { kind: 'link', text: NASTY, url: 'https://example.org/' },
      ],
    ],
    fields: [
      { name: NASTY, value: NASTY, inline: true },
      {
        name: 'x',
        value: [
          { kind: 'quote', text: NASTY },
          { kind: 'link', text: NASTY, url: 'https://example.org/' },
        ],
        inline: true,
      },
      { name: NASTY, value: NASTY },
    ],
    sections: [{ heading: NASTY, lines: [NASTY] }],
    footer: NASTY,
    actions: [{ label: NASTY, command: 'summit-status', options: { summit: 'x' } }],
  };

  test('never become a mention, whichever part they stand in', () => {
    const { text, blocks } = renderMessage(everywhere);
    for (const words of strings({ text, blocks }, new Set(['value']))) assert.doesNotMatch(words, /<[!@#]/, words);
  });

  test('carry no markup where Slack reads markup', () => {
    for (const words of mrkdwnIn(renderMessage(everywhere))) {
      const own = words.replace(/^\*[^*\n]+\*\n/, '').replace(/<https:\/\/example\.org\/\|[^<>|]*>/g, '');
      assert.doesNotMatch(own, /[<>]/, own);
      assert.doesNotMatch(own, /(^|[\s“(])[*_~`]|[*_~`]($|[\s”).,])/u, own);
    }
  });

  test('an ampersand stays one: escaped in markup, plain elsewhere', () => {
    const { text, blocks } = renderMessage({
      ...say('talk', 'Q&A <live>'),
      fields: [{ name: 'By', value: 'A&B', inline: true }],
    });
    assert.equal(text.split('\n')[0], 'Q&amp;A &lt;live&gt;');
    assert.match(readable(blocks), /Q&A <live>/);
    assert.match(readable(blocks), /A&amp;B/);
  });

  test('addresses that are none are shown as words', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a b',
      'https://x|y',
      '',
      `https://x/${'y'.repeat(3_000)}`,
    ]) {
      const { blocks } = renderMessage({
        ...say('talk', 'T'),
        url,
        paragraphs: [[{ kind: 'link', text: 'here', url }]],
      });
      assert.ok(!JSON.stringify(blocks).includes('"link"'), url);
      assert.match(readable(blocks), /here/);
    }
  });

  test('control characters and moments beyond the calendar are left out', () => {
    const { text, blocks } = renderMessage(
      say(
        'talk',
        'A\u0000B\u202eC',
        ['x', { kind: 'time', at: Number.NaN, style: 'date' }],
        [{ kind: 'time', at: 9e15, style: 'relative' }],
      ),
    );
    assert.ok(!text.includes('\u0000') && !text.includes('\u202e'));
    assert.deepEqual(faultsInBlocks(blocks), []);
  });
});

describe('the limits', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 60 });
  const nasty = fc.constantFrom('<!channel>', '&&&&&&&&', '<<<<>>>>', '*_~`*_~`', '  ', '\n\n', 'https://example.org');
  const text = fc
    .tuple(fc.array(fc.oneof(words, nasty), { maxLength: 5 }), fc.constantFrom(1, 1, 1, 30, 200))
    .map(([parts, times]) => parts.join(' ').repeat(times));
  const span: fc.Arbitrary<Span> = fc.oneof(
    text,
    fc.record({ kind: fc.constantFrom('strong', 'quote', 'code'), text }),
    fc.record({ kind: fc.constant('link'), text, url: fc.oneof(fc.webUrl(), text) }),
    fc.record({
      kind: fc.constant('time'),
      at: fc.oneof(fc.integer(), fc.double()),
      style: fc.constantFrom('date', 'date-time', 'time', 'relative'),
      zone: fc.constantFrom('Europe/Kyiv', 'Nowhere/At_All'),
    }),
  );
  const prose: fc.Arbitrary<Text> = fc.oneof(text, fc.array(span, { maxLength: 6 }));
  const message: fc.Arbitrary<Message> = fc.record({
    tone: fc.constantFrom<Tone>('neutral', 'talk', 'on', 'live', 'done', 'off', 'warning', 'fault'),
    title: text,
    url: fc.oneof(fc.webUrl(), text),
    paragraphs: fc.array(prose, { maxLength: 80 }),
    fields: fc.array(fc.record({ name: text, value: prose, inline: fc.boolean() }), { maxLength: 40 }),
    sections: fc.array(fc.record({ heading: text, lines: fc.array(prose, { maxLength: 30 }) }), { maxLength: 70 }),
    footer: text,
    actions: fc.array(
      fc.record({
        label: text,
        command: fc.constant('summit-status'),
        options: fc.dictionary(words, text, { maxKeys: 3 }),
      }),
      { maxLength: 40 },
    ),
  });

  test('hold for whatever a message is made of', () => {
    fc.assert(
      fc.property(message, (each) => {
        const { text: fallback, blocks } = renderMessage(each);
        assert.deepEqual(faultsInBlocks(blocks), []);
        assert.ok(charactersIn(blocks) <= 12_000, `${charactersIn(blocks)} characters`);
        assert.ok(fallback.length > 0 && fallback.length <= 4_000);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });
});

function rich(elements: readonly unknown[]): unknown {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** Every string Slack would show, those under `leave` aside. */
function strings(value: unknown, leave: ReadonlySet<string>): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((each) => strings(each, leave));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => (leave.has(name) ? [] : strings(each, leave)));
}

function mrkdwnIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'mrkdwn' && 'text' in value) return [String(value.text)];
  const own = 'blocks' in value && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnIn)];
}
