// Templates over HTTP: writing, versions, visibility, previews, live frames.
import { endpoints, type Role, roles } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { createActor } from '../../platform/actor';
import { mayChange, maySee, mayWrite } from './policy';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let otherCoach: TestPerson;
let stranger: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  coach = await app.join(owner, 'coach');
  otherCoach = await app.join(owner, 'coach');
  stranger = await app.register('Stranger');
});
afterAll(() => app.close());

let count = 0;
const input = (values: object = {}) => ({
  name: `Template ${++count}`,
  content: { body: 'Hi {first_name|there}, {{lead.city}}' },
  ...values,
});
const create = async (person: TestPerson, values: object = {}) =>
  (await person.post('/api/templates', input(values)).expect(201)).body.data;

async function addContact(
  tenantId: string,
  values: { name: string; ownerId?: string; city?: string },
): Promise<string> {
  const [row] = await app.parts.db.withTenant(tenantId, (tx) =>
    tx.query<{ id: string }>(
      'insert into contacts (tenant_id, name, first_name, owner_id, city) values ($1, $2, $2, $3, $4) returning id',
      [tenantId, values.name, values.ownerId ?? null, values.city ?? null],
    ),
  );
  return row!.id;
}

test('a template knows its variables and which of them are required', async () => {
  const template = await create(coach, { tags: ['welcome'], category: 'greeting' });
  expect(template).toMatchObject({
    scope: 'personal',
    ownerId: coach.userId,
    category: 'greeting',
    tags: ['welcome'],
    variables: ['first_name', 'lead.city'],
    requiredVariables: ['lead.city'],
    version: 1,
    usageStats: { totalUses: 0, lastUsed: null, successRate: null, replyRate: null },
    abilities: { edit: true, remove: true, submit: true, approve: false },
  });
  expect((await coach.get(`/api/templates/${template.id}`).expect(200)).body.data).toEqual(template);
});

test('an unknown variable is refused on writing, changing and rendering', async () => {
  const wrong = { content: { body: 'Hi {{lead.nmae}}' } };
  const res = await coach.post('/api/templates', input(wrong)).expect(422);
  expect(res.body).toMatchObject({ error: 'unknown_variable', details: [{ path: 'content.body' }] });
  const { id } = await create(coach);
  await coach.put(`/api/templates/${id}`, input(wrong)).expect(422);
  await coach.post('/api/templates/render', { body: 'Hi {{lead.nmae}}' }).expect(422);
});

test('an empty or overlong body is a 400', async () => {
  await coach.post('/api/templates', input({ content: { body: ' ' } })).expect(400);
  await coach.post('/api/templates', input({ content: { body: 'x'.repeat(4097) } })).expect(400);
});

test('each change of the body is a new version, other changes are not', async () => {
  const { id, name } = await create(coach, { content: { body: 'one' } });
  await coach.put(`/api/templates/${id}`, { name, content: { body: 'two' } }).expect(200);
  const renamed = await coach.put(`/api/templates/${id}`, { name: `${name} b`, content: { body: 'two' } }).expect(200);
  expect(renamed.body.data).toMatchObject({ name: `${name} b`, version: 2 });
  const versions = await coach.get(`/api/templates/${id}/versions`).expect(200);
  expect(versions.body.data).toMatchObject([
    { version: 2, content: { body: 'two' }, createdByName: 'coach' },
    { version: 1, content: { body: 'one' } },
  ]);
});

test('a name is taken once per owner, whatever its case', async () => {
  await create(coach, { name: 'Welcome' });
  const res = await coach.post('/api/templates', input({ name: 'WELCOME' })).expect(409);
  expect(res.body.error).toBe('name_taken');
  await create(otherCoach, { name: 'Welcome' });
  const { id } = await create(coach);
  await coach.put(`/api/templates/${id}`, input({ name: 'welcome' })).expect(409);
});

test('a coach sees their own and the global templates, never another coach’s', async () => {
  const own = await create(coach);
  const foreign = await create(otherCoach);
  const global = await create(owner, { scope: 'global' });
  const ids = (await coach.get('/api/templates?limit=100').expect(200)).body.data.map((one: { id: string }) => one.id);
  expect(ids).toEqual(expect.arrayContaining([own.id, global.id]));
  expect(ids).not.toContain(foreign.id);
  for (const path of ['', '/preview', '/versions']) await coach.get(`/api/templates/${foreign.id}${path}`).expect(404);
  await coach.put(`/api/templates/${foreign.id}`, input()).expect(404);
  await coach.del(`/api/templates/${foreign.id}`).expect(404);
});

test('a coach uses a global template but neither writes, changes nor deletes one', async () => {
  await coach.post('/api/templates', input({ scope: 'global' })).expect(403);
  const global = await create(owner, { scope: 'global' });
  const seen = await coach.get(`/api/templates/${global.id}`).expect(200);
  expect(seen.body.data.abilities).toMatchObject({ edit: false, remove: false, submit: false });
  await coach.put(`/api/templates/${global.id}`, input()).expect(403);
  await coach.del(`/api/templates/${global.id}`).expect(403);
  const own = await create(coach);
  await coach.put(`/api/templates/${own.id}`, input({ scope: 'global' })).expect(403);
});

test('another tenant’s template does not exist', async () => {
  const { id } = await create(owner, { scope: 'global' });
  for (const path of ['', '/preview', '/versions']) await stranger.get(`/api/templates/${id}${path}`).expect(404);
  await stranger.put(`/api/templates/${id}`, input()).expect(404);
  await stranger.del(`/api/templates/${id}`).expect(404);
});

test('a deleted template is gone, and a campaign keeps its text', async () => {
  const { id } = await create(owner);
  const connection = await insertConnection(app.parts, owner.tenantId);
  const draft = await owner
    .post('/api/campaigns', {
      name: 'C',
      connectionId: connection.id,
      message: { templateId: id },
      audience: { type: 'all' },
    })
    .expect(201);
  await owner.del(`/api/templates/${id}`).expect(200);
  await owner.get(`/api/templates/${id}`).expect(404);
  const kept = await owner.get(`/api/campaigns/${draft.body.data.id}`).expect(200);
  expect(kept.body.data.message).toMatchObject({ templateId: null, body: 'Hi {first_name|there}, {{lead.city}}' });
});

test('a preview speaks to a real contact and names what is blank', async () => {
  const { id } = await create(coach, { content: { body: '{name} from {{lead.city}}, yours {{coach.fullName}}' } });
  const contactId = await addContact(owner.tenantId, { name: 'Rivka', ownerId: coach.userId });
  const res = await coach.get(`/api/templates/${id}/preview?contactId=${contactId}`).expect(200);
  expect(res.body.data).toEqual({
    text: 'Rivka from , yours coach',
    missing: ['lead.city'],
    contactId,
    contactName: 'Rivka',
  });
  const foreign = await addContact(owner.tenantId, { name: 'Not yours', ownerId: otherCoach.userId });
  await coach.get(`/api/templates/${id}/preview?contactId=${foreign}`).expect(404);
  await coach.post('/api/templates/render', { body: '{name}', contactId: foreign }).expect(404);
});

test('without a contact a preview uses samples, with the tenant and the writer as they are', async () => {
  const res = await owner
    .post('/api/templates/render', { body: '{name} {{system.company}} {{coach.fullName}}' })
    .expect(200);
  expect(res.body.data).toMatchObject({ text: 'Dana Cohen Owner’s tenant Owner', missing: [], contactId: null });
});

test('the catalogue lists every variable of the five groups', async () => {
  const res = await owner.get('/api/templates/parameters').expect(200);
  const groups = res.body.data.map((one: { group: string }) => one.group);
  expect(
    Object.fromEntries(
      [...new Set(groups)].map((group) => [group, groups.filter((one: string) => one === group).length]),
    ),
  ).toEqual({
    short: 3,
    lead: 8,
    client: 13,
    coach: 13,
    system: 5,
  });
});

test('the list filters by scope, category and words', async () => {
  const { id } = await create(owner, { name: 'Zebra crossing', category: 'zoo', scope: 'global' });
  for (const query of ['search=zebra', 'category=zoo', 'scope=global&search=Zebra']) {
    const res = await owner.get(`/api/templates?${query}`).expect(200);
    expect(res.body.data.map((one: { id: string }) => one.id)).toContain(id);
    expect(res.body.pagination.total).toBe(res.body.data.length);
  }
  expect((await owner.get('/api/templates?scope=personal&search=zebra')).body.data).toEqual([]);
});

test('writers of templates are told live, strangers to a personal one are not', async () => {
  const since = await app.parts.feed.latest(owner.tenantId);
  const { id } = await create(coach);
  const frames = await until('the frame', async () => {
    const all = (await app.parts.feed.after(owner.tenantId, since, 1000)) ?? [];
    return all.some((frame) => frame.body.includes(id)) && all;
  });
  const frame = frames.find((one) => one.body.includes(id));
  expect(frame?.body).toContain('templates.changed');
  expect(frame?.audience).toEqual({
    permission: 'templates.read',
    viewAll: 'templates.manageGlobal',
    userIds: [coach.userId],
  });
});

describe('policy', () => {
  const me = 'me';
  const as = (role: Role) => createActor({ userId: me, tenantId: 't', sessionId: 's', name: role, role });
  const mine = { scope: 'personal', ownerId: me } as const;
  const theirs = { scope: 'personal', ownerId: 'other' } as const;
  const global = { scope: 'global', ownerId: null } as const;
  const table: Record<Role, string> = {
    owner: 'see:mtg change:mtg write:pg',
    admin: 'see:mtg change:mtg write:pg',
    manager: 'see:mtg change:mtg write:pg',
    coach: 'see:mg change:m write:p',
    agent: 'see:mg change: write:',
  };
  test.each(roles)('%s', (role) => {
    const actor = as(role);
    const which = (rule: typeof maySee) =>
      (rule(actor, mine) ? 'm' : '') + (rule(actor, theirs) ? 't' : '') + (rule(actor, global) ? 'g' : '');
    const write = (mayWrite(actor, 'personal') ? 'p' : '') + (mayWrite(actor, 'global') ? 'g' : '');
    expect(`see:${which(maySee)} change:${which(mayChange)} write:${write}`).toBe(table[role]);
  });
  test('every template endpoint asks for a permission', () => {
    for (const endpoint of endpoints.filter((one) => one.feature === 'templates'))
      expect(endpoint.permission).toMatch(/^templates\./);
  });
});
