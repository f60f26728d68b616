// One message, three renders: Discord's embeds, Discord's components and Slack's blocks say the same, in every language.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderComponents } from '../../src/chat/discord/components.ts';
import { renderMessage as renderDiscord } from '../../src/chat/discord/render.ts';
import { renderMessage as renderSlack } from '../../src/chat/slack/render.ts';
import { type Message, say } from '../../src/core/messages/message.ts';
import { LANGUAGES, wordingFor } from '../../src/core/messages/words/languages.ts';
import { publishedFault } from '../loopback/discord-published.ts';
import type { Json } from '../loopback/discord-rules.ts';
import { messagesIn } from '../preview/messages.ts';
import { onDiscord, onSlack } from './content.ts';

describe('what is said is the same on both platforms', () => {
  for (const language of LANGUAGES) {
    messagesIn(wordingFor(language)).forEach(({ message }, number) => {
      it(`${language}, message ${number + 1}: ${message.title}`, () => {
        const embeds = onDiscord(renderDiscord(message));
        const blocks = onSlack(renderSlack(message).blocks);
        assert.deepEqual(embeds, blocks);
        const components = renderComponents(message);
        assert.deepEqual(onDiscord(components), blocks);
        const body: Json = JSON.parse(JSON.stringify(components));
        assert.equal(publishedFault('POST', '/channels/1/messages', body), undefined);
        assert.ok(embeds.words.length > 20 && (message.actions.length === 0 || embeds.buttons.length > 0));
      });
    });
  }

  // Golden renders, looked at by eye: `node --test --test-update-snapshots test/parity/renders.test.ts` writes them anew.
  messagesIn(wordingFor('en')).forEach(({ message }, number) => {
    for (const [look, render] of [
      ['embeds', renderDiscord],
      ['components', renderComponents],
      ['blocks', (each: Message) => renderSlack(each).blocks],
    ] as const) {
      it(`message ${number + 1} in ${look} is as it was reviewed`, (t) => t.assert.snapshot(render(message)));
    }
  });

  it('what differs is noticed', () => {
    const [one, other] = [say('talk', 'A meeting in Riga'), say('talk', 'A meeting in Oslo')];
    assert.notDeepEqual(onDiscord(renderDiscord(one)), onSlack(renderSlack(other).blocks));
    const action = { label: 'Status', command: 'summit-status', options: { summit: 'riga' } };
    const pressed = { ...one, actions: [{ ...action, options: { summit: 'oslo' } }] };
    assert.notDeepEqual(
      onDiscord(renderDiscord({ ...one, actions: [action] })).buttons,
      onSlack(renderSlack(pressed).blocks).buttons,
    );
  });
});
