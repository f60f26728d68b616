// Whatever has a name is offered while it is typed; what has none is left to the author.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { COMMANDS } from '../../src/commands/index.ts';
import type { DeliveryKey } from '../../src/core/alerts/delivery.ts';
import { say } from '../../src/core/messages/message.ts';
import { CHANNEL, item, NOW, story, storyNews } from '../core/alerts/samples.ts';
import { type Bench, openBench } from './bench.ts';

describe('an option', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
    await bench.addStory(story('s1', { headline: 'Presidents plan talks' }), item('s1-1'), storyNews().topics);
    await bench.store.filters.add({ channel: CHANNEL, rule: 'summit -sport', createdBy: 'u1', createdAt: NOW });
    await bench.store.deliveries.plan([
      {
        key: 'k' as DeliveryKey,
        channel: CHANNEL,
        kind: 'story',
        subject: 'story:s1',
        message: say('neutral', 'A message that was told'),
        state: 'sent',
        attempts: 1,
        dueAt: NOW,
        createdAt: NOW,
        messageId: 'm-1',
      },
    ]);
  });
  after(() => bench.store.close());

  const OFFERED: readonly (readonly [
    command: string,
    option: string,
    typed: string,
    options: Readonly<Record<string, string>>,
    offered: readonly string[],
  ])[] = [
    ['summit-subscribe', 'time-zone', 'kyiv', {}, ['Europe/Kyiv']],
    ['summit-mute', 'for', '', { what: 'rumours' }, ['1h', '24h', '1w', '30d']],
    ['summit-mute', 'for', 'hour', {}, ['1h', '24h']],
    ['summit-filter', 'rule', '', { action: 'remove' }, ['1']],
    ['summit-filter', 'rule', 'sum', { action: 'add' }, []],
    ['summit-why', 'message-or-story', '', {}, ['m-1', 's1']],
    ['summit-why', 'message-or-story', 'plan talks', {}, ['s1']],
    ['summit-story', 'what', 'told', { action: 'split' }, ['m-1']],
    ['summit-wrong', 'what', 'told', {}, ['m-1']],
    ['summit-story', 'into', '', { action: 'merge' }, ['s1']],
  ];
  for (const [command, option, typed, options, offered] of OFFERED) {
    it(`${command} ${option} “${typed}” ${JSON.stringify(options)}`, async () =>
      assert.deepEqual(await bench.complete(command, option, typed, options), offered));
  }

  it('of any command can be asked for offers, and gives no more than a platform shows', async () => {
    for (const { name, options } of COMMANDS) {
      for (const option of options.filter(({ complete }) => complete)) {
        const offered = await bench.complete(name, option.name, '');
        assert.ok(offered.length <= 100, `${name} ${option.name}`);
        assert.ok(
          offered.every((value) => value !== '' && value.length <= 100),
          `${name} ${option.name}`,
        );
      }
    }
    assert.deepEqual(bench.faults, []);
  });
});
