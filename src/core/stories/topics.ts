// Which topics want an item: a summit topic by who meets, a keyword topic by its query. Each answer says why.
import type { Item } from '../feeds/item.ts';
import { compileQuery, type Query } from './keywords.ts';
import type { Topic, TopicMatch } from './topic.ts';
import { comparedForm, readWords, type Words } from './words.ts';

/** What an item turned out to be about, as far as topics ask. */
export type Subject = { readonly relevant: boolean; readonly parties: readonly string[] };

export type TopicMatcher = (item: Pick<Item, 'title' | 'summary'>, subject: Subject) => readonly TopicMatch[];

const NO_WORDS = readWords();

type ReadyTopic = { readonly topic: Topic; readonly query?: Query };

/** Topics come from the configuration, which has checked their queries; a wrong one here is a bug. */
export function createTopicMatcher(topics: readonly Topic[]): TopicMatcher {
  const ready = topics.map(prepare);
  const mayHold = lookFor(ready.flatMap(({ query }) => query?.beginnings ?? []));
  return (item, subject) => {
    const { title, summary } = item;
    // Most news holds nothing that any topic looks for, and need not be cut into words.
    const words = mayHold(title) || mayHold(summary) ? readWords(title, summary) : NO_WORDS;
    return ready.flatMap((entry) => {
      const reason = entry.topic.kind === 'summit' ? whySummit(entry, subject, words) : whyKeyword(entry, words);
      return reason === undefined ? [] : [{ topicId: entry.topic.id, reason }];
    });
  };
}

/** Whether any of these stands somewhere in a text. */
function lookFor(beginnings: readonly string[]): (text: string) => boolean {
  if (beginnings.length === 0) return () => false;
  const any = new RegExp([...new Set(beginnings)].map((beginning) => RegExp.escape(beginning)).join('|'), 'u');
  return (text) => any.test(comparedForm(text));
}

function prepare(topic: Topic): ReadyTopic {
  if (topic.query === undefined) {
    if (topic.kind === 'keyword') throw new Error(`The keyword topic ${topic.id} has no query.`);
    return { topic };
  }
  const compiled = compileQuery(topic.query);
  if ('fault' in compiled) {
    throw new Error(`The query of topic ${topic.id} is wrong at ${compiled.fault.at}: ${compiled.fault.message}`);
  }
  return { topic, query: compiled.query };
}

function whySummit({ topic, query }: ReadyTopic, subject: Subject, words: Words): string | undefined {
  if (!subject.relevant || !takePart(topic, subject.parties)) return undefined;
  const about = `It is about a meeting that “${topic.name}” follows.`;
  if (query === undefined) return about;
  const match = query.matchesWords(words);
  return match.matched ? `${about}${withWords(match.words)}` : undefined;
}

function whyKeyword({ topic, query }: ReadyTopic, words: Words): string | undefined {
  const match = query?.matchesWords(words);
  if (match?.matched !== true) return undefined;
  return `It fits the keywords of “${topic.name}”.${withWords(match.words)}`;
}

function withWords(found: readonly string[]): string {
  const once = [...new Set(found)];
  return once.length === 0 ? '' : ` Found: ${once.map((word) => `“${word}”`).join(', ')}.`;
}

/** Whether everybody the topic asks for is among these. */
export function takePart(topic: Topic, parties: readonly string[]): boolean {
  return topic.participants.every((key) => parties.includes(key));
}
