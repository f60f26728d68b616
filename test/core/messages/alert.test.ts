import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeAlert } from '../../../src/core/messages/alert.ts';
import { en } from '../../../src/core/messages/words/en.ts';
import type { PartyKey, Speaker, StatusChange, Summit } from '../../../src/core/summits/summit.ts';
import { change, changeNews, item, NOW, nameOf, story, storyNews, summit } from '../alerts/samples.ts';
import { readMessage } from './read.ts';

const compose = composeAlert({ words: en, nameOf });
const audience = { zone: 'UTC', followed: ['Trump–Putin'], now: NOW };

function alert(changes: readonly StatusChange[], rest: Partial<Summit> = {}) {
  return compose({ kind: 'change', summit: summit(rest), changes }, audience);
}

const friday = {
  value: { from: Date.UTC(2025, 7, 15), to: Date.UTC(2025, 7, 15, 23, 59), words: 'on Friday' },
  since: NOW,
  firmness: 'confirmed' as const,
  itemIds: [],
  sources: [],
};

describe('an alert of a change', () => {
  it('says what was and is, who says so, how firm, on how many sources, and where it stands', () => {
    assert.deepEqual(readMessage(alert([change('a')])), [
      '[on] Trump–Putin meeting: announced',
      'Status: being explored → announced',
      'Said by Donald Trump; intended. 2 independent sources: Example Times, Wire. Presidents plan talks',
      'When: not known',
      'Where: not known',
      'Who takes part: Donald Trump and Vladimir Putin',
      '_ This channel follows Trump–Putin.',
      '[Full status] [Sources] [Why?] [Wrong?] [Mute for 1 hour] [Mute for 24 hours] [Mute for 1 week]',
    ]);
  });

  it('says once what changes from one article rest on', () => {
    const together = [
      change('a', { stage: 'scheduled', after: 'scheduled' }),
      change('b', { field: 'place', before: 'Budapest', after: 'Istanbul' }),
      change('c', { field: 'date', before: 'next week', after: 'on Friday', firmness: 'confirmed' }),
    ];
    assert.deepEqual(alert(together, { date: friday }).paragraphs.length, 5);
    assert.deepEqual(readMessage(alert(together, { date: friday })).slice(0, 7), [
      '[on] Trump–Putin meeting: scheduled',
      'Status: being explored → scheduled',
      'Place: Budapest → Istanbul',
      'Said by Donald Trump; intended. 2 independent sources: Example Times, Wire. Presidents plan talks',
      'Date: “next week” → Friday 15 August 2025',
      'Said by Donald Trump; confirmed. 2 independent sources: Example Times, Wire. Presidents plan talks',
      'When: Friday 15 August 2025 (in 7 days) – confirmed',
    ]);
  });

  const titles: readonly (readonly [title: string, changes: readonly StatusChange[]])[] = [
    ['Trump–Putin meeting: new word on the place', [change('a', { field: 'place' })]],
    ['Trump–Putin meeting: new word on the date', [change('a', { field: 'date' })]],
    ['Trump–Putin meeting: several changes', [change('a', { field: 'date' }), change('b', { field: 'place' })]],
    ['Trump–Putin meeting: postponed', [change('a', { field: 'place' }), change('b', { stage: 'postponed' })]],
    ['Trump–Putin meeting: the sides disagree', [change('a', { field: 'dispute' })]],
    ['Trump–Putin meeting: in doubt', [change('a', { field: 'risk', before: null, after: 'at risk' })]],
    ['Trump–Putin meeting: no longer in doubt', [change('a', { field: 'risk', before: 'at risk', after: 'cleared' })]],
    ['Trump–Putin meeting: correction', [change('a', { field: 'correction' })]],
  ];
  for (const [title, changes] of titles) it(title, () => assert.equal(alert(changes).title, title));

  const values: readonly (readonly [change: Partial<StatusChange>, line: string])[] = [
    [
      { field: 'participants', before: 'trump, putin', after: 'trump, putin, zelenskyy (possible)' },
      'Participants: now Volodymyr Zelenskyy (possible)',
    ],
    [
      { field: 'participants', before: 'trump, zelenskyy (possible)', after: 'zelenskyy' },
      'Participants: now Volodymyr Zelenskyy; no longer Donald Trump',
    ],
    [{ field: 'participants', before: null, after: 'trump, putin' }, 'Participants: Donald Trump and Vladimir Putin'],
    [{ field: 'format', before: 'in-person', after: 'video' }, 'Format: in person → by video'],
    [{ field: 'risk', before: null, after: 'at risk' }, 'Doubt: it may not take place'],
    [{ field: 'risk', before: 'at risk', after: 'cleared' }, 'Doubt: over; it is to go ahead'],
    [{ field: 'confirmation', before: null, after: 'trump' }, 'Confirmed: by Donald Trump'],
    [
      { field: 'confirmation', before: 'trump', after: 'trump, putin' },
      'Confirmed: by both sides, Donald Trump and Vladimir Putin',
    ],
    [
      { field: 'silence', before: null, after: 'no report' },
      'Silence: its day has gone by, and no report yet that it took place',
    ],
    [
      { field: 'dispute', before: null, after: 'Kremlin: denied; White House: back_on' },
      'Disagreement: Kremlin: denied; White House: back on',
    ],
    [{ field: 'correction', before: 'Budapest', after: 'Bucharest' }, 'Correction: Budapest → Bucharest'],
    [{ field: 'correction', before: 'back_on', after: 'cancelled' }, 'Correction: back on → cancelled'],
    [{ field: 'correction', before: 'next week', after: 'not known' }, 'Correction: next week → not known'],
    [
      { field: 'correction', before: 'trump, putin, zelenskyy', after: 'trump, putin' },
      'Correction: Donald Trump, Vladimir Putin and Volodymyr Zelenskyy → Donald Trump and Vladimir Putin',
    ],
  ];
  for (const [rest, line] of values) {
    it(line, () => assert.equal(readMessage(alert([change('a', rest)]))[1], line));
  }

  it('says that a rumour is one, and that nobody is named', () => {
    const { saidBy: _, ...unsaid } = change('a', { rumour: true, firmness: 'may', sources: [] });
    assert.equal(
      readMessage(alert([unsaid]))[2],
      'Reported as possible; nobody is named. No source is on record. This rests on unconfirmed reports only. Presidents plan talks',
    );
  });

  it('what outlets saw themselves is reported, not unconfirmed', () => {
    const { saidBy: _, ...seen } = change('a', { stage: 'held', firmness: 'reported', sources: ['The Wire'] });
    assert.match(readMessage(alert([seen]))[2] ?? '', /^Reported; nobody is named\. 1 independent source: The Wire\./);
  });

  it('a correction rests on the word of the operator', () => {
    const corrected = change('a', { field: 'correction', before: 'Budapest', after: 'Bucharest', why: 'Misheard.' });
    assert.equal(readMessage(alert([corrected]))[2], 'Misheard.');
  });

  const speakers: readonly (readonly [speaker: Speaker, words: string])[] = [
    [{ name: 'Yuri Example', side: 'russia' as PartyKey, kind: 'spokesperson' }, 'Yuri Example, speaking for Russia'],
    [{ name: 'Foreign Ministry', side: 'russia' as PartyKey, kind: 'ministry' }, 'Foreign Ministry of Russia'],
    [{ name: 'Russia’s envoy', side: 'russia' as PartyKey, kind: 'official' }, 'Russia’s envoy'],
    [{ name: 'a senior official', side: 'us' as PartyKey, kind: 'official' }, 'a senior official (United States)'],
    [{ name: '', kind: 'anonymous' }, 'an unnamed official'],
    [{ name: 'people familiar with the plan', kind: 'anonymous' }, 'people familiar with the plan'],
  ];
  for (const [saidBy, words] of speakers) {
    it(`names ${words}`, () =>
      assert.ok(readMessage(alert([change('a', { saidBy })]))[2]?.startsWith(`Said by ${words};`)));
  }

  it('an outlet that names nobody says it itself', () => {
    const line = readMessage(
      alert([change('a', { saidBy: { name: 'Wire', kind: 'outlet' }, firmness: 'confirmed' })]),
    )[2];
    assert.match(line ?? '', /^Reported as confirmed; nobody is named\. 2 independent/);
  });

  it('names three sources and counts the rest', () => {
    const line = readMessage(alert([change('a', { sources: ['A', 'B', 'C', 'D', 'E'] })]))[2];
    assert.match(line ?? '', /5 independent sources: A, B, C, 2 more\./);
  });

  it('offers the status, what it rests on, a way to say that it is wrong, and mutes of that meeting', () => {
    assert.deepEqual(
      alert([change('a')]).actions.map(({ command, options }) => [command, options]),
      [
        ['summit-status', { summit: 'summit-1' }],
        ['summit-why', { 'message-or-story': 'summit-1' }],
        ['summit-why', { 'message-or-story': 'a' }],
        ['summit-wrong', { what: 'a' }],
        ['summit-mute', { what: 'summit:summit-1', for: '1h' }],
        ['summit-mute', { what: 'summit:summit-1', for: '24h' }],
        ['summit-mute', { what: 'summit:summit-1', for: '1w' }],
      ],
    );
  });

  it('links only to the web', () => {
    const message = alert([change('a', { url: 'javascript:alert(1)' })]);
    assert.equal(message.url, undefined);
    assert.ok(!JSON.stringify(message).includes('javascript:'));
  });
});

describe('an alert of a story', () => {
  it('gives headline, summary, source and time', () => {
    assert.deepEqual(readMessage(compose(storyNews(), audience)), [
      '[neutral] Presidents plan talks (story-1)',
      'Two presidents plan to talk.',
      'Example Times, 8 Aug 2025, 12:00 UTC',
      '_ This channel follows Trump–Putin.',
      '[Why?] [Wrong?]',
    ]);
  });

  it('leaves out a summary that only repeats the headline, and cuts a long one at a word', () => {
    const repeated = storyNews({
      story: story('s', { headline: 'A b' }),
      item: item('i', { title: 'A b', summary: ' A b ' }),
    });
    assert.equal(compose(repeated, audience).paragraphs.length, 1);
    const long = compose(storyNews({ item: item('i', { summary: 'word '.repeat(200) }) }), audience).paragraphs[0];
    assert.ok(typeof long === 'string' && long.length <= 400 && long.endsWith('word…'));
  });

  it('is told for changes by who follows nothing in particular', () => {
    const message = compose(
      { kind: 'change', summit: summit(), changes: [changeNews().change] },
      { ...audience, followed: [] },
    );
    assert.equal(message.footer, undefined);
  });
});
