import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Delivery, DeliveryKey, SendOutcome } from '../../../src/core/alerts/delivery.ts';
import { afterAttempt, afterLookInVain } from '../../../src/core/alerts/retry.ts';
import { say } from '../../../src/core/messages/message.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/core/text/instant.ts';
import { NOW } from './samples.ts';

function delivery(platform: 'discord' | 'slack', rest: Partial<Delivery> = {}): Delivery {
  return {
    key: 'k' as DeliveryKey,
    channel: { platform, workspace: 'w', id: 'c' },
    kind: 'change',
    subject: 'change:1',
    message: say('neutral', 'x'),
    state: 'sending',
    attempts: 0,
    dueAt: NOW,
    createdAt: NOW,
    ...rest,
  };
}

const unsure: SendOutcome = { kind: 'unsure', why: 'socket dropped' };

describe('after an attempt', () => {
  it('sent: the message id is kept and old reasons go', () => {
    const after = afterAttempt(delivery('slack', { why: 'later' }), { kind: 'sent', messageId: 'm' }, NOW, 0);
    assert.deepEqual(
      [after.state, after.sentAt, after.messageId, after.attempts, after.why],
      ['sent', NOW, 'm', 1, undefined],
    );
  });

  const waits: readonly (readonly [asked: number, waited: number])[] = [
    [30 * SECOND, 30 * SECOND],
    [-5 * SECOND, SECOND],
    [2 * HOUR, 2 * HOUR],
    [2 * DAY, DAY],
  ];
  for (const [asked, waited] of waits) {
    it(`later by ${asked} ms: waits ${waited} ms`, () => {
      const after = afterAttempt(delivery('discord'), { kind: 'later', at: NOW + asked, why: '429' }, NOW, 0);
      assert.deepEqual([after.state, after.dueAt, after.attempts], ['pending', NOW + waited, 1]);
    });
  }

  it('gone and refused end it', () => {
    for (const kind of ['gone', 'refused'] as const) {
      const after = afterAttempt(delivery('discord'), { kind, why: 'no' }, NOW, 0);
      assert.deepEqual([after.state, after.why], [kind, 'no']);
    }
  });

  it('unsure on Discord: the same key again, ever more slowly, within a minute', () => {
    const waited = [0, 1, 2, 3, 4, 5, 9, 40].map(
      (doubts) => afterAttempt(delivery('discord'), unsure, NOW, 0.5, doubts).dueAt - NOW,
    );
    assert.deepEqual(
      waited,
      [2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * SECOND),
    );
  });

  it('unsure on Discord for a day: a person decides', () => {
    const old = delivery('discord', { createdAt: NOW - DAY });
    assert.equal(afterAttempt(old, unsure, NOW, 0, 500).state, 'held');
  });

  it('unsure on Slack: looked for after a while, as long as it can be looked for', () => {
    const waited = [0, 1, 2, 9].map((doubts) => afterAttempt(delivery('slack'), unsure, NOW, 0.5, doubts).dueAt - NOW);
    assert.deepEqual(waited, [5 * SECOND, 10 * SECOND, 20 * SECOND, MINUTE]);
  });

  it('a look that the platform refuses: looked again a few times, then held', () => {
    const after = [0, 1, 2].map((looks) => afterLookInVain(delivery('slack'), 'missing scope', NOW, 0, looks));
    assert.deepEqual(
      after.map(({ state, attempts }) => [state, attempts]),
      [
        ['pending', 1],
        ['pending', 1],
        ['held', 1],
      ],
    );
    assert.match(after[2]?.why ?? '', /may or may not have arrived.*missing scope/);
  });

  it('spreads repeats', () => {
    const early = afterAttempt(delivery('discord'), unsure, NOW, 0, 5).dueAt - NOW;
    const late = afterAttempt(delivery('discord'), unsure, NOW, 0.999, 5).dueAt - NOW;
    assert.ok(early >= 0.75 * MINUTE && late <= 1.25 * MINUTE && late - early > 20 * SECOND);
  });
});
