// The loopback Discord's calendar of scheduled events: its rights, limits and states.
import { APPLICATION, apiError, type Reply } from './discord-places.ts';
import { isObject, type Json, type JsonObject } from './discord-rules.ts';

export type ScheduledEvent = {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly where: string;
  readonly from: string;
  readonly to: string;
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled. */
  readonly status: number;
};

export type LoopbackEvents = {
  readonly all: readonly ScheduledEvent[];
  /** Whether the bot may keep events. */
  allow(may: boolean): void;
  /** Somebody takes it out. */
  takeOut(id: string): void;
  list(): Reply;
  create(body: Json): Reply;
  change(id: string, body: Json): Reply;
};

const MOST_OPEN = 100;

export function openEvents(nextId: () => string, now: () => number): LoopbackEvents {
  const events = new Map<string, ScheduledEvent>();
  let may = true;

  function describe({ id, name, description, where, from, to, status }: ScheduledEvent): JsonObject {
    return {
      id,
      name,
      description: description ?? null,
      creator_id: APPLICATION,
      scheduled_start_time: from.replace('Z', '+00:00'),
      scheduled_end_time: to.replace('Z', '+00:00'),
      entity_type: 3,
      entity_metadata: { location: where },
      status,
    };
  }

  function read(body: JsonObject, before?: ScheduledEvent): Omit<ScheduledEvent, 'id' | 'status'> | undefined {
    const metadata = isObject(body['entity_metadata']) ? body['entity_metadata'] : {};
    const text = (value: Json | undefined, former: string | undefined, most: number) => {
      const chosen = value === undefined ? former : value;
      return typeof chosen === 'string' && chosen.trim() !== '' && chosen.length <= most ? chosen : undefined;
    };
    const name = text(body['name'], before?.name, 100);
    const where = text(metadata['location'], before?.where, 100);
    const from = text(body['scheduled_start_time'], before?.from, 40);
    const to = text(body['scheduled_end_time'], before?.to, 40);
    const description = text(body['description'], before?.description, 1000);
    if (name === undefined || where === undefined || from === undefined || to === undefined) return undefined;
    const isNew = from !== before?.from;
    if (Date.parse(to) <= Date.parse(from) || (isNew && Date.parse(from) <= now())) return undefined;
    return { name, where, from, to, ...(description !== undefined && { description }) };
  }

  return {
    get all() {
      return [...events.values()];
    },
    allow(next) {
      may = next;
    },
    takeOut: (id) => void events.delete(id),
    list: () => ({ status: 200, body: [...events.values()].filter(({ status }) => status < 3).map(describe) }),

    create(body) {
      if (!may) return apiError(403, 50013, 'Missing Permissions');
      const open = [...events.values()].filter(({ status }) => status < 3);
      if (open.length >= MOST_OPEN) return apiError(400, 30038, 'Maximum number of guild scheduled events reached');
      const event = isObject(body) ? read(body) : undefined;
      if (event === undefined) return apiError(400, 50035, 'Invalid Form Body');
      const made = { ...event, id: nextId(), status: 1 };
      events.set(made.id, made);
      return { status: 200, body: describe(made) };
    },

    change(id, body) {
      const before = events.get(id);
      if (!may) return apiError(403, 50013, 'Missing Permissions');
      if (before === undefined) return apiError(404, 10070, 'Unknown Guild Scheduled Event');
      if (before.status > 2) return apiError(400, 180000, 'Cannot update a finished event');
      if (!isObject(body)) return apiError(400, 50035, 'Invalid Form Body');
      const status = body['status'];
      const steps = before.status === 1 ? [2, 4] : [3];
      if (status !== undefined && !steps.includes(Number(status))) return apiError(400, 50035, 'Invalid Form Body');
      const event = read(body, before);
      if (event === undefined) return apiError(400, 50035, 'Invalid Form Body');
      const after = { ...event, id, status: status === undefined ? before.status : Number(status) };
      events.set(id, after);
      return { status: 200, body: describe(after) };
    },
  };
}
