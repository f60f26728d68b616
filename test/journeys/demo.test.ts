// The demo as its reader sees it: a meeting from rumour to held, in that order, copies untold, and an end by itself.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { demoCommand } from '../../src/cli/demo/demo.ts';

/** Milliseconds between two pieces of news. */
const PACE = 120;

describe('the demo', () => {
  const printed: string[] = [];
  const failed: string[] = [];
  let code: number;
  before(async () => {
    code = await demoCommand({ write: (line) => printed.push(line), fail: (line) => failed.push(line) }, PACE);
  });

  it('ends by itself, without a fault', () => {
    assert.equal(code, 0);
    assert.deepEqual(failed, []);
  });

  it('tells a meeting from rumour to held, in that order', () => {
    // Its timeline holds every step; alerts that come close together are told in one.
    const timeline = printed.slice(printed.indexOf('> /summit-timeline trump-putin')).join('\n');
    const steps = [
      /Status: .*explored/,
      /Status: .*(announced|scheduled)/,
      /Place: .*Alaska/,
      /Status: .*under way/,
      /Status: .*(held|concluded)/,
    ];
    const at = steps.map((step) => timeline.search(step));
    assert.ok(!at.includes(-1), `${at}: ${timeline}`);
    assert.deepEqual(
      at,
      at.toSorted((a, b) => a - b),
      timeline,
    );
    const alerts = printed.filter((line) => /^\[.\] .*meeting/.test(line)).join('\n');
    for (const told of [/explored|announced/, /Alaska/, /held|concluded/]) assert.match(alerts, told);
  });

  it('shows what people type, their answers and a digest', () => {
    const text = printed.join('\n');
    assert.match(text, /> \/summit-subscribe trump-putin[\s\S]*now follows Trump and Putin/);
    assert.match(text, /> \/summit-status trump-putn[\s\S]*Did you mean Trump and Putin/);
    assert.match(text, /Digest of the day/);
    assert.match(text, /timeline/);
  });

  it('passes over what has nothing to do with it', () => {
    assert.doesNotMatch(printed.join('\n'), /Copper|Ferry|tomatoes|sheep/i);
  });
});
