// Drafts and the launch check: nothing is sent, and what launching would do is told as it is.
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { lendHand } from './jobs';
import { addPeople, countStates, draft, readMoney, runJob, setScene } from './test-kit';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const check = async (person: TestPerson, connectionId: string, values: object = {}) =>
  (
    await person
      .post('/api/campaigns/check', {
        name: 'C',
        connectionId,
        message: { text: 'Hi {first_name}' },
        audience: { type: 'all' },
        ...values,
      })
      .expect(200)
  ).body.data;

test('a draft is saved, changed and deleted without reserving anything', async () => {
  const { owner, connectionId } = await setScene(app);
  const [contactId] = await addPeople(app, owner.tenantId, { count: 1 });
  const id = await draft(owner, connectionId, { pacing: { minDelayMs: 1000, maxDelayMs: 2000 } });
  const changed = await owner
    .patch(`/api/campaigns/${id}`, {
      name: 'Autumn',
      message: { text: 'Bye {name}' },
      audience: { type: 'selected', contactIds: [contactId] },
    })
    .expect(200);
  expect(changed.body.data).toMatchObject({
    name: 'Autumn',
    status: 'draft',
    message: { text: 'Bye {name}', templateId: null, body: 'Bye {name}' },
    audience: { type: 'selected', size: 1 },
    pacing: { minDelayMs: 1000, maxDelayMs: 2000 },
  });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 1000, reserved: 0, used: 0 });
  await owner.del(`/api/campaigns/${id}`).expect(200);
  await owner.get(`/api/campaigns/${id}`).expect(404);
});

test('a draft that cannot work is refused with what is wrong', async () => {
  const { owner, connectionId } = await setScene(app);
  const post = (values: object) =>
    owner.post('/api/campaigns', {
      name: 'C',
      connectionId,
      message: { text: 'Hi' },
      audience: { type: 'all' },
      ...values,
    });
  expect((await post({ message: { text: 'Hi {{lead.nmae}}' } })).body.error).toBe('unknown_variable');
  await post({ message: {} }).expect(400);
  await post({ audience: { type: 'selected', contactIds: [] } }).expect(400);
  await post({ pacing: { minDelayMs: 5, maxDelayMs: 1 } }).expect(400);
  await post({ connectionId: '01890000-0000-7000-8000-000000000000' }).expect(404);
  await post({ message: { templateId: '01890000-0000-7000-8000-000000000000' } }).expect(404);
  await post({ audience: { type: 'selected', contactIds: ['01890000-0000-7000-8000-000000000000'] } }).expect(404);
  const wrong = await post({
    audience: { type: 'inline', recipients: [{ phone: '+972501234567' }, { phone: 'soon' }] },
  }).expect(400);
  expect(wrong.body.details).toEqual([
    { path: 'audience.recipients.1.phone', message: expect.stringContaining('soon') },
  ]);
});

test('a coach can name neither another coach’s contact, template nor line', async () => {
  const { owner, connectionId } = await setScene(app);
  const coach = await app.join(owner, 'coach');
  const other = await app.join(owner, 'coach');
  const [foreign] = await addPeople(app, owner.tenantId, { count: 1, ownerId: other.userId });
  const template = await other.post('/api/templates', { name: 'T', content: { body: 'x' } }).expect(201);
  const line = await insertConnection(app.parts, owner.tenantId, { ownerId: other.userId });
  const post = (values: object) =>
    coach.post('/api/campaigns', {
      name: 'C',
      connectionId,
      message: { text: 'Hi' },
      audience: { type: 'all' },
      ...values,
    });
  await post({ audience: { type: 'selected', contactIds: [foreign] } }).expect(404);
  await post({ message: { templateId: template.body.data.id } }).expect(404);
  await post({ connectionId: line.id }).expect(404);
  await post({}).expect(201);
});

test('the check tells audience, blanks, samples, cost and end as they will be', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 6, optedOut: 1, withoutPhone: 1, city: 'Haifa' });
  await addPeople(app, owner.tenantId, { count: 3 });
  const result = await check(owner, connectionId, { message: { text: 'Hi {first_name} of {{lead.city}}' } });
  expect(result).toMatchObject({
    audience: { total: 9, sendable: 7, optedOut: 1, noAddress: 1, duplicates: 0 },
    blanks: [{ variable: 'lead.city', count: 3 }],
    cost: { required: 7, balance: 1000 },
    estimate: { finishesAt: expect.any(String), tomorrow: 0 },
    problems: [{ code: 'blank_variables', severity: 'warn' }],
  });
  expect(result.samples.map((sample: { kind: string }) => sample.kind)).toEqual(
    expect.arrayContaining(['first', 'most_blanks']),
  );
  expect(result.samples[0].text).toContain('of Haifa');
  const id = await draft(owner, connectionId);
  const saved = await owner.post(`/api/campaigns/${id}/check`).expect(200);
  expect(saved.body.data).toMatchObject({ audience: { sendable: 7 }, problems: [] });
});

test('the check names every reason that would stop a launch', async () => {
  const { owner } = await setScene(app);
  const down = await insertConnection(app.parts, owner.tenantId, { state: 'disconnected' });
  const codes = async (values: object = {}) =>
    (await check(owner, down.id, values)).problems.map(
      (one: { code: string; severity: string }) => `${one.code}:${one.severity}`,
    );
  expect(await codes()).toEqual(['empty_audience:block', 'not_connected:block']);
  await addPeople(app, owner.tenantId, { count: 1001 });
  const later = new Date(Date.now() + 3_600_000).toISOString();
  expect(await codes({ sendAt: later })).toEqual(['insufficient_credits:block', 'not_connected:warn']);
});

test('of an audience beyond ten thousand the blanks are told from an even sample', async () => {
  const { owner, connectionId } = await setScene(app);
  // Whoever came first has a city, whoever came later has none.
  await addPeople(app, owner.tenantId, { count: 6000, city: 'Haifa' });
  await addPeople(app, owner.tenantId, { count: 6000 });
  const { audience, blanks } = await check(owner, connectionId, { message: { text: '{first_name} {{lead.city}}' } });
  expect(audience.sendable).toBe(12_000);
  expect(blanks).toEqual([{ variable: 'lead.city', count: expect.any(Number) }]);
  // Six standard deviations of a sample of 500.
  expect(Math.abs(blanks[0].count - 6000)).toBeLessThan(1600);
});

test('people never messaged before are those of the pending audience', async () => {
  const { owner, connectionId } = await setScene(app);
  const ids = await addPeople(app, owner.tenantId, { count: 5 });
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update contacts set first_messaged_at = now() where tenant_id = $1 and id = any($2)', [
      owner.tenantId,
      ids.slice(0, 2),
    ]),
  );
  const id = await draft(owner, connectionId, { audience: { type: 'pending' } });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 3 });
});

test('an inline list merges spellings of one line, finds contacts, creates the others and keeps everybody’s own values', async () => {
  const { owner, connectionId } = await setScene(app);
  const recipients = [
    { phone: '050-765-4321', name: 'Dana Levi', variables: { 'lead.city': 'Eilat' } },
    { phone: '+972 50 765 4321', name: 'Twice' },
    { phone: '+972507654322' },
  ];
  const message = { text: '{first_name|friend} in {{lead.city|town}}' };
  const before = await check(owner, connectionId, { message, audience: { type: 'inline', recipients } });
  expect(before.audience).toMatchObject({ total: 3, sendable: 2, optedOut: 0, noAddress: 0, duplicates: 1 });
  expect(before.samples[0]).toMatchObject({ contactName: 'Dana Levi', phone: '+972507654321', text: 'Dana in Eilat' });
  expect((await owner.get('/api/contacts')).body.pagination.total).toBe(0);
  const id = await draft(owner, connectionId, { message, audience: { type: 'inline', recipients } });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 2 });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 998, reserved: 2, used: 0 });
  const rows = await app.parts.db.read<{ phone: string; variables: object }>(
    owner.tenantId,
    'select c.phone, m.variables from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id where m.tenant_id = $1 order by c.phone',
    [owner.tenantId],
  );
  expect(rows).toEqual([
    { phone: '+972507654321', variables: { name: 'Dana Levi', first_name: 'Dana', 'lead.city': 'Eilat' } },
    { phone: '+972507654322', variables: {} },
  ]);
});

test('the largest inline list is accepted with own values; what is larger still is refused by its size', async () => {
  const { owner } = await setScene(app);
  const recipients = (valueLength: number) =>
    Array.from({ length: 10_000 }, (_, n) => ({
      phone: `+97255${String(n).padStart(7, '0')}`,
      variables: { offer: 'x'.repeat(valueLength) },
    }));
  const ask = (valueLength: number) =>
    owner.post('/api/campaigns/audience-count', { audience: { type: 'inline', recipients: recipients(valueLength) } });
  const counted = await ask(600).expect(200);
  expect(counted.body.data).toMatchObject({ total: 10_000, sendable: 10_000 });
  const refused = await ask(900).expect(413);
  expect(refused.body.message).toBe('The request is larger than 8 MB.');
});

test('a coach’s inline list with somebody else’s contact is refused, naming the rows; nobody of it is saved or written to', async () => {
  const { owner, connectionId } = await setScene(app);
  const coach = await app.join(owner, 'coach');
  const other = await app.join(owner, 'coach');
  await addPeople(app, owner.tenantId, { count: 1, ownerId: other.userId });
  await addPeople(app, owner.tenantId, { count: 1 });
  await addPeople(app, owner.tenantId, { count: 1, ownerId: coach.userId, optedOut: 1 });
  const phonesOf = async (where: string, params: unknown[]) =>
    app.parts.db.read<{ phone: string }>(
      owner.tenantId,
      `select phone from contacts where tenant_id = $1 and ${where}`,
      [owner.tenantId, ...params],
    );
  const own = [{ phone: '+972507654321' }, ...(await phonesOf('owner_id = $2', [coach.userId]))];
  const foreign = await phonesOf('owner_id is distinct from $2', [coach.userId]);
  const input = (recipients: object[]) => ({
    name: 'C',
    connectionId,
    message: { text: 'Hi' },
    audience: { type: 'inline', recipients },
  });
  for (const url of ['/api/campaigns', '/api/campaigns/check']) {
    const { body } = await coach.post(url, input([...own, ...foreign])).expect(400);
    expect(body.error).toBe('validation_failed');
    expect(body.details.map((detail: { path: string }) => detail.path)).toEqual([
      'audience.recipients.2.phone',
      'audience.recipients.3.phone',
    ]);
  }
  expect((await coach.get('/api/campaigns')).body.pagination.total).toBe(0);
  await owner.post('/api/campaigns', input([...own, ...foreign])).expect(201);
  const { audience } = (await coach.post('/api/campaigns/check', input(own)).expect(200)).body.data;
  expect(audience).toMatchObject({ total: 2, sendable: 1, optedOut: 1, otherCoach: 0 });
  const id = await draft(coach, connectionId, input(own));
  await coach.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 1, 'skipped:opted_out': 1 });
});

test('a contact of a coach’s inline list that changes hands before the launch refuses the start, and is left out by the clock', async () => {
  const { owner, connectionId } = await setScene(app);
  const [coach, other] = [await app.join(owner, 'coach'), await app.join(owner, 'coach')];
  const [given] = await addPeople(app, owner.tenantId, { count: 2, ownerId: coach.userId });
  const recipients = await app.parts.db.read<{ phone: string }>(
    owner.tenantId,
    'select phone from contacts where tenant_id = $1',
    [owner.tenantId],
  );
  const values = { audience: { type: 'inline', recipients } };
  const id = await draft(coach, connectionId, values);
  const later = await draft(coach, connectionId, { ...values, sendAt: new Date(Date.now() + 60_000).toISOString() });
  await coach.post(`/api/campaigns/${later}/start`).expect(200);
  await owner.patch(`/api/contacts/${given}`, { ownerId: other.userId }).expect(200);
  expect((await coach.post(`/api/campaigns/${id}/start`).expect(400)).body.details).toHaveLength(1);
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update campaigns set send_at = now() where tenant_id = $1 and id = $2', [owner.tenantId, later]),
  );
  await lendHand(app.parts, owner.tenantId, later);
  await runJob(app, owner.tenantId, later);
  expect(await countStates(app, owner.tenantId, later)).toEqual({ queued: 1 });
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 1 });
});

test('a selected contact who is deleted before the launch is simply not there', async () => {
  const { owner, connectionId } = await setScene(app);
  const contactIds = await addPeople(app, owner.tenantId, { count: 3 });
  const id = await draft(owner, connectionId, { audience: { type: 'selected', contactIds } });
  await owner.del(`/api/contacts/${contactIds[0]}`).expect(200);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 2 });
});

test('a draft whose template was deleted says so at the launch and can be given another message', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 1 });
  const template = await owner.post('/api/templates', { name: 'Gone', content: { body: 'Hi' } }).expect(201);
  const id = await draft(owner, connectionId, { message: { templateId: template.body.data.id } });
  await owner.del(`/api/templates/${template.body.data.id}`).expect(200);
  const res = await owner.post(`/api/campaigns/${id}/start`).expect(400);
  expect(res.body.message).toContain('template of this campaign was deleted');
  await owner.patch(`/api/campaigns/${id}`, { message: { text: 'Hi again' } }).expect(200);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
});

test('the list filters by status and words, newest first', async () => {
  const { owner, connectionId } = await setScene(app);
  const first = await draft(owner, connectionId, { name: 'Alpha' });
  const second = await draft(owner, connectionId, { name: 'Beta' });
  const ids = async (query: string) =>
    (await owner.get(`/api/campaigns?${query}`).expect(200)).body.data.map((one: { id: string }) => one.id);
  expect(await ids('')).toEqual([second, first]);
  expect(await ids('search=alp')).toEqual([first]);
  expect(await ids('status=running')).toEqual([]);
});
