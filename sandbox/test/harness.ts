// Starts a sandbox and a webhook receiver on free ports, and speaks to them over real HTTP.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '../src/server';

export const KEY = 'global-key';

// Answers are whatever the server says; tests look into them freely.
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
export type Reply = { status: number; body: any };

export interface Delivered {
  path: string;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  body: any;
}

export type Api = Awaited<ReturnType<typeof startApi>>;

/** A running sandbox with a client that uses the global key unless told otherwise. */
export async function startApi(options: { dataDir?: string; seed?: boolean } = {}) {
  const seedInstances = options.seed
    ? [{ name: 'shop-1', token: 'tok-1', number: '15550009999', profileName: 'Shop One' }]
    : [];
  const sandbox = await startSandbox({ apiKey: KEY, dataDir: options.dataDir, seedInstances });
  const ask = async (method: string, path: string, body?: unknown, key: string | null = KEY): Promise<Reply> => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        ...(key !== null && { apikey: key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    ...sandbox,
    ask,
    get: (path: string, key?: string | null) => ask('GET', path, undefined, key),
    post: (path: string, body: unknown = {}, key?: string | null) => ask('POST', path, body, key),
    put: (path: string, body: unknown = {}) => ask('PUT', path, body),
    remove: (path: string, body?: unknown) => ask('DELETE', path, body),
    /** A new instance, linked to a phone. */
    connect: async (name: string, extra: Record<string, unknown> = {}) => {
      const created = await ask('POST', '/instance/create', {
        instanceName: name,
        integration: 'WHATSAPP-BAILEYS',
        qrcode: true,
        ...extra,
      });
      await ask('POST', `/_control/instances/${name}/scan`, { number: '15550009999', profileName: 'Shop One' });
      return created;
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** Collects webhooks; `answer` decides the status of each. */
export async function startReceiver(answer: (delivered: Delivered, index: number) => number = () => 200) {
  const received: Delivered[] = [];
  const waiting: { isThere: () => boolean; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const delivered = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text) };
      received.push(delivered);
      response.writeHead(answer(delivered, received.length - 1)).end();
      for (const waiter of waiting) if (waiter.isThere()) waiter.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const of = (event: string) => received.filter(({ body }) => body.event === event);
  return {
    url,
    received,
    of,
    /** Resolves with the deliveries of an event once there are so many. */
    until: async (event: string, count = 1) => {
      const isThere = () => of(event).length >= count;
      if (!isThere()) await new Promise<void>((resolve) => waiting.push({ isThere, resolve }));
      return of(event);
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
