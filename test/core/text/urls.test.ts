import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalUrl, resolveUrl, withoutSecrets } from '../../../src/core/text/urls.ts';

const SAME: readonly (readonly [what: string, one: string, other: string])[] = [
  ['campaign parameters', 'https://paper.example/a?utm_source=rss&id=4&fbclid=x', 'https://paper.example/a?id=4'],
  ['the scheme', 'http://paper.example/a', 'https://paper.example/a'],
  ['www and mobile hosts', 'https://m.paper.example/a', 'https://www.paper.example/a'],
  ['a mobile mark inside the host', 'https://en.m.encyclopedia.example/w/A', 'https://en.encyclopedia.example/w/A'],
  ['fragments', 'https://paper.example/a#comments', 'https://paper.example/a'],
  ['a slash at the end', 'https://paper.example/a/', 'https://paper.example/a'],
  ['the order of parameters', 'https://paper.example/a?b=2&a=1', 'https://paper.example/a?a=1&b=2'],
  ['AMP at the end', 'https://paper.example/a/amp/', 'https://paper.example/a'],
  ['AMP as a parameter', 'https://paper.example/a?amp=1', 'https://paper.example/a'],
  ['AMP through Google', 'https://www.google.com/amp/s/paper.example/a', 'https://paper.example/a'],
  ['AMP through its cache', 'https://paper-example.cdn.ampproject.org/c/s/paper.example/a', 'https://paper.example/a'],
  [
    'redirectors that carry their target',
    'https://www.google.com/url?rct=j&url=https://paper.example/a',
    'https://paper.example/a',
  ],
  ['a parameter that only says it came from a feed', 'https://paper.example/a?from=rss', 'https://paper.example/a'],
  ['case of the host, not of the path', 'https://PAPER.example/A', 'https://paper.example/A'],
];

test('two addresses of one article come out equal', () => {
  for (const [what, one, other] of SAME) assert.equal(canonicalUrl(one), canonicalUrl(other), what);
});

test('addresses of two articles stay apart', () => {
  for (const [one, other] of [
    ['https://paper.example/a?id=1', 'https://paper.example/a?id=2'],
    ['https://paper.example/a', 'https://paper.example/A'],
    ['https://paper.example/a', 'https://other.example/a'],
    ['https://paper.example/a?page=1', 'https://paper.example/a'],
    ['https://amp.example/', 'https://m.example/'],
  ] as const) {
    assert.notEqual(canonicalUrl(one), canonicalUrl(other));
  }
});

test('what is no web address is left alone', () => {
  assert.equal(canonicalUrl(' tag:paper.example,2026:1 '), 'tag:paper.example,2026:1');
  assert.equal(canonicalUrl('mailto:a@paper.example'), 'mailto:a@paper.example');
});

test('one form is final', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const once = canonicalUrl(url);
      assert.equal(canonicalUrl(once), once);
    }),
  );
});

test('relative addresses are resolved, and only http and https come out', () => {
  assert.equal(resolveUrl('../b?x=1', 'https://paper.example/a/c'), 'https://paper.example/b?x=1');
  assert.equal(resolveUrl('//other.example/x', 'https://paper.example/'), 'https://other.example/x');
  assert.equal(resolveUrl('\n https://paper.example/a\n b '), 'https://paper.example/ab');
  for (const bad of ['', '/a', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'mailto:a@b.example']) {
    assert.equal(resolveUrl(bad), undefined, bad);
  }
  assert.equal(resolveUrl('javascript:alert(1)', 'https://paper.example/'), undefined);
});

const SHOWN: readonly (readonly [address: string, shown: string])[] = [
  ['https://me:pass@a.example/rss', 'https://a.example/rss'],
  [
    'https://a.example/rss?q=summit&api_key=1&access_token=2',
    'https://a.example/rss?q=summit&api_key=***&access_token=***',
  ],
  ['https://a.example/rss?author=b&keywords=g7', 'https://a.example/rss?author=b&keywords=g7'],
  ['no address', 'no address'],
];
for (const [address, shown] of SHOWN) {
  test(`${address} is shown without passwords and keys`, () => assert.equal(withoutSecrets(address), shown));
}
