// Who may manage a channel, and what else a caller brings.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mayManage } from '../../../src/chat/slack/people.ts';
import { openClient, sdkLogger } from '../../../src/chat/slack/web.ts';
import type { Workspace } from '../../../src/chat/slack/workspaces.ts';
import { silentLog } from '../../../src/ops/log.ts';
import { TEAM } from '../../loopback/slack.ts';
import { openRig, type Rig } from './rig.ts';

const HOME: Workspace = { team: TEAM, client: openClient('xoxb-x', 'http://127.0.0.1:1/api/', sdkLogger(silentLog)) };

const PEOPLE: readonly (readonly [string, Parameters<typeof mayManage>[0], boolean, boolean])[] = [
  ['a full member', { team_id: TEAM }, true, false],
  ['an admin', { team_id: TEAM, is_admin: true }, true, true],
  ['the owner', { team_id: TEAM, is_owner: true, is_primary_owner: true }, true, true],
  ['a guest', { team_id: TEAM, is_restricted: true }, false, false],
  ['a single-channel guest', { team_id: TEAM, is_restricted: true, is_ultra_restricted: true }, false, false],
  ['a stranger of a shared channel', { team_id: 'T0OTHER' }, false, false],
  ['a stranger who is admin at home', { team_id: 'T0OTHER', is_admin: true, is_stranger: true }, false, false],
  ['a colleague of the same Enterprise Grid', { team_id: 'T0OTHER', enterprise_user: { teams: [TEAM] } }, true, false],
  ['a bot', { team_id: TEAM, is_bot: true }, false, false],
  ['somebody dismissed', { team_id: TEAM, deleted: true, is_admin: true }, false, false],
  ['somebody nothing is known of', {}, false, false],
];

for (const [who, user, asMember, asAdmin] of PEOPLE) {
  test(`${who} ${asMember ? 'may' : 'may not'} manage, where only admins may: ${asAdmin ? 'may' : 'may not'}`, () => {
    assert.equal(mayManage(user, HOME, 'full-members'), asMember);
    assert.equal(mayManage(user, HOME, 'admins'), asAdmin);
  });
}

describe('a caller', () => {
  let rig: Rig;
  let now = Date.UTC(2026, 4, 4, 9, 30);
  before(async () => {
    rig = await openRig({ transport: 'HTTP', now: () => now });
    await rig.start();
  });
  after(() => rig.close());

  const lookups = () => rig.slack.requests.filter(({ method }) => method === 'users.info').length;
  async function callAs(user: string) {
    await (await rig.slack.command({ command: '/summit-status', user })).answer();
    return rig.calls.at(-1)?.caller;
  }

  test('comes with name, time zone and language', async () => {
    assert.deepEqual(await callAs('UFULL'), {
      id: 'UFULL',
      name: 'Full Member',
      mayManage: true,
      timeZone: 'Europe/Berlin',
      locale: 'en-GB',
    });
  });

  test('is looked up once in five minutes', async () => {
    const count = lookups();
    await callAs('UFULL');
    assert.equal(lookups(), count);
    now += 5 * 60_000 + 1;
    rig.slack.person('UFULL', { is_restricted: true });
    assert.equal((await callAs('UFULL'))?.mayManage, false);
    assert.equal(lookups(), count + 1);
  });

  test('may only read when Slack does not say who it is, and is asked for again', async () => {
    // Its language is looked up first, then who it is.
    rig.slack.failNext('users.info', { kind: 'http', status: 500 });
    rig.slack.failNext('users.info', { kind: 'http', status: 500 });
    const caller = await callAs('UADMIN');
    assert.deepEqual(caller, { id: 'UADMIN', name: 'uadmin', mayManage: false });
    assert.equal((await callAs('UADMIN'))?.mayManage, true);
  });
});
