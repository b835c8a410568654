// Segments: whose they are, what they hold, and what keeps them.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { addPeople, draft, setScene } from '../campaigns/test-kit';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let connectionId: string;
beforeAll(async () => {
  app = await createTestApp();
  ({ owner, connectionId } = await setScene(app));
  coach = await app.join(owner, 'coach');
  await addPeople(app, owner.tenantId, {
    count: 10,
    ownerId: coach.userId,
    optedOut: 2,
    withoutPhone: 1,
    city: 'Haifa',
  });
  await addPeople(app, owner.tenantId, { count: 5, city: 'Haifa' });
  await addPeople(app, owner.tenantId, { count: 4, city: 'Eilat' });
});
afterAll(() => app.close());

const haifa = [{ field: 'city', op: 'is', values: ['haifa'] }];
const nobody = { inReview: 0, otherCoach: 0, duplicates: 0, invalid: 0 };

async function keep(person: TestPerson, values: object): Promise<string> {
  return (await person.post('/api/segments', { rules: haifa, ...values }).expect(201)).body.data.id;
}

test('a segment is counted with the reasons why people are left out, before and after it is kept', async () => {
  const expected = { total: 15, sendable: 12, leftOut: { optedOut: 2, noAddress: 1, ...nobody } };
  const live = await owner.post('/api/segments/count', { rules: haifa }).expect(200);
  expect(live.body.data).toEqual(expected);
  const id = await keep(owner, { name: 'In Haifa' });
  expect((await owner.get(`/api/segments/${id}/count?connectionId=${connectionId}`).expect(200)).body.data).toEqual(
    expected,
  );
  const list = await owner.get('/api/segments').expect(200);
  expect(list.body.data).toMatchObject([
    { id, name: 'In Haifa', shared: false, count: 15, abilities: { edit: true, remove: true } },
  ]);
  expect((await owner.get(`/api/contacts?segmentId=${id}`).expect(200)).body.pagination.total).toBe(15);
  const csv = await owner.get(`/api/contacts/export?segmentId=${id}`).expect(200);
  expect(csv.text.trim().split('\n')).toHaveLength(16);
});

test('an address depends on the channel: who is known by a WhatsApp id alone is reached by QR, not by the Cloud API', async () => {
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    const known = await tx.one<{ id: string }>(
      `insert into contacts (tenant_id, name, first_name, city) values ($1, 'Hidden', '', 'Acre') returning id`,
      [owner.tenantId],
    );
    await tx.query("insert into identities (tenant_id, kind, value, contact_id) values ($1, 'lid', '9911', $2)", [
      owner.tenantId,
      known!.id,
    ]);
  });
  const acre = { rules: [{ field: 'city', op: 'is', values: ['Acre'] }] };
  const qr = await owner.post('/api/segments/count', { ...acre, channel: 'whatsapp_evolution' }).expect(200);
  expect(qr.body.data.sendable).toBe(1);
  const cloud = await owner.post('/api/segments/count', { ...acre, channel: 'whatsapp_cloud' }).expect(200);
  expect(cloud.body.data).toMatchObject({ sendable: 0, leftOut: { noAddress: 1 } });
});

test('a coach finds only their own people, also in a segment of the team, and nobody else’s own segments', async () => {
  const own = await keep(owner, { name: 'Private' });
  const shared = await keep(owner, { name: 'Shared', shared: true });
  const seen = (await coach.get('/api/segments').expect(200)).body.data;
  expect(seen.map((one: { id: string }) => one.id)).toEqual([shared]);
  expect(seen[0]).toMatchObject({ count: 10, shared: true, abilities: { edit: false, remove: false } });
  expect((await coach.get(`/api/segments/${shared}/count`).expect(200)).body.data).toMatchObject({
    total: 10,
    sendable: 7,
  });
  expect((await coach.get(`/api/contacts?segmentId=${shared}`).expect(200)).body.pagination.total).toBe(10);
  for (const url of [`/api/segments/${own}/count`, `/api/contacts?segmentId=${own}`]) await coach.get(url).expect(404);
  await coach.patch(`/api/segments/${own}`, { name: 'Mine' }).expect(404);
  await coach.patch(`/api/segments/${shared}`, { name: 'Mine' }).expect(403);
  await coach.post('/api/segments', { name: 'For all', rules: haifa, shared: true }).expect(403);
  await coach.post('/api/campaigns/audience-count', { audience: { type: 'segment', segmentId: own } }).expect(404);
});

test('a name is used once by each person, whatever its case; a segment without rules is refused', async () => {
  await keep(coach, { name: 'Hot ones' });
  const again = await coach.post('/api/segments', { name: 'HOT ones', rules: haifa }).expect(409);
  expect(again.body.error).toBe('name_taken');
  await keep(owner, { name: 'Hot ones' });
  await coach.post('/api/segments', { name: 'Everybody', rules: [] }).expect(400);
  await coach.post('/api/segments', { name: 'Blank', rules: [{ field: 'city', op: 'is', values: [] }] }).expect(400);
  await coach.post('/api/segments', { name: 'When', rules: [{ field: 'createdAt', op: 'within' }] }).expect(400);
});

test('a segment that a campaign waits for is not deleted; the refusal names the campaign', async () => {
  const segmentId = await keep(owner, { name: 'Waited for' });
  const campaignId = await draft(owner, connectionId, { name: 'Autumn', audience: { type: 'segment', segmentId } });
  const refused = await owner.del(`/api/segments/${segmentId}`).expect(409);
  expect(refused.body.message).toContain('“Autumn”');
  expect((await owner.get(`/api/campaigns/${campaignId}`).expect(200)).body.data.audience).toMatchObject({
    type: 'segment',
    source: { id: segmentId, name: 'Waited for' },
  });
  await owner.del(`/api/campaigns/${campaignId}`).expect(200);
  await owner.del(`/api/segments/${segmentId}`).expect(200);
  await owner.get(`/api/segments/${segmentId}/count`).expect(404);
});

test('every change is an event', async () => {
  const id = await keep(owner, { name: 'Watched' });
  await owner.patch(`/api/segments/${id}`, { name: 'Watched closely' }).expect(200);
  await owner.del(`/api/segments/${id}`).expect(200);
  const events = await app.parts.db.read<{ type: string; actor_id: string }>(
    owner.tenantId,
    'select type, actor_id from events where tenant_id = $1 and subject_id = $2 order by id',
    [owner.tenantId, id],
  );
  expect(events).toEqual(
    ['created', 'updated', 'deleted'].map((verb) => ({ type: `segment.${verb}`, actor_id: owner.userId })),
  );
});
