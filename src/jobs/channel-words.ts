// The wording of the language in which a channel is told.
import type { Channel } from '../core/alerts/subscription.ts';
import type { Wording } from '../core/messages/wording.ts';
import { wordingFor } from '../core/messages/words/languages.ts';
import type { Store } from '../storage/store.ts';

/** `words`: for channels that chose no language. */
export async function wordsFor(channel: Channel, store: Store, words: Wording): Promise<Wording> {
  const language = (await store.channelSettings.ofChannel(channel))?.language;
  return language === undefined ? words : wordingFor(language);
}
