// The one server of the loopback Discord: its ids, its channels, and how the gateway describes them.
import type { Json, JsonObject } from './discord-rules.ts';

export const APPLICATION = '800';
export const GUILD = '100';
/** `deleted` is known to nobody, `forbidden` answers 50013, `hidden` 50001. */
export const CHANNELS = {
  text: '201',
  thread: '202',
  announcement: '203',
  forum: '204',
  deleted: '299',
  forbidden: '298',
  hidden: '297',
} as const;
/** Discord's channel types: 0 text, 5 announcement, 11 thread, 15 forum. */
export const KINDS: Readonly<Record<string, number>> = { '201': 0, '202': 11, '203': 5, '204': 15, '298': 0, '297': 0 };

export const VIEW_SEND_EMBED = (1n << 10n) | (1n << 11n) | (1n << 14n);
export const CREATE_EVENTS = 1n << 44n;

export type Reply = {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
};

export function apiError(status: number, code: number, message: string): Reply {
  return { status, body: { message, code } };
}

export function describeGuild(): JsonObject {
  const known = Object.entries(CHANNELS).filter(([name]) => name !== 'deleted' && name !== 'thread');
  return {
    id: GUILD,
    name: 'Newsroom',
    channels: known.map(([name, id]) => ({
      id,
      name,
      type: KINDS[id] ?? 0,
      guild_id: GUILD,
      permission_overwrites: [],
    })),
    threads: [describeThread(CHANNELS.thread, 'a-thread', CHANNELS.text)],
    roles: [{ id: GUILD, name: '@everyone', permissions: String(VIEW_SEND_EMBED), position: 0 }],
    members: [],
    member_count: 3,
  };
}

export function describeThread(id: string, name: string, parentId: string): JsonObject {
  const metadata = {
    archived: false,
    locked: false,
    auto_archive_duration: 1440,
    archive_timestamp: '2026-01-01T00:00:00Z',
  };
  return {
    id,
    name,
    type: 11,
    guild_id: GUILD,
    parent_id: parentId,
    owner_id: APPLICATION,
    thread_metadata: metadata,
  };
}
