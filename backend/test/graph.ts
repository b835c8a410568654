// Meta for tests of its channels: the sandbox with a number, a page and two Instagram accounts, a receiver of its webhooks that reads them the
// way intake does, and a server whose answers a test chooses byte for byte.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { META_DEFAULTS, startSandbox } from '../../sandbox/src/server';
import type { OutboundFile } from '../src/channels/channel';
import type { ChannelEvent } from '../src/channels/events';
import { createGraphClient } from '../src/channels/meta/client';
import { splitMeta, splitWhatsApp } from '../src/channels/meta/intake';
import { verifySignature } from '../src/channels/meta/signature';
import { translateMeta } from '../src/channels/meta/translate';

const connection = (id: string, externalId: string, accountId: string | null, accessToken: string) => ({
  id,
  instanceName: null,
  externalId,
  accountId,
  accessToken,
});

export const lines = {
  whatsApp: connection('c1', '106500000000001', '102200000000001', 'EAABwhatsapp00'),
  page: connection('c2', '110000000000001', null, 'EAABpage00'),
  /** By Instagram Login. */
  instagram: connection('c3', '178400000000001', null, 'IGAAinstagram00'),
};

export type TestGraph = Awaited<ReturnType<typeof startGraph>>;

export async function startGraph() {
  const told: ChannelEvent[] = [];
  const waiting = new Set<() => void>();
  const receiver = await listen(async (request, response) => {
    const raw = await readBody(request);
    const proven = verifySignature(raw, String(request.headers['x-hub-signature-256']), [META_DEFAULTS.appSecret]);
    const body: unknown = JSON.parse(raw.toString());
    if (proven)
      for (const { route, payload } of [...splitWhatsApp(body), ...splitMeta(body)])
        told.push(
          ...translateMeta(route.channel === 'account' ? 'whatsapp_cloud' : route.channel, payload, new Date()),
        );
    response.writeHead(proven ? 200 : 401).end();
    for (const look of waiting) look();
  });
  const sandbox = await startSandbox({ apiKey: 'graph-test-key', meta: { webhookBaseUrl: receiver.url } });
  const client = createGraphClient({
    graphUrl: sandbox.graphUrl,
    instagramUrl: sandbox.graphUrl,
    version: 'v25.0',
    appId: META_DEFAULTS.appId,
    appSecrets: [META_DEFAULTS.appSecret],
  });
  const { graph } = sandbox.control;
  return {
    sandbox,
    graph,
    client,
    /** Everything webhooks told since the last reset. */
    told,
    /** Waits until webhooks have told something of a type that fits. */
    tells: <T extends ChannelEvent['type']>(
      type: T,
      fits: (event: ChannelEvent & { type: T }) => boolean = () => true,
    ) =>
      new Promise<ChannelEvent & { type: T }>((resolve, reject) => {
        const late = setTimeout(() => end(() => reject(new Error(`No webhook told ${type}`))), 10_000);
        const end = (act: () => void) => {
          clearTimeout(late);
          waiting.delete(look);
          act();
        };
        const look = () => {
          const found = told.find(
            (event): event is ChannelEvent & { type: T } =>
              event.type === type && fits(event as ChannelEvent & { type: T }),
          );
          if (found) end(() => resolve(found));
        };
        waiting.add(look);
        look();
      }),
    async reset() {
      await sandbox.control.reset();
      const { whatsApp, page, instagram } = lines;
      await graph.addNumber({
        pnid: whatsApp.externalId!,
        wabaId: whatsApp.accountId!,
        token: whatsApp.accessToken!,
        name: 'Shop One',
      });
      await graph.addPage({ pageId: page.externalId!, token: page.accessToken!, name: 'Shop Page' });
      await graph.addInstagram({ igId: instagram.externalId!, token: instagram.accessToken!, username: 'shop.one' });
      await sandbox.control.setStatuses({ ackDelayMs: 0, deliveryDelayMs: 0, readDelayMs: 0, readRate: 1 });
      told.length = 0;
    },
    async stop() {
      await client.close();
      await sandbox.stop();
      await receiver.close();
    },
  };
}

/** A file as the outbox hands it over; remembers what the channel told of its upload. */
export function testFile(given: Partial<OutboundFile> & { bytes: Buffer }) {
  const uploads: { id: string; expiresAt: Date }[] = [];
  const file: OutboundFile = {
    assetId: 'a1',
    kind: 'image',
    mime: 'image/jpeg',
    fileName: 'photo.jpg',
    sizeBytes: given.bytes.length,
    read: async () => given.bytes,
    url: () => 'http://127.0.0.1:9/none',
    rememberUpload: (id, expiresAt) => void uploads.push({ id, expiresAt }),
    ...given,
  };
  return { file, uploads };
}

export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  text: string;
  /** Parsed when it is JSON. */
  body: unknown;
}

/**
 * A stand-in for Meta that only remembers what it was asked.
 * @param answer status and body for each call in turn; text is sent as it is
 */
export async function startRecorder(
  answer: (asked: Asked, index: number) => [status: number, body: unknown, headers?: Record<string, string>],
) {
  const asked: Asked[] = [];
  const server = await listen(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://recorder');
    const text = (await readBody(request)).toString('latin1');
    const call = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
    asked.push(call);
    const [status, body, headers = {}] = answer(call, asked.length - 1);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const client = createGraphClient({
    graphUrl: server.url,
    instagramUrl: `${server.url}/ig`,
    version: 'v25.0',
    appSecrets: ['the-secret'],
  });
  return {
    asked,
    client,
    url: server.url,
    async close() {
      await client.close();
      await server.close();
    },
  };
}

/** A server on a free port of this machine. */
export async function listen(handle: RequestListener) {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
