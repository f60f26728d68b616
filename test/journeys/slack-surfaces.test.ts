// Slack as a person there uses it, beyond typed commands: windows with menus, App Home, the shortcut on a message.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { de } from '../../src/core/messages/words/de.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { readable } from '../chat/slack/rig.ts';
import type { LoopbackSlack, SlackView } from '../loopback/slack.ts';
import { isNode } from '../loopback/slack-blocks.ts';
import { openSlackPlatform } from './platforms.ts';
import { openRig, type Rig } from './rig.ts';
import { until } from './until.ts';

const { platform: words } = en;
const LOOK_UP = 'pick:summit-status:summit';

for (const transport of ['HTTP', 'Socket Mode'] as const) {
  describe(`a person on Slack over ${transport}`, { concurrency: false }, () => {
    let rig: Rig;
    let slack: LoopbackSlack;

    before(async () => {
      rig = await openRig(async (now) => {
        const opened = await openSlackPlatform(transport, now);
        slack = opened.slack;
        slack.channels.set('C0NEWS', { id: 'C0NEWS', member: true, people: ['UFULL', 'UADMIN', 'UGUEST'] });
        return opened;
      });
      await rig.start();
    });
    after(() => rig.close());

    const nextView = (count: number) => slack.until(() => slack.views[count], 'the next view');
    const namesOf = (options: readonly Readonly<Record<string, unknown>>[]) =>
      options.map(({ text }) => (isNode(text) ? String(text['text']) : ''));
    const shownIn = ({ view }: SlackView) => readable(view['blocks']);

    async function home(user: string): Promise<SlackView> {
      const count = slack.views.length;
      await slack.event({ type: 'app_home_opened', user, channel: `D0${user}`, tab: 'home', event_ts: '1' });
      return slack.until(() => slack.views.slice(count).find((view) => view.user === user), 'App Home');
    }

    it('types a command bare, fills in the window by its menus, and follows a topic', async () => {
      const asked = await slack.command({ command: '/summit-subscribe' });
      const form = await nextView(0);
      assert.ok(namesOf((await slack.suggest(form, 'topic', '')).options).includes('Trump and Putin'));
      assert.deepEqual(namesOf((await slack.suggest(form, 'topic', 'trump-putin')).options).slice(0, 1), [
        'Trump and Putin',
      ]);
      assert.deepEqual(namesOf((await slack.suggest(form, 'time-zone', 'kyiv')).options), ['Europe/Kyiv', 'kyiv']);
      const all = await slack.suggest(form, 'time-zone', '');
      assert.equal(all.options.length, 100);
      assert.ok(all.ackAfterMs < 3_000);
      const values = { topic: 'trump-putin', alerts: 'all', digest: 'daily', at: '08:00', 'time-zone': 'Europe/Kyiv' };
      assert.equal((await slack.submit(form, values)).acknowledged, 200);
      assert.match((await asked.answer()).text, /now follows Trump and Putin[\s\S]*08:00/);
      await rig.untilPosted(1);
    });

    it('is told of a meeting, with links that unfold nothing, dates in the reader’s zone, and words for screen readers', async () => {
      await rig.news('2025-08-08T22:20Z', 'bulletin', {
        slug: 'alaska',
        title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
        summary:
          'The President of the United States announced the place and the day of the meeting with the President of Russia.',
      });
      for (const post of slack.posts.filter(({ only }) => only === undefined)) {
        assert.deepEqual([post.raw['unfurl_links'], post.raw['unfurl_media']], ['false', 'false']);
        assert.ok(post.text.length > 0 && post.blocks.length > 0);
      }
      const alert = slack.posts.filter(({ only }) => only === undefined).at(-1);
      assert.match(alert?.text ?? '', /Alaska/);
      const status = await (await slack.command({ command: '/summit-status', text: 'trump-putin' })).answer();
      assert.match(JSON.stringify(status.blocks), /"type":"date","timestamp":\d+,"format":"\{(date|ago)/);
    });

    it('sees in App Home where meetings stand and what the own channels hear, and no other channels', async () => {
      await rig.platform.type('summit-subscribe', { topic: 'ministers' }, { room: 'other' });
      await rig.untilPosted(1, 'other');
      const shown = shownIn(await home('UFULL'));
      assert.match(shown, /Alaska/);
      assert.match(shown, new RegExp(`${words.homeChannels}[\\s\\S]*C0NEWS[\\s\\S]*Trump and Putin`));
      assert.match(shown, /C0OTHER[\s\S]*Ministers/);
      // Where no channel is, nothing of one can be managed.
      assert.doesNotMatch(shown, /Wrong\?|Mute for/);
      slack.channels.set('C0OTHER', { id: 'C0OTHER', member: true, people: [] });
      const others = shownIn(await home('UADMIN'));
      assert.match(others, /C0NEWS/);
      assert.doesNotMatch(others, /C0OTHER/);
    });

    it('finds buttons to manage there only when allowed to', async () => {
      assert.match(shownIn(await home('UADMIN')), new RegExp(words.homeFollow));
      const guest = shownIn(await home('UGUEST'));
      assert.match(guest, /C0NEWS/);
      assert.doesNotMatch(guest, new RegExp(`^(${words.homeFollow}|${words.homeMute}|${words.homeSettings})$`, 'm'));
    });

    it('looks a meeting up by a menu there, and is answered in a window', async () => {
      const page = await home('UFULL');
      const { options } = await slack.suggestAtHome(LOOK_UP, 'putin');
      const [first] = options;
      assert.ok(first);
      const count = slack.views.length;
      await slack.useView(page, { menu: LOOK_UP, value: String(first['value']) });
      const filled = await nextView(count + 1);
      assert.equal(filled.id, slack.views[count]?.id);
      assert.match(shownIn(filled), /Alaska/);
      assert.doesNotMatch(shownIn(filled), /Wrong\?|Mute for/);
    });

    it('mutes something in a channel from there: the window answers, and the page shows it', async () => {
      const page = await home('UFULL');
      let count = slack.views.length;
      await slack.useView(page, { label: words.homeMute });
      const form = await nextView(count);
      assert.deepEqual(namesOf((await slack.suggest(form, 'what', 'rumo')).options), ['rumours', 'rumo']);
      assert.deepEqual(namesOf((await slack.suggest(form, 'for', 'week', { what: 'rumours' })).options), [
        '1 week',
        'week',
      ]);
      count = slack.views.length;
      const { ackBody } = await slack.submit(form, { what: 'rumours', for: '1w' });
      assert.match(JSON.stringify(ackBody), /update/);
      const answer = await nextView(count);
      assert.equal(answer.id, form.id);
      assert.match(shownIn(answer), /muted/i);
      const [mute] = await rig.store().mutes.ofChannel(rig.platform.channel('news'), rig.clock.now());
      assert.equal(mute?.value, 'rumours');
      assert.match(shownIn(await nextView(count + 1)), /C0NEWS[\s\S]*Rumours/i);
    });

    it('is refused by a page of before, once no longer in the channel', async () => {
      const page = await home('UADMIN');
      slack.channels.set('C0NEWS', { id: 'C0NEWS', member: true, people: ['UFULL', 'UGUEST'] });
      rig.clock.moveTo(new Date(rig.clock.now() + 61_000).toISOString());
      const count = slack.views.length;
      await slack.useView(page, { label: words.homeMute });
      assert.match(shownIn(await nextView(count + 1)), /older version/);
    });

    it('changes how a channel is told in a window that its settings open', async () => {
      const settings = await (await slack.command({ command: '/summit-settings' })).answer();
      const count = slack.views.length;
      const pressed = await slack.press(settings, words.homeSettings);
      const form = await nextView(count);
      await slack.submit(form, { quiet: '12:00-13:00', card: 'off' });
      assert.match((await pressed.answer()).text, /12:00/);
      const guests = await (await slack.command({ command: '/summit-settings', user: 'UGUEST' })).answer();
      assert.doesNotMatch(readable(guests.blocks), new RegExp(words.homeSettings));
    });

    it('says what is wrong with an alert in a window, with a reason that those who follow it hear; guests may not', async () => {
      const alert = slack.posts.filter(({ only, channel }) => only === undefined && channel === 'C0NEWS').at(-1);
      assert.ok(alert);
      const refused = await (await slack.press(alert, en.alert.wrong, 'UGUEST')).answer();
      assert.match(refused.text, /^Only people who may manage this channel/);
      let count = slack.views.length;
      await slack.press(alert, en.alert.wrong);
      const question = await nextView(count + 1);
      assert.match(shownIn(question), /What is wrong[\s\S]*Not relevant here[\s\S]*Withdraw: Place/);
      const labels = readable(question.view['blocks']).split('\n');
      const choices = labels.filter((label) => /^(Not relevant here|Withdraw: |An article)/.test(label));
      count = slack.views.length;
      const place = String(choices.findIndex((label) => /Place/.test(label)));
      await slack.submit(question, { choice: place, why: 'It was another town.' });
      const answer = await nextView(count);
      assert.equal(answer.id, question.id);
      assert.match(shownIn(answer), /Withdrawn: Place[\s\S]*It was another town\./);
      assert.match((await rig.untilPosted(1)).join(), /It was another town\./);
    });

    it('is spoken to in the language of the own client', async () => {
      slack.person('UGERMAN', { locale: 'de-DE' });
      slack.channels.set('C0NEWS', { id: 'C0NEWS', member: true, people: ['UFULL', 'UGUEST', 'UGERMAN'] });
      const page = await home('UGERMAN');
      assert.match(shownIn(page), new RegExp(de.platform.homeChannels));
      let count = slack.views.length;
      await slack.useView(page, { label: de.platform.homeMute });
      const form = await nextView(count);
      assert.match(readable(form.view['close']), /Abbrechen/);
      assert.match(shownIn(form), /Wie lange/);
      count = slack.views.length;
      const { ackBody } = await slack.submit(form, { what: 'rumours', for: '1h' }, 'UGERMAN');
      assert.match(JSON.stringify(ackBody), /Einen Moment/);
      assert.match(shownIn(await nextView(count)), /stumm/);
    });

    it('mutes a meeting for as long as the alert’s menu says', async () => {
      const alert = slack.posts.find(({ text }) => /Alaska: scheduled/.test(text));
      assert.ok(alert);
      assert.match(JSON.stringify(alert.blocks), /"type":"overflow"/);
      await (await slack.press(alert, en.alert.muteWeek)).answer();
      const mutes = await rig.store().mutes.ofChannel(rig.platform.channel('news'), rig.clock.now());
      const week = 7 * 24 * 3_600_000;
      assert.ok(
        mutes.some(({ kind, until }) => kind === 'summit' && Math.abs(until - rig.clock.now() - week) < 60_000),
      );
    });

    it('asks with the shortcut on a message why it came', async () => {
      const alert = slack.posts.find(({ text }) => /Alaska: scheduled/.test(text));
      assert.ok(alert);
      const why = await (await slack.shortcut(alert, 'summit-why', 'UGUEST')).answer();
      assert.equal(why.only, 'UGUEST');
      assert.match(why.text, /Why this was told[\s\S]*Press Office Bulletin/);
    });

    it('sees a word of explanation where the app may not look into channels', async () => {
      rig.clock.moveTo(new Date(rig.clock.now() + 61_000).toISOString());
      slack.failNext('users.conversations', { kind: 'error', code: 'missing_scope', needed: 'channels:read' });
      assert.match(shownIn(await home('UFULL')), new RegExp(words.homeNoRight));
      await until('the log line', () => rig.logged.some((line) => /channels:read/.test(line)));
    });
  });
}
