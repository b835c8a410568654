import type { Contact } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let other: TestPerson;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  coach = await app.join(owner, 'coach');
  other = await app.join(owner, 'coach');
});
afterAll(() => app.close());

async function add(person: TestPerson, input: object): Promise<Contact> {
  return (await person.post('/api/contacts', input).expect(201)).body.data;
}

test('a contact is kept with its number in E.164, read as of the tenant’s country', async () => {
  const contact = await add(owner, {
    name: 'Dana Levi',
    phone: '050-200-0001',
    email: 'Dana@Example.com',
    lead: { status: 'qualified', temperature: 'hot', city: 'Haifa' },
    client: { goal: 'run 10 km' },
    attributes: { shirt: 'M' },
    tags: ['vip', 'vip'],
  });
  expect(contact).toMatchObject({
    firstName: 'Dana',
    phone: '+972502000001',
    email: 'dana@example.com',
    ownerId: null,
    lead: { status: 'qualified', temperature: 'hot', source: null, country: null, city: 'Haifa' },
    client: { goal: 'run 10 km' },
    attributes: { shirt: 'M' },
    tags: ['vip'],
    optedOutAt: null,
    abilities: { edit: true, remove: true, assign: true },
  });
  expect((await owner.get(`/api/contacts/${contact.id}`).expect(200)).body.data).toEqual(contact);
});

test('a line belongs to one contact, whatever the spelling', async () => {
  await add(owner, { name: 'Paula', phone: '+55 11 98765-4321' });
  const { body } = await owner.post('/api/contacts', { name: 'Again', phone: '+551187654321' }).expect(409);
  expect(body.error).toBe('phone_taken');
  const second = await add(owner, { name: 'Second', phone: '0502000002' });
  await owner.patch(`/api/contacts/${second.id}`, { phone: '+55 11 8765-4321' }).expect(409);
});

test.each([
  [{ name: '', phone: '0502000003' }, 400, 'name'],
  [{ name: 'No phone' }, 400, 'phone'],
  [{ name: 'Bad', phone: '12' }, 422, 'phone'],
  [{ name: 'Bad', phone: '0502000003', email: 'nobody' }, 400, 'email'],
  [{ name: 'Bad', phone: '0502000003', ownerId: '01900000-0000-7000-8000-000000000000' }, 400, 'ownerId'],
])('%j is refused, naming the field', async (input, status, field) => {
  const { body } = await owner.post('/api/contacts', input).expect(status);
  expect(body.details.map((detail: { path: string }) => detail.path)).toContain(field);
});

test('a change leaves alone what it does not name, and the first name follows the name it came from', async () => {
  const before = await add(owner, { name: 'Old Name', phone: '0502000010', tags: ['a'], client: { age: '30' } });
  const { body } = await owner
    .patch(`/api/contacts/${before.id}`, { name: 'New Name', lead: { city: 'Eilat' } })
    .expect(200);
  expect(body.data).toMatchObject({
    name: 'New Name',
    firstName: 'New',
    phone: before.phone,
    tags: ['a'],
    client: { age: '30' },
    lead: { status: 'new', city: 'Eilat' },
  });
  const moved = await owner.patch(`/api/contacts/${before.id}`, { phone: '0502000011' }).expect(200);
  expect(moved.body.data.phone).toBe('+972502000011');
  await add(owner, { name: 'Takes the freed number', phone: '0502000010' });
});

test('search finds names, e-mails and numbers as people write them; one character is refused', async () => {
  const tenant = await app.register('Searcher');
  const noa = await add(tenant, { name: 'נועה כהן', phone: '050-123-4567', email: 'noa@clinic.example' });
  await add(tenant, { name: 'Zed 100%_done', phone: '0529999999' });
  for (const text of ['נועה', 'CLINIC', '050-123', '+972 50 123', '0501234567', '1234567']) {
    const { body } = await tenant.get(`/api/contacts?search=${encodeURIComponent(text)}`).expect(200);
    expect([text, body.data.map((each: Contact) => each.id), body.pagination.total]).toEqual([text, [noa.id], 1]);
  }
  expect((await tenant.get(`/api/contacts/search?q=${encodeURIComponent('%_')}`)).body.data).toHaveLength(1);
  await tenant.get('/api/contacts?search=a').expect(400);
  await tenant.get('/api/contacts/search?q=a').expect(400);
});

test('the list is newest first, in pages that miss and repeat nobody, and every filter counts what it shows', async () => {
  const tenant = await app.register('Lister');
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const lead = {
      status: n % 2 ? 'qualified' : 'new',
      temperature: n === 3 ? 'hot' : 'cold',
      source: n < 2 ? 'ads' : 'web',
    };
    ids.unshift((await add(tenant, { name: `L${n}`, phone: `05020010${n}0`, lead, tags: n > 2 ? ['late'] : [] })).id);
  }
  const shown = async (query: string) => {
    const { body } = await tenant.get(`/api/contacts?${query}`).expect(200);
    return { ids: body.data.map((each: Contact) => each.id), ...body.pagination };
  };
  expect(await shown('limit=2&page=1')).toEqual({ ids: ids.slice(0, 2), total: 5, page: 1, limit: 2, pages: 3 });
  expect((await shown('limit=2&page=3')).ids).toEqual(ids.slice(4));
  expect((await shown('status=qualified')).total).toBe(2);
  expect((await shown('temperature=hot')).ids).toEqual([ids[1]]);
  expect((await shown('source=ads')).total).toBe(2);
  expect((await shown('tag=late')).ids).toEqual(ids.slice(0, 2));
  expect((await shown('ownerId=none')).total).toBe(5);
  await tenant.post(`/api/contacts/${ids[0]}/opt-out`).expect(200);
  expect((await shown('optedOut=true')).ids).toEqual([ids[0]]);
  expect((await shown('optedOut=false')).total).toBe(4);
  await tenant.get('/api/contacts?status=unknown').expect(400);
  expect((await tenant.get('/api/contacts/tags')).body.data).toEqual([{ name: 'late', count: 2 }]);
});

test('a coach sees, finds, exports and changes only their own contacts', async () => {
  const mine = await add(coach, { name: 'Of the coach', phone: '0502000020', tags: ['mine'] });
  const theirs = await add(other, { name: 'Of the other', phone: '0502000021', tags: ['theirs'] });
  expect(mine.ownerId).toBe(coach.userId);
  expect(mine.abilities).toEqual({ edit: true, remove: true, assign: false });
  expect((await coach.get('/api/contacts')).body.data.map((each: Contact) => each.id)).toEqual([mine.id]);
  expect((await coach.get('/api/contacts/search?q=Of the')).body.data).toHaveLength(1);
  expect((await coach.get('/api/contacts/tags')).body.data).toEqual([{ name: 'mine', count: 1 }]);
  const csv = (await coach.get('/api/contacts/export').expect(200)).text;
  expect(csv).toContain('Of the coach');
  expect(csv).not.toContain('Of the other');
  await coach.get(`/api/contacts/${theirs.id}`).expect(404);
  await coach.patch(`/api/contacts/${theirs.id}`, { name: 'X' }).expect(404);
  await coach.del(`/api/contacts/${theirs.id}`).expect(404);
  await coach.post(`/api/contacts/${theirs.id}/opt-out`).expect(404);
  await coach.patch(`/api/contacts/${mine.id}`, { ownerId: other.userId }).expect(403);
  await coach.post('/api/contacts', { name: 'For another', phone: '0502000022', ownerId: other.userId }).expect(403);
});

test('another tenant reaches no contact, and an agent may write but not delete or assign', async () => {
  const stranger = await app.register('Stranger');
  const agent = await app.join(owner, 'agent');
  const contact = await add(owner, { name: 'Ours', phone: '0502000030' });
  for (const call of [
    stranger.get(`/api/contacts/${contact.id}`),
    stranger.patch(`/api/contacts/${contact.id}`, { name: 'X' }),
    stranger.del(`/api/contacts/${contact.id}`),
    stranger.post(`/api/contacts/${contact.id}/opt-in`),
  ])
    await call.expect(404);
  await add(stranger, { name: 'The same number elsewhere', phone: '0502000030' });
  await agent.patch(`/api/contacts/${contact.id}`, { name: 'By the agent' }).expect(200);
  await agent.patch(`/api/contacts/${contact.id}`, { ownerId: coach.userId }).expect(403);
  await agent.del(`/api/contacts/${contact.id}`).expect(403);
});

test('a coach who loses a contact stops answering it, and both coaches hear of its chats at once', async () => {
  const contact = await add(owner, { name: 'Handed over', phone: '0502000045', ownerId: coach.userId });
  await withChat(contact.id, async (chatId) => {
    await owner.patch(`/api/chats/${chatId}/assign`, { userId: coach.userId }).expect(200);
    const since = await app.parts.feed.latest(owner.tenantId);
    await owner.patch(`/api/contacts/${contact.id}`, { ownerId: other.userId }).expect(200);
    await coach.get(`/api/chats/${chatId}`).expect(404);
    expect((await other.get(`/api/chats/${chatId}`).expect(200)).body.data.assigneeId).toBeNull();
    const heardBy = await until('both frames', async () => {
      const frames = (await readFrames(since)).filter(({ body }) => body.includes(chatId));
      const named = (type: string) => frames.find(({ body }) => body.includes(`"${type}"`))?.audience.userIds;
      return named('chats.changed') && { kept: named('chat.updated'), lost: named('chats.changed') };
    });
    expect(heardBy).toEqual({ kept: [other.userId], lost: [coach.userId] });
    const [event] = await app.parts.db.read<{ data: object; count: number }>(
      owner.tenantId,
      "select data, count(*) over ()::int as count from events where tenant_id = $1 and type = 'chat.updated' and data ->> 'ownerBefore' = $2",
      [owner.tenantId, coach.userId],
    );
    expect(event).toEqual({
      count: 1,
      data: { chatIds: [chatId], ownerBefore: coach.userId, owner: other.userId },
    });
  });
});

test('an agent who answers goes on answering when the contact gets another coach', async () => {
  const agent = await app.join(owner, 'agent');
  const contact = await add(owner, { name: 'Answered by an agent', phone: '0502000046', ownerId: coach.userId });
  await withChat(contact.id, async (chatId) => {
    await owner.patch(`/api/chats/${chatId}/assign`, { userId: agent.userId }).expect(200);
    await owner.patch(`/api/contacts/${contact.id}`, { ownerId: other.userId }).expect(200);
    expect((await agent.get(`/api/chats/${chatId}`).expect(200)).body.data.assigneeId).toBe(agent.userId);
  });
});

test('giving a contact to a coach gives them its chats', async () => {
  const contact = await add(owner, { name: 'Given', phone: '0502000040' });
  const chatOwner = await withChat(contact.id, async (chatId) => {
    await owner.patch(`/api/contacts/${contact.id}`, { ownerId: coach.userId }).expect(200);
    const [row] = await app.parts.db.read<{ owner_id: string }>(
      owner.tenantId,
      'select owner_id from chats where id = $1',
      [chatId],
    );
    return row!.owner_id;
  });
  expect(chatOwner).toBe(coach.userId);
  expect((await coach.get(`/api/contacts/${contact.id}`).expect(200)).body.data.ownerName).toBe('coach');
});

async function withChat<T>(contactId: string, use: (chatId: string, connectionId: string) => Promise<T>): Promise<T> {
  const line = await insertConnection(app.parts, owner.tenantId);
  const chat = await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.one<{ id: string }>(
      'insert into chats (tenant_id, contact_id, connection_id, owner_id) select $1, id, $3, owner_id from contacts where id = $2 returning id',
      [owner.tenantId, contactId, line.id],
    ),
  );
  return use(chat!.id, line.id);
}

test('a contact with a waiting message cannot be deleted; once it is sent, the contact goes with its chats', async () => {
  const contact = await add(owner, { name: 'Waiting', phone: '0502000050' });
  await withChat(contact.id, async (chatId, connectionId) => {
    const setState = (state: string) =>
      app.parts.db.withTenant(owner.tenantId, (tx) =>
        tx.query(
          `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, text, state)
           values ($1, $2, $3, $4, $2, 'out', 'inbox', 'Hi', $5) on conflict (tenant_id, id) do update set state = excluded.state`,
          [owner.tenantId, chatId, connectionId, contact.id, state],
        ),
      );
    await setState('queued');
    const { body } = await owner.del(`/api/contacts/${contact.id}`).expect(409);
    expect(body.error).toBe('wrong_state');
    await setState('sent');
    await owner.del(`/api/contacts/${contact.id}`).expect(200);
  });
  await owner.get(`/api/contacts/${contact.id}`).expect(404);
  await add(owner, { name: 'The number is free again', phone: '0502000050' });
});

test('every yes and no stays in the ledger; only a change of standing is an event', async () => {
  const contact = await add(owner, { name: 'Consenting', phone: '0502000060' });
  const out = await owner.post(`/api/contacts/${contact.id}/opt-out`, { note: 'said so by phone' }).expect(200);
  expect(out.body.data.optedOutAt).not.toBeNull();
  const again = await owner.post(`/api/contacts/${contact.id}/opt-out`).expect(200);
  expect(again.body.data.optedOutAt).toBe(out.body.data.optedOutAt);
  expect((await owner.post(`/api/contacts/${contact.id}/opt-in`).expect(200)).body.data.optedOutAt).toBeNull();
  const read = (sql: string) =>
    app.parts.db.read<Record<string, unknown>>(owner.tenantId, sql, [owner.tenantId, contact.id]);
  expect(
    await read(
      'select decision, origin, actor_id, note from consent_entries where tenant_id = $1 and contact_id = $2 order by id',
    ),
  ).toEqual([
    { decision: 'opt_out', origin: 'user', actor_id: owner.userId, note: 'said so by phone' },
    { decision: 'opt_out', origin: 'user', actor_id: owner.userId, note: null },
    { decision: 'opt_in', origin: 'user', actor_id: owner.userId, note: null },
  ]);
  const events = await read(
    "select type from events where tenant_id = $1 and subject_id = $2 and type like 'contact.opted%' order by id",
  );
  expect(events.map((event) => event.type)).toEqual(['contact.opted_out', 'contact.opted_in']);
});

test('the export neutralises cells a spreadsheet would evaluate, and streams every page', async () => {
  const tenant = await app.register('Exporter');
  await add(tenant, { name: '=HYPERLINK("x")', phone: '0502000070', tags: ['a', 'b'] });
  await app.parts.db.withTenant(tenant.tenantId, (tx) =>
    tx.query(
      "insert into contacts (tenant_id, name, first_name) select $1, 'Bulk ' || n, 'Bulk' from generate_series(1, 2500) n",
      [tenant.tenantId],
    ),
  );
  const res = await tenant.get('/api/contacts/export').expect(200);
  expect(res.headers['content-type']).toContain('text/csv');
  const lines = res.text.trim().split('\n');
  expect(lines).toHaveLength(2502);
  expect(new Set(lines).size).toBe(2502);
  expect(res.text).toMatch(/^\ufeffname,first_name,phone,email,tags,status/);
  expect(lines.at(-1)).toContain(`"'=HYPERLINK(""x"")"`);
  expect(lines.at(-1)).toContain("'+972502000070");
  expect((await tenant.get('/api/contacts/export?tag=b')).text.trim().split('\n')).toHaveLength(2);
});

test('a change is heard by those who may see the contact', async () => {
  const since = await app.parts.feed.latest(owner.tenantId);
  const mine = await add(coach, { name: 'Heard', phone: '0502000080' });
  const frame = await until('the frame', async () =>
    (await readFrames(since)).find(({ body }) => body.includes('contacts.changed') && body.includes(mine.id)),
  );
  expect(frame.audience).toEqual({ permission: 'contacts.read', viewAll: 'contacts.viewAll', userIds: [coach.userId] });
});

async function readFrames(since: number) {
  const stream = await app.parts.feed.after(owner.tenantId, since);
  return stream ?? [];
}
