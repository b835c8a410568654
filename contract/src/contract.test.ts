// The contract's own promises: names and paths are unique, roles are ordered, defaults are valid.
import {
  channels,
  defaultPacing,
  endpoints,
  errorStatus,
  eventType,
  frameData,
  pacing,
  permissions,
  rolePermissions,
  roles,
} from './index';

test('every endpoint has a name and a method with path of its own', () => {
  const names = endpoints.map((endpoint) => endpoint.name);
  const addresses = endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path.replace(/:\w+/g, ':')}`);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test('every path parameter is declared by a schema', () => {
  for (const endpoint of endpoints) {
    if (endpoint.path.includes('/:'))
      expect({ endpoint: endpoint.name, params: endpoint.params !== undefined }).toEqual({
        endpoint: endpoint.name,
        params: true,
      });
  }
});

test('an endpoint that changes something and needs a user asks for a permission or concerns only the caller', () => {
  const own = ['logout', 'updateProfile', 'switchTenant', 'revokeSession', 'createWsTicket'];
  const open = endpoints.filter(
    (endpoint) => endpoint.method !== 'GET' && (endpoint.auth ?? 'user') === 'user' && !endpoint.permission,
  );
  expect(open.map((endpoint) => endpoint.name).sort()).toEqual(own.sort());
});

test('owner and admin hold every permission; no role holds one that does not exist', () => {
  expect(rolePermissions.owner).toEqual(permissions);
  expect(rolePermissions.admin).toEqual(permissions);
  for (const role of roles)
    expect(rolePermissions[role].every((permission) => permissions.includes(permission))).toBe(true);
});

test('an agent cannot launch campaigns and a coach cannot see everybody', () => {
  expect(rolePermissions.agent).not.toContain('campaigns.manage');
  expect(rolePermissions.coach).not.toContain('contacts.viewAll');
  expect(rolePermissions.coach).not.toContain('chats.viewAll');
});

test('a number connected by QR starts with the protective pacing', () => {
  expect(pacing.parse(defaultPacing)).toEqual({
    perMinute: 20,
    perHour: 100,
    perDay: 1000,
    perSecond: null,
    minDelayMs: 2000,
    maxDelayMs: 5000,
  });
  expect(pacing.safeParse({ ...defaultPacing, maxDelayMs: 1000 }).success).toBe(false);
});

test('error codes map to client or server errors', () => {
  for (const status of Object.values(errorStatus))
    expect([400, 401, 402, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503, 504]).toContain(status);
});

test('events and frames are named noun.verb', () => {
  for (const type of eventType.options) expect(type).toMatch(/^[a-z_]+\.[a-z_]+$/);
  for (const type of Object.keys(frameData)) expect(type).toMatch(/^([a-z_]+\.[a-z_]+|resync|hello)$/);
  expect(channels).toContain('whatsapp_evolution');
});
