import assert from 'node:assert/strict';
import { it } from 'node:test';
import { composeAlert } from '../../src/core/messages/alert.ts';
import { en } from '../../src/core/messages/words/en.ts';
import { createNewsDesk } from '../../src/jobs/tell.ts';
import { CHANNEL, changeNews, NOW, nameOf, TOPICS } from '../core/alerts/samples.ts';
import { openBench } from './bench.ts';

const caller = (locale: string) => ({ caller: { id: 'u1', name: 'Olha', mayManage: true, locale } });

it('people are answered in their own language', async () => {
  const bench = await openBench();
  const titles = await Promise.all(
    ['de', 'fr-FR', 'uk', 'en-US', 'ja'].map(
      async (locale) => (await bench.call('summit-topics', {}, caller(locale))).title,
    ),
  );
  assert.deepEqual(titles, ['Themen', 'Thèmes', 'Теми', 'Topics', 'Topics']);
  assert.match(await bench.type('summit-help', {}, caller('de')), /Was dieser Bot kann/);
});

it('a channel is told in the language it chose, whoever subscribed it', async () => {
  const bench = await openBench();
  const answer = await bench.type('summit-settings', { language: 'de' });
  assert.match(answer, /Settings changed/);
  assert.match(answer, /Meldungen auf Deutsch/);
  await bench.call('summit-subscribe', { digest: 'daily' });
  const [welcome] = await bench.store.deliveries.list({ channel: CHANNEL, limit: 5 });
  assert.equal(welcome?.message.title, 'Dieser Kanal folgt jetzt: Alle Themen');

  const desk = createNewsDesk({
    topics: TOPICS,
    groupWait: 0,
    compose: composeAlert({ words: en, nameOf }),
    wake() {},
  });
  assert.equal(await desk.plan(bench.store, [changeNews()], NOW), 1);
  const told = await bench.store.deliveries.list({ channel: CHANNEL, limit: 5 });
  const alert = told.find(({ kind }) => kind === 'change')?.message;
  assert.equal(alert?.title, 'Trump–Putin meeting: angekündigt');
  assert.deepEqual(
    alert?.fields.map(({ name }) => name),
    ['Wann', 'Wo', 'Wer teilnimmt'],
  );
});

it('a language that is not spoken is refused by name', async () => {
  const bench = await openBench();
  assert.match(await bench.type('summit-settings', { language: 'xx' }), /“xx” is no language I speak/);
});
