// The gateway half of the loopback Discord: sessions, heartbeats, replay, and all the ways it ends a connection.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject, type Json, type JsonObject } from './discord-rules.ts';

export type GatewayOptions = {
  readonly token: () => string | undefined;
  readonly heartbeatMs: number;
  /** READY's payload but for the session, and what follows it. */
  readonly ready: (shard: number) => JsonObject;
  readonly afterReady: (shard: number) => readonly { readonly event: string; readonly data: JsonObject }[];
};

/**
 * How new connections fare: this code right after IDENTIFY, an HTTP error in place of an upgrade (once so many more were
 * let in), or no word at all.
 */
export type Refusal = { readonly close: number } | { readonly status: number; readonly after?: number } | 'silence';

export type LoopbackGateway = {
  /** Op 3, as they came. */
  readonly presences: readonly JsonObject[];
  readonly identified: number;
  readonly resumed: number;
  readonly connected: number;
  /** Connections turned away by `refuseWith`. */
  readonly refused: number;
  /** Asks for a heartbeat; true once every connection has answered, and thus has read all that was dispatched before. */
  acknowledged(): boolean;
  /** At the newest session of the shard that has the server, or kept for its resume. */
  dispatch(event: string, data: JsonObject): void;
  /** Ends every connection with this code, as Discord does (1006: without a word). */
  closeAll(code: number): void;
  /** Op 7: please come back and resume. */
  askToReconnect(): void;
  /** Op 9. */
  invalidate(resumable: boolean): void;
  /** The next resume is followed by op 9 in the same breath. */
  invalidateAfterResume(): void;
  /** From now on heartbeats go unanswered, until the next connection. */
  fallSilent(): void;
  refuseWith(refusal: Refusal | undefined): void;
  /** Close frames from the bot stay unanswered. */
  ignoreFarewells(): void;
  close(): void;
};

/** GUILDS is the only intent that this bot is granted. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

type Session = {
  readonly id: string;
  readonly shard: number;
  readonly shards: number;
  seq: number;
  socket?: WebSocket;
  readonly sent: { readonly seq: number; readonly frame: string }[];
};

export function attachGateway(server: Server, options: GatewayOptions): LoopbackGateway {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const silent = new WeakSet<WebSocket>();
  const asked = new Map<WebSocket, 'pending' | 'answered'>();
  const presences: JsonObject[] = [];
  const count = { identified: 0, resumed: 0, refused: 0, sessions: 0 };
  let breath = false;
  let admitted = 0;
  let refusal: Refusal | undefined;
  const unanswered: Duplex[] = [];

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (refusal === 'silence') {
      count.refused += 1;
      unanswered.push(socket);
      return;
    }
    if (typeof refusal === 'object' && 'status' in refusal && admitted >= (refusal.after ?? 0)) {
      count.refused += 1;
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    admitted += 1;
    sockets.handleUpgrade(request, socket, head, (open) => serve(open));
  });

  function serve(socket: WebSocket): void {
    send(socket, { op: 10, d: { heartbeat_interval: options.heartbeatMs } });
    socket.on('message', (data) => {
      const frame: Json = JSON.parse(String(data));
      if (isObject(frame)) receive(socket, frame);
    });
    socket.on('error', () => {});
  }

  function receive(socket: WebSocket, frame: JsonObject): void {
    const data = isObject(frame['d']) ? frame['d'] : {};
    switch (frame['op']) {
      case 1:
        if (asked.has(socket)) asked.set(socket, 'answered');
        if (!silent.has(socket)) send(socket, { op: 11 });
        break;
      case 2:
        identify(socket, data);
        break;
      case 3:
        presences.push(data);
        break;
      case 6:
        resume(socket, data);
        break;
      default:
    }
  }

  function mayEnter(socket: WebSocket, data: JsonObject): boolean {
    if (typeof refusal === 'object' && 'close' in refusal) {
      count.refused += 1;
      socket.close(refusal.close);
    } else if (options.token() === undefined || data['token'] !== options.token())
      socket.close(4004, 'Authentication failed.');
    else if (typeof data['intents'] === 'number' && (data['intents'] & PRIVILEGED) !== 0)
      socket.close(4014, 'Disallowed intent(s).');
    else return true;
    return false;
  }

  function identify(socket: WebSocket, data: JsonObject): void {
    if (!mayEnter(socket, data)) return;
    count.identified += 1;
    const [shard, shards] = Array.isArray(data['shard']) ? data['shard'].map(Number) : [];
    count.sessions += 1;
    const session: Session = {
      id: `session-${count.sessions}`,
      shard: shard ?? 0,
      shards: shards ?? 1,
      seq: 0,
      socket,
      sent: [],
    };
    sessions.set(session.id, session);
    tell(session, 'READY', { ...options.ready(session.shard), session_id: session.id });
    for (const { event, data: told } of options.afterReady(session.shard)) tell(session, event, told);
  }

  function resume(socket: WebSocket, data: JsonObject): void {
    if (!mayEnter(socket, { ...data, intents: 0 })) return;
    const session = sessions.get(String(data['session_id']));
    if (session === undefined) {
      send(socket, { op: 9, d: false });
      return;
    }
    count.resumed += 1;
    session.socket = socket;
    for (const { seq, frame } of session.sent) if (seq > Number(data['seq'])) socket.send(frame);
    tell(session, 'RESUMED', {});
    if (breath) {
      breath = false;
      sessions.clear();
      send(socket, { op: 9, d: false });
    }
  }

  function tell(session: Session, event: string, data: JsonObject): void {
    session.seq += 1;
    const frame = JSON.stringify({ op: 0, t: event, s: session.seq, d: data });
    session.sent.push({ seq: session.seq, frame });
    if (session.socket?.readyState === 1) session.socket.send(frame);
  }

  return {
    presences,
    get identified() {
      return count.identified;
    },
    get resumed() {
      return count.resumed;
    },
    get connected() {
      return [...sockets.clients].filter(({ readyState }) => readyState === 1).length;
    },
    get refused() {
      return count.refused;
    },
    acknowledged() {
      const open = [...sockets.clients].filter(({ readyState }) => readyState === 1);
      if (open.every((socket) => asked.get(socket) === 'answered')) {
        asked.clear();
        return true;
      }
      for (const socket of open.filter((each) => !asked.has(each))) {
        asked.set(socket, 'pending');
        send(socket, { op: 1, d: null });
      }
      return false;
    },
    dispatch(event, data) {
      const newest = [...sessions.values()].findLast(({ shard, shards }) => shard === shardOf(data, shards));
      if (newest !== undefined) tell(newest, event, data);
    },
    closeAll(code) {
      for (const socket of sockets.clients) {
        if (code === 1006) socket.terminate();
        else socket.close(code);
      }
    },
    askToReconnect() {
      for (const socket of sockets.clients) send(socket, { op: 7, d: null });
    },
    invalidate(resumable) {
      if (!resumable) sessions.clear();
      for (const socket of sockets.clients) send(socket, { op: 9, d: resumable });
    },
    invalidateAfterResume() {
      breath = true;
    },
    fallSilent() {
      for (const socket of sockets.clients) silent.add(socket);
    },
    ignoreFarewells() {
      for (const socket of sockets.clients) socket.pause();
    },
    refuseWith(next) {
      refusal = next;
      admitted = 0;
    },
    close() {
      for (const socket of unanswered) socket.destroy();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** As Discord reckons it. */
function shardOf(data: JsonObject, shards: number): number {
  const server = data['guild_id'];
  return typeof server === 'string' ? Number((BigInt(server) >> 22n) % BigInt(shards)) : 0;
}

function send(socket: WebSocket, frame: JsonObject): void {
  socket.send(JSON.stringify(frame));
}
