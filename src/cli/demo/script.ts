// The recorded news of the demo: August 2025, from rumour to meeting, retold in our own words under invented mastheads.
// Times, places and who said what are the facts of those days; one rumour among them was false on purpose.

export type DemoFeed = {
  readonly path: string;
  readonly title: string;
  readonly format: 'rss' | 'atom' | 'json';
  readonly language: string;
  readonly trust: 'official' | 'agency' | 'press' | 'state';
};

export const FEEDS = {
  wire: { path: '/meridian.xml', title: 'Meridian Wire', format: 'rss', language: 'en', trust: 'agency' },
  herald: { path: '/herald.atom', title: 'Northern Herald', format: 'atom', language: 'en', trust: 'press' },
  ledger: { path: '/ledger.xml', title: 'The Harbour Ledger', format: 'rss', language: 'en', trust: 'press' },
  chancery: {
    path: '/press-office.json',
    title: 'Press Office Bulletin',
    format: 'json',
    language: 'en',
    trust: 'official',
  },
  visnyk: { path: '/visnyk.xml', title: 'Дніпровський вісник', format: 'rss', language: 'uk', trust: 'press' },
  blog: { path: '/backchannel.xml', title: 'Backchannel Blog', format: 'rss', language: 'en', trust: 'press' },
} as const satisfies Record<string, DemoFeed>;

export type DemoItem = {
  readonly feed: keyof typeof FEEDS;
  /** UTC, when it appears. */
  readonly at: string;
  readonly slug: string;
  readonly title: string;
  readonly summary?: string;
  /** The headline as it was rewritten later, and when. */
  readonly edit?: { readonly at: string; readonly title: string };
};

export const START = '2025-08-05T12:00:00Z';
export const END = '2025-08-19T15:00:00Z';

export const ITEMS: readonly DemoItem[] = [
  {
    feed: 'wire',
    at: '2025-08-05T14:00Z',
    slug: 'copper-prices',
    title: 'Copper slides as smelters add night shifts',
    summary: 'Traders point to full warehouses in three ports.',
  },
  {
    feed: 'herald',
    at: '2025-08-05T16:30Z',
    slug: 'ferry-strike',
    title: 'Ferry crews call two-day strike over rosters',
  },
  {
    feed: 'wire',
    at: '2025-08-06T20:10Z',
    slug: 'trump-could-meet-putin',
    title: 'Trump could meet Putin as early as next week, White House official says',
    summary: 'An official who asked not to be named said nothing had been decided on a place or a day.',
  },
  {
    feed: 'ledger',
    at: '2025-08-06T21:00Z',
    slug: 'trump-putin-next-week',
    title: 'Trump could meet Putin as early as next week, says White House official',
    summary: 'No place or day has been decided, said the official, who asked not to be named. (Meridian Wire)',
  },
  {
    feed: 'herald',
    at: '2025-08-06T21:40Z',
    slug: 'white-house-talks',
    title: 'White House: Trump open to meeting Putin and Zelenskyy',
    summary: 'The president called it a very good prospect but said he had been let down before.',
  },
  { feed: 'ledger', at: '2025-08-07T05:00Z', slug: 'museum-night', title: 'Museum opens its cellars for one night' },
  {
    feed: 'wire',
    at: '2025-08-07T08:30Z',
    slug: 'kremlin-agreed',
    title: 'Putin and Trump will meet in the coming days, Kremlin aide Ushakov says',
    summary: 'The aide said both sides had agreed in principle and were working on the details.',
  },
  {
    feed: 'visnyk',
    at: '2025-08-07T09:15Z',
    slug: 'zustrich',
    title: 'Путін і Трамп зустрінуться найближчими днями – Ушаков',
    summary: 'Помічник президента Росії заявив, що сторони домовилися про зустріч.',
  },
  {
    feed: 'herald',
    at: '2025-08-07T10:20Z',
    slug: 'kremlin-summit-days',
    title: 'Kremlin says summit of Putin and Trump agreed for coming days',
    summary: 'Ushakov spoke of a meeting of the two presidents; no venue was named.',
  },
  {
    feed: 'wire',
    at: '2025-08-07T15:00Z',
    slug: 'putin-uae',
    title: 'Putin names United Arab Emirates as possible place for Trump meeting',
  },
  { feed: 'blog', at: '2025-08-08T03:00Z', slug: 'budget-gardeners', title: 'Ten tomatoes for lazy gardeners' },
  {
    feed: 'chancery',
    at: '2025-08-08T22:20Z',
    slug: 'alaska',
    title: 'Trump says he will meet Putin in Alaska on Friday, August 15',
    summary:
      'The President of the United States announced the place and the day of his meeting with the President of Russia.',
  },
  {
    feed: 'wire',
    at: '2025-08-08T22:40Z',
    slug: 'alaska-friday',
    title: 'Trump to meet Putin in Alaska next Friday',
    summary: 'It will be the first meeting of the two presidents since Trump returned to office.',
  },
  {
    feed: 'ledger',
    at: '2025-08-08T23:10Z',
    slug: 'alaska-venue',
    title: 'Trump to meet Putin next Friday in Alaska',
    summary: 'The two presidents have not met since Trump returned to office. (Meridian Wire)',
  },
  {
    feed: 'visnyk',
    at: '2025-08-09T05:30Z',
    slug: 'alyaska',
    title: 'Трамп оголосив, що зустрінеться з Путіним 15 серпня на Алясці',
  },
  {
    feed: 'wire',
    at: '2025-08-09T07:00Z',
    slug: 'kremlin-confirms-alaska',
    title: 'Kremlin confirms Putin will meet Trump in Alaska on August 15',
    summary: 'Ushakov called the place quite logical and said preparations had begun.',
  },
  {
    feed: 'herald',
    at: '2025-08-09T11:00Z',
    slug: 'kyiv-not-cede',
    title: 'Zelenskyy says Ukraine will not give up land as leaders prepare for Alaska',
    summary: 'Decisions without Ukraine would be decisions against peace, he said.',
  },
  {
    feed: 'ledger',
    at: '2025-08-10T09:00Z',
    slug: 'what-to-expect',
    title: 'What to expect when Trump meets Putin in Alaska',
  },
  {
    feed: 'wire',
    at: '2025-08-10T16:00Z',
    slug: 'sheep-rescue',
    title: 'Firefighters lead forty sheep off a motorway',
  },
  {
    feed: 'herald',
    at: '2025-08-11T15:30Z',
    slug: 'feel-out',
    title: 'Trump calls Friday meeting with Putin a first feeling-out',
    summary: 'He said he would know within minutes whether a deal was possible.',
  },
  {
    feed: 'chancery',
    at: '2025-08-12T17:00Z',
    slug: 'anchorage',
    title: 'White House: Trump and Putin to meet in Anchorage on Friday',
    summary: 'The press secretary called the meeting a listening exercise for the president.',
  },
  {
    feed: 'blog',
    at: '2025-08-13T02:00Z',
    slug: 'called-off',
    title: 'Rumour: Alaska meeting of Trump and Putin may be called off, anonymous channel claims',
    summary: 'No name, no document, one post.',
  },
  {
    feed: 'wire',
    at: '2025-08-13T06:30Z',
    slug: 'on-track',
    title: 'White House denies rumour, says Trump-Putin meeting in Alaska is on track',
    summary: 'A spokeswoman said the president would leave on Friday morning as planned.',
  },
  { feed: 'ledger', at: '2025-08-14T08:00Z', slug: 'tariff-vote', title: 'Lawmakers delay vote on fishing quotas' },
  {
    feed: 'wire',
    at: '2025-08-15T18:30Z',
    slug: 'lands',
    title: 'Putin lands in Alaska for talks with Trump',
    summary: 'The American president greeted him on a red carpet at the air base in Anchorage.',
    edit: { at: '2025-08-15T19:40Z', title: 'Trump and Putin begin talks in Alaska' },
  },
  {
    feed: 'visnyk',
    at: '2025-08-15T19:00Z',
    slug: 'pochalasya',
    title: 'На Алясці розпочалася зустріч Трампа і Путіна',
  },
  {
    feed: 'herald',
    at: '2025-08-15T19:10Z',
    slug: 'red-carpet',
    title: 'Trump greets Putin on red carpet as Alaska summit opens',
  },
  {
    feed: 'wire',
    at: '2025-08-15T23:20Z',
    slug: 'no-deal',
    title: 'Trump and Putin end Alaska summit without a deal on Ukraine',
    summary: 'Both spoke of progress after almost three hours of talks; neither took questions.',
  },
  {
    feed: 'ledger',
    at: '2025-08-15T23:50Z',
    slug: 'without-deal',
    title: 'Alaska summit of Trump and Putin ends without Ukraine deal',
    summary: 'After nearly three hours both presidents spoke of progress. (Meridian Wire)',
  },
  {
    feed: 'visnyk',
    at: '2025-08-16T05:00Z',
    slug: 'bez-uhody',
    title: 'Саміт Трампа і Путіна на Алясці завершився без угоди',
  },
  {
    feed: 'wire',
    at: '2025-08-16T08:30Z',
    slug: 'zelenskyy-washington',
    title: 'Zelenskyy to meet Trump in Washington on Monday',
    summary: 'The Ukrainian president said they would discuss all the details of ending the war.',
  },
  {
    feed: 'herald',
    at: '2025-08-16T10:00Z',
    slug: 'zelenskyy-monday',
    title: 'Zelenskyy will meet Trump in Washington on Monday after Alaska talks',
  },
  {
    feed: 'ledger',
    at: '2025-08-17T12:00Z',
    slug: 'five-takeaways',
    title: 'Five takeaways from the Alaska meeting of Trump and Putin',
  },
  {
    feed: 'wire',
    at: '2025-08-18T17:30Z',
    slug: 'white-house-arrives',
    title: 'Zelenskyy arrives at White House for talks with Trump',
  },
  {
    feed: 'herald',
    at: '2025-08-18T23:00Z',
    slug: 'after-talks',
    title: 'After talks with Zelenskyy, Trump says he has begun arranging a Putin-Zelenskyy meeting',
    summary: 'He said a meeting of all three would follow.',
  },
  {
    feed: 'visnyk',
    at: '2025-08-19T06:00Z',
    slug: 'hotovyi',
    title: 'Зеленський готовий зустрітися з Путіним у будь-якому форматі',
  },
];
