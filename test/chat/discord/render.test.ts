import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { renderText, safeUrl } from '../../../src/chat/discord/markdown.ts';
import { type Payload, renderMessage, toThreadName } from '../../../src/chat/discord/render.ts';
import { type Message, type Span, say } from '../../../src/core/messages/message.ts';
import { readMessage } from '../../loopback/discord-rules.ts';
import { textOf } from './rig.ts';

const AT = Date.UTC(2026, 4, 4, 9, 30);

describe('what Discord shows', () => {
  test('an alert: colour, linked title, text, facts side by side, footer, buttons', () => {
    const message: Message = {
      tone: 'on',
      title: 'Geneva summit: date set',
      url: 'https://example.org/geneva?a=1',
      paragraphs: [
        [
          'The talks begin ',
          { kind: 'time', at: AT, style: 'date-time' },
          ', ',
          { kind: 'time', at: AT, style: 'relative' },
          '.',
        ],
        ['Before: ', { kind: 'strong', text: 'announced, no date' }],
      ],
      fields: [
        { name: 'Where', value: 'Geneva', inline: true },
        { name: 'Said by', value: [{ kind: 'link', text: 'Foreign ministry', url: 'https://example.org/a_(b)' }] },
      ],
      sections: [],
      footer: '3 independent sources · *not* markup',
      actions: [
        { label: 'Status', command: 'summit-status', options: { summit: 'geneva' } },
        { label: 'Mute 1 h', command: 'summit-mute', options: { what: 'summit:geneva', for: '1h' }, style: 'danger' },
      ],
    };
    assert.deepEqual(renderMessage(message), {
      embeds: [
        {
          color: 0x2ecc71,
          title: 'Geneva summit: date set',
          url: 'https://example.org/geneva?a=1',
          description: 'The talks begin <t:1777887000:f>, <t:1777887000:R>.\n\nBefore: **announced, no date**',
          fields: [
            { name: 'Where', value: 'Geneva', inline: true },
            { name: 'Said by', value: '[Foreign ministry](https://example.org/a_%28b%29)' },
          ],
          footer: { text: '3 independent sources · *not* markup' },
        },
      ],
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Status', custom_id: 'sw1:summit-status&summit=geneva' },
            { type: 2, style: 4, label: 'Mute 1 h', custom_id: 'sw1:summit-mute&what=summit:geneva&for=1h' },
          ],
        },
      ],
      allowed_mentions: { parse: [] },
    });
  });

  test('a digest: sections as lists in one embed', () => {
    const message: Message = {
      ...say('neutral', 'The day in summits', 'Two stories since yesterday.'),
      sections: [
        {
          heading: 'Geneva',
          lines: [
            [{ kind: 'link', text: 'Delegations arrive', url: 'https://example.org/1' }, ' – Example Post'],
            [{ kind: 'quote', text: 'We are ready' }, ', said a spokesperson'],
          ],
        },
        { heading: 'G7 [2026]', lines: ['Agenda *published*'] },
      ],
    };
    assert.deepEqual(renderMessage(message).embeds, [
      {
        color: 0x5d6d7e,
        title: 'The day in summits',
        description: [
          'Two stories since yesterday.',
          '',
          '**Geneva**',
          '- [Delegations arrive](https://example.org/1) – Example Post',
          '- “We are ready”, said a spokesperson',
          '',
          '**G7 \\[2026\\]**',
          '- Agenda \\*published\\*',
        ].join('\n'),
      },
    ]);
  });

  test('a card: sections follow the facts in an embed of their own, the footer comes last', () => {
    const message: Message = {
      ...say('talk', 'Vienna talks'),
      fields: [{ name: 'Stage', value: 'Under discussion' }],
      sections: [{ heading: 'Last said', lines: ['Nothing new'] }],
      footer: 'Two sources',
    };
    assert.deepEqual(renderMessage(message).embeds, [
      { color: 0x3498db, title: 'Vienna talks', fields: [{ name: 'Stage', value: 'Under discussion' }] },
      { color: 0x3498db, description: '**Last said**\n- Nothing new', footer: { text: 'Two sources' } },
    ]);
  });

  test('an answer of one sentence', () => {
    assert.deepEqual(renderMessage(say('warning', 'No such topic', 'Did you mean g7?')), {
      embeds: [{ color: 0xf1c40f, title: 'No such topic', description: 'Did you mean g7?' }],
      components: [],
      allowed_mentions: { parse: [] },
    });
  });
});

describe('text from outside', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'emphasis, code and spoilers',
      '*a* __b__ ~~c~~ `d` ||e||',
      '\\*a\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\|',
    ],
    ['a masked link', '[free money](https://evil.example)', '\\[free money\\](https\\://evil.example)'],
    ['mentions of people, roles and channels', '<@1> <@&2> <#3> </x:4>', '\\<@1\\> \\<@&2\\> \\<#3\\> \\</x:4\\>'],
    ['mentions of all', '@everyone @HERE', '@\u200Beveryone @\u200BHERE'],
    ['a forged timestamp', '<t:0:R>', '\\<t:0:R\\>'],
    ['headings, lists and quotes', '# a\n- b\n> c\n2. d\n+ e', '\\# a\n\\- b\n\\> c\n2\\. d\n\\+ e'],
    ['a backslash that would undo an escape', '\\*a*', '\\\\\\*a\\*'],
    ['hidden characters', 'Pu\u200Btin \u202Eevil\u202C', 'Putin evil'],
    ['numbers and dashes inside a line', 'On 4 May – 3-day talks', 'On 4 May – 3-day talks'],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(renderText(text, 1_000), expected));

  const spans: readonly (readonly [string, Span, string])[] = [
    ['strong keeps blanks outside', { kind: 'strong', text: ' a*b ' }, '**a\\*b**'],
    ['code has no escapes and no way out', { kind: 'code', text: 'a `b` *c*' }, '`a ˋbˋ *c*`'],
    [
      'a link without words shows its host',
      { kind: 'link', text: ' ', url: 'https://example.org/x' },
      '[example.org](https://example.org/x)',
    ],
    ['a link to nowhere is its words', { kind: 'link', text: 'a](b', url: 'javascript:alert(1)' }, 'a\\](b'],
    ['a moment beyond all time is left out', { kind: 'time', at: Number.NaN, style: 'date' }, ''],
  ];
  for (const [name, span, expected] of spans) test(name, () => assert.equal(renderText([span], 1_000), expected));

  const titles: readonly (readonly [string, string])[] = [
    ['**Bold** __claims__ ~~gone~~ `code` ||hidden||', '∗∗Bold∗∗ ˍˍclaimsˍˍ ∼∼gone∼∼ ˋcodeˋ ǀǀhiddenǀǀ'],
    ['<@1> says [x](https://evil.example)', '‹@1› says [x] (https:/\u200B/evil.example)'],
    ['G7 [2026] – #1, 3.5 % & more', 'G7 [2026] – #1, 3.5 % & more'],
  ];
  for (const [title, expected] of titles) {
    test(`titles and names need no escapes: ${title}`, () => {
      const { embeds } = renderMessage({ ...say('talk', title), fields: [{ name: title, value: 'x' }] });
      assert.deepEqual([embeds[0]?.title, embeds[0]?.fields?.[0]?.name], [expected, expected]);
    });
  }

  const urls: readonly (readonly [string, string | undefined])[] = [
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['https://example.org/a_(b)?c=[d]', 'https://example.org/a_%28b%29?c=%5Bd%5D'],
    ['https://bank.example@evil.example/', 'https://evil.example/'],
    ['https://user:secret@example.org/', 'https://example.org/'],
    ['https://social.example/@everyone', 'https://social.example/%40everyone'],
    ['ftp://example.org', undefined],
    ['javascript:alert(1)', undefined],
    ['//example.org', undefined],
    ['', undefined],
    [`https://example.org/${'x'.repeat(2_100)}`, undefined],
  ];
  for (const [url, expected] of urls) test(`address ${url.slice(0, 40)}`, () => assert.equal(safeUrl(url), expected));
});

describe('text that is too long', () => {
  test('is cut at a word, inside the markup', () => {
    assert.equal(renderText([{ kind: 'strong', text: 'one two three four' }], 15), '**one two…**');
    const link: Span = { kind: 'link', text: 'one two three four', url: 'https://e.org/' };
    assert.equal(renderText(['Look: ', link], 34), 'Look: [one two…](https://e.org/)');
  });
  test('a link whose address does not fit is cut to words', () => {
    const link: Span = { kind: 'link', text: 'one two three four', url: `https://e.org/${'x'.repeat(200)}` };
    assert.equal(renderText([link], 12), 'one two…');
  });
  test('lines are shortened before they are dropped, and what is dropped is counted', () => {
    const lines = Array.from({ length: 90 }, (_, n) => `Line ${n} ${'word '.repeat(12)}`);
    const { embeds } = renderMessage({
      ...say('talk', 'Long'),
      sections: [
        { heading: 'A', lines },
        { heading: 'B', lines: ['only'] },
      ],
    });
    const text = embeds[0]?.description ?? '';
    assert.match(text, /^\*\*A\*\*\n- Line 0 /);
    assert.match(text, /\n- … \(\+\d+\)\n\n\*\*B\*\*\n- only$/);
    const shown = text.match(/- Line \d+/g)?.length ?? 0;
    assert.ok(text.includes(`- … (+${90 - shown})`));
    assert.ok(text.length > 3_800, `room is used: ${text.length}`);
  });
  test('sections that no longer fit are counted too', () => {
    const sections = Array.from({ length: 60 }, (_, n) => ({ heading: `Heading ${n}`, lines: ['word '.repeat(60)] }));
    const text = textOf(renderMessage({ ...say('talk', 'Long'), sections }));
    assert.match(text, /\n\n… \(\+\d+\)$/);
  });
  test('a field without a value is left out, one without a name keeps its place', () => {
    const message = {
      ...say('talk', 'Fields'),
      fields: [
        { name: 'Empty', value: ' ' },
        { name: '', value: 'x' },
      ],
    };
    assert.deepEqual(renderMessage(message).embeds[0]?.fields, [{ name: '\u200B', value: 'x' }]);
  });
  test('a button that does not fit is left out whole, a twin too', () => {
    const action = (label: string, what: string) => ({ label, command: 'summit-mute', options: { what } });
    const actions = [
      action('a', 'x'.repeat(90)),
      action('b', 'ok'),
      action('c', 'ok'),
      action('d'.repeat(200), 'long label'),
    ];
    const buttons = renderMessage({ ...say('talk', 'Buttons'), actions }).components.flatMap(
      ({ components }) => components,
    );
    assert.deepEqual(
      buttons.map((button) => ('label' in button ? button.label : '')),
      ['b', `${'d'.repeat(79)}…`],
    );
  });
  test('a forum post is named by the title, in plain text', () => {
    assert.equal(toThreadName('A *b* \n c'), 'A *b* c');
    assert.equal(toThreadName('word '.repeat(50)).length <= 100, true);
    assert.equal(toThreadName('\u200B'), '…');
  });
});

describe('any message at all', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom(
        ...'[]()<>@#&*_~`|\\:/ \n-.1ae',
        '@everyone',
        '<@1>',
        '](https://evil.example)',
        'https://',
        '```',
        '\u200B',
      ),
      maxLength: 60,
    }),
    fc.string({ maxLength: 20 }).map((text) => text.repeat(400)),
  );
  const url = fc.oneof(
    fc.webUrl(),
    nasty,
    fc.constantFrom('https://example.org/)[x](https://evil.example', 'javascript:alert(1)'),
  );
  const span = fc.oneof(
    nasty,
    fc.record({ kind: fc.constantFrom('strong', 'quote', 'code'), text: nasty }),
    fc.record({ kind: fc.constant('link'), text: nasty, url }),
    fc.record({
      kind: fc.constant('time'),
      at: fc.double(),
      style: fc.constantFrom('date', 'date-time', 'time', 'relative'),
    }),
  );
  const text = fc.oneof(nasty, fc.array(span, { maxLength: 6 }));
  const message = fc.record({
    tone: fc.constantFrom('neutral', 'talk', 'on', 'live', 'done', 'off', 'warning', 'fault'),
    title: nasty,
    url,
    paragraphs: fc.array(text, { maxLength: 6 }),
    fields: fc.array(fc.record({ name: nasty, value: text, inline: fc.boolean() }), { maxLength: 30 }),
    sections: fc.array(fc.record({ heading: nasty, lines: fc.array(text, { maxLength: 30 }) }), { maxLength: 12 }),
    footer: nasty,
    actions: fc.array(
      fc.record({ label: nasty, command: nasty, options: fc.dictionary(nasty, nasty, { maxKeys: 3 }) }),
      { maxLength: 30 },
    ),
  }) as fc.Arbitrary<Message>;

  test('keeps every limit, pings nobody, and links only where we said so', () => {
    fc.assert(
      fc.property(message, (each) => {
        const payload = renderMessage(each);
        const refused = readMessage(JSON.parse(JSON.stringify(payload)));
        assert.ok(!('refused' in refused), JSON.stringify(refused));
        const shown = textOf(payload);
        assert.doesNotMatch(shown, /@(everyone|here)/i);
        assert.doesNotMatch(withoutMarkup(payload), /<[@#:/a]|\]\(|https?:\/\/|[*_~|`]/);
        for (const address of linksIn(payload)) assert.ok(ownLinks(each).has(address), address);
      }),
      { numRuns: 300 },
    );
  });

  const ESCAPES_AND_CODE = /\\[^0-9A-Za-z\s]|`[^`]*`/g;

  /** Escapes, our own links, marks, code and moments taken out: what is left must be inert. */
  function withoutMarkup(payload: Payload): string {
    const rendered = payload.embeds.flatMap((embed) => [
      embed.title,
      embed.description,
      ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
    ]);
    return rendered
      .map((part = '') =>
        part
          .replace(ESCAPES_AND_CODE, '')
          .replace(/\]\((https?:[^\s()<>]*)\)/g, '')
          .replace(/\[/g, '')
          .replace(/<t:-?\d+:[DftR]>/g, '')
          .replace(/\*\*/g, ''),
      )
      .join('\n');
  }

  function linksIn(payload: Payload): string[] {
    const all = payload.embeds.flatMap((embed) => [
      embed.description ?? '',
      ...(embed.fields ?? []).map(({ value }) => value),
    ]);
    return all.flatMap((part) =>
      [...part.replace(ESCAPES_AND_CODE, '').matchAll(/\]\(([^)]*)\)/g)].map((found) => found[1] ?? ''),
    );
  }

  function ownLinks(each: Message): Set<string | undefined> {
    const texts = [
      ...each.paragraphs,
      ...each.fields.map(({ value }) => value),
      ...each.sections.flatMap(({ lines }) => lines),
    ];
    const spans = texts.flatMap((part): readonly Span[] => (typeof part === 'string' ? [] : part));
    return new Set(
      spans.map((part) => (typeof part !== 'string' && part.kind === 'link' ? safeUrl(part.url) : undefined)),
    );
  }
});
