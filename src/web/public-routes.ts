// The pages, the calendars and the Atom feed.
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Reader } from '../core/messages/reader.ts';
import type { Summit, SummitId } from '../core/summits/summit.ts';
import { DAY, type EpochMs } from '../core/text/instant.ts';
import type { Store } from '../storage/store.ts';
import { calendarOf, hasDay } from './calendar.ts';
import { changesFeed } from './changes-feed.ts';
import { STYLE, summitPage, summitsPage } from './pages.ts';

/** Days that are over stay in the calendar so long. */
const CALENDAR_KEEPS = 92 * DAY;
const CHANGES_IN_FEED = 100;

export type PublicParts = {
  readonly store: Store;
  readonly reader: Reader;
  readonly now: () => EpochMs;
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: () => string;
};

export function publicRoutes({ store, reader, now, publicUrl }: PublicParts): Hono {
  const { summits } = store;
  const pageOf = (summit: Summit): string => `${publicUrl()}/summits/${encodeURIComponent(summit.id)}`;
  const calendar = (c: Context, title: string, shown: readonly Summit[], file: string): Response =>
    c.body(calendarOf(shown, { title, reader, now: now(), pageOf }), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${file}"`,
    });
  const unknown = (c: Context): Response => c.text('No such summit is known here; / lists those that are.\n', 404);

  const app = new Hono();
  app.use(etag());
  app.get('/', async (c) => c.html(summitsPage(await summits.list(), reader, now())));
  app.get('/style.css', (c) =>
    c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' }),
  );
  app.get('/summits/:file{.+\\.ics}', async (c) => {
    const summit = await summits.byId(c.req.param('file').slice(0, -'.ics'.length) as SummitId);
    return summit ? calendar(c, summit.name, [summit], 'summit.ics') : unknown(c);
  });
  app.get('/summits/:id', async (c) => {
    const summit = await summits.byId(c.req.param('id') as SummitId);
    if (!summit) return unknown(c);
    return c.html(summitPage(summit, await summits.changes({ summitId: summit.id }), reader, now()));
  });
  app.get('/calendar.ics', async (c) => {
    const shown = (await summits.list({ dormant: true })).filter(
      (summit) => summit.date !== undefined && hasDay(summit) && summit.date.value.to > now() - CALENDAR_KEEPS,
    );
    return calendar(c, 'Meetings of leaders', shown, 'calendar.ics');
  });
  app.get('/feeds/changes.xml', async (c) => {
    const changes = await summits.changes({ limit: CHANGES_IN_FEED });
    const known = new Map((await summits.list({ dormant: true })).map((summit) => [summit.id, summit]));
    return c.body(changesFeed(changes, { publicUrl: publicUrl(), reader, summits: known }), 200, {
      'content-type': 'application/atom+xml; charset=utf-8',
    });
  });
  return app;
}
