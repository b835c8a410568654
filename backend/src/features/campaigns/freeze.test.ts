// A launched audience: who is in it was decided at the launch, at one instant, and nothing that happens later moves anybody in or out.
import { createTestApp, type TestApp } from '../../../test/app';
import { chunkSize } from './freeze';
import { lendHand } from './jobs';
import { writeChunk } from './materialise';
import { addPeople, countStates, draft, readMoney, runJob, setScene } from './test-kit';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ CREDITS_ON_SIGNUP: '50000' });
});
afterAll(() => app.close());

/** A tenant with more people than one chunk holds, all of them tagged and never written to. */
async function crowd(count = chunkSize + 300) {
  const { owner, connectionId } = await setScene(app);
  const ids = await addPeople(app, owner.tenantId, { count });
  const sql = (text: string, ...params: unknown[]) =>
    app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<{ id: string }>(text, [owner.tenantId, ...params]));
  await sql("update contacts set tags = '{spring}' where tenant_id = $1");
  return { owner, connectionId, ids: ids.sort(), sql };
}

const tagged = [{ field: 'tags', op: 'any', values: ['spring'] }];

test('people who change between launch and chunks stay in a segment’s campaign; people who come to fit it do not join', async () => {
  const { owner, connectionId, ids, sql } = await crowd();
  const segment = await owner.post('/api/segments', { name: 'Spring', rules: tagged }).expect(201);
  const id = await draft(owner, connectionId, { audience: { type: 'segment', segmentId: segment.body.data.id } });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await sql("update contacts set tags = '{}' where tenant_id = $1 and id = any($2)", ids.slice(0, 100));
  const late = await addPeople(app, owner.tenantId, { count: 7 });
  // As if they had been there all along.
  await sql(
    "update contacts set tags = '{spring}', created_at = '2020-01-01' where tenant_id = $1 and id = any($2)",
    late,
  );
  await writeChunk(app.parts, owner.tenantId, id);
  await sql("update contacts set tags = '{}' where tenant_id = $1");
  await runJob(app, owner.tenantId, id);
  const written = await sql('select contact_id as id from messages where tenant_id = $1 and campaign_id = $2', id);
  expect(written.map((row) => row.id).sort()).toEqual(ids);
});

test('“never messaged before” is judged at the launch: the campaign’s own messages and those of others push nobody out', async () => {
  const { owner, connectionId, ids, sql } = await crowd();
  const id = await draft(owner, connectionId, { audience: { type: 'pending' } });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await sql('update contacts set first_messaged_at = now() where tenant_id = $1');
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: ids.length });
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: ids.length });
});

test('who opts out between launch and chunk is skipped and their credit comes back; who was deleted is no recipient', async () => {
  const { owner, connectionId, ids, sql } = await crowd(20);
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 20 });
  await sql('update contacts set opted_out_at = now() where tenant_id = $1 and id = any($2)', ids.slice(0, 3));
  await sql('delete from contacts where tenant_id = $1 and id = $2', ids[3]);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 16, 'skipped:opted_out': 3 });
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 16 });
});

test('stopped between two chunks it goes on, also when several take it up at once; nobody is written twice and the frozen list is gone at the end', async () => {
  const { owner, connectionId, ids, sql } = await crowd();
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  expect(await writeChunk(app.parts, owner.tenantId, id)).toBe(true);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: chunkSize });
  await Promise.all([1, 2, 3].map(() => runJob(app, owner.tenantId, id)));
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: ids.length });
  expect(await sql('select 1 from campaign_audience where tenant_id = $1')).toEqual([]);
  expect((await owner.get(`/api/campaigns/${id}/progress`)).body.data).toMatchObject({
    totalContacts: ids.length,
    pendingCount: ids.length,
  });
});

test('a refused launch leaves no frozen list behind', async () => {
  const { owner, connectionId, sql } = await crowd(5);
  await sql('update credit_accounts set balance = 0 where tenant_id = $1');
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(402);
  expect(await sql('select 1 from campaign_audience where tenant_id = $1')).toEqual([]);
});

test('an inline list keeps everybody’s own values', async () => {
  const { owner, connectionId } = await setScene(app);
  const recipients = Array.from({ length: 12 }, (_, n) => ({
    phone: `+9725030000${String(n).padStart(2, '0')}`,
    variables: { 'lead.city': `City ${n}` },
  }));
  const id = await draft(owner, connectionId, {
    message: { text: '{{lead.city}}' },
    audience: { type: 'inline', recipients },
  });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  const rows = await app.parts.db.read<{ phone: string; city: string }>(
    owner.tenantId,
    `select c.phone, m.variables ->> 'lead.city' as city from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
     where m.tenant_id = $1 and m.campaign_id = $2 order by c.phone`,
    [owner.tenantId, id],
  );
  expect(rows).toEqual(recipients.map(({ phone, variables }) => ({ phone, city: variables['lead.city'] })));
});

test('a scheduled campaign to a segment takes its rules as they are when the clock starts it', async () => {
  const { owner, connectionId, sql, ids } = await crowd(6);
  const segment = await owner.post('/api/segments', { name: 'Later', rules: tagged }).expect(201);
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const id = await draft(owner, connectionId, {
    audience: { type: 'segment', segmentId: segment.body.data.id },
    sendAt,
  });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await owner
    .patch(`/api/segments/${segment.body.data.id}`, { rules: [{ field: 'tags', op: 'any', values: ['summer'] }] })
    .expect(200);
  await sql("update contacts set tags = '{summer}' where tenant_id = $1 and id = any($2)", ids.slice(0, 2));
  await sql("update campaigns set send_at = now() - interval '1 second' where tenant_id = $1 and id = $2", id);
  await lendHand(app.parts, owner.tenantId, id);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 2 });
});
