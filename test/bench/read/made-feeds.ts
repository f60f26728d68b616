// Feed documents made for measuring: ordinary ones of any length, hostile ones of every known kind.

const WORDS =
  'harbour lantern meadow copper window river answer morning paper garden signal winter bridge letter'.split(' ');

/** About 880 bytes an item, as a news feed with summaries has. */
export function ordinaryFeed(items: number): string {
  const parts = [
    '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Made for measuring</title><link>https://news.example/</link><atom:link rel="self" href="https://news.example/feed.xml"/><ttl>60</ttl>',
  ];
  for (let at = 0; at < items; at += 1) {
    const words = (count: number): string =>
      Array.from({ length: count }, (_, word) => WORDS[(at * 7 + word * 3 + ((word * at) % 5)) % WORDS.length]).join(
        ' ',
      );
    parts.push(
      `<item><title>Item ${at}: ${words(7)} &amp; caf\u00e9</title><link>https://news.example/${at}?a=1&amp;b=2</link>`,
      `<guid isPermaLink="false">made-${at}</guid><pubDate>Tue, 10 Nov 2026 04:${String(at % 60).padStart(2, '0')}:00 GMT</pubDate>`,
      `<dc:creator>Writer ${at % 9}</dc:creator><category>news</category><category>${words(1)}</category>`,
      `<description><![CDATA[<p>${words(40)}</p><p><a href="https://news.example/more">${words(20)}</a> &mdash; ${words(12)}</p>]]></description></item>\n`,
    );
  }
  parts.push('</channel></rss>');
  return parts.join('');
}

const rss = (inside: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>Hostile</title><item>${inside}</item></channel></rss>`;

function entityLadder(rungs: number): string {
  const steps = Array.from({ length: rungs }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);
  return `<!DOCTYPE rss [<!ENTITY e0 "ha">${steps.join('')}]>`;
}

/** Name → document. */
export const HOSTILE: Readonly<Record<string, () => string>> = {
  'billion laughs': () => rss('<title>&e10;</title>', entityLadder(10)),
  'quadratic entities': () =>
    rss(`<title>${'&big;'.repeat(20_000)}</title>`, `<!DOCTYPE rss [<!ENTITY big "${'x'.repeat(50_000)}">]>`),
  'many small entities': () =>
    rss(`<title>${'&big;'.repeat(200_000)}</title>`, `<!DOCTYPE rss [<!ENTITY big "${'x'.repeat(500)}">]>`),
  'external entity': () => rss('<title>&file;</title>', '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>'),
  '100,000 nested tags': () => rss(`<description>${'<a>'.repeat(100_000)}x${'</a>'.repeat(100_000)}</description>`),
  '100,000 nested items': () => rss('<item>'.repeat(100_000)),
  '100,000 nested channels': () => rss('<channel>'.repeat(100_000)),
  '100,000 unclosed tags': () => rss(`<description>${'<b>'.repeat(100_000)}`),
  '300,000 unmatched ends': () => rss(`${'<b>'.repeat(60)}${'</c>'.repeat(300_000)}`),
  '100,000 attributes': () =>
    rss(`<title ${Array.from({ length: 100_000 }, (_, at) => `a${at}="x"`).join(' ')}>t</title>`),
  '300,000 names': () => rss(Array.from({ length: 300_000 }, (_, at) => `<n${at}/>`).join('')),
  '50 MB title': () => rss(`<title>${'long '.repeat(10_000_000)}</title>`),
  '10 MB title': () => rss(`<title>${'long '.repeat(2_000_000)}</title>`),
  'a million items': () =>
    `<rss version="2.0"><channel>${'<item><title>t</title><link>http://a.example/</link><guid>g</guid></item>'.repeat(1_000_000)}</channel></rss>`,
  '140,000 items': () =>
    `<rss version="2.0"><channel>${'<item><title>t</title><link>http://a.example/</link><guid>g</guid></item>'.repeat(140_000)}</channel></rss>`,
  'unclosed CDATA': () => rss(`<title><![CDATA[${'never closed '.repeat(10_000)}`),
  '200,000 CDATA starts': () => rss(`<title>${'<![CDATA['.repeat(200_000)}</title>`),
  '200,000 comment starts': () => rss(`<title>${'<!--'.repeat(200_000)}</title>`),
  '200,000 instruction starts': () => rss(`<title>${'<?'.repeat(200_000)}</title>`),
  'two million <': () => rss(`<title>${'<'.repeat(2_000_000)}</title>`),
  'two million < in CDATA': () => rss(`<description><![CDATA[${'<'.repeat(2_000_000)}]]></description>`),
  '400,000 escaped <': () => rss(`<description>${'&lt;'.repeat(220_000)}</description>`),
  '200,000 open tags in CDATA': () => rss(`<description><![CDATA[${'<a '.repeat(200_000)}]]></description>`),
  'a million &amp;': () => rss(`<title>${'&amp;'.repeat(1_000_000)}</title>`),
  'a million &': () => rss(`<title>${'&'.repeat(1_000_000)}</title>`),
  'a million &#': () => rss(`<title>${'&#1'.repeat(1_000_000)}</title>`),
  'a million quotes in a tag': () => rss(`<title ${'"'.repeat(1_000_000)}>t</title>`),
  'a million line ends': () => rss(`<title>${' \n'.repeat(1_000_000)}</title>`),
  'an endless DOCTYPE': () => `<!DOCTYPE rss [${'<!ENTITY a "b'.repeat(100_000)}<rss><channel><item/></channel></rss>`,
  '200,000 comment starts before anything': () => '<!--'.repeat(200_000),
  '200,000 short DOCTYPEs': () => `${'<!DOCTYPE a [ ]>'.repeat(200_000)}<rss/>`,
  '10,000 items of tiny elements': () =>
    `<rss version="2.0"><channel>${`<item>${'<link/>'.repeat(120)}`.repeat(10_000)}`,
  '10,000 authors of tiny elements': () => `<feed>${`<entry><author>${'<b/>'.repeat(220)}`.repeat(10_000)}`,
  'three million &#1': () => rss(`<title>${'&#1'.repeat(3_000_000)}</title>`),
  'ten million <': () => rss(`<title>${'<'.repeat(10_000_000)}</title>`),
  'a million &eacute;': () => rss(`<title>${'&eacute;'.repeat(1_000_000)}</title>`),
  'JSON of three million objects': () => `{"items":[${'{},'.repeat(3_000_000)}{}]}`,
  'a million DOCTYPEs': () => `${'<!DOCTYPE a ['.repeat(500_000)}<rss/>`,
  '__proto__ and constructor': () =>
    rss(
      '<__proto__><polluted>yes</polluted></__proto__><constructor>c</constructor><title __proto__="p" constructor="c">t</title>',
    ),
  'NUL in a title': () => rss('<title>a\0b</title>'),
  'deep JSON': () => `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(500_000)}`,
  'wide JSON': () => `{"version":"https://jsonfeed.org/version/1","items":[${'{},'.repeat(1_000_000)}{}]}`,
  'JSON __proto__': () =>
    '{"version":"https://jsonfeed.org/version/1","__proto__":{"polluted":1},"items":[{"__proto__":{"title":"x"},"id":"1"}]}',
  'endless date': () => rss(`<title>t</title><pubDate>${'1 '.repeat(400_000)}</pubDate>`),
  'endless address': () => rss(`<title>t</title><link>http://a.example/${'a/../'.repeat(150_000)}</link>`),
  'endless author': () => rss(`<title>t</title><author>${'@ ('.repeat(250_000)}</author>`),
  'endless xml:base': () => rss(`${'<title xml:base="a/">'.repeat(50_000)}`),
};
