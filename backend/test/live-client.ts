// A server with the live hub for tests, and clients that resume as the app does.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Role } from '@parley/contract';
import { type ClientOptions, WebSocket } from 'ws';
import { type Actor, createActor } from '../src/platform/actor';
import { newId } from '../src/platform/ids';
import type { Parts } from '../src/platform/parts';
import { attachHub, type Hub, type HubOptions } from '../src/platform/realtime/hub';

export interface LiveServer {
  server: Server;
  hub: Hub;
  port: number;
  /** A ticket that the hub redeems for this actor; good any number of times. */
  ticketFor(actor: Actor): string;
  connect(actor: Actor, since?: number, options?: ClientOptions): LiveClient;
  close(): Promise<void>;
}

export interface LiveClient {
  ws: WebSocket;
  frames: Frame[];
  /** Close code once closed. */
  closed: Promise<number>;
}

export function actorWith(role: Role, tenantId: string, userId = newId()): Actor {
  return createActor({ userId, tenantId, sessionId: newId(), name: role, role });
}

export async function startLive(parts: Parts, options: Partial<HubOptions> = {}): Promise<LiveServer> {
  const tickets = new Map<string, Actor>();
  const server = createServer((_req, res) => res.end());
  const hub = attachHub(server, parts, {
    redeem: async (ticket) => tickets.get(ticket),
    recheck: async (actor) => actor,
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The server listens on TCP, so its address is not a path.
  const { port } = server.address() as AddressInfo;
  const ticketFor = (actor: Actor) => {
    tickets.set(actor.sessionId, actor);
    return actor.sessionId;
  };
  return {
    server,
    hub,
    port,
    ticketFor,
    connect(actor, since, clientOptions) {
      const resume = since === undefined ? '' : `&since=${since}`;
      return listen(new WebSocket(`ws://127.0.0.1:${port}/ws?ticket=${ticketFor(actor)}${resume}`, clientOptions));
    },
    async close() {
      await hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function listen(ws: WebSocket): LiveClient {
  const frames: Frame[] = [];
  ws.on('message', (data) => frames.push(JSON.parse(data.toString())));
  ws.on('error', () => undefined);
  return { ws, frames, closed: new Promise((resolve) => ws.on('close', resolve)) };
}
