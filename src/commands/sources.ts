// What a meeting's status rests on: the newest report of each publisher.
import type { Message } from '../core/messages/message.ts';
import { say } from '../core/messages/message.ts';
import { moment, type Reader } from '../core/messages/reader.ts';
import { fillText } from '../core/messages/wording.ts';
import type { Claim, Summit } from '../core/summits/summit.ts';
import { type CommandParts, sentence } from './command.ts';

const MOST = 15;

export async function sourcesOf(summit: Summit, reader: Reader, parts: CommandParts): Promise<Message> {
  const { answers, evidence } = parts.words;
  const claims = await parts.store.summits.claims(summit.id, summit.firstSeenAt - 1);
  const newest = new Map<string, Claim>();
  for (const claim of claims.toSorted((a, b) => a.at - b.at)) newest.set(claim.source, claim);
  const lines = [...newest.values()]
    .toSorted((a, b) => b.at - a.at)
    .slice(0, MOST)
    .map((claim) =>
      fillText(parts.words.alert.published, {
        source: [{ kind: 'link', text: `${claim.source}: ${claim.headline}`, url: claim.url }],
        time: moment(claim.at, 'date-time', reader),
      }),
    );
  return {
    ...say('neutral', sentence(parts, 'sourcesTitle', { name: summit.name })),
    sections: [{ heading: answers.whyEvidence, lines: lines.length > 0 ? lines : [evidence.noSource] }],
  };
}
