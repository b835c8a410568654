// Approval over HTTP: who submits, who decides, what campaigns may use, who hears of it; usage figures; sample files.
import type { Template } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  owner = await app.register();
  coach = await app.join(owner, 'coach');
});
afterAll(() => app.close());

let count = 0;
const input = (body = 'one') => ({ name: `Template ${++count}`, content: { body } });
const create = async (person: TestPerson, body?: string): Promise<Template> =>
  (await person.post('/api/templates', input(body)).expect(201)).body.data;
const read = async (person: TestPerson, id: string): Promise<Template> =>
  (await person.get(`/api/templates/${id}`).expect(200)).body.data;
const act = (person: TestPerson, id: string, verb: string, body: object = {}) =>
  person.post(`/api/templates/${id}/${verb}`, body);
const require = (approvalRequired = true) => owner.put('/api/templates/settings', { approvalRequired }).expect(200);

async function draftOf(person: TestPerson, templateId: string) {
  const connection = await insertConnection(app.parts, owner.tenantId);
  return person.post('/api/campaigns', {
    name: 'C',
    connectionId: connection.id,
    message: { templateId },
    audience: { type: 'all' },
  });
}

test('a coach submits, an admin approves, and every step is seen', async () => {
  const { id, approval, abilities } = await create(coach);
  expect([approval.state, abilities.submit, abilities.approve]).toEqual(['draft', true, false]);
  expect((await act(coach, id, 'submit').expect(200)).body.data).toMatchObject({
    approval: { state: 'submitted', submittedAt: expect.any(String) },
    abilities: { submit: false },
  });
  expect((await owner.get('/api/templates/settings').expect(200)).body.data).toEqual({
    approvalRequired: false,
    waiting: 1,
  });
  const queue = (await owner.get('/api/templates?status=submitted&sort=submittedAt').expect(200)).body.data;
  expect(queue).toMatchObject([{ id, ownerId: coach.userId, abilities: { approve: true, reject: true } }]);
  await act(owner, id, 'approve', { version: 1 }).expect(200);
  expect((await read(coach, id)).approval).toMatchObject({
    state: 'approved',
    approvedVersion: 1,
    decidedByName: 'Owner',
  });
});

test('a rejection says why, and the coach may change and submit again', async () => {
  const { id, name } = await create(coach);
  await act(coach, id, 'submit').expect(200);
  await act(owner, id, 'reject', { version: 1, reason: ' ' }).expect(400);
  await act(owner, id, 'reject', { version: 1, reason: 'No greeting' }).expect(200);
  expect((await read(coach, id)).approval).toMatchObject({ state: 'rejected', reason: 'No greeting', usable: true });
  await coach.put(`/api/templates/${id}`, { name, content: { body: 'Hello, one' } }).expect(200);
  expect((await act(coach, id, 'submit').expect(200)).body.data.approval).toMatchObject({
    state: 'submitted',
    reason: null,
  });
});

test('a coach approves nothing, and asks for nobody else', async () => {
  const { id } = await create(coach);
  await act(coach, id, 'approve', { version: 1 }).expect(403);
  await act(coach, id, 'reject', { version: 1, reason: 'x' }).expect(403);
  await coach.put('/api/templates/settings', { approvalRequired: false }).expect(403);
  const other = await app.join(owner, 'coach');
  await act(other, id, 'submit').expect(404);
});

test('templates of another tenant are neither submitted, decided nor downloaded', async () => {
  const { id } = await create(coach);
  const stranger = await app.register('Stranger');
  await act(stranger, id, 'submit').expect(404);
  await act(stranger, id, 'approve', { version: 1 }).expect(404);
  await act(stranger, id, 'reject', { version: 1, reason: 'x' }).expect(404);
  await stranger.get(`/api/templates/${id}/sample.csv`).expect(404);
});

test('steps out of turn are refused, and nobody approves words they have not read', async () => {
  const { id, name } = await create(coach);
  await act(coach, id, 'submit').expect(200);
  expect((await act(coach, id, 'submit').expect(409)).body.error).toBe('wrong_state');
  await coach.put(`/api/templates/${id}`, { name, content: { body: 'other words' } }).expect(200);
  expect((await read(coach, id)).approval.state).toBe('draft');
  expect((await act(owner, id, 'approve', { version: 1 }).expect(409)).body.error).toBe('conflict');
  await act(owner, id, 'approve', { version: 2 }).expect(200);
  expect((await act(owner, id, 'approve', { version: 2 }).expect(409)).body.error).toBe('wrong_state');
});

test('where approval is asked for, campaigns refuse what was not approved and use what was', async () => {
  await require();
  const { id, name } = await create(coach, 'approved words');
  const refused = await draftOf(coach, id);
  expect([refused.status, refused.body.error]).toEqual([422, 'template_unusable']);
  expect(refused.body.message).toContain('not approved yet');
  expect(refused.body.data).toMatchObject({ why: 'unsubmitted', name });
  expect((await read(coach, id)).approval).toMatchObject({ required: true, usable: false });
  await act(coach, id, 'submit').expect(200);
  expect((await draftOf(coach, id)).body.message).toContain('waits for approval');
  await act(owner, id, 'approve', { version: 1 }).expect(200);
  await coach.put(`/api/templates/${id}`, { name, content: { body: 'newer words' } }).expect(200);
  const draft = await draftOf(coach, id);
  expect([draft.status, draft.body.data.message.body]).toEqual([201, 'approved words']);
  await act(coach, id, 'submit').expect(200);
  await act(owner, id, 'reject', { version: 2, reason: 'Too new' }).expect(200);
  expect((await draftOf(coach, id)).status).toBe(201);
});

test('approval that is taken back before the launch stops the launch and its check', async () => {
  await require();
  const { id } = await create(coach);
  await act(owner, id, 'approve', { version: 1 }).expect(200);
  const draft = (await draftOf(coach, id)).body.data.id;
  await act(owner, id, 'reject', { version: 1, reason: 'Not any more' }).expect(200);
  expect((await coach.post(`/api/campaigns/${draft}/start`).expect(422)).body.message).toContain('Not any more');
  await coach.post(`/api/campaigns/${draft}/check`).expect(422);
});

test('what an admin writes needs nobody’s approval, nor does anything while it is not asked for', async () => {
  expect((await draftOf(coach, (await create(coach)).id)).status).toBe(201);
  await require();
  const { id, approval } = await create(owner);
  expect(approval).toMatchObject({ state: 'approved', usable: true });
  expect((await draftOf(owner, id)).status).toBe(201);
});

test('an approved template can be handed to the whole team at once', async () => {
  const { id } = await create(coach);
  const other = await app.join(owner, 'coach');
  await other.get(`/api/templates/${id}`).expect(404);
  await act(coach, id, 'submit').expect(200);
  await act(owner, id, 'approve', { version: 1, makeGlobal: true }).expect(200);
  expect(await read(other, id)).toMatchObject({ scope: 'global', ownerId: null, approval: { required: false } });
  expect((await act(owner, id, 'reject', { version: 1, reason: 'x' }).expect(409)).body.error).toBe('wrong_state');
});

test('the writer alone is told what became of a submission', async () => {
  const since = await app.parts.feed.latest(owner.tenantId);
  const { id } = await create(coach);
  await act(coach, id, 'submit').expect(200);
  await act(owner, id, 'reject', { version: 1, reason: 'Too long' }).expect(200);
  const frame = await until('the decision', async () =>
    ((await app.parts.feed.after(owner.tenantId, since, 1000)) ?? []).find((one) =>
      one.body.includes('template.decided'),
    ),
  );
  expect(JSON.parse(frame.body).data).toMatchObject({ templateId: id, decision: 'rejected', reason: 'Too long' });
  expect(frame.audience).toEqual({ permission: 'templates.read', userIds: [coach.userId] });
});

test('usage is what the campaigns show now, and lists are sorted by it', async () => {
  const { id } = await create(owner);
  await create(owner);
  const campaign = (await draftOf(owner, id)).body.data.id;
  const settle = (sent: number, failed: number, replied: number) =>
    app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query(
        `update campaigns set started_at = now(), sent_count = $3, failed_count = $4, replied_count = $5 where tenant_id = $1 and id = $2`,
        [owner.tenantId, campaign, sent, failed, replied],
      ),
    );
  await settle(6, 2, 3);
  const usage = async () => (await read(owner, id)).usageStats;
  expect(await usage()).toEqual({ totalUses: 1, lastUsed: expect.any(String), successRate: 75, replyRate: 50 });
  await settle(8, 0, 4);
  expect(await usage()).toMatchObject({ successRate: 100, replyRate: 50 });
  const sorted = (await owner.get('/api/templates?sort=uses').expect(200)).body.data;
  expect(sorted.map((one: Template) => one.usageStats.totalUses)).toEqual([1, 0]);
});

test('the sample file has a column for each variable and reads well in a spreadsheet', async () => {
  const { id } = await create(coach, 'Hi {first_name}, {{lead.city|your city}}, {name}: {{client.budget}}');
  const file = await coach.get(`/api/templates/${id}/sample.csv`).expect(200);
  expect(file.headers['content-disposition']).toContain('.csv');
  const [header, first, second] = file.text.split(/\r?\n/);
  expect(header).toBe('\uFEFFphone,name,first_name,lead.city,client.budget');
  expect(first).toBe("'+972501234567,Dana Cohen,Dana,Haifa,$100–200 a month");
  expect(second).toContain('Amir Haddad,Amir,Akko');
});
