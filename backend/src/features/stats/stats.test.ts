// The dashboard's numbers over HTTP: what is counted, and for whom.
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';

let test: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let agent: TestPerson;
beforeAll(async () => {
  test = await createTestApp();
  owner = await test.register();
  [coach, agent] = [await test.join(owner, 'coach'), await test.join(owner, 'agent')];
  await fill();
});
afterAll(() => test.close());

/** Two chats, one of the coach and one of nobody, the latter assigned to the agent; and a campaign of the coach with a failure. */
async function fill(): Promise<void> {
  const connection = await insertConnection(test.parts, owner.tenantId, { name: 'Line' });
  await insertConnection(test.parts, owner.tenantId, { name: 'Owner’s', ownerId: owner.userId, state: 'disconnected' });
  await test.parts.db.withTenant(owner.tenantId, async (tx) => {
    const contact = async (ownerId: string | null, days: number) =>
      (await tx.one<{ id: string }>(
        `insert into contacts (tenant_id, name, first_name, owner_id, created_at) values ($1, 'A', 'A', $2, now() - make_interval(days => $3)) returning id`,
        [tx.tenantId, ownerId, days],
      ))!.id;
    const chat = async (contactId: string, ownerId: string | null, assigneeId: string | null, unread: number) =>
      (await tx.one<{ id: string }>(
        `insert into chats (tenant_id, contact_id, connection_id, owner_id, assignee_id, unread_count) values ($1, $2, $3, $4, $5, $6) returning id`,
        [tx.tenantId, contactId, connection.id, ownerId, assigneeId, unread],
      ))!.id;
    const message = (
      contactId: string,
      chatId: string | null,
      state: string,
      hoursAgo: number,
      campaignId: string | null = null,
    ) =>
      tx.query(
        `insert into messages (tenant_id, connection_id, contact_id, chat_id, direction, source, state, at, campaign_id)
         values ($1, $2, $3, $4, case $5 when 'received' then 'in' else 'out' end, 'inbox', $5, now() - make_interval(hours => $6), $7)`,
        [tx.tenantId, connection.id, contactId, chatId, state, hoursAgo, campaignId],
      );
    const [mine, theirs] = [await contact(coach.userId, 0), await contact(null, 3)];
    const [coached, assigned] = [await chat(mine, coach.userId, null, 2), await chat(theirs, null, agent.userId, 0)];
    for (const state of ['sent', 'delivered', 'read', 'failed', 'received']) await message(mine, coached, state, 0);
    await message(theirs, assigned, 'sent', 0);
    await message(theirs, assigned, 'sent', 30);
    const campaign = await tx.one<{ id: string }>(
      `insert into campaigns (tenant_id, name, status, connection_id, audience, owner_id, failed_count)
       values ($1, 'Spring', 'running', $2, '{"type":"all"}', $3, 1) returning id`,
      [tx.tenantId, connection.id, coach.userId],
    );
    await message(mine, null, 'failed', 0, campaign!.id);
    await tx.query(
      "insert into events (tenant_id, type, actor_id, subject_id) values ($1, 'campaign.started', $2, $3), ($1, 'message.created', $2, $3), ($1, 'contact.opted_out', $4, $5)",
      [tx.tenantId, owner.userId, campaign!.id, owner.userId, theirs],
    );
  });
}

const overviewOf = async (person: TestPerson) => (await person.get('/api/stats/overview').expect(200)).body.data;

it('the owner sees the whole tenant, today apart from earlier', async () => {
  expect(await overviewOf(owner)).toMatchObject({
    today: { sent: 4, delivered: 2, read: 1, failed: 2, received: 1 },
    contacts: { total: 2, addedToday: 1 },
    chats: { open: 2, unread: 1 },
    connections: { connected: 1, total: 2 },
    campaigns: { running: 1, scheduled: 0, paused: 0 },
    credits: { balance: 1000, reserved: 0, used: 0, lowBelow: 100 },
  });
});

it('a coach sees their own and what is everybody’s', async () => {
  expect(await overviewOf(coach)).toMatchObject({
    today: { sent: 3, delivered: 2, read: 1, failed: 2, received: 1 },
    contacts: { total: 1 },
    chats: { open: 1, unread: 1 },
    connections: { connected: 1, total: 1 },
    campaigns: { running: 1 },
  });
});

it('an agent sees chats assigned to them or to nobody, and neither campaigns nor credits', async () => {
  const overview = await overviewOf(agent);
  expect(overview).toMatchObject({ chats: { open: 2 }, campaigns: { running: 0 }, credits: null });
  await test.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update chats set assignee_id = $2 where tenant_id = $1 and owner_id = $3', [
      tx.tenantId,
      owner.userId,
      coach.userId,
    ]),
  );
  // A count that took long (a loaded machine) is answered from memory for a moment, see `remember`.
  const renewed = await until('the count made anew', async () => {
    const seen = await overviewOf(agent);
    return seen.chats.open === 1 && seen;
  });
  expect(renewed).toMatchObject({ today: { sent: 1, received: 0 }, chats: { open: 1, unread: 0 } });
});

it('the last 24 hours come whole, oldest first, empty ones too', async () => {
  const { hours } = await overviewOf(owner);
  expect(hours).toHaveLength(24);
  const starts = hours.map((hour: { at: string }) => Date.parse(hour.at));
  expect(starts.every((at: number, n: number) => n === 0 || at - starts[n - 1] === 3_600_000)).toBe(true);
  // The hour may turn while this runs, so the last two are taken together.
  const sum = (from: { sent: number }[]) => from.reduce((total, hour) => total + hour.sent, 0);
  expect([sum(hours.slice(0, -2)), sum(hours.slice(-2))]).toEqual([0, 4]);
});

it('another tenant’s numbers are all zero', async () => {
  const overview = await overviewOf(await test.register());
  expect(overview).toMatchObject({
    today: { sent: 0 },
    contacts: { total: 0 },
    chats: { open: 0 },
    connections: { total: 0 },
  });
});

describe('activity', () => {
  const typesOf = async (person: TestPerson) =>
    (await person.get('/api/stats/activity').expect(200)).body.data.map((item: { type: string }) => item.type);

  it('names who did what to whom, newest first, without the noise', async () => {
    const items = (await owner.get('/api/stats/activity').expect(200)).body.data;
    expect(items.slice(0, 2)).toMatchObject([
      { type: 'contact.opted_out', actorName: 'Owner', subjectName: 'A' },
      { type: 'campaign.started', actorName: 'Owner', subjectName: 'Spring' },
    ]);
    expect(items.map((item: { type: string }) => item.type)).not.toContain('message.created');
  });

  it('a coach reads of their own acts and their campaigns, an agent of nothing', async () => {
    expect(await typesOf(coach)).toEqual(['campaign.started', 'user.joined']);
    await agent.get('/api/stats/activity').expect(403);
  });
});
