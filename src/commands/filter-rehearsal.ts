// What filter rules would have let through in the last days, each with the reason.
import type { CommandCall } from '../chat/chat.ts';
import { compileRule, type Rule } from '../core/alerts/filter.ts';
import { concerns, filterSubject, type News } from '../core/alerts/interest.ts';
import { recallNews } from '../core/alerts/recall.ts';
import { type Message, type Section, say, type Text } from '../core/messages/message.ts';
import { fillText } from '../core/messages/wording.ts';
import { DAY } from '../core/text/instant.ts';
import { type CommandParts, sentence } from './command.ts';

const DAYS = 7;
const MOST_SHOWN = 10;

type Judged = { readonly news: News; readonly passes: boolean; readonly words: readonly string[] };

export async function rehearse(sources: readonly string[], call: CommandCall, parts: CommandParts): Promise<Message> {
  const { store, topics } = parts;
  const now = parts.now();
  const subscriptions = await store.subscriptions.ofChannel(call.channel);
  const followed = subscriptions.length > 0 ? subscriptions : [{ channel: call.channel, topic: 'all' as const }];
  const news = await recallNews(store, topics, { from: now - DAYS * DAY, to: now + 1 });
  const rules = sources.flatMap((source) => {
    const compiled = compileRule(source);
    return 'rule' in compiled ? [compiled.rule] : [];
  });
  const judged = news
    .filter((piece) => followed.some((subscription) => concerns(subscription, piece, [], [], now).tell))
    .map((piece) => judge(piece, rules));
  const passed = judged.filter(({ passes }) => passes);
  const counts = { passed: passed.length, all: judged.length };
  return {
    ...say(
      'neutral',
      sentence(parts, 'filterTest', { days: DAYS }),
      ...sources.map((rule) => sentence(parts, 'filterTestRule', { rule })),
      judged.length === 0 ? sentence(parts, 'filterTestNothing') : sentence(parts, 'filterTestCount', counts),
    ),
    sections: [
      ...section(sentence(parts, 'filterPassed'), passed, parts),
      ...section(
        sentence(parts, 'filterHeld'),
        judged.filter(({ passes }) => !passes),
        parts,
      ),
    ],
  };
}

function judge(news: News, rules: readonly Rule[]): Judged {
  const subject = filterSubject(news);
  const matches = rules.map((rule) => rule.passes(subject));
  return {
    news,
    passes: matches.every(({ matched }) => matched),
    words: [...new Set(matches.flatMap(({ words }) => words))],
  };
}

function section(heading: string, judged: readonly Judged[], parts: CommandParts): readonly Section[] {
  if (judged.length === 0) return [];
  return [
    {
      heading,
      lines: judged
        .slice(-MOST_SHOWN)
        .toReversed()
        .map((each) => line(each, parts)),
    },
  ];
}

function line({ news, passes, words }: Judged, { words: { answers } }: CommandParts): Text {
  const [text, url] =
    news.kind === 'story' ? [news.story.headline, news.item.url] : [news.change.headline, news.change.url];
  const headline = /^https?:\/\//.test(url) ? [{ kind: 'link' as const, text, url }] : text;
  if (!passes || words.length === 0) return fillText(answers.filterPlain, { headline });
  return fillText(answers.filterHit, { headline, words: words.map((word) => `“${word}”`).join(', ') });
}
