// The HTTP interface under /api/v1: one table of endpoints, from which both the answers and their description come.
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import { z } from 'zod';
import type { TopicId } from '../core/stories/topic.ts';
import { changeDocument, documentOfChange, documentOfSummit, summitDocument } from '../core/summits/document.ts';
import type { SummitId } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { documentOfFeed, documentOfStory, feedDocument, storyDocument } from './api-documents.ts';
import { type Described, describeApi } from './openapi.ts';

export type ApiParts = {
  readonly store: Store;
  readonly nameOf: (key: string) => string;
  readonly topics: readonly { readonly id: string }[];
  readonly now: () => EpochMs;
  readonly version: string;
  readonly publicUrl: () => string;
};

/** What an endpoint answers, or the sentence that says what is wrong with the question. */
type Answer = { readonly found: unknown } | { readonly wrong: string; readonly status: 400 | 404 };

type Endpoint = Described & {
  readonly ask: (query: never, id: string, parts: ApiParts) => Promise<Answer>;
};

const moment = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}|$)/.test(text) && !Number.isNaN(Date.parse(text)), {
    error: 'is no date: write it as 2026-01-31 or 2026-01-31T18:00Z',
  })
  .meta({ description: 'ISO 8601: a day (UTC) or a moment' });
const limit = z.coerce.number().int().min(1).max(500).default(100);

const endpoint = <Q extends z.ZodObject, A extends z.ZodType>(
  path: string,
  says: string,
  parts: {
    readonly query: Q;
    readonly answer: A;
    readonly ask: (
      query: z.infer<Q>,
      id: string,
      parts: ApiParts,
    ) => Promise<{ readonly found: z.infer<A> } | { readonly wrong: string; readonly status: 400 | 404 }>;
  },
): Endpoint => ({ path, says, ...parts });

const NO_SUMMIT = { wrong: 'no such summit; /api/v1/summits lists those that are known', status: 404 } as const;

const ENDPOINTS: readonly Endpoint[] = [
  endpoint('/summits', 'Every summit that is followed, the latest report first.', {
    query: z.object({
      dormant: z.enum(['true', 'false']).default('false').meta({ description: 'also those nobody speaks of any more' }),
    }),
    answer: z.object({ summits: z.array(summitDocument) }),
    async ask({ dormant }, _id, { store, nameOf }) {
      const summits = await store.summits.list({ dormant: dormant === 'true' });
      return { found: { summits: summits.map((summit) => documentOfSummit(summit, nameOf)) } };
    },
  }),
  endpoint('/summits/{id}', 'One summit as it stands, or as it was known to stand then.', {
    query: z.object({ 'as-of': moment.optional() }),
    answer: summitDocument,
    async ask({ 'as-of': asOf }, id, { store, nameOf }) {
      const key = id as SummitId;
      const summit = await (asOf === undefined ? store.summits.byId(key) : store.summits.asOf(key, Date.parse(asOf)));
      return summit ? { found: documentOfSummit(summit, nameOf) } : NO_SUMMIT;
    },
  }),
  endpoint('/summits/{id}/changes', 'What changed, oldest first: the newest of the window.', {
    query: z.object({ from: moment.optional(), to: moment.optional(), limit }),
    answer: z.object({ changes: z.array(changeDocument) }),
    async ask({ from, to, limit: most }, id, { store, nameOf }) {
      const summitId = id as SummitId;
      if (!(await store.summits.byId(summitId))) return NO_SUMMIT;
      const changes = await store.summits.changes({
        summitId,
        limit: most,
        ...(from !== undefined && { from: Date.parse(from) }),
        ...(to !== undefined && { to: Date.parse(to) }),
      });
      return { found: { changes: changes.map((change) => documentOfChange(change, nameOf)) } };
    },
  }),
  endpoint(
    '/stories',
    'Stories of a topic, or of any, begun since then (a day ago where nothing is said), oldest first.',
    {
      query: z.object({ topic: z.string().max(100).default('all'), since: moment.optional(), limit }),
      answer: z.object({ stories: z.array(storyDocument) }),
      async ask({ topic, since, limit: most }, _id, { store, topics, now }) {
        if (topic !== 'all' && !topics.some(({ id }) => id === topic)) {
          const known = topics.map(({ id }) => id).join(', ');
          return { wrong: `no topic has that id; the topics are ${known}`, status: 400 };
        }
        const from = since === undefined ? now() - DAY : Date.parse(since);
        const stories = await store.stories.begun(topic as TopicId | 'all', from, now() + 1, most);
        const firstIds = stories.flatMap(({ itemIds: [first] }) => first ?? []);
        const firsts = new Map((await store.items.byIds(firstIds)).map((one) => [one.item.id, one]));
        const shown = stories.map((story) => documentOfStory(story, story.itemIds[0] && firsts.get(story.itemIds[0])));
        return { found: { stories: shown } };
      },
    },
  ),
  endpoint('/feeds', 'Every feed with its health.', {
    query: z.object({}),
    answer: z.object({ feeds: z.array(feedDocument) }),
    async ask(_query, _id, { store }) {
      return { found: { feeds: (await store.feeds.list()).map(documentOfFeed) } };
    },
  }),
];

export function apiRoutes(parts: ApiParts): Hono {
  const app = new Hono();
  app.use(etag());
  app.get('/openapi.json', (c) =>
    c.json(describeApi(ENDPOINTS, { version: parts.version, server: parts.publicUrl() })),
  );
  for (const { path, query, ask } of ENDPOINTS) {
    app.get(path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const asked = query.strict().safeParse(c.req.query());
      if (!asked.success) return wrong(c, sentenceOf(asked.error), 400);
      const answer = await ask(asked.data as never, c.req.param('id') ?? '', parts);
      return 'wrong' in answer ? wrong(c, answer.wrong, answer.status) : c.json(answer.found as object);
    });
  }
  app.all('*', (c) => wrong(c, 'no such endpoint; /api/v1/openapi.json describes them', 404));
  return app;
}

function wrong(c: Context, error: string, status: 400 | 404): Response {
  return c.json({ error }, status);
}

function sentenceOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
}
