import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedIdOf } from '../../../src/core/feeds/feed-id.ts';

test('a feed id names the site, is the same for the same address and differs for another', () => {
  const world = feedIdOf('https://feeds.example.co.uk/news/world/rss.xml');
  assert.match(world, /^example-co-uk-[a-z0-9]+$/);
  assert.equal(feedIdOf('https://feeds.example.co.uk/news/world/rss.xml'), world);
  assert.notEqual(feedIdOf('https://feeds.example.co.uk/news/europe/rss.xml'), world);
  assert.match(feedIdOf('http://127.0.0.1:8080/a?b=c'), /^127-0-0-1-[a-z0-9]+$/);
});
