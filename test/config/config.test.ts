// The configuration folder: what is read, what stands in for what is missing, and every fault with place and remedy.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { SHIPPED } from '../../src/config/document.ts';

let root = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'summit-watch-config-'));
});
after(() => rm(root, { recursive: true, force: true }));

const FEEDS = 'feeds: [{ url: "https://a.example/rss" }]';
const TOPICS = 'topics: [{ id: talks, name: Talks, query: truce }]';

async function folder(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(root, 'dir-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

async function load(files: Record<string, string>, allow: readonly string[] = []): Promise<Config> {
  const read = await loadConfig(await folder({ 'feeds.yaml': FEEDS, 'topics.yaml': TOPICS, ...files }), { allow });
  assert.ok('config' in read, 'faults' in read ? read.faults.join('\n') : '');
  return read.config;
}

async function faults(files: Record<string, string>, allow: readonly string[] = []): Promise<readonly string[]> {
  const dir = await folder({ 'feeds.yaml': FEEDS, 'topics.yaml': TOPICS, ...files });
  const read = await loadConfig(dir, { allow });
  return 'faults' in read ? read.faults.map((fault) => fault.replaceAll(`${dir}/`, '')) : [];
}

test('two files are enough; those we ship and defaults stand in for the rest', async () => {
  const { feeds, topics, leaders, settings } = await load({});
  const [feed] = feeds;
  assert.match(feed?.id ?? '', /^a-example-[a-z0-9]+$/);
  assert.deepEqual(
    { ...feed, id: '' },
    { id: '', url: 'https://a.example/rss', title: 'a.example', trust: 'press', every: 1_800_000, origin: 'config' },
  );
  assert.deepEqual(topics, [
    { id: 'talks', name: 'Talks', kind: 'keyword', query: 'truce', participants: [], aliases: [] },
  ]);
  assert.ok(leaders.parties.length > 50);
  assert.equal(settings.digest.at, '08:00');
});

test('everything that can be written is read', async () => {
  const { feeds, topics, settings } = await load({
    'feeds.yaml': `feeds:
      - { url: "HTTPS://B.example/rss#top", id: b, title: B, language: pt-BR, every: 2h, trust: state, category: world }`,
    'topics.yaml': `topics:
      - { id: a-b, name: A and B, participants: [trump, putin], query: "-golf", aliases: [AB], description: Two of them }
      - { id: any, name: Any, kind: summit }`,
    'settings.yaml': `
      poll: { cron: "*/2 * * * * *", every: 20m, concurrency: 3, timeout: 5s, maxBytes: 50000, contact: me@b.example }
      alerts: { groupWait: 0s, budgetPerHour: 2, operatorChannel: "slack:T0AB:C1" }
      digest: { at: "19:30", timeZone: Europe/Kyiv }
      slack: { manage: admins }
      overrule: { workspaces: ["discord:1", "slack:T0AB"] }
      keep: { items: 30d, deliveries: 14d, departed: 2d }`,
  });
  assert.deepEqual(feeds, [
    {
      id: 'b',
      url: 'https://b.example/rss',
      title: 'B',
      language: 'pt',
      trust: 'state',
      every: 7_200_000,
      origin: 'config',
      category: 'world',
    },
  ]);
  assert.deepEqual(
    topics.map(({ id, kind, query, participants }) => [id, kind, query, participants]),
    [
      ['a-b', 'summit', '-golf', ['trump', 'putin']],
      ['any', 'summit', undefined, []],
    ],
  );
  assert.deepEqual(settings, {
    poll: {
      cron: '*/2 * * * * *',
      every: 1_200_000,
      concurrency: 3,
      timeout: 5_000,
      maxBytes: 50_000,
      contact: 'me@b.example',
    },
    alerts: {
      groupWait: 0,
      budgetPerHour: 2,
      operatorChannel: { platform: 'slack', workspace: 'T0AB', id: 'C1' },
    },
    digest: { at: '19:30', timeZone: 'Europe/Kyiv' },
    slack: { manage: 'admins' },
    overrule: { workspaces: ['discord:1', 'slack:T0AB'] },
    keep: { items: 2_592_000_000, deliveries: 1_209_600_000, departed: 172_800_000 },
  });
});

test('JSON serves as well, also under its own ending', async () => {
  const dir = await folder({
    'feeds.json': '{"feeds": [{"url": "https://a.example/rss", "every": "45m"}]}',
    'topics.yml': '{"topics": [{"id": "g7", "name": "G7", "participants": ["g7"]}]}',
    'settings.yaml': '# only comments\n',
  });
  const read = await loadConfig(dir);
  assert.ok('config' in read);
  assert.equal(read.config.feeds[0]?.every, 2_700_000);
  assert.equal(read.config.topics[0]?.kind, 'summit');
});

test('the configuration cannot be changed once it is read', async () => {
  const config = await load({});
  for (const part of [config, config.feeds, config.feeds[0], config.topics[0], config.settings, config.settings.poll]) {
    assert.ok(Object.isFrozen(part));
  }
});

test('feeds in opened networks may be polled faster than is polite elsewhere', async () => {
  const feeds = (...urls: string[]) => ({
    'feeds.yaml': `feeds: [${urls.map((url) => `{ url: "${url}", every: 5s }`).join(', ')}]`,
  });
  const own = feeds('http://127.0.0.1:8123/a', 'http://localhost:8123/b', 'http://[fd00::1]/c');
  const { feeds: read } = await load(own, ['127.0.0.0/8', 'fd00::/8']);
  assert.deepEqual(
    read.map((feed) => feed.every),
    [5_000, 5_000, 5_000],
  );
  const refused = await faults(feeds('http://127.0.0.1/a', 'http://10.0.0.1/b', 'https://c.example/'), ['10.0.0.0/8']);
  assert.equal(refused.length, 2);
  assert.match(refused[0] ?? '', /^feeds\.yaml: feeds\[0\]\.every is "5s": it must be 15m or more: .*FETCH_ALLOW/);
  assert.match(refused[1] ?? '', /^feeds\.yaml: feeds\[2\]\.every/);
});

const topic = (rest: string) => ({ 'topics.yaml': `topics: [{ id: t, name: T, ${rest} }]` });
const oneFeed = (rest: string) => ({ 'feeds.yaml': `feeds: [{ url: "https://a.example/", ${rest} }]` });

const WRONG: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  [
    'an address that is none',
    { 'feeds.yaml': 'feeds: [{ url: a.example }]' },
    /feeds\[0\]\.url is "a\.example": it must be an http or https address/,
  ],
  [
    'a scheme that is not read',
    { 'feeds.yaml': 'feeds: [{ url: "ftp://a.example/" }]' },
    /feeds\[0\]\.url is .* http or https/,
  ],
  [
    'a feed without address',
    { 'feeds.yaml': 'feeds: [{ title: A }]' },
    /feeds\[0\]\.url is missing: it must be an http/,
  ],
  ['a feed that is a word', { 'feeds.yaml': 'feeds: [bbc]' }, /feeds\[0\] is "bbc": it must be a feed, such as/],
  ['a list that is none', { 'feeds.yaml': 'feeds: 5' }, /feeds is 5: it must be a list of feeds/],
  ['an empty file', { 'feeds.yaml': '' }, /the whole file is null: it must have the name feeds/],
  [
    'a misspelt name',
    oneFeed('langauge: en'),
    /feeds\[0\]\.langauge is no name known here: did you mean "language"\? Known are url, id,/,
  ],
  ['a name like no other', oneFeed('colour: red'), /feeds\[0\]\.colour is no name known here: Known are/],
  [
    'a wrong duration',
    oneFeed('every: 5 minutes'),
    /feeds\[0\]\.every is "5 minutes": it must be a number with s, m, h or d, such as 30m/,
  ],
  ['a bare number as duration', oneFeed('every: 30'), /feeds\[0\]\.every is 30: it must be a number with s, m, h or d/],
  [
    'a kind of trust that is none',
    oneFeed('trust: high'),
    /feeds\[0\]\.trust is "high": it must be one of official, agency, press, state/,
  ],
  [
    'a language in words',
    oneFeed('language: English!'),
    /feeds\[0\]\.language is "English!": it must be a language tag/,
  ],
  [
    'the same address twice',
    { 'feeds.yaml': 'feeds: [{ url: "https://a.example" }, { url: "https://A.example/" }]' },
    /feeds\[1\]\.url is "https:\/\/a\.example\/": it must not be there twice, and feeds\[0\] has it/,
  ],
  [
    'the same id twice',
    { 'feeds.yaml': 'feeds: [{ url: "https://a.example", id: a }, { url: "https://b.example/", id: a }]' },
    /feeds\[1\]\.id is "a": it must differ from that of feeds\[0\]/,
  ],
  ['a name written twice in YAML', oneFeed('title: A, title: B'), /feeds\.yaml: Map keys must be unique at line 1/],
  ['broken YAML', { 'feeds.yaml': 'feeds: [{ url: "https://a.example/" }' }, /feeds\.yaml: .* at line 1, column/],
  [
    'a keyword topic without query',
    topic('kind: keyword'),
    /topics\[0\]\.query is missing: it must be there for a topic of kind keyword/,
  ],
  [
    'a keyword topic with participants',
    topic('kind: keyword, query: a, participants: [g7]'),
    /topics\[0\]\.participants is \["g7"\]: it must be empty/,
  ],
  ['a wrong query', topic('query: "(truce OR"'), /topics\[0\]\.query is "\(truce OR": it is wrong at character \d+: /],
  [
    'a participant nobody knows',
    topic('participants: [trump, putni]'),
    /topics\[0\]\.participants\[1\] is "putni": it must be a key from leaders\.yaml; the nearest is putin/,
  ],
  [
    'a topic id with capitals',
    { 'topics.yaml': 'topics: [{ id: G7, name: G7, participants: [g7] }]' },
    /topics\[0\]\.id is "G7": it must be made of small letters/,
  ],
  [
    'a topic called all',
    { 'topics.yaml': 'topics: [{ id: all, name: All }]' },
    /topics\[0\]\.id is "all": it must not be "all"/,
  ],
  ['no topic', { 'topics.yaml': 'topics: []' }, /topics is \[\]: it must hold one topic or more/],
  [
    'an id twice',
    { 'topics.yaml': 'topics: [{ id: a, name: A1 }, { id: a, name: A2 }]' },
    /topics\[1\]\.id is "a": it must not be a name of two topics, and topics\[0\] has it/,
  ],
  [
    'an alias that is another topic',
    { 'topics.yaml': 'topics: [{ id: g7, name: G7 }, { id: b, name: B, aliases: [x, g7] }]' },
    /topics\[1\]\.aliases\[1\] is "g7": it must not be a name of two topics/,
  ],
  [
    'a cron of four fields',
    { 'settings.yaml': 'poll: { cron: "* * * *" }' },
    /poll\.cron is "\* \* \* \*": it must have five fields .* not 4/,
  ],
  [
    'a cron with a wrong hour',
    { 'settings.yaml': 'poll: { cron: "0 25 * * *" }' },
    /poll\.cron is .* it must have for hour 0–23/,
  ],
  [
    'a time zone that is none',
    { 'settings.yaml': 'digest: { timeZone: Europe/Kiyv }' },
    /digest\.timeZone is "Europe\/Kiyv": it must be the name of a time zone, such as Europe\/\w+/,
  ],
  ['an offset as time zone', { 'settings.yaml': 'digest: { timeZone: "+02:00" }' }, /digest\.timeZone is "\+02:00"/],
  [
    'a time that is none',
    { 'settings.yaml': 'digest: { at: "24:00" }' },
    /digest\.at is "24:00": it must be a time of day as HH:MM/,
  ],
  [
    'a default that is not polite',
    { 'settings.yaml': 'poll: { every: 5m }' },
    /poll\.every is "5m": it must be a duration from 15m to 1d/,
  ],
  [
    'no room for a document',
    { 'settings.yaml': 'poll: { maxBytes: 0 }' },
    /poll\.maxBytes is 0: it must be a whole number from 10000 to/,
  ],
  [
    'a misspelt group',
    { 'settings.yaml': 'alert: { budgetPerHour: 3 }' },
    /settings\.yaml: alert is no name known here: did you mean "alerts"\?/,
  ],
  [
    'a misspelt setting',
    { 'settings.yaml': 'poll: { time_out: 3s }' },
    /poll\.time_out is no name known here: did you mean "timeout"\?/,
  ],
  [
    'a workspace that is none',
    { 'settings.yaml': 'overrule: { workspaces: ["everybody"] }' },
    /overrule\.workspaces\[0\] is "everybody": it must be discord:GUILD or slack:TEAM/,
  ],
  [
    'a channel that is none',
    { 'settings.yaml': 'alerts: { operatorChannel: "#ops" }' },
    /alerts\.operatorChannel is "#ops": it must be discord:GUILD:CHANNEL or slack:TEAM:CHANNEL/,
  ],
  [
    'a group that is a word',
    { 'settings.yaml': 'poll: often' },
    /poll is "often": it must be a group of names with values/,
  ],
  ['wrong leaders', { 'leaders.yaml': 'countries: 5' }, /^leaders\.yaml: /],
];

for (const [what, files, expected] of WRONG) {
  test(`${what} is refused by file, place, value and remedy`, async () => {
    const found = await faults(files);
    assert.ok(
      found.some((fault) => expected.test(fault)),
      found.join('\n') || 'no fault',
    );
    for (const fault of found) assert.match(fault, /^(feeds|topics|settings|leaders)\.yaml: /);
  });
}

test('all faults of all files are told at once', async () => {
  const found = await faults({
    'feeds.yaml': 'feeds: [{ url: x }, { url: "https://a.example/", trust: x, evry: 5m }]',
    'topics.yaml': 'topics: [{ id: X, name: X }]',
    'settings.yaml': 'digest: { at: noon }',
  });
  assert.equal(found.length, 5, found.join('\n'));
});

test('a folder without feeds and topics is told both', async () => {
  const read = await loadConfig(join(root, 'nowhere'));
  assert.ok('faults' in read);
  assert.equal(read.faults.length, 2);
  assert.match(read.faults[0] ?? '', /nowhere\/feeds\.yaml: the file is missing: copy the one that comes with/);
});

test('what we ship is in order and covers the field', async () => {
  const read = await loadConfig(SHIPPED);
  assert.ok('config' in read, 'faults' in read ? read.faults.join('\n') : '');
  const { feeds, topics } = read.config;
  assert.ok(feeds.length >= 70, `${feeds.length} feeds`);
  for (const trust of ['official', 'agency', 'press', 'state']) {
    assert.ok(feeds.filter((feed) => feed.trust === trust).length >= 5, trust);
  }
  for (const language of ['en', 'uk', 'ru', 'de', 'fr', 'es']) {
    assert.ok(feeds.filter((feed) => feed.language === language).length >= 4, language);
  }
  assert.equal(topics[0]?.id, 'trump-putin-zelenskyy');
  const ids = topics.map((topic) => String(topic.id));
  for (const id of ['trump-putin', 'g7', 'g20', 'nato', 'eu', 'brics', 'sco', 'asean', 'un-week']) {
    assert.ok(ids.includes(id), id);
  }
  assert.ok(topics.filter((topic) => topic.kind === 'keyword').length >= 2);
});
