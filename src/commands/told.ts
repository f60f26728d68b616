// Finds what was told: a message by its link or words of its title, a story by its id or words of its headline.
import type { Delivery } from '../core/alerts/delivery.ts';
import type { Channel } from '../core/alerts/subscription.ts';
import type { Story, StoryId } from '../core/stories/story.ts';
import { DAY } from '../core/text/instant.ts';
import { textKey } from '../core/text/normalise.ts';
import type { StoredItem } from '../storage/store.ts';
import type { CommandParts } from './command.ts';

const MOST_MESSAGES = 200;
const MOST_STORIES = 500;
const LOOK_BACK = 14 * DAY;

type Stored = Pick<CommandParts, 'store' | 'now'>;

/** By the platform's id of the message, which a link to it contains, or by words of its title. */
export async function findDelivery(typed: string, channel: Channel, { store }: Stored): Promise<Delivery | undefined> {
  const sent = await store.deliveries.list({ channel, limit: MOST_MESSAGES });
  // As buttons under messages name them.
  const ofChange = sent.find(({ kind, subject }) => kind === 'change' && idOf(subject).split(',').includes(typed));
  if (ofChange !== undefined) return ofChange;
  const digits = typed.replace(/\D/g, '');
  const byId = sent.find(({ messageId }) => {
    const id = messageId?.replace(/\D/g, '') ?? '';
    return id.length > 0 && (typed === messageId || (id.length >= 10 && digits.includes(id)));
  });
  if (byId !== undefined) return byId;
  const wanted = textKey(typed);
  return wanted === '' ? undefined : sent.find(({ message }) => textKey(message.title).includes(wanted));
}

export async function findStory(typed: string, { store, now }: Stored): Promise<Story | undefined> {
  const byId = await storyOrSurvivor(typed as StoryId, { store, now });
  if (byId !== undefined) return byId;
  const words = textKey(typed).split(' ');
  const recent = await store.stories.begun('all', now() - LOOK_BACK, now() + 1, MOST_STORIES);
  return recent.findLast(({ headline }) => {
    const known = textKey(headline).split(' ');
    return words.every((word) => known.includes(word));
  });
}

/** The changes of a message that told of changes. */
export async function changesTold({ kind, subject, createdAt }: Delivery, { store }: Stored) {
  if (kind !== 'change') return [];
  const ids = idOf(subject).split(',');
  const near = await store.summits.changes({ from: createdAt - DAY, to: createdAt + DAY });
  return near.filter(({ id }) => ids.includes(id));
}

/** The story that a message told; of changes that of the latest article behind them. */
export async function storyTold(delivery: Delivery, parts: Stored): Promise<Story | undefined> {
  const { store } = parts;
  if (delivery.kind === 'story') return storyOrSurvivor(idOf(delivery.subject) as StoryId, parts);
  const because = (await changesTold(delivery, parts)).flatMap((change) => change.because);
  const items = await store.items.byIds([...new Set(because)]);
  const latest = items.reduce<StoredItem | undefined>(
    (last, each) => (last === undefined || each.item.seenAt >= last.item.seenAt ? each : last),
    undefined,
  );
  return latest && store.stories.byId(latest.storyId);
}

/** The story, or the one that people merged it into. */
async function storyOrSurvivor(id: StoryId, { store, now }: Stored): Promise<Story | undefined> {
  const story = await store.stories.byId(id);
  if (story !== undefined) return story;
  const merged = (await store.overrules.carriedOut(now() - LOOK_BACK)).findLast(
    ({ kind, from }) => kind === 'merge' && from === id,
  );
  return merged && store.stories.byId(merged.into);
}

function idOf(subject: string): string {
  return subject.slice(subject.indexOf(':') + 1);
}
