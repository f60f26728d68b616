import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { renderComponents } from '../../src/chat/discord/components.ts';
import { renderMessage as renderDiscord } from '../../src/chat/discord/render.ts';
import { renderMessage as renderSlack } from '../../src/chat/slack/render.ts';
import { say } from '../../src/core/messages/message.ts';
import { plainText } from '../../src/core/messages/plain.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { componentsLook, discordLook } from './discord-look.ts';
import { type Html, momentAsShown } from './html.ts';
import { messagesIn } from './messages.ts';
import { pageOf } from './page.ts';
import { shrinkPng } from './shrink-png.ts';
import { slackLook } from './slack-look.ts';

/** What a reader of the page sees, without blanks, which markup moves. */
function seen(look: Html): string {
  return look
    .replace(/<[^>]*>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s/g, '');
}

describe('the preview', () => {
  it('shows every word of every message on both clients', () => {
    for (const { message } of messagesIn(en)) {
      const looks = [
        discordLook(renderDiscord(message)),
        componentsLook(renderComponents(message)),
        slackLook(renderSlack(message).blocks),
      ].map(seen);
      const texts = [
        message.title,
        ...message.paragraphs,
        ...message.fields.map(({ value }) => value),
        ...message.sections.flatMap(({ heading, lines }) => [heading, ...lines]),
        ...message.actions.map(({ label }) => label),
      ];
      for (const text of texts) {
        // Moments are written as each client writes them.
        const words = (typeof text === 'string' ? [text] : text).filter(
          (span) => typeof span === 'string' || span.kind !== 'time',
        );
        for (const span of words) {
          const plain = plainText([span]).replace(/\s/g, '');
          for (const look of looks) assert.ok(look.includes(plain), `“${plain}” is missing from ${look}`);
        }
      }
    }
  });

  it('loads nothing from anywhere', () => {
    assert.doesNotMatch(pageOf(messagesIn(en)), /<(script|link|img|iframe)|\bsrc=|url\(|@import/);
  });

  it('shows what could be markup as the characters it is', () => {
    const message = say('neutral', 'A *title*', 'a <b> & [b](c) **d** `e`');
    for (const look of [discordLook(renderDiscord(message)), slackLook(renderSlack(message).blocks)]) {
      assert.match(seen(look), /a&lt;b&gt;&\[b\]\(c\)\*\*d\*\*`e`/);
    }
  });

  it('tells moments in UTC', () => {
    assert.equal(momentAsShown(1754691600, 'date-time'), '8 August 2025 at 22:20');
    assert.equal(momentAsShown(1754691600, 'date', 'short'), '8 Aug 2025');
    assert.equal(momentAsShown(1755018000, 'relative'), '6 minutes ago');
  });
});

describe('a shrunken picture', () => {
  /** Two rows of two pixels: plain, and as the difference from above. */
  const rows = Buffer.from([0, 10, 20, 30, 200, 210, 220, 2, 1, 1, 1, 0, 0, 0]);

  it('keeps its size and its colours', () => {
    const small = shrinkPng(
      Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        part('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])),
        part('IDAT', deflateSync(rows)),
        part('IEND', Buffer.alloc(0)),
      ]),
    );
    assert.deepEqual([small.readUInt32BE(16), small.readUInt32BE(20), small[25]], [2, 2, 3]);
    const palette = small.subarray(small.indexOf('PLTE') + 4);
    assert.deepEqual([...palette.subarray(0, 9)], [200, 210, 220, 10, 20, 30, 11, 21, 31]);
  });

  function part(name: string, content: Buffer): Buffer {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(content.length);
    return Buffer.concat([size, Buffer.from(name), content, Buffer.alloc(4)]);
  }
});
