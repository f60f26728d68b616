// Slack keeps what every chat platform promises, over both of its transports.
import type { SlackMood } from '../../loopback/slack.ts';
import { TEAM } from '../../loopback/slack.ts';
import { calledIn } from '../../loopback/slack-blocks.ts';
import { type ChatRig, chatContract, type PostFault } from '../contract.ts';
import { NEWS, openRig, readable, type Transport } from './rig.ts';

const MOODS: Readonly<Record<PostFault, SlackMood>> = {
  'rate limited for 30 s': { kind: 'rate-limited', seconds: 30 },
  'server error, not taken': { kind: 'http', status: 502 },
  'server error, taken': { kind: 'http', status: 502, applied: true },
  'connection dropped, taken': { kind: 'drop', applied: true },
};

for (const transport of ['Socket Mode', 'HTTP'] as const) {
  chatContract({
    platform: 'slack',
    open: (now) => open(transport, now),
    repeatsAreFolded: true,
    ping: /<[!@#]/,
  });
}

async function open(transport: Transport, now: () => number): Promise<ChatRig> {
  const rig = await openRig({ transport, now });
  const { slack, chat } = rig;
  const people = { manager: 'UFULL', member: 'UGUEST' } as const;
  const posts = () => slack.posts.filter((post) => post.channel === NEWS.id && post.only === undefined);
  return {
    chat,
    channel: NEWS,
    deletedChannel: { platform: 'slack', workspace: TEAM, id: 'C0GONE' },
    forbiddenChannel: { platform: 'slack', workspace: TEAM, id: 'C0OUT' },
    posts: () => posts().map((post) => `${post.text}\n${readable(post.blocks)}`),
    called: () => posts().map(({ text, blocks }) => calledIn({ text, blocks })),
    role: 'S0DESK',
    failNextPost: (fault) => slack.failNext('chat.postMessage', MOODS[fault]),
    revokeToken: () => slack.revoke(slack.botToken),
    async type(command, options, who) {
      const text = Object.entries(options)
        .map(([name, value]) => `${name}:"${value}"`)
        .join(' ');
      const exchange = await slack.command({ command: `/${command}`, text, user: people[who] });
      const answer = await exchange.answer();
      return `${answer.text}\n${readable(answer.blocks)}`;
    },
    async press(label, who) {
      const post = posts().at(-1);
      if (!post) throw new Error('nothing was posted');
      const exchange = await slack.press(post, label, people[who]);
      const answer = await exchange.answer();
      return `${answer.text}\n${readable(answer.blocks)}`;
    },
    close: () => rig.close(),
  };
}
