// The loopback Discord holds every body against Discord's published description of its API; that it does so is proved here.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { publishedFault, unknownRoutes } from '../../loopback/discord-published.ts';
import type { Json } from '../../loopback/discord-rules.ts';

describe('what Discord publishes of its API', () => {
  test('knows every route that the bot uses', () => assert.deepEqual(unknownRoutes(), []));

  const button = { type: 2, style: 2, label: 'Status', custom_id: 'x' };
  const cases: readonly (readonly [string, string, string, Json, RegExp | undefined])[] = [
    ['a message', 'POST', '/channels/1/messages', { content: 'x', nonce: 'n', enforce_nonce: true }, undefined],
    ['a key that is unknown', 'POST', '/channels/1/messages', { contents: 'x' }, /keys that the description lacks/],
    ['a content of a wrong type', 'POST', '/channels/1/messages', { content: 7 }, /content/],
    ['too long a nonce', 'POST', '/channels/1/messages', { content: 'x', nonce: 'n'.repeat(26) }, /nonce/],
    ['a button outside of a row', 'POST', '/channels/1/messages', { components: [button] }, /components/],
    ['too many embeds', 'PATCH', '/channels/1/messages/2', { embeds: Array(11).fill({ title: 'x' }) }, /embeds/],
    ['a nonce in an edit', 'PATCH', '/channels/1/messages/2', { nonce: 'x' }, /lacks/],
    ['a forum post without a name', 'POST', '/channels/1/threads', { message: { content: 'x' } }, /name/],
    ['a command with a bad option', 'PUT', '/applications/1/commands', [{ name: 'x', options: [{}] }], /options/],
    ['a route of no test', 'DELETE', '/channels/1', null, /no test holds/],
    ['an answer of no kind', 'POST', '/interactions/1/t/callback', { type: 99 }, /type/],
    ['26 suggestions', 'POST', '/interactions/1/t/callback', suggestions(26), /data/],
    ['25 suggestions', 'POST', '/interactions/1/t/callback', suggestions(25), undefined],
  ];
  for (const [name, method, path, body, fault] of cases) {
    test(`${fault === undefined ? 'takes' : 'refuses'} ${name}`, () => {
      const found = publishedFault(method, path, body);
      if (fault === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', fault);
    });
  }
});

function suggestions(count: number): Json {
  return { type: 8, data: { choices: Array.from({ length: count }, (_, n) => ({ name: `${n}`, value: `${n}` })) } };
}
