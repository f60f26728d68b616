// The operator's configuration as the service uses it, or every fault in it at once.
import type { Feed } from '../core/feeds/feed.ts';
import type { Topic } from '../core/stories/topic.ts';
import type { LeaderBook } from '../core/summits/leaders.ts';
import { HOUR } from '../core/text/instant.ts';
import { type ConfigText, type Read, readConfigText } from './document.ts';
import { readFeeds } from './feeds.ts';
import { parseLeaders } from './leaders.ts';
import { readSettings, type Settings } from './settings.ts';
import { readTopics } from './topics.ts';

export type Config = {
  readonly feeds: readonly Feed[];
  readonly topics: readonly Topic[];
  readonly leaders: LeaderBook;
  readonly settings: Settings;
};

export type LoadOptions = {
  /** FETCH_ALLOW: ranges in which feeds may be polled faster than is polite elsewhere. */
  readonly allow?: readonly string[];
};

/** leaders.yaml and settings.yaml may be left out of `dir`: those we ship stand in. */
export async function loadConfig(
  dir: string,
  { allow = [] }: LoadOptions = {},
): Promise<{ readonly config: Config } | { readonly faults: readonly string[] }> {
  const [feedsText, topicsText, leadersText, settingsText] = await Promise.all([
    readConfigText(dir, 'feeds', false),
    readConfigText(dir, 'topics', false),
    readConfigText(dir, 'leaders', true),
    readConfigText(dir, 'settings', true),
  ]);
  const settings = then(settingsText, readSettings);
  const leaders = then(leadersText, readLeaders);
  const every = 'value' in settings ? settings.value.poll.every : HOUR;
  const feeds = then(feedsText, (text) => readFeeds(text, every, allow));
  const topics = then(topicsText, (text) => readTopics(text, 'value' in leaders ? leaders.value : undefined));
  if ('value' in feeds && 'value' in topics && 'value' in leaders && 'value' in settings) {
    return {
      config: Object.freeze({
        feeds: freeze(feeds.value),
        topics: freeze(topics.value),
        leaders: leaders.value,
        settings: freeze(settings.value),
      }),
    };
  }
  return { faults: [feeds, topics, leaders, settings].flatMap((read) => ('faults' in read ? read.faults : [])) };
}

function then<T>(from: Read<ConfigText>, read: (text: ConfigText) => Read<T>): Read<T> {
  return 'faults' in from ? from : read(from.value);
}

function readLeaders({ file, text }: ConfigText): Read<LeaderBook> {
  const read = parseLeaders(text);
  if ('leaders' in read) return { value: read.leaders };
  return { faults: read.faults.map((fault) => fault.replace(/^leaders\.yaml(?=:)/, () => file)) };
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}
