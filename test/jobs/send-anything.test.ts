import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Delivery, DeliveryKey, SendOutcome } from '../../src/core/alerts/delivery.ts';
import type { Platform } from '../../src/core/alerts/subscription.ts';
import { say } from '../../src/core/messages/message.ts';
import { MINUTE, SECOND } from '../../src/core/text/instant.ts';
import { createSender } from '../../src/jobs/send-deliveries.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/storage/open.ts';
import { NOW } from '../core/alerts/samples.ts';
import { loopbackChat } from './loopback-chat.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

/** What a platform may answer before it takes a message. */
const refusal = fc.oneof(
  fc.record({ kind: fc.constant('later' as const), wait: fc.integer({ min: 0, max: 90 }) }),
  fc.constant({ kind: 'unsure' as const, wait: 0 }),
);
const planned = fc.record({
  platform: fc.constantFrom<Platform>('discord', 'slack'),
  channel: fc.constantFrom('c1', 'c2'),
  dueIn: fc.integer({ min: 0, max: 30 }),
  refusals: fc.array(refusal, { maxLength: 3 }),
});

it('whatever the platforms answer and whenever the service restarts, each message is taken once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(planned, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (plan, restart) => {
        let clock = NOW;
        const store = await openStore('file::memory:', { now: () => clock });
        const chats = [loopbackChat('discord'), loopbackChat('slack')];
        const deliveries = plan.map(
          ({ platform, channel, dueIn }, index): Delivery => ({
            key: `k${index}` as DeliveryKey,
            channel: { platform, workspace: 'w', id: channel },
            kind: 'change',
            subject: `change:${index}`,
            message: say('neutral', `k${index}`),
            state: 'pending',
            attempts: 0,
            dueAt: NOW + dueIn * SECOND,
            createdAt: NOW + dueIn * SECOND,
          }),
        );
        await store.deliveries.plan(deliveries);
        for (const [index, { platform, refusals }] of plan.entries()) {
          const outcomes = refusals.map(
            ({ kind, wait }): SendOutcome =>
              kind === 'later' ? { kind, at: NOW + wait * SECOND, why: 'slow down' } : { kind, why: 'dropped' },
          );
          chats.find((chat) => chat.platform === platform)?.script.set(`k${index}`, outcomes);
        }
        const newSender = () =>
          createSender({
            store,
            chats,
            now: () => clock,
            random: () => 0.5,
            log,
            pause: async (milliseconds) => {
              if (milliseconds >= 100) clock += milliseconds;
            },
          });
        let send = newSender();
        for (let round = 0; round < 60; round += 1) {
          await send(new AbortController().signal);
          if (round % restart === 0) send = newSender();
          clock += 15 * SECOND;
        }
        const ends = await store.deliveries.list({ limit: 100 });
        assert.deepEqual(
          ends.filter(({ state }) => state !== 'sent').map(({ key, state }) => [key, state]),
          [],
          'something was not sent',
        );
        for (const [index, { refusals }] of plan.entries()) {
          const arrived = chats.flatMap(({ arrivals }) => arrivals).filter(({ key }) => key === `k${index}`).length;
          assert.equal(arrived, refusals.length + 1, 'sent again after it was taken');
        }
        for (const chat of chats) {
          for (const channel of ['c1', 'c2']) {
            const taken = [...new Set(chat.arrivals.filter((each) => each.channel === channel).map(({ key }) => key))];
            const due = (key: string) => deliveries.find((each) => each.key === key)?.dueAt ?? 0;
            // Those first tried are first due: nobody overtakes one that was told to wait.
            assert.deepEqual(
              taken,
              taken.toSorted((a, b) => due(a) - due(b)),
            );
            assert.ok(chat.most.inChannel <= 1);
          }
        }
        assert.ok(clock - NOW < 60 * MINUTE);
        await store.close();
      },
    ),
    { numRuns: 20 },
  );
});
