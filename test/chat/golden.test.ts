// What the two renderers make of the same messages, kept as files: a change of rendering shows as a change of these.
// `UPDATE_GOLDEN=1 npm test` writes them anew; then look at the difference, and at `npm run preview`.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { renderMessage as renderDiscord } from '../../src/chat/discord/render.ts';
import { renderMessage as renderSlack } from '../../src/chat/slack/render.ts';
import { type Message, say, type Text } from '../../src/core/messages/message.ts';

const FOLDER = join(import.meta.dirname, 'golden');
const AT = Date.UTC(2026, 4, 4, 9, 30);

const link: Text = ['Said by the host, ', { kind: 'link', text: 'The Wire', url: 'https://wire.example/1' }, '.'];
const moment: Text = [
  { kind: 'time', at: AT, style: 'date-time', zone: 'Europe/Kyiv' },
  ' – ',
  { kind: 'strong', text: 'Geneva' },
];

const MESSAGES: Readonly<Record<string, Message>> = {
  alert: {
    ...say('on', 'Two presidents meet: scheduled', link, ['Date: ', { kind: 'strong', text: 'Friday 8 May 2026' }]),
    url: 'https://wire.example/1',
    fields: [
      { name: 'When', value: [{ kind: 'time', at: AT, style: 'date', zone: 'UTC' }], inline: true },
      { name: 'Where', value: 'Geneva', inline: true },
      { name: 'Evidence', value: link },
    ],
    footer: 'This channel follows two presidents.',
    actions: [
      { label: 'Status', command: 'summit-status', options: { summit: 's1' } },
      { label: 'Wrong?', command: 'summit-wrong', options: { what: 's1' } },
      { label: '1 hour', command: 'summit-mute', options: { what: 'summit:s1', for: '1h' } },
      { label: '24 hours', command: 'summit-mute', options: { what: 'summit:s1', for: '24h' } },
      { label: '1 week', command: 'summit-mute', options: { what: 'summit:s1', for: '1w' } },
    ],
    pings: ['S0GROUP'],
  },
  digest: {
    ...say('neutral', 'Digest of the day', ['From ', { kind: 'time', at: AT, style: 'time', zone: 'UTC' }]),
    sections: [
      { heading: 'Changes', lines: [moment, link] },
      { heading: 'Stories', lines: ['One', 'Two'] },
    ],
  },
  fault: say('fault', '“trump-putn” is no topic; did you mean Trump and Putin?'),
  choices: {
    ...say('neutral', 'Which article is other news?', 'One', 'Two', 'Three'),
    actions: ['1', '2', '3'].map((n) => ({ label: n, command: 'summit-story', options: { action: 'split', what: n } })),
  },
  'what looks like markup': say(
    'warning',
    'A *star* _line_ <!channel> @everyone <@U1> `code` ~~x~~ & [b](https://b.example)',
    ['> quoted ', { kind: 'quote', text: '*said*' }, ' ', { kind: 'code', text: '/summit-help' }],
  ),
};

const RENDERERS = { discord: renderDiscord, slack: renderSlack } as const;

for (const [platform, render] of Object.entries(RENDERERS)) {
  describe(`rendered for ${platform}`, () => {
    for (const [name, message] of Object.entries(MESSAGES)) {
      it(`${name} is as it was`, () => {
        const file = join(FOLDER, `${platform}-${name.replaceAll(' ', '-')}.json`);
        const made = `${JSON.stringify(render(message), undefined, 2)}\n`;
        if (process.env['UPDATE_GOLDEN'] === '1') {
          mkdirSync(FOLDER, { recursive: true });
          writeFileSync(file, made);
        }
        assert.equal(made, readFileSync(file, 'utf8'));
      });
    }
  });
}
