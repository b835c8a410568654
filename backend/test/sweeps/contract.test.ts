// Every endpoint of the contract, held to what all of them promise: no answer without a token, none without the permission, none about
// another tenant's rows, none for an id that is no id. A new endpoint is swept the moment it is declared.
import { type Endpoint, type ErrorCode, endpoints, errorStatus, type Role, roleHas, roles } from '@parley/contract';
import supertest from 'supertest';
import { buildOpenApi } from '../../src/platform/http/docs';
import { features, findRegistryFaults } from '../../src/registry';
import { createTestApp, type TestApp, type TestPerson } from '../app';
import { makeRows, type Rows } from './rows';

const secured = endpoints.filter((endpoint) => (endpoint.auth ?? 'user') === 'user');
const withId = secured.filter((endpoint) => /:(id|chatId)\b/.test(endpoint.path));
const title = (endpoint: Endpoint) => `${endpoint.method} ${endpoint.path}`;

let test: TestApp;
let owner: TestPerson;
let stranger: TestPerson;
let people: Record<Role, TestPerson>;
let rows: Rows;

beforeAll(async () => {
  // A gateway that must never be asked: another tenant’s id is refused before anything leaves the house.
  test = await createTestApp({ EVOLUTION_API_URL: 'http://127.0.0.1:9', EVOLUTION_API_KEY: 'unused' });
  [owner, stranger] = [await test.register(), await test.register()];
  people = { owner } as Record<Role, TestPerson>;
  for (const role of roles.filter((one) => one !== 'owner')) people[role] = await test.join(owner, role);
  rows = await makeRows(test, owner);
});
afterAll(() => test.close());

/** Sends the endpoint's method to its path with the parameters filled in. */
function send(endpoint: Endpoint, id: string, token?: string): supertest.Test {
  const url = endpoint.path.replace(/:[A-Za-z]+/g, id);
  const method = endpoint.method.toLowerCase() as 'get';
  const request = supertest(test.app)[method](url);
  if (token) request.set('authorization', `Bearer ${token}`);
  return endpoint.method === 'GET' || endpoint.media === 'multipart' ? request : request.send(bodyOf(endpoint));
}

/** A body that passes the schema, where the sweep must come further than validation. */
function bodyOf(endpoint: Endpoint): object {
  return rows?.bodies[endpoint.name] ?? {};
}

it('every declared endpoint has exactly one handler', () => {
  expect(findRegistryFaults(endpoints, features)).toEqual([]);
});

it.each(secured.map((endpoint) => [title(endpoint), endpoint] as const))(
  '%s: 401 without a token',
  async (_, endpoint) => {
    const res = await send(endpoint, owner.userId).expect(401);
    expect(res.body).toMatchObject({ success: false, error: 'unauthenticated', requestId: expect.any(String) });
  },
);

const refused = secured.flatMap((endpoint) => {
  const { permission } = endpoint;
  return permission
    ? roles.filter((role) => !roleHas(role, permission)).map((role) => [title(endpoint), role, endpoint] as const)
    : [];
});
it.each(refused)('%s: 403 for the role %s', async (_, role, endpoint) => {
  const res = await send(endpoint, owner.userId, people[role].token).expect(403);
  expect(res.body.error).toBe('forbidden');
});

it.each(withId.map((endpoint) => [title(endpoint), endpoint] as const))(
  '%s: 400 for an id that is no id',
  async (_, endpoint) => {
    const res = await send(endpoint, 'not-an-id', owner.token).expect(400);
    expect(res.body.error).toBe('validation_failed');
    expect(res.body.details.map((detail: { path: string }) => detail.path)).toContain(
      endpoint.path.match(/:(\w+)/)?.[1],
    );
  },
);

it.each(withId.map((endpoint) => [title(endpoint), endpoint] as const))(
  '%s: 404 for another tenant’s id',
  async (_, endpoint) => {
    const id = rows.idFor(endpoint.path);
    const foreign = await send(endpoint, id, stranger.token).expect(404);
    expect(foreign.body.error).toBe('not_found');
    expect(JSON.stringify(foreign.body)).not.toContain(rows.marker);
  },
);

it.each(
  secured
    .filter((endpoint) => endpoint.method === 'GET' && !endpoint.path.includes(':') && endpoint.media !== 'csv')
    .map((endpoint) => [title(endpoint), endpoint] as const),
)('%s: shows another tenant nothing of ours', async (_, endpoint) => {
  const res = await send(endpoint, '', stranger.token);
  expect([200, 400]).toContain(res.status);
  expect(JSON.stringify(res.body)).not.toContain(rows.marker);
});

it('the rows the sweep aims at are there: their own tenant reads every one of them', async () => {
  for (const endpoint of withId.filter((one) => one.method === 'GET')) {
    const res = await send(endpoint, rows.idFor(endpoint.path), owner.token);
    // 409: the row is seen, but not in the state that has this (a QR code).
    expect({ endpoint: title(endpoint), seen: [200, 409].includes(res.status) }).toEqual({
      endpoint: title(endpoint),
      seen: true,
    });
  }
});

describe('the OpenAPI document', () => {
  const document = JSON.parse(JSON.stringify(buildOpenApi(endpoints, 'http://localhost')));

  it('is 3.1 and lists every endpoint once, with an operation id and its answers', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const operations = Object.values<Record<string, { operationId: string; responses: object }>>(
      document.paths,
    ).flatMap((methods) => Object.values(methods));
    expect(operations.map((one) => one.operationId).sort()).toEqual(endpoints.map((one) => one.name).sort());
    for (const endpoint of endpoints) {
      const operation = document.paths[endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')][endpoint.method.toLowerCase()];
      const statuses = (endpoint.errors ?? []).map((code: ErrorCode) => String(errorStatus[code]));
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining([String(endpoint.status ?? 200), ...statuses]),
      );
      const inPath = operation.parameters.filter((one: { in: string }) => one.in === 'path');
      expect(inPath).toHaveLength(endpoint.path.match(/:[A-Za-z]+/g)?.length ?? 0);
    }
  });

  it('resolves every reference it makes', () => {
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    for (const reference of new Set(references)) {
      const path = JSON.parse(`{${reference}}`).$ref.replace(/^#\//, '').split('/');
      expect(
        path.reduce((at: Record<string, object> | undefined, key: string) => at?.[key] as never, document),
      ).toBeDefined();
    }
  });

  it('is served, and browsable', async () => {
    const res = await supertest(test.app).get('/api/openapi.json').expect(200);
    expect(Object.keys(res.body.paths)).toHaveLength(Object.keys(document.paths).length);
    await supertest(test.app).get('/api/docs').expect(200).expect('content-type', /html/);
  });
});
