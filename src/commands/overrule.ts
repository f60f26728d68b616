// People's word against the index, from chat: an article split off from its story, or two stories merged.
// Whoever offers a button for it names the command `summit-story` with the options that `OverruleCall` lists.

import type { Caller } from '../chat/chat.ts';
import type { DeliveryKey } from '../core/alerts/delivery.ts';
import { type Channel, channelKey } from '../core/alerts/subscription.ts';
import type { ItemId } from '../core/feeds/item.ts';
import { type Action, type Message, say } from '../core/messages/message.ts';
import { readerFor } from '../core/messages/names.ts';
import { moment } from '../core/messages/reader.ts';
import { fillText } from '../core/messages/wording.ts';
import { mergeInto, splitOff } from '../core/stories/overruling.ts';
import type { Ruling, Story } from '../core/stories/story.ts';
import { DAY } from '../core/text/instant.ts';
import type { StoredItem } from '../storage/store.ts';
import { type CommandParts, mayOverrule, mistake, sentence } from './command.ts';
import { findDelivery, findStory, storyTold } from './told.ts';

export type OverruleCall = {
  readonly action: 'split' | 'merge';
  /** Link or id of a message, id of a story or of an article, or words of a headline. */
  readonly what: string;
  /** For `merge`: the story it is told on as part of, named in the same ways. */
  readonly into?: string;
  readonly channel: Channel;
  readonly caller: Caller;
};

type Named = { readonly story: Story; readonly article?: StoredItem };

/** Each can be offered as a button. */
const MOST_OFFERED = 10;
const LOOK_BACK = 7 * DAY;

/** Does what was asked, offers as buttons what is left to choose, or says in one sentence why not. */
export async function overrule(call: OverruleCall, parts: CommandParts): Promise<Message> {
  if (!call.caller.mayManage) return mistake(parts, 'notAllowed', { command: 'summit-story' });
  if (!mayOverrule(call.channel, parts)) return mistake(parts, 'overruleElsewhere', {});
  const named = await find(call.what, call, parts);
  if (named === undefined) return mistake(parts, 'whyUnknown', { typed: call.what });
  if (!(await concerns(named.story, call.channel, parts))) {
    return mistake(parts, 'storyElsewhere', { headline: named.story.headline });
  }
  return call.action === 'split' ? split(named, parts) : merge(named.story, call, parts);
}

async function find(typed: string, { channel }: OverruleCall, parts: CommandParts): Promise<Named | undefined> {
  const { items, stories } = parts.store;
  const [article] = await items.byIds([typed as ItemId]);
  const owner = article && (await stories.byId(article.storyId));
  if (article && owner) return { story: owner, article };
  const delivery = await findDelivery(typed, channel, parts);
  const story = (delivery && (await storyTold(delivery, parts))) ?? (await findStory(typed, parts));
  return story && { story };
}

/** A ruling holds for all channels: only those who are told of the story have a say in it. */
async function concerns(story: Story, channel: Channel, { store }: CommandParts): Promise<boolean> {
  const followed = new Set((await store.subscriptions.ofChannel(channel)).map(({ topic }) => topic));
  if (followed.has('all')) return true;
  const topics = await store.stories.topics(story.id);
  if (topics.some(({ topicId }) => followed.has(topicId))) return true;
  return (await store.deliveries.byKey(`${channelKey(channel)}|story:${story.id}` as DeliveryKey)) !== undefined;
}

async function split({ story, article }: Named, parts: CommandParts): Promise<Message> {
  const articles = await parts.store.items.ofStory(story.id);
  const chosen = article?.item.id ?? articles[0]?.item.id;
  const decided = chosen === undefined ? undefined : splitOff(chosen, story);
  if (decided === undefined || 'refused' in decided) {
    return mistake(parts, 'storyAlone', { headline: story.headline });
  }
  if (article === undefined) return askWhichArticle(story, articles, parts);
  await note(decided.ruling, parts);
  return say(
    'neutral',
    sentence(parts, 'storySplit', { headline: article.item.title }),
    sentence(parts, 'storySplitHow', { story: story.headline }),
  );
}

async function merge(from: Story, call: OverruleCall, parts: CommandParts): Promise<Message> {
  if (call.into === undefined || call.into.trim() === '') return askWhichStory(from, call, parts);
  const into = (await find(call.into, call, parts))?.story;
  if (into === undefined) return mistake(parts, 'whyUnknown', { typed: call.into });
  if (!(await concerns(into, call.channel, parts))) {
    return mistake(parts, 'storyElsewhere', { headline: into.headline });
  }
  const decided = mergeInto(from.id, into.id);
  if ('refused' in decided) return mistake(parts, 'storySame');
  await note(decided.ruling, parts);
  return say(
    'neutral',
    sentence(parts, 'storyMerged', { headline: from.headline }),
    sentence(parts, 'storyMergedHow', { story: into.headline }),
  );
}

async function note(ruling: Ruling, { store, now }: CommandParts): Promise<void> {
  await store.overrules.add(ruling, now());
}

function askWhichArticle(story: Story, articles: readonly StoredItem[], parts: CommandParts): Message {
  const shown = articles.slice(-MOST_OFFERED);
  const reader = readerFor({ words: parts.words, nameOf: parts.nameOf, zone: parts.digestDefaults.timeZone });
  return ask(
    sentence(parts, 'storySplitWhich', { headline: story.headline }),
    shown.map(({ item }) => ({
      line: fillText('{link}, {time}', {
        link: [{ kind: 'link', text: `${item.source}: ${item.title}`, url: item.url }],
        time: moment(item.publishedAt, 'date-time', reader),
      }),
      options: { action: 'split', what: item.id },
    })),
    (n) => sentence(parts, 'storySplitLabel', { n }),
  );
}

/** Stories that the channel could mean: those of the same topics, the youngest first. */
async function askWhichStory(from: Story, { channel }: OverruleCall, parts: CommandParts): Promise<Message> {
  const { stories } = parts.store;
  const topics = new Set((await stories.topics(from.id)).map(({ topicId }) => topicId));
  const recent = await stories.begun('all', parts.now() - LOOK_BACK, parts.now() + 1, 500);
  const near = recent.filter(
    ({ id, topics: theirs }) => id !== from.id && (topics.size === 0 || theirs.some((topic) => topics.has(topic))),
  );
  const shown: Story[] = [];
  for (const story of near.reverse()) {
    if (shown.length < MOST_OFFERED && (await concerns(story, channel, parts))) shown.push(story);
  }
  if (shown.length === 0) return mistake(parts, 'storyNoOther', { headline: from.headline });
  return ask(
    sentence(parts, 'storyMergeWhich', { headline: from.headline }),
    shown.map(({ id, headline }) => ({
      line: [headline],
      options: { action: 'merge', what: from.id, into: id },
    })),
    (n) => sentence(parts, 'storyMergeLabel', { n }),
  );
}

type Offer = { readonly line: Exclude<Message['paragraphs'][number], string>; readonly options: Action['options'] };

function ask(question: string, offers: readonly Offer[], label: (n: number) => string): Message {
  return {
    ...say('neutral', question, ...offers.map(({ line }, at) => [`${at + 1}. `, ...line])),
    actions: offers.map(({ options }, at) => ({ label: label(at + 1), command: 'summit-story', options })),
  };
}
