// /summit-wrong: those who manage a channel say that something told here is wrong, and choose how: an article that belongs
// elsewhere, something that does not concern them, or a fact to withdraw. Buttons named “Wrong?” lead here.
import type { CommandCall } from '../chat/chat.ts';
import { type Action, type Message, say } from '../core/messages/message.ts';
import { fill } from '../core/messages/wording.ts';
import type { Story } from '../core/stories/story.ts';
import {
  factIn,
  noteRetraction,
  RETRACTABLE,
  RETRACTIONS,
  type Retractable,
  UNKNOWN,
} from '../core/summits/retraction.ts';
import type { ChangeId, Summit, SummitId } from '../core/summits/summit.ts';
import { clip } from '../core/text/clip.ts';
import { DAY } from '../core/text/instant.ts';
import { offer, toldChoices } from './choices.ts';
import { type Command, type CommandParts, mayOverrule, mistake, sentence } from './command.ts';
import { summitsOfTopic } from './lookup.ts';
import { changesTold, findDelivery, findStory, storyTold } from './told.ts';

const HOW = ['irrelevant', ...RETRACTABLE] as const;
const LONGEST_REASON = 200;
/** Longer than a story is told, and as long as any mute. */
const STORY_SILENCE = 30 * DAY;
const SUMMIT_SILENCE = 365 * DAY;
const CARD = 'card:';

/** What the message told of: a meeting, a story, or a meeting because of a story. */
type Told = { readonly summit?: Summit; readonly story?: Story };

export const summitWrong: Command = {
  spec: {
    name: 'summit-wrong',
    description: 'Say that something told here is wrong',
    manages: true,
    options: [
      {
        name: 'what',
        description: 'Link of one of my messages, or words of its headline',
        required: true,
        type: 'text',
        complete: true,
      },
      {
        name: 'how',
        description: 'What is wrong; asked if nothing is given',
        required: false,
        type: 'text',
        choices: HOW,
      },
      { name: 'why', description: 'The reason, for those who follow it', required: false, type: 'text', toEnd: true },
    ],
  },
  async run(call, parts) {
    const typed = call.options['what']?.trim() ?? '';
    if (typed === '') return mistake(parts, 'missing', { command: 'summit-wrong', option: 'what' });
    const told = await find(typed, call, parts);
    const name = told?.summit?.name ?? told?.story?.headline;
    if (told === undefined || name === undefined) return mistake(parts, 'whyUnknown', { typed });
    if (!(await concerns(told, call, parts))) return mistake(parts, 'storyElsewhere', { headline: name });
    const asked = call.options['how']?.trim().toLowerCase();
    if (asked === undefined || asked === '') return ask(told, name, call, parts);
    const how = HOW.find((each) => each === asked);
    if (how === undefined) return mistake(parts, 'wrongHow', { typed: asked, choices: HOW.join(', ') });
    return how === 'irrelevant' ? silence(told, name, call, parts) : withdraw(how, told, name, call, parts);
  },
  async complete(call, option, typed, parts) {
    return option === 'what' ? offer(await toldChoices(call, parts), typed) : [];
  },
};

/** By the id of a change, meeting or story, as buttons have it, or as people name messages. */
async function find(typed: string, call: CommandCall, parts: CommandParts): Promise<Told | undefined> {
  const { summits, items, stories } = parts.store;
  const [change] = await summits.changesByIds([typed as ChangeId]);
  if (change !== undefined) {
    const [article] = await items.byIds(change.because.slice(-1));
    return toTold(await summits.byId(change.summitId), article && (await stories.byId(article.storyId)));
  }
  const summit = await summits.byId(typed as SummitId);
  if (summit !== undefined) return { summit };
  const delivery = await findDelivery(typed, call.channel, parts);
  if (delivery === undefined) return toTold(undefined, await findStory(typed, parts));
  if (delivery.subject.startsWith(CARD)) {
    return toTold(await summits.byId(delivery.subject.slice(CARD.length) as SummitId), undefined);
  }
  const [first] = await changesTold(delivery, parts);
  return toTold(first && (await summits.byId(first.summitId)), await storyTold(delivery, parts));
}

function toTold(summit: Summit | undefined, story: Story | undefined): Told | undefined {
  if (summit === undefined && story === undefined) return undefined;
  return { ...(summit && { summit }), ...(story && { story }) };
}

/** What is withdrawn is withdrawn for all: only those who are told of it have a say. */
async function concerns({ summit, story }: Told, { channel }: CommandCall, { store, topics }: CommandParts) {
  const followed = new Set((await store.subscriptions.ofChannel(channel)).map(({ topic }) => topic));
  if (followed.has('all')) return true;
  const own = topics.filter(({ id }) => followed.has(id));
  if (summit !== undefined && own.some((topic) => summitsOfTopic(topic, [summit]).length > 0)) return true;
  return story !== undefined && (await store.stories.topics(story.id)).some(({ topicId }) => followed.has(topicId));
}

function ask({ summit, story }: Told, name: string, call: CommandCall, parts: CommandParts): Message {
  const { answers, fields } = parts.words;
  const what = summit?.id ?? story?.id ?? '';
  const may = mayOverrule(call.channel, parts);
  const split: Action[] =
    !may || story === undefined || story.itemIds.length < 2
      ? []
      : [{ label: answers.wrongSplit, command: 'summit-story', options: { action: 'split', what: story.id } }];
  const facts = RETRACTABLE.filter((fact) => may && summit !== undefined && factIn(summit, fact) !== UNKNOWN);
  return {
    ...say('neutral', sentence(parts, 'wrongAsk', { name }), answers.wrongAskHow),
    actions: [
      ...split,
      { label: answers.wrongIrrelevant, command: 'summit-wrong', options: { what, how: 'irrelevant' } },
      ...facts.map(
        (fact): Action => ({
          label: fill(answers.wrongFact, { field: fields[fact] }),
          command: 'summit-wrong',
          options: { what, how: fact },
          style: 'danger',
        }),
      ),
    ],
  };
}

/** It may well concern others, so only this channel hears no more of it; and that can be taken back. */
async function silence(
  { summit, story }: Told,
  name: string,
  call: CommandCall,
  parts: CommandParts,
): Promise<Message> {
  const now = parts.now();
  const kind = summit === undefined ? 'story' : 'summit';
  const value = summit?.id ?? story?.id ?? '';
  const until = now + (summit === undefined ? STORY_SILENCE : SUMMIT_SILENCE);
  await parts.store.mutes.save({
    channel: call.channel,
    kind,
    value,
    until,
    createdBy: call.caller.id,
    createdAt: now,
  });
  return {
    ...say('neutral', sentence(parts, 'wrongSilent', { name }), parts.words.answers.wrongSilentHow),
    actions: [
      { label: parts.words.answers.unmuteLabel, command: 'summit-unmute', options: { what: `${kind}:${value}` } },
    ],
  };
}

async function withdraw(
  field: Retractable,
  { summit }: Told,
  name: string,
  call: CommandCall,
  parts: CommandParts,
): Promise<Message> {
  if (!mayOverrule(call.channel, parts)) return mistake(parts, 'overruleElsewhere', {});
  const { answers, fields } = parts.words;
  const value = summit === undefined ? UNKNOWN : factIn(summit, field);
  if (summit === undefined || value === UNKNOWN) return mistake(parts, 'wrongNoFact', { name, field: fields[field] });
  const why = clip(call.options['why']?.trim() ?? '', LONGEST_REASON) || answers.wrongReason;
  await parts.store.transaction(async (tx) => {
    const noted = await tx.facts.get(RETRACTIONS);
    await tx.facts.set(RETRACTIONS, noteRetraction(noted, { summitId: summit.id, field, why }));
  });
  return say(
    'neutral',
    sentence(parts, 'wrongWithdrawn', { name, field: fields[field] }),
    sentence(parts, 'wrongWithdrawnHow', { why }),
  );
}
