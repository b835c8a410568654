// The WebSocket at /ws: opened with a one-time ticket, fed from the tenant's stream, checked again while it lives.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Actor } from '../actor';
import type { Parts } from '../parts';
import { type Handshake, readHandshake, refuse } from './handshake';
import { closeCodes, LiveSocket } from './live-socket';
import { createSubscriptions } from './subscriptions';

export interface HubOptions {
  /** Who the ticket was given to; undefined when it is worth nothing. */
  redeem: (ticket: string) => Promise<Actor | undefined>;
  /** The actor as of now; undefined when the session has ended. */
  recheck: (actor: Actor) => Promise<Actor | undefined>;
  /** Default 60 s: a socket outlives its session at most this long. */
  recheckEveryMs?: number;
  /** Default 30 s; a socket that did not answer the ping before is dropped. */
  pingEveryMs?: number;
}

export interface Hub {
  /** Asks all clients to come back later, and closes. */
  close(): Promise<void>;
}

/** Clients only ever ask whether somebody is there. */
const largestMessageBytes = 4096;
const recheckAtOnce = 8;
const closeWithinMs = 2000;

export function attachHub(server: Server, parts: Parts, options: HubOptions): Hub {
  const { config, logger } = parts;
  const recheckEveryMs = options.recheckEveryMs ?? 60_000;
  const subscriptions = createSubscriptions(parts);
  const sockets = new Set<LiveSocket>();
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: largestMessageBytes,
  });
  let closing = false;

  const upgrade = async (req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const handshake = readHandshake(req, config.origins);
    if (typeof handshake === 'number') return refuse(socket, handshake);
    if (closing) return refuse(socket, 503);
    const actor = await options.redeem(handshake.ticket);
    if (!actor) return refuse(socket, 401);
    wss.handleUpgrade(req, socket, head, (ws) => void attend(ws, actor, handshake));
  };

  const attend = async (ws: WebSocket, actor: Actor, { since }: Handshake): Promise<void> => {
    const socket = new LiveSocket(ws, actor, Date.now() + recheckEveryMs);
    sockets.add(socket);
    ws.on('error', (error) => logger.debug('a live socket failed', { error: error.message, userId: actor.userId }));
    ws.on('pong', () => {
      socket.alive = true;
    });
    const ended = new Promise((resolve) => ws.once('close', resolve));
    try {
      const feed = await subscriptions.acquire(actor.tenantId);
      try {
        ws.on('message', (data) => answer(socket, data, feed.position()));
        await feed.join(socket, since);
        await ended;
      } finally {
        feed.leave(socket);
        subscriptions.release(feed);
      }
    } catch (error) {
      logger.warn('a live socket could not be served', { tenantId: actor.tenantId, error });
      ws.close(closeCodes.tryAgain, 'try again');
    } finally {
      sockets.delete(socket);
    }
  };

  const timers = [
    setInterval(() => pingAll(sockets), options.pingEveryMs ?? 30_000),
    setInterval(() => subscriptions.fillAll(), options.pingEveryMs ?? 30_000),
    setInterval(() => void recheckDue(), Math.min(1000, recheckEveryMs / 4)),
  ];

  const recheckDue = async (): Promise<void> => {
    const now = Date.now();
    const due = [...sockets].filter((socket) => socket.recheckAt <= now);
    for (const socket of due) socket.recheckAt = now + recheckEveryMs;
    const waiting = due.values();
    const next = async () => {
      for (const socket of waiting) await recheckOne(socket);
    };
    await Promise.all(Array.from({ length: recheckAtOnce }, next));
  };

  const recheckOne = async (socket: LiveSocket): Promise<void> => {
    try {
      const actor = await options.recheck(socket.actor);
      if (actor) socket.actor = actor;
      else socket.ws.close(closeCodes.signedOut, 'signed out');
    } catch (error) {
      // The database is away: the next look decides.
      logger.warn('a live session could not be checked', { tenantId: socket.actor.tenantId, error });
    }
  };

  server.on('upgrade', (req, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(req, socket, head).catch((error) => {
      logger.warn('a live socket could not be opened', { error });
      refuse(socket, 503);
    });
  });

  return {
    async close() {
      closing = true;
      for (const timer of timers) clearInterval(timer);
      for (const { ws } of sockets) ws.close(closeCodes.restart, 'restarting');
      const until = Date.now() + closeWithinMs;
      while (sockets.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const { ws } of sockets) ws.terminate();
      subscriptions.close();
    },
  };
}

/** The only thing a client may say; the answer tells it that the way is open in both directions. */
function answer(socket: LiveSocket, data: RawData, position: number): void {
  if (data.toString() === '{"type":"ping"}') socket.greet(position);
  else socket.ws.close(closeCodes.badMessage, 'only {"type":"ping"} is understood');
}

function pingAll(sockets: ReadonlySet<LiveSocket>): void {
  for (const socket of sockets) {
    if (!socket.alive) socket.ws.terminate();
    else {
      socket.alive = false;
      socket.ws.ping();
    }
  }
}
