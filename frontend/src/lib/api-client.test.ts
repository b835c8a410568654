/** @jest-environment node */
// The API client against a real HTTP server: one refresh at a time, one retry, errors with their request id.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineEndpoint } from '@parley/contract';
import axios from 'axios';
import { z } from 'zod';
import { createApiClient, fillPath, writeQuery } from './api-client';
import { ApiError } from './api-error';

const getThing = defineEndpoint({
  name: 'getThing',
  method: 'GET',
  path: '/api/things/:id',
  summary: 'One thing',
  params: z.object({ id: z.string() }),
  response: z.object({ id: z.string() }),
});
const createThing = defineEndpoint({
  name: 'createThing',
  method: 'POST',
  path: '/api/things',
  summary: 'A new thing',
  body: z.object({ name: z.string() }),
  response: z.object({ id: z.string() }),
});

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let base: string;
let seen: Seen[];
let validToken: string;
let refreshStatus: number;
let tokenAfterRefresh: string;
let refreshGate: Promise<void>;

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
  if (request.url === '/api/auth/refresh') {
    await refreshGate;
    if (refreshStatus !== 200)
      return answer(response, refreshStatus, {
        success: false,
        message: 'no',
        error: 'session_revoked',
        requestId: 'r1',
      });
    return answer(response, 200, { success: true, data: { accessToken: tokenAfterRefresh } });
  }
  if (request.headers.authorization !== `Bearer ${validToken}`) {
    return answer(response, 401, { success: false, message: 'expired', error: 'token_expired', requestId: 'r2' });
  }
  if (request.url === '/api/things/broken') {
    return answer(
      response,
      422,
      {
        success: false,
        message: 'No',
        error: 'rule_broken',
        details: [{ path: 'name', message: 'why' }],
        requestId: 'r3',
      },
      { 'retry-after': '7' },
    );
  }
  if (request.url === '/api/things/proxy') {
    response.writeHead(502, { 'content-type': 'text/html', 'x-request-id': 'r4' });
    return void response.end('<html>');
  }
  answer(response, 200, { success: true, data: { id: request.url?.split('/').at(-1) } });
}

beforeAll(async () => {
  server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  seen = [];
  validToken = 'fresh';
  refreshStatus = 200;
  tokenAfterRefresh = 'fresh';
  refreshGate = Promise.resolve();
});

const client = () => createApiClient(axios.create({ baseURL: base, adapter: 'http' }));
const refreshes = () => seen.filter((one) => one.url === '/api/auth/refresh').length;

test('ten calls that meet an expired token cause one refresh and all succeed', async () => {
  const api = client();
  api.setAccessToken('stale');
  let open: () => void = () => undefined;
  refreshGate = new Promise((resolve) => {
    open = resolve;
  });
  const calls = Promise.all(
    Array.from({ length: 10 }, (_, index) => api.call(getThing, { params: { id: String(index) } })),
  );
  while (seen.filter((one) => one.url.startsWith('/api/things')).length < 10) await new Promise(setImmediate);
  open();
  expect((await calls).map((thing) => thing.id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(refreshes()).toBe(1);
});

test('a call that is refused again after the refresh fails instead of looping', async () => {
  const api = client();
  api.setAccessToken('stale');
  tokenAfterRefresh = 'accepted by nobody';
  await expect(api.call(getThing, { params: { id: '1' } })).rejects.toMatchObject({
    status: 401,
    code: 'token_expired',
  });
  expect(refreshes()).toBe(1);
});

test('a refused refresh ends the session once and rejects every waiting call', async () => {
  const api = client();
  const ended = jest.fn();
  api.onSessionEnd(ended);
  api.setAccessToken('stale');
  refreshStatus = 401;
  const results = await Promise.allSettled([1, 2, 3].map((id) => api.call(getThing, { params: { id: String(id) } })));
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(ended).toHaveBeenCalledTimes(refreshes());
  expect(ended).toHaveBeenCalled();
});

test('a server that cannot refresh right now signs nobody out', async () => {
  const api = client();
  const ended = jest.fn();
  api.onSessionEnd(ended);
  api.setAccessToken('stale');
  refreshStatus = 503;
  await expect(api.call(getThing, { params: { id: '1' } })).rejects.toMatchObject({ status: 503 });
  expect(ended).not.toHaveBeenCalled();
});

test('a mutating call keeps its idempotency key when it is retried after a refresh', async () => {
  const api = client();
  api.setAccessToken('stale');
  await api.call(createThing, { body: { name: 'x' } });
  const keys = seen.filter((one) => one.url === '/api/things').map((one) => one.headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('a refusal carries code, field details, request id and the time to wait', async () => {
  const api = client();
  api.setAccessToken('fresh');
  const error = await api.call(getThing, { params: { id: 'broken' } }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 422,
    code: 'rule_broken',
    message: 'No',
    requestId: 'r3',
    retryAfterSeconds: 7,
  });
  expect((error as ApiError).details).toEqual([{ path: 'name', message: 'why' }]);
});

test('a page from a proxy reads as unavailable, with its request id', async () => {
  const api = client();
  api.setAccessToken('fresh');
  await expect(api.call(getThing, { params: { id: 'proxy' } })).rejects.toMatchObject({
    code: 'unavailable',
    requestId: 'r4',
  });
});

test('a path is never sent with a hole in it', () => {
  expect(fillPath('/api/things/:id', { id: 'a/b' })).toBe('/api/things/a%2Fb');
  expect(() => fillPath('/api/things/:id', {})).toThrow('needs id');
});

test('absent query values are left out and lists are repeated', () => {
  expect(writeQuery({ page: 2, search: '', tag: ['a', 'b'], status: undefined }).toString()).toBe('page=2&tag=a&tag=b');
});
