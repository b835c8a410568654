// One sandbox server: Evolution's API, the control API and the phone page on one port, all state in memory.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandboxClient, type SandboxClient } from './client';
import { createControlDialect } from './control/dialect';
import { createEvolutionDialect } from './evolution/dialect';
import { createInstance, type Instance } from './evolution/instances';
import type { App } from './graph/assets';
import { createGraphDialect } from './graph/dialect';
import { createGraphSnapshot } from './graph/snapshot';
import { serveDialects } from './http/router';
import { type Logger, silentLogger } from './logger';
import { createPhoneDialect } from './phone/dialect';
import { createSnapshot } from './snapshot';
import { createWorld, type World } from './world';

/** Longer than any client keeps an idle connection, so that no request meets a closing socket. */
const KEEP_ALIVE_MS = 65_000;

/** An instance that exists from the start, connected, unless the snapshot already knows its name. */
export interface SeedInstance {
  name: string;
  token?: string;
  /** Digits of its own number. */
  number: string;
  profileName?: string;
}

/** Left out, each has a default that says what it is. */
export interface MetaApp {
  appId?: string;
  appSecret?: string;
  verifyToken?: string;
  /** Webhooks go to `<webhookBaseUrl>/api/webhooks/whatsapp` and `…/meta`; without it only to callbacks of their own. */
  webhookBaseUrl?: string;
}

export const META_DEFAULTS = {
  appId: '1234567890',
  appSecret: 'sandbox-app-secret',
  verifyToken: 'sandbox-verify-token',
} as const;

export interface SandboxOptions {
  /** 0 takes a free port. */
  port?: number;
  /** The phone page needs no key: bind beyond loopback only in a private network. */
  host?: string;
  /** The global key. */
  apiKey: string;
  /** Where instances are remembered over a restart; without it nothing is. */
  dataDir?: string;
  /** Told as `server_url` in webhooks when clients reach the server under another name. */
  publicUrl?: string;
  seedInstances?: SeedInstance[];
  /** The Meta app that exists from the start; the Graph API is under `/graph`. */
  meta?: MetaApp;
  logger?: Logger;
}

export interface Sandbox {
  url: string;
  port: number;
  /** Base of the Graph API: what a client takes for `https://graph.facebook.com`. */
  graphUrl: string;
  /** The control API of this server. */
  control: SandboxClient;
  /** Ends every connection and pending delivery, after writing the snapshot. */
  stop(): Promise<void>;
}

/**
 * Starts a sandbox server; resolves when it listens.
 * @throws the listen error when the port is taken, or the reason why the snapshot cannot be read.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', apiKey, dataDir, logger = silentLogger } = options;
  const world = createWorld(apiKey, toApp(options.meta), logger);
  const snapshot = dataDir === undefined ? undefined : createSnapshot(dataDir, world.instances);
  for (const instance of (await snapshot?.load()) ?? []) world.instances.set(instance.name, instance);
  for (const seed of options.seedInstances ?? []) {
    if (!world.instances.has(seed.name)) world.instances.set(seed.name, plantInstance(seed));
  }
  const metaSnapshot = dataDir === undefined ? undefined : createGraphSnapshot(dataDir, world.graph);
  await metaSnapshot?.load();
  if (snapshot && metaSnapshot) {
    world.remember = () => {
      snapshot.save();
      metaSnapshot.save();
    };
  }
  const phone = await createPhoneDialect(world);
  const control = createControlDialect(world);
  const evolution = createEvolutionDialect(world);
  const graph = createGraphDialect(world);
  const server = createServer(
    serveDialects(
      [
        ['/_control/', control],
        ['/_phone/', phone],
        ['/phone', phone],
        ['/graph/', graph],
        ['', evolution],
      ],
      logger,
    ),
  );
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const boundPort = await listen(server, port, host);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`;
  world.publicUrl = options.publicUrl ?? url;
  logger.info('sandbox listens', { url, instances: world.instances.size });
  return {
    url,
    port: boundPort,
    graphUrl: `${url}/graph`,
    control: createSandboxClient(url, apiKey),
    stop: () => stop(server, world, [snapshot?.flush, metaSnapshot?.flush]),
  };
}

async function stop(server: Server, world: World, flushes: ((() => Promise<void>) | undefined)[]): Promise<void> {
  world.timeline.clear();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
  await Promise.all([world.webhooks.close(), world.graph.webhooks.close()]);
  await Promise.all(flushes.map((flush) => flush?.()));
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A TCP server's address is always this shape; the wider type covers pipes.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function plantInstance({ name, token, number, profileName = name }: SeedInstance): Instance {
  const ownerJid = `${number.replace(/\D/g, '')}@s.whatsapp.net`;
  const given = { state: 'open', hasSocket: true, ownerJid, profileName } as const;
  return createInstance(name, { ...given, ...(token && { token }) });
}

function toApp(given: MetaApp = {}): App {
  return {
    id: given.appId ?? META_DEFAULTS.appId,
    secret: given.appSecret ?? META_DEFAULTS.appSecret,
    verifyToken: given.verifyToken ?? META_DEFAULTS.verifyToken,
    webhookBaseUrl: given.webhookBaseUrl?.replace(/\/$/, '') ?? null,
  };
}
