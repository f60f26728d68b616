// The streams in our own words say what the models are taught in a form that cannot be misread.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { STAGES } from '../../../src/core/summits/summit.ts';
import { ownStreams } from '../../eval/own-streams.ts';

const FOLDER = new URL('../../fixtures/streams/', import.meta.url);
const SAID = /^[a-z_]+[?~!]*(?:\+[a-z_]+[?~!]*)*$/u;
const OTHER = 'minister call other_policy domestic business sport host visit noun climate place noise'.split(
  ' ',
) as readonly string[];

describe('streams in our own words', () => {
  for (const file of readdirSync(FOLDER).sort())
    it(file, () => {
      let before = '';
      for (const line of readFileSync(new URL(file, FOLDER), 'utf8').trimEnd().split('\n')) {
        const [time = '', summit = '', said = '', title = '', , more] = line.split('\t');
        assert.match(time, /^\d{4}-\d\d-\d\d(?:T\d\d:\d\dZ)?$/u, line);
        assert.ok(time >= before, `not in time order: ${line}`);
        before = time;
        assert.match(summit, /^(?:-|[a-z0-9]+(?:-[a-z0-9]+)*(?:\+[a-z0-9]+(?:-[a-z0-9]+)*)*)$/u, line);
        assert.match(said, SAID, line);
        const known: readonly string[] = summit === '-' ? OTHER : [...STAGES, 'none'];
        for (const each of said.replace(/[?~!]/gu, '').split('+')) assert.ok(known.includes(each), line);
        assert.ok(title !== '' && more === undefined, line);
      }
    });

  it('are read with their labels, none left out', () => {
    for (const { items, labels } of ownStreams()) {
      assert.equal(labels.size, items.length);
      assert.ok([...labels.values()].some(({ relevant }) => relevant));
    }
  });
});
