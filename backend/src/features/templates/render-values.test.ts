// Values as a recipient's text gets them: the contact's, their coach's, the tenant's, the clock's.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { loadRenderValues, type RenderValueOptions } from './render-values';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register('Olga');
  coach = await app.join(owner, 'coach');
  await coach.put('/api/auth/profile', { coachProfile: { instagram: '@coach', incomeGoal: '100' } }).expect(200);
});
afterAll(() => app.close());

async function addContact(values: { ownerId?: string; client?: object }): Promise<string> {
  const [row] = await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query<{ id: string }>(
      `insert into contacts (tenant_id, name, first_name, email, city, status, temperature, owner_id, client)
       values ($1, 'Lea Katz', 'Lea', 'lea@example.com', 'Acre', 'customer', 'hot', $2, $3) returning id`,
      [owner.tenantId, values.ownerId ?? null, JSON.stringify(values.client ?? {})],
    ),
  );
  return row!.id;
}

const load = async (id: string, options: RenderValueOptions = {}) =>
  (await app.parts.db.withTenant(owner.tenantId, (tx) => loadRenderValues(tx, [id], options))).get(id) ?? {};

test('a contact’s own fields and answers are there, also under their short names', async () => {
  const values = await load(await addContact({ client: { goal: 'Run', age: '30' } }));
  expect(values).toMatchObject({
    name: 'Lea Katz',
    first_name: 'Lea',
    'lead.name': 'Lea Katz',
    'lead.email': 'lea@example.com',
    'lead.city': 'Acre',
    'lead.status': 'Customer',
    'lead.temperature': 'Hot',
    'lead.phone': '',
    'client.goal': 'Run',
    'client.age': '30',
    'system.company': 'Olga’s tenant',
  });
});

test('the coach is the contact’s owner; contacts without one have the campaign’s', async () => {
  const owned = await addContact({ ownerId: coach.userId });
  const free = await addContact({});
  expect(await load(owned, { campaignOwnerId: owner.userId })).toMatchObject({
    'coach.fullName': 'coach',
    'coach.email': coach.email,
    'coach.instagram': '@coach',
    'coach.incomeGoal': '100',
  });
  expect((await load(free, { campaignOwnerId: owner.userId }))['coach.fullName']).toBe('Olga');
  expect((await load(free))['coach.fullName']).toBe('');
});

test('contacts of different coaches in one batch keep their own coach', async () => {
  const ids = [
    await addContact({ ownerId: coach.userId }),
    await addContact({ ownerId: owner.userId }),
    await addContact({}),
  ];
  const values = await app.parts.db.withTenant(owner.tenantId, (tx) => loadRenderValues(tx, ids));
  expect(ids.map((id) => values.get(id)?.['coach.fullName'])).toEqual(['coach', 'Olga', '']);
});

test('a recipient’s own values win, and the short and the long name of one thing agree', async () => {
  const id = await addContact({});
  const own = (variables: Record<string, string>) => load(id, { recipientVariables: new Map([[id, variables]]) });
  expect(await own({ name: 'L. K.', 'lead.city': 'Eilat' })).toMatchObject({
    name: 'L. K.',
    'lead.name': 'L. K.',
    'lead.city': 'Eilat',
    first_name: 'Lea',
  });
  expect(await own({ 'lead.phone': '123' })).toMatchObject({ phone: '123' });
});

test('the clock is the tenant’s, in its time zone and language', async () => {
  const id = await addContact({});
  const now = new Date('2026-03-05T22:30:00Z');
  const set = (timezone: string, locale: string) =>
    app.parts.db
      .system('test')
      .query('update tenants set timezone = $2, locale = $3 where id = $1', [owner.tenantId, timezone, locale]);
  await set('Asia/Jerusalem', 'en');
  const english = await load(id, { now });
  expect(english['system.date']).toBe('Mar 6, 2026');
  expect(english['system.time']?.replace(/\s/u, ' ')).toBe('12:30 AM');
  await set('Asia/Jerusalem', 'he');
  const hebrew = await load(id, { now });
  expect(hebrew['system.date']).toContain('2026');
  expect(hebrew['system.date']).toMatch(/\p{Script=Hebrew}/u);
  expect(hebrew['system.time']).toMatch(/^0?0:30$/);
});

test('a contact of another tenant has no values', async () => {
  const id = await addContact({});
  const stranger = await app.register();
  const values = await app.parts.db.withTenant(stranger.tenantId, (tx) => loadRenderValues(tx, [id]));
  expect(values.size).toBe(0);
});
