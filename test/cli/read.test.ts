import { strict as assert } from 'node:assert';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { type ReadCommandOptions, readCommand } from '../../src/cli/read.ts';

const FEED =
  '<rss version="2.0"><channel><title>Harbour</title><link>/</link><item><title>A &lt;b&gt;word&lt;/b&gt;</title><link>/1</link><pubDate>Tue, 10 Nov 2026 04:05:06 +0100</pubDate></item><item><description>no link</description></item></channel></rss>';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
});
after(() => rm(folder, { recursive: true }));

async function run(file: string | undefined, options: ReadCommandOptions, input = '') {
  const lines: string[] = [];
  const faults: string[] = [];
  const code = await readCommand(file, options, {
    stdin: Readable.from([input]),
    write: (line) => lines.push(line),
    fail: (line) => faults.push(line),
  });
  return { code, lines, faults };
}

async function written(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

test('one document becomes one JSON object', async () => {
  const { code, lines } = await run(await written('feed.xml', FEED), { url: 'https://h.example/feed.xml' });
  assert.equal(code, 0);
  assert.equal(lines.length, 1);
  const feed = JSON.parse(lines[0] ?? '');
  assert.deepEqual(feed.items[0], {
    id: 'https://h.example/1',
    url: 'https://h.example/1',
    title: 'A word',
    summary: '',
    publishedAt: '2026-11-10T03:05:06.000Z',
    authors: [],
    categories: [],
  });
  assert.deepEqual(
    [feed.title, feed.link, feed.items[1].url, feed.items[1].publishedAt],
    ['Harbour', 'https://h.example/', null, null],
  );
  assert.match(feed.items[1].id, /^[\da-f]{32}$/);
});

test('a document that is no feed, or no file, is one line of complaint', async () => {
  const page = await run(await written('page.html', '<html><body>x</body></html>'), {});
  assert.deepEqual([page.code, page.lines, page.faults.length], [1, [], 1]);
  assert.match(page.faults[0] ?? '', /web page/);
  const missing = await run(join(folder, 'missing.xml'), {});
  assert.equal(missing.code, 1);
  assert.match(missing.faults[0] ?? '', /ENOENT/);
  assert.equal((await run(undefined, {})).code, 2);
});

test('a batch answers each line in order, faults among them', async () => {
  const bytes = Buffer.from(FEED).toString('base64');
  const input = [
    JSON.stringify({ id: 'a', bytes, url: 'https://h.example/feed' }),
    'no JSON',
    '',
    JSON.stringify({ id: 2, bytes: Buffer.from('garbage').toString('base64'), contentType: null }),
    JSON.stringify({ id: 'c' }),
    JSON.stringify({ id: 'd', bytes }),
  ].join('\n');
  const { code, lines } = await run(undefined, { batch: true }, input);
  assert.equal(code, 0);
  const answers = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    answers.map(({ id }) => id),
    ['a', null, 2, 'c', 'd'],
  );
  assert.deepEqual(
    answers.map(({ feed }) => feed?.items.length),
    [2, undefined, undefined, undefined, 2],
  );
  for (const at of [1, 2, 3]) assert.ok(answers[at].error.length > 10);
});
