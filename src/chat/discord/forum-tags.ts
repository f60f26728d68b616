// The tags of forums: one for each stage, found or made; what the forum demands; and the tags of a post as its stage moves on.
import type { REST } from 'discord.js';
import { ChannelFlags, ChannelType, Routes } from 'discord.js';
import { clip } from '../../core/text/clip.ts';
import { TAG } from './limits.ts';
import { plain } from './markdown.ts';
import { describeError } from './outcome.ts';

export type ForumTag = {
  readonly id: string;
  readonly name: string;
  readonly moderated: boolean;
  readonly emoji_id?: string | null;
  readonly emoji_name?: string | null;
};

/** A forum as the gateway or the API describes it. */
export type Forum = { readonly needsTag: boolean; readonly tags: readonly ForumTag[] };

export type ForumTags = {
  /** What a new post of this stage bears. */
  begin(forumId: string, stage: string | undefined): Promise<readonly string[]>;
  /** The tag of the stage takes the place of that of the former; other tags stay. */
  move(forumId: string, postId: string, stage: string, former: string | undefined): Promise<void>;
  /** Looks at the forum anew: it was said that it demands a tag. */
  refresh(forumId: string): Promise<void>;
};

type TagParts = {
  readonly rest: REST;
  /** What the gateway has told of the forum. */
  readonly told: (forumId: string) => Forum | undefined;
  readonly signal: () => AbortSignal;
  readonly debug: (message: string) => void;
};

const MOST_REMEMBERED = 1_000;

export function createForumTags({ rest, told, signal, debug }: TagParts): ForumTags {
  /** What the API said, until the gateway says something new. */
  const asked = new Map<string, { readonly forum: Forum; readonly toldThen: string }>();
  const mayNotMake = new Set<string>();
  const toldNow = (forumId: string): string => JSON.stringify(told(forumId));

  async function forumOf(forumId: string): Promise<Forum> {
    const answered = asked.get(forumId);
    if (answered?.toldThen === toldNow(forumId)) return answered.forum;
    return told(forumId) ?? look(forumId);
  }

  async function look(forumId: string): Promise<Forum> {
    return remember(forumId, await rest.get(Routes.channel(forumId), { signal: signal() }));
  }

  function remember(forumId: string, answer: unknown): Forum {
    const forum = readForum(answer);
    if (asked.size >= MOST_REMEMBERED) asked.clear();
    asked.set(forumId, { forum, toldThen: toldNow(forumId) });
    return forum;
  }

  async function stageTag(forumId: string, stage: string): Promise<string | undefined> {
    const name = tagName(stage);
    const known = named((await forumOf(forumId)).tags, name);
    if (known !== undefined || name === '' || mayNotMake.has(forumId)) return known?.id;
    // A list that is not the newest would take away what people made since.
    const { tags } = await look(forumId);
    const found = named(tags, name);
    if (found !== undefined || tags.length >= TAG.perForum) return found?.id;
    try {
      const body = { available_tags: [...tags, { name, moderated: false }] };
      const made = remember(forumId, await rest.patch(Routes.channel(forumId), { body, signal: signal() }));
      return named(made.tags, name)?.id;
    } catch (error) {
      // The right to manage the channel is nothing that a bot must have.
      mayNotMake.add(forumId);
      debug(`a tag was not made: ${describeError(error)}`);
      return undefined;
    }
  }

  return {
    async begin(forumId, stage) {
      const tag = stage === undefined ? undefined : await stageTag(forumId, stage);
      if (tag !== undefined) return [tag];
      const { needsTag, tags } = await forumOf(forumId);
      const any = tags.find(({ moderated }) => !moderated)?.id;
      return needsTag && any !== undefined ? [any] : [];
    },

    async move(forumId, postId, stage, former) {
      try {
        const tag = await stageTag(forumId, stage);
        if (tag === undefined) return;
        const { tags } = await forumOf(forumId);
        const left = former === undefined ? undefined : named(tags, tagName(former))?.id;
        const borne = readApplied(await rest.get(Routes.channel(postId), { signal: signal() }));
        const others = borne.filter((each) => each !== left && each !== tag).slice(0, TAG.applied - 1);
        const body = { applied_tags: [tag, ...others] };
        await rest.patch(Routes.channel(postId), { body, signal: signal() });
      } catch (error) {
        debug(`a post keeps its former tag: ${describeError(error)}`);
      }
    },

    async refresh(forumId) {
      await look(forumId);
    },
  };
}

function tagName(stage: string): string {
  return clip(plain(stage), TAG.name);
}

function named(tags: readonly ForumTag[], name: string): ForumTag | undefined {
  return tags.find((tag) => tag.name.toLowerCase() === name.toLowerCase());
}

export function readForum(answer: unknown): Forum {
  const { type, flags = 0, available_tags = [] } = isRecord(answer) ? answer : {};
  const isForum = type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
  const needsTag = isForum && typeof flags === 'number' && (flags & ChannelFlags.RequireTag) !== 0;
  return { needsTag, tags: Array.isArray(available_tags) ? available_tags.filter(isTag) : [] };
}

function readApplied(answer: unknown): readonly string[] {
  const applied = isRecord(answer) ? answer['applied_tags'] : undefined;
  return Array.isArray(applied) ? applied.filter((each) => typeof each === 'string') : [];
}

function isTag(value: unknown): value is ForumTag {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string';
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
