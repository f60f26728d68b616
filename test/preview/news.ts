// What the preview shows: the Alaska meeting of August 2025 as it stood on its eve, in our own words, under invented mastheads.
import type { ChangeNews, StoryNews } from '../../src/core/alerts/interest.ts';
import type { FeedId } from '../../src/core/feeds/feed.ts';
import type { Item, ItemId } from '../../src/core/feeds/item.ts';
import type { StoryId } from '../../src/core/stories/story.ts';
import type { Topic, TopicId } from '../../src/core/stories/topic.ts';
import type {
  ChangeId,
  Fact,
  Firmness,
  PartyKey,
  Position,
  Speaker,
  StatusChange,
  Summit,
  SummitId,
} from '../../src/core/summits/summit.ts';

export const NOW = Date.parse('2025-08-12T17:06:00Z');

export const NAMES: readonly { readonly key: string; readonly name: string }[] = [
  { key: 'trump', name: 'Donald Trump' },
  { key: 'putin', name: 'Vladimir Putin' },
  { key: 'us', name: 'United States' },
  { key: 'russia', name: 'Russia' },
  { key: 'ukraine', name: 'Ukraine' },
];

const party = (key: string): PartyKey => key as PartyKey;

const TRUMP: Speaker = { name: 'Donald Trump', side: party('us'), kind: 'leader' };
const USHAKOV: Speaker = { name: 'Yuri Ushakov', side: party('russia'), kind: 'official' };
const LEAVITT: Speaker = { name: 'Karoline Leavitt', side: party('us'), kind: 'spokesperson' };
const UNNAMED: Speaker = { name: '', kind: 'anonymous' };

const summitId = 'trump-putin-2025-08' as SummitId;
const DAY_OF_MEETING = {
  from: Date.parse('2025-08-15T00:00:00Z'),
  to: Date.parse('2025-08-15T23:59:59.999Z'),
  words: 'on Friday, August 15',
};
const SOURCES = [
  'Meridian Wire',
  'Northern Herald',
  'Press Office Bulletin',
  'Дніпровський вісник',
  'The Harbour Ledger',
];

type Told = {
  readonly at: string;
  readonly field: StatusChange['field'];
  readonly stage: StatusChange['stage'];
  readonly before: string | null;
  readonly after: string;
  readonly firmness: Firmness;
  readonly saidBy: Speaker;
  readonly sources: readonly string[];
  readonly headline: string;
  readonly slug: string;
};

const TOLD: readonly Told[] = [
  {
    at: '2025-08-06T20:10Z',
    field: 'stage',
    stage: 'exploring',
    before: null,
    after: 'exploring',
    firmness: 'may',
    saidBy: UNNAMED,
    sources: ['Meridian Wire'],
    headline: 'Trump could meet Putin as early as next week, White House official says',
    slug: 'could-meet',
  },
  {
    at: '2025-08-07T08:30Z',
    field: 'stage',
    stage: 'announced',
    before: 'exploring',
    after: 'announced',
    firmness: 'will',
    saidBy: USHAKOV,
    sources: ['Meridian Wire', 'Northern Herald'],
    headline: 'Putin and Trump will meet in the coming days, Kremlin aide Ushakov says',
    slug: 'kremlin-agreed',
  },
  {
    at: '2025-08-08T22:20Z',
    field: 'stage',
    stage: 'scheduled',
    before: 'announced',
    after: 'scheduled',
    firmness: 'will',
    saidBy: TRUMP,
    sources: ['Press Office Bulletin', 'Meridian Wire'],
    headline: 'Trump says he will meet Putin in Alaska on Friday, August 15',
    slug: 'alaska',
  },
  {
    at: '2025-08-08T22:20Z',
    field: 'date',
    stage: 'scheduled',
    before: null,
    after: 'on Friday, August 15',
    firmness: 'will',
    saidBy: TRUMP,
    sources: ['Press Office Bulletin', 'Meridian Wire'],
    headline: 'Trump says he will meet Putin in Alaska on Friday, August 15',
    slug: 'alaska',
  },
  {
    at: '2025-08-08T22:20Z',
    field: 'place',
    stage: 'scheduled',
    before: null,
    after: 'Alaska',
    firmness: 'will',
    saidBy: TRUMP,
    sources: ['Press Office Bulletin', 'Meridian Wire'],
    headline: 'Trump says he will meet Putin in Alaska on Friday, August 15',
    slug: 'alaska',
  },
  {
    at: '2025-08-09T07:00Z',
    field: 'stage',
    stage: 'confirmed',
    before: 'scheduled',
    after: 'confirmed',
    firmness: 'confirmed',
    saidBy: USHAKOV,
    sources: ['Meridian Wire', 'Дніпровський вісник'],
    headline: 'Kremlin confirms Putin will meet Trump in Alaska on August 15',
    slug: 'kremlin-confirms',
  },
  {
    at: '2025-08-12T17:00Z',
    field: 'place',
    stage: 'confirmed',
    before: 'Alaska',
    after: 'Anchorage',
    firmness: 'confirmed',
    saidBy: LEAVITT,
    sources: ['Press Office Bulletin', 'Meridian Wire', 'Northern Herald'],
    headline: 'White House: Trump and Putin to meet in Anchorage on Friday',
    slug: 'anchorage',
  },
];

const address = (slug: string): string => `https://news.example/${slug}`;

export const CHANGES: readonly StatusChange[] = TOLD.map(({ at, slug, ...told }, index) => ({
  ...told,
  id: `change-${index}` as ChangeId,
  summitId,
  revision: index + 1,
  at: Date.parse(at),
  why: 'said by a named source',
  because: [`item-${slug}` as ItemId],
  url: address(slug),
  rumour: false,
}));

function fact<T>(value: T, firmness: Firmness, saidBy: Speaker): Fact<T> {
  return { value, since: NOW, firmness, saidBy, itemIds: [], sources: SOURCES };
}

function position(side: string, speaker: Speaker, at: string, quote: string, source: string): Position {
  return {
    party: party(side),
    speaker,
    stage: 'confirmed',
    firmness: 'confirmed',
    quote,
    url: address('said'),
    source,
    itemId: 'item-said' as ItemId,
    at: Date.parse(at),
  };
}

export const SUMMIT: Summit = {
  id: summitId,
  name: 'Trump–Putin meeting in Alaska',
  kind: 'bilateral',
  parties: [party('trump'), party('putin')],
  possibleParties: [],
  stage: fact('confirmed', 'confirmed', USHAKOV),
  place: fact({ name: 'Anchorage', country: 'us' }, 'confirmed', LEAVITT),
  date: fact(DAY_OF_MEETING, 'confirmed', TRUMP),
  confirmedBy: [party('us'), party('russia')],
  positions: [
    position(
      'us',
      LEAVITT,
      '2025-08-12T17:00Z',
      'For the president this is a listening exercise',
      'Press Office Bulletin',
    ),
    position('russia', USHAKOV, '2025-08-09T07:00Z', 'The place is quite logical', 'Meridian Wire'),
  ],
  sources: SOURCES,
  firstSeenAt: Date.parse('2025-08-06T20:10Z'),
  lastReportAt: Date.parse('2025-08-12T17:00Z'),
  revision: CHANGES.length,
  dormant: false,
};

export const TOPICS: readonly Topic[] = [
  { id: 'trump-putin' as TopicId, name: 'Trump–Putin', kind: 'summit', participants: ['trump', 'putin'], aliases: [] },
  { id: 'peace-talks' as TopicId, name: 'Peace talks', kind: 'keyword', query: 'peace', participants: [], aliases: [] },
];

function story(slug: string, topic: string, headline: string, source: string, sources: readonly string[]): StoryNews {
  const at = Date.parse('2025-08-12T09:00Z');
  const items = sources.map((_, index) => `item-${slug}-${index}` as ItemId);
  const item: Item = {
    id: `item-${slug}-0` as ItemId,
    feedId: 'feed' as FeedId,
    guid: slug,
    url: address(slug),
    canonicalUrl: address(slug),
    title: headline,
    summary: '',
    language: 'en',
    source,
    trust: 'press',
    publishedAt: at,
    seenAt: at,
  };
  return {
    kind: 'story',
    item,
    story: {
      id: `story-${slug}` as StoryId,
      headline,
      language: 'en',
      itemIds: items,
      outlets: sources,
      independentSources: sources,
      firstSeenAt: at,
      lastSeenAt: at,
    },
    topics: [{ topicId: topic as TopicId, reason: 'named in the headline' }],
  };
}

export const CHANGE_NEWS: readonly ChangeNews[] = CHANGES.slice(-1).map((change) => ({
  kind: 'change',
  change,
  summit: SUMMIT,
  topics: [{ topicId: 'trump-putin' as TopicId, reason: 'Both take part.' }],
}));

export const STORIES: readonly StoryNews[] = [
  story('feel-out', 'trump-putin', 'Trump calls Friday’s meeting with Putin a first feeling-out', 'Northern Herald', [
    'Northern Herald',
    'Meridian Wire',
    'The Harbour Ledger',
  ]),
  story('air-base', 'trump-putin', 'Air base at Anchorage closes its roads for the talks', 'The Harbour Ledger', [
    'The Harbour Ledger',
  ]),
  story(
    'not-cede',
    'peace-talks',
    'Zelenskyy: decisions without Ukraine are decisions against peace',
    'Northern Herald',
    ['Northern Herald', 'Дніпровський вісник'],
  ),
  story('leaders-call', 'peace-talks', 'European leaders ask for a call with Trump before Friday', 'Meridian Wire', [
    'Meridian Wire',
    'Northern Herald',
  ]),
];
