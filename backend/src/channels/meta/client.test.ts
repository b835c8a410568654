// The client over real sockets, against servers that misbehave in ways Meta's stand-in does not.

import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { listen, startRecorder } from '../../../test/graph';
import { createGraphClient, type GraphClient } from './client';

const token = 'EAABsecret';
const clients: GraphClient[] = [];
const servers: { close: () => unknown }[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const server of servers.splice(0)) await server.close();
});
const clientOf = (graphUrl: string, answerTimeoutMs = 2000) => {
  const client = createGraphClient({
    graphUrl,
    instagramUrl: graphUrl,
    version: 'v25.0',
    appSecrets: ['s'],
    answerTimeoutMs,
  });
  clients.push(client);
  return client;
};

/** A server that does what it likes with a socket once the request is there. */
async function listenRaw(onRequest: (socket: Socket) => void): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => onRequest(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({ close: () => server.close() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('the token travels in the header with its proof, and nowhere else', async () => {
  const recorder = await startRecorder(() => [200, { id: '1' }]);
  servers.push(recorder);
  await recorder.client.ask('GET', '/me', { token, query: { fields: 'id' } });
  await recorder.client.ask('POST', '/1/messages', { token, host: 'instagram', body: { a: 'ä' } });
  const [graph, instagram] = recorder.asked;
  expect(graph).toMatchObject({
    path: '/v25.0/me',
    query: { fields: 'id', appsecret_proof: createHmac('sha256', 'the-secret').update(token).digest('hex') },
  });
  expect(graph?.headers.authorization).toBe(`Bearer ${token}`);
  // The app secret of Instagram Login is another one.
  expect(instagram).toMatchObject({ path: '/ig/v25.0/1/messages', query: {} });
  expect(Buffer.from(instagram?.text ?? '', 'latin1').toString()).toBe('{"a":"ä"}');
});

test('nobody at the address: nothing was asked', async () => {
  const gone = await listen(() => {});
  await gone.close();
  await expect(clientOf(gone.url).ask('POST', '/1/messages', { token, body: {} })).rejects.toMatchObject({
    kind: 'never_asked',
  });
});

test('a request that was given up before it began was never asked', async () => {
  const signal = AbortSignal.abort();
  await expect(clientOf('http://127.0.0.1:9').ask('GET', '/me', { token, signal })).rejects.toMatchObject({
    kind: 'never_asked',
  });
});

test.each<[string, (socket: Socket) => void]>([
  ['is cut after the request', (socket) => socket.resetAndDestroy()],
  ['never answers', () => {}],
  ['answers half', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"messages":[')],
  ['answers 200 without JSON', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n<ok>')],
  ['answers 502 without JSON', (socket) => socket.end('HTTP/1.1 502 Bad\r\ncontent-length: 6\r\n\r\n<html>')],
])('a connection that %s leaves it unclear', async (_what, onRequest) => {
  const client = clientOf(await listenRaw(onRequest), 300);
  await expect(client.ask('POST', '/1/messages', { token, body: {} })).rejects.toMatchObject({ kind: 'unclear' });
});

test('a refusal carries code, subcode, trace and wait', async () => {
  const recorder = await startRecorder(() => [
    400,
    { error: { message: `no ${token}`, code: 10, error_subcode: 2018278, fbtrace_id: 'GhI' } },
    { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":2}]}' },
  ]);
  servers.push(recorder);
  await expect(recorder.client.ask('GET', '/me', { token })).rejects.toMatchObject({
    kind: 'refused',
    code: 10,
    subcode: 2018278,
    fbtraceId: 'GhI',
    retryAfterMs: 120_000,
    detail: 'no …',
  });
});

describe('downloads', () => {
  test('a file within its limit comes whole, one beyond it not at all', async () => {
    const files = await listen(
      (_request, response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(Buffer.alloc(5000, 7)),
    );
    servers.push(files);
    const client = clientOf(files.url);
    const file = await client.download(`${files.url}/f`, token, 5000);
    expect(file).toMatchObject({ mime: 'image/jpeg' });
    expect(file.bytes.equals(Buffer.alloc(5000, 7))).toBe(true);
    await expect(client.download(`${files.url}/f`, token, 4999)).rejects.toMatchObject({
      kind: 'refused',
      httpStatus: 413,
    });
  });

  test.each([
    'https://evil.example/f',
    'https://fbsbx.com.evil.example/f',
    'http://169.254.169.254/latest',
    'not a url',
    '',
  ])('the token is not shown to %j', async (url) => {
    await expect(clientOf('https://graph.facebook.com').download(url, token, 10)).rejects.toMatchObject({
      kind: 'refused',
    });
  });
});
