import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { News } from '../../../src/core/alerts/interest.ts';
import { type Alert, type Audience, type PlanParts, planDeliveries } from '../../../src/core/alerts/plan.ts';
import type { SubscriptionId } from '../../../src/core/alerts/subscription.ts';
import { say } from '../../../src/core/messages/message.ts';
import type { TopicId } from '../../../src/core/stories/topic.ts';
import type { PartyKey, SummitId } from '../../../src/core/summits/summit.ts';
import { SECOND } from '../../../src/core/text/instant.ts';
import {
  CHANNEL,
  change,
  changeNews,
  item,
  mute,
  NOW,
  OTHER,
  storyNews,
  subscription,
  summit,
  TOPICS,
} from './samples.ts';

function plan(news: readonly News[], rest: Partial<PlanParts> = {}) {
  const composed: { alert: Alert; audience: Audience }[] = [];
  const deliveries = planDeliveries(news, {
    subscriptions: [subscription()],
    mutes: [],
    filters: [],
    topics: TOPICS,
    now: NOW,
    groupWait: 30 * SECOND,
    compose: (alert, audience) => {
      composed.push({ alert, audience });
      return say('neutral', alert.kind);
    },
    ...rest,
  });
  return { deliveries, composed, keys: deliveries.map(({ key }) => key) };
}

describe('planning deliveries', () => {
  it('plans a change for later, so that others may join it', () => {
    const { deliveries } = plan([changeNews()]);
    assert.deepEqual(
      deliveries.map(({ key, kind, dueAt, state, attempts, subscriptionId }) => ({
        key,
        kind,
        dueAt,
        state,
        attempts,
        subscriptionId,
      })),
      [
        {
          key: 'console:w:c1|change:change-1',
          kind: 'change',
          dueAt: NOW + 30 * SECOND,
          state: 'pending',
          attempts: 0,
          subscriptionId: 'sub-1',
        },
      ],
    );
  });

  it('gives the same keys when it plans twice', () => {
    assert.deepEqual(plan([changeNews(), storyNews()]).keys, plan([changeNews(), storyNews()]).keys);
  });

  it('tells the changes of one summit in one message, in their order', () => {
    const later = changeNews({ summit: summit({ revision: 3 }) }, { revision: 3 });
    const news = [{ ...later, change: change('change-3', { revision: 3 }) }, changeNews({}, { revision: 2 })];
    const { deliveries, composed } = plan(news);
    assert.equal(deliveries[0]?.subject, 'change:change-1,change-3');
    const [only] = composed;
    assert.ok(only?.alert.kind === 'change');
    assert.equal(only.alert.summit.revision, 3);
    assert.equal(composed.length, 1);
  });

  it('tells changes of two summits in two messages', () => {
    const other = changeNews({ summit: summit({ id: 'summit-2' as SummitId }), change: change('change-2') });
    assert.equal(plan([changeNews(), other]).deliveries.length, 2);
  });

  it('does not tell a story beside the change that its article brought', () => {
    const same = item('item-1');
    assert.deepEqual(plan([changeNews({ item: same }), storyNews({ item: same })]).keys, [
      'console:w:c1|change:change-1',
    ]);
  });

  it('tells the story where the change is not wanted', () => {
    const same = item('item-1');
    const stories = plan([changeNews({ item: same }), storyNews({ item: same })], {
      subscriptions: [subscription({ alerts: 'stories' })],
    });
    assert.deepEqual(stories.keys, ['console:w:c1|story:story-1']);
  });

  it('tells a channel once, however many of its subscriptions want it', () => {
    const subscriptions = [subscription(), subscription({ id: 'sub-2' as SubscriptionId, topic: 'all' })];
    assert.equal(plan([changeNews()], { subscriptions }).deliveries.length, 1);
  });

  it('tells each channel in its own zone, and composes alike messages once', () => {
    const subscriptions = [
      subscription(),
      subscription({ channel: OTHER, id: 'sub-2' as SubscriptionId }),
      subscription({ channel: { ...OTHER, id: 'c3' }, id: 'sub-3' as SubscriptionId, timeZone: 'UTC' }),
    ];
    const { deliveries, composed } = plan([changeNews()], { subscriptions });
    assert.equal(deliveries.length, 3);
    assert.deepEqual(
      composed.map(({ audience }) => audience.zone),
      ['Europe/Kyiv', 'UTC'],
    );
    assert.deepEqual(composed[0]?.audience.followed, ['Trump–Putin']);
  });

  it('silences a channel by its own mutes only', () => {
    const subscriptions = [subscription(), subscription({ channel: OTHER, id: 'sub-2' as SubscriptionId })];
    const { keys } = plan([changeNews()], { subscriptions, mutes: [mute('topic', 'trump-putin')] });
    assert.deepEqual(keys, ['slack:w:c2|change:change-1']);
  });

  it('finds the topics of a change by who takes part, though the article names fewer', () => {
    assert.equal(plan([changeNews({ topics: [] })]).deliveries.length, 1);
    const possible = summit({ parties: ['putin'] as PartyKey[], possibleParties: ['trump'] as PartyKey[] });
    assert.equal(plan([changeNews({ topics: [], summit: possible })]).deliveries.length, 1);
    const g7 = summit({ parties: [], institution: 'g7' as PartyKey });
    const forG7 = { subscriptions: [subscription({ topic: 'g7' as TopicId })] };
    assert.equal(plan([changeNews({ topics: [], summit: g7 })], forG7).deliveries.length, 1);
    assert.equal(plan([changeNews()], forG7).deliveries.length, 0);
  });

  it('plans nothing without news or without channels', () => {
    assert.deepEqual(plan([]).deliveries, []);
    assert.deepEqual(plan([changeNews()], { subscriptions: [] }).deliveries, []);
  });

  it('plans a story after the short wait in which others may come', () => {
    const { deliveries } = plan([storyNews()]);
    assert.deepEqual([deliveries[0]?.dueAt, deliveries[0]?.channel], [NOW + 30_000, CHANNEL]);
  });
});
