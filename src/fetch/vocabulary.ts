// The elements of a feed and of its entries that anything is read from; the rest is passed over.

export const ENTRY_VALUES =
  `title link guid id pubdate description content:encoded summary content author contributor category source updated
  published issued created modified dc:title dc:description dc:creator dc:date dc:language dc:subject dc:source dc:publisher
  dcterms:created dcterms:issued dcterms:modified dcterms:date atom:title atom:link atom:id atom:updated atom:published atom:modified
  atom:issued atom:summary atom:content atom:author media:title media:description media:group media:keywords media:content
  itunes:author itunes:title itunes:summary itunes:subtitle xhtml:body body fullitem feedburner:origlink enclosure news:source language date`.split(
    /\s+/,
  );
export const HEAD_VALUES = [
  ...ENTRY_VALUES,
  ...'ttl skiphours skipdays sy:updateperiod sy:updatefrequency tagline subtitle lastbuilddate'.split(' '),
];
