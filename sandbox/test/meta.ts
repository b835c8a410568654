// A sandbox with one number, one Page and one Instagram account of a Meta app, and a receiver that checks signatures.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { META_DEFAULTS, startSandbox } from '../src/server';
import { KEY, type Reply } from './harness';

export const PNID = '106500000000001';
export const WABA = '102200000000001';
export const PAGE = '110000000000001';
export const IG = '178400000000001';
export const TOKEN = 'EAAB-whatsapp';
export const PAGE_TOKEN = 'EAAB-page';
export const IG_TOKEN = 'IGAA-instagram';
export const ANN = '15550001111';

export interface Post {
  path: string;
  raw: string;
  isSigned: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  body: any;
}

export type Meta = Awaited<ReturnType<typeof startMeta>>;

/** @param answer decides the status of each post by its place */
export async function startMeta(answer: (index: number) => number = () => 200) {
  const posts: Post[] = [];
  const waiting = new Set<() => void>();
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const address = new URL(request.url ?? '/', 'http://receiver');
      if (request.method === 'GET') {
        const isOurs = address.searchParams.get('hub.verify_token') === META_DEFAULTS.verifyToken;
        response.writeHead(isOurs ? 200 : 403).end(isOurs ? address.searchParams.get('hub.challenge') : 'no');
        return;
      }
      const raw = Buffer.concat(chunks);
      const expected = `sha256=${createHmac('sha256', META_DEFAULTS.appSecret).update(raw).digest('hex')}`;
      const isSigned = request.headers['x-hub-signature-256'] === expected;
      posts.push({ path: address.pathname, raw: raw.toString('latin1'), isSigned, body: JSON.parse(raw.toString()) });
      response.writeHead(answer(posts.length - 1)).end();
      for (const check of waiting) check();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const webhookBaseUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const sandbox = await startSandbox({ apiKey: KEY, meta: { webhookBaseUrl } });
  const { graph } = sandbox.control;
  const reset = async () => {
    await sandbox.control.reset();
    await graph.addNumber({ pnid: PNID, wabaId: WABA, token: TOKEN });
    await graph.addPage({ pageId: PAGE, token: PAGE_TOKEN });
    await graph.addInstagram({ igId: IG, token: IG_TOKEN });
    posts.length = 0;
  };
  await reset();
  const ask = async (method: string, path: string, body?: unknown, token: string | null = TOKEN): Promise<Reply> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${sandbox.graphUrl}/v25.0/${path}`, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  /** Changes, statuses and messages of WhatsApp, or messaging items, in the order they came. */
  const values = (field = 'messages') =>
    posts
      .flatMap(({ body }) => body.entry ?? [])
      .flatMap(({ changes }) => changes ?? [])
      .filter((change) => change.field === field)
      .map(({ value }) => value);
  const items = () => posts.flatMap(({ body }) => body.entry ?? []).flatMap(({ messaging }) => messaging ?? []);
  /** Resolves with what `look` finds once there are so many. */
  const until = async <Found>(look: () => Found[], count = 1): Promise<Found[]> => {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (look().length < count) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
    return look();
  };
  return {
    ...sandbox,
    graph,
    posts,
    webhookBaseUrl,
    reset,
    ask,
    values,
    items,
    until,
    statuses: () => values().flatMap((value) => value.statuses ?? []),
    messages: () => values().flatMap((value) => value.messages ?? []),
    /** Sends on WhatsApp to Ann unless told otherwise. */
    send: (body: object) => ask('POST', `${PNID}/messages`, { messaging_product: 'whatsapp', to: ANN, ...body }),
    /** Ann writes, so that the window is open. */
    open: (extra: object = {}) => graph.receiveInbound({ to: PNID, from: ANN, name: 'Ann', text: 'hello', ...extra }),
    stop: async () => {
      await sandbox.stop();
      receiver.closeAllConnections();
      await new Promise<void>((resolve) => receiver.close(() => resolve()));
    },
  };
}
