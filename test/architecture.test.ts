// Holds the import rule of docs/ARCHITECTURE.md: which room may look into which, what the core may not touch, no circles.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: root }).sort();

/** Longest prefix wins. `own` packages may be imported by that folder alone. */
const RULES: readonly { readonly folder: string; readonly may: readonly string[] }[] = [
  { folder: 'src/core/text', may: [] },
  { folder: 'src/core/languages', may: ['src/core/text'] },
  { folder: 'src/core/feeds', may: ['src/core/text', 'src/core/languages'] },
  { folder: 'src/core/stories', may: ['src/core/text', 'src/core/languages', 'src/core/feeds'] },
  { folder: 'src/core/summits', may: ['src/core/text', 'src/core/languages', 'src/core/feeds', 'src/core/stories'] },
  {
    folder: 'src/core/desk',
    may: ['src/core/text', 'src/core/languages', 'src/core/feeds', 'src/core/stories', 'src/core/summits'],
  },
  { folder: 'src/core/alerts', may: ['src/core'] },
  { folder: 'src/core/messages', may: ['src/core'] },
  { folder: 'src/fetch', may: ['src/core'] },
  { folder: 'src/storage', may: ['src/core'] },
  { folder: 'src/config', may: ['src/core'] },
  { folder: 'src/ops', may: [] },
  {
    folder: 'src/chat',
    may: ['src/core/messages', 'src/core/alerts', 'src/core/text', 'src/chat/chat.ts', 'src/chat/typed-line.ts'],
  },
  { folder: 'src/commands', may: ['src/core', 'src/storage/store.ts', 'src/chat/chat.ts', 'src/ops'] },
  { folder: 'src/jobs', may: ['src/core', 'src/storage/store.ts', 'src/chat/chat.ts', 'src/ops', 'src/fetch'] },
  { folder: 'src/web', may: ['src/core', 'src/storage/store.ts', 'src/ops'] },
  { folder: 'src/cli', may: ['src'] },
  { folder: 'src/main.ts', may: ['src/cli'] },
];

/** Packages that belong to one room, so that to replace one is to rewrite one folder. */
const OWNED: Readonly<Record<string, readonly string[]>> = {
  'rss-parser': ['src/fetch'],
  'node-cron': ['src/jobs'],
  'discord.js': ['src/chat/discord'],
  '@slack/bolt': ['src/chat/slack'],
  '@slack/oauth': ['src/chat/slack'],
  kysely: ['src/storage'],
  pg: ['src/storage'],
  'node:sqlite': ['src/storage'],
  hono: ['src/web'],
  'prom-client': ['src/ops'],
  pino: ['src/ops'],
  undici: ['src/fetch'],
  commander: ['src/cli'],
  yaml: ['src/config', 'src/cli/slack-manifest.ts'],
  feed: ['src/web/changes-feed.ts', 'src/cli/demo'],
  'ical-generator': ['src/web'],
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

type Import = { readonly file: string; readonly target: string; readonly local: boolean; readonly lazy: boolean };

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((found) => {
    const name = found[1] ?? found[2] ?? found[3] ?? '';
    const local = name.startsWith('.');
    return { file, target: local ? normalize(join(dirname(file), name)) : name, local, lazy: found[3] !== undefined };
  });
}

const imports = files.flatMap(importsOf);
const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const ruleFor = (file: string) =>
  RULES.filter((rule) => within(file, rule.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];

test('every file belongs to a room with a rule', () => {
  assert.deepEqual(
    files.filter((file) => ruleFor(file) === undefined),
    [],
  );
});

test('rooms import only what the rule allows', () => {
  const broken = imports
    .filter(({ local }) => local)
    .filter(({ file, target }) => {
      const rule = ruleFor(file);
      const platform = /^src\/chat\/[a-z]+\//.exec(file)?.[0];
      if (platform && target.startsWith(platform)) return false;
      if (rule && !platform && within(target, rule.folder)) return false;
      return !rule?.may.some((allowed) => within(target, allowed));
    })
    .map(({ file, target }) => `${file} must not import ${target}`);
  assert.deepEqual(broken, []);
});

test('a package stays in its own room', () => {
  const broken = imports
    .filter(({ local }) => !local)
    .flatMap(({ file, target }) => {
      const owners = Object.entries(OWNED).find(([name]) => target === name || target.startsWith(`${name}/`))?.[1];
      return owners && !owners.some((owner) => within(file, owner)) ? [`${file} must not import ${target}`] : [];
    });
  assert.deepEqual(broken, []);
});

test('the core touches neither clock, chance nor world', () => {
  const forbidden = /from 'node:|\bDate\.now\(|new Date\(\)|\bMath\.random\(|Temporal\.Now|\bprocess\.|\bconsole\./;
  const broken = files
    .filter((file) => within(file, 'src/core'))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          forbidden.test(line) && !/^\s*(\/\/|\*)/.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
        ),
    );
  assert.deepEqual(broken, []);
});

test('there are no import circles', () => {
  const graph = new Map(
    files.map((file) => [
      file,
      imports.filter((one) => one.file === file && one.local && !one.lazy).map((one) => one.target),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  assert.deepEqual(circles, []);
});

test('no room is named after nothing in particular', () => {
  const vague = /(^|\/)(utils?|helpers?|common|shared|misc|managers?|services?)(\/|\.ts$)|(^|\/)types\.ts$/;
  assert.deepEqual(
    files.filter((file) => vague.test(file)),
    [],
  );
});
