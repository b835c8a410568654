// Giving waiting chats, over the real database: by many workers at once, in order, within limits.
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../../test/app';
import { insertChat } from '../../../../test/conversation';
import { inboxToolsSweeps } from '../jobs';
import { assignWaiting } from './assign-waiting';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.work();
});
afterAll(() => app.close());

interface Team {
  owner: TestPerson;
  agents: TestPerson[];
  line: string;
  queue(values?: Parameters<typeof insertChat>[3] & { lineId?: string }): Promise<string>;
  chats(): Promise<{ id: string; assignee_id: string | null; waiting_since: Date | null }[]>;
}

/** A team whose owner takes no chats, with so many agents; chats are not given until `settings` says so. */
async function makeTeam(agents: number): Promise<Team> {
  const owner = await app.register();
  await owner.put('/api/inbox/availability', { available: false }).expect(200);
  const joined: TestPerson[] = [];
  for (let n = 0; n < agents; n += 1) joined.push(await app.join(owner, 'agent'));
  const line = (await insertConnection(app.parts, owner.tenantId)).id;
  const { tenantId } = owner;
  let queued = 0;
  return {
    owner,
    agents: joined,
    line,
    async queue({ lineId = line, ...values } = {}) {
      const { id } = await insertChat(app.parts, tenantId, lineId, values);
      queued += 1;
      await app.parts.db.withTenant(tenantId, (tx) =>
        tx.query(
          `update chats set waiting_since = timestamptz '2026-01-01' + $3 * interval '1 second' where tenant_id = $1 and id = $2`,
          [tenantId, id, queued],
        ),
      );
      return id;
    },
    chats: () =>
      app.parts.db.withTenant(tenantId, (tx) =>
        tx.query('select id, assignee_id, waiting_since from chats where tenant_id = $1 order by id', [tenantId]),
      ),
  };
}

const settle = (team: Team, body: object) => team.owner.patch('/api/inbox/settings', body).expect(200);
/** Turns giving on without the job looking at once, so that a test can look itself. */
const turnOnQuietly = (team: Team, limit: number) =>
  app.parts.db
    .system('test')
    .query('update tenants set auto_assign = true, auto_assign_limit = $2 where id = $1', [team.owner.tenantId, limit]);
const loadOf = async (team: Team, person: TestPerson) =>
  (await team.chats()).filter((chat) => chat.assignee_id === person.userId).length;

test('twenty workers at once give every chat once, nobody above the limit, the longest waiting first', async () => {
  const team = await makeTeam(3);
  const ids: string[] = [];
  for (let n = 0; n < 40; n += 1) ids.push(await team.queue());
  await turnOnQuietly(team, 12);
  const given = await Promise.all(Array.from({ length: 20 }, () => assignWaiting(app.parts, team.owner.tenantId)));
  const chats = await team.chats();
  const assigned = ids.filter((id) => chats.find((chat) => chat.id === id)!.assignee_id !== null);
  expect(given.reduce((sum, count) => sum + count, 0)).toBe(36);
  expect(assigned).toEqual(ids.slice(0, 36));
  for (const agent of team.agents) expect(await loadOf(team, agent)).toBe(12);
  const events = await app.parts.db.withTenant(team.owner.tenantId, (tx) =>
    tx.query<{ subject_id: string; actor_id: string | null }>(
      "select subject_id, actor_id from events where tenant_id = $1 and type = 'chat.assigned'",
      [team.owner.tenantId],
    ),
  );
  expect(events.map((event) => event.subject_id).sort()).toEqual([...assigned].sort());
  expect(events.every((event) => event.actor_id === null)).toBe(true);
});

test('workers and people who assign at the same moment never take a chat from each other', async () => {
  const team = await makeTeam(2);
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await team.queue());
  await turnOnQuietly(team, 500);
  const byHand = ids.slice(0, 8);
  const [, ...answers] = await Promise.all([
    Promise.all(Array.from({ length: 6 }, () => assignWaiting(app.parts, team.owner.tenantId))),
    ...byHand.map((id) => team.owner.patch(`/api/chats/${id}/assign`, { userId: team.owner.userId })),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(byHand.map(() => 200));
  const chats = await team.chats();
  // Whatever the order, the person's word stands in the end.
  for (const id of byHand) expect(chats.find((chat) => chat.id === id)!.assignee_id).toBe(team.owner.userId);
  expect(chats.every((chat) => chat.assignee_id !== null)).toBe(true);
});

test('turning it on gives what waits; somebody who becomes available gets the rest', async () => {
  const team = await makeTeam(2);
  const [first, second] = team.agents as [TestPerson, TestPerson];
  await second.put('/api/inbox/availability', { available: false }).expect(200);
  for (let n = 0; n < 4; n += 1) await team.queue();
  await settle(team, { autoAssign: true, autoAssignLimit: 2 });
  await until('the first is full', async () => (await loadOf(team, first)) === 2);
  expect(await loadOf(team, second)).toBe(0);
  await second.put('/api/inbox/availability', { available: true }).expect(200);
  await until('the second has the rest', async () => (await loadOf(team, second)) === 2);
});

test('closing a chat makes room for the next one', async () => {
  const team = await makeTeam(1);
  const [first, second] = [await team.queue(), await team.queue()];
  await settle(team, { autoAssign: true, autoAssignLimit: 1 });
  const holder = async (id: string) => (await team.chats()).find((chat) => chat.id === id)!.assignee_id;
  await until('the oldest is given', () => holder(first));
  expect(await holder(second)).toBeNull();
  await team.agents[0]!.patch(`/api/chats/${first}/status`, { status: 'closed' }).expect(200);
  await until('the next is given', () => holder(second));
});

test('only chats of the chosen connections, open ones, and while it is turned on', async () => {
  const team = await makeTeam(1);
  const chosen = (await insertConnection(app.parts, team.owner.tenantId)).id;
  await team.queue();
  const parked = await team.queue({ lineId: chosen });
  await team.owner.patch(`/api/chats/${parked}/status`, { status: 'pending' }).expect(200);
  const wanted = await team.queue({ lineId: chosen });
  expect(await assignWaiting(app.parts, team.owner.tenantId)).toBe(0);
  await settle(team, { autoAssign: true, autoAssignConnectionIds: [chosen] });
  const given = await until('one is given', async () => {
    const chats = (await team.chats()).filter((chat) => chat.assignee_id);
    return chats.length > 0 && chats;
  });
  expect(given).toMatchObject([{ id: wanted, waiting_since: null }]);
});

test('a coach gets the chats of their contacts, also from behind a long queue that nobody can take', async () => {
  const team = await makeTeam(0);
  const coach = await app.join(team.owner, 'coach');
  for (let n = 0; n < 60; n += 1) await team.queue();
  const lead = await team.queue({ ownerId: coach.userId });
  await turnOnQuietly(team, 5);
  expect(await assignWaiting(app.parts, team.owner.tenantId)).toBe(1);
  expect((await team.chats()).filter((chat) => chat.assignee_id)).toMatchObject([
    { id: lead, assignee_id: coach.userId },
  ]);
});

test('somebody who was deactivated gets nothing', async () => {
  const team = await makeTeam(2);
  const [gone, stays] = team.agents as [TestPerson, TestPerson];
  await team.owner.patch(`/api/users/${gone.userId}`, { status: 'deactivated' }).expect(200);
  for (let n = 0; n < 4; n += 1) await team.queue();
  await turnOnQuietly(team, 20);
  await assignWaiting(app.parts, team.owner.tenantId);
  expect([await loadOf(team, gone), await loadOf(team, stays)]).toEqual([0, 4]);
});

test('the sweep gives what a lost ring forgot', async () => {
  const team = await makeTeam(1);
  await team.queue();
  await turnOnQuietly(team, 20);
  const [sweep] = inboxToolsSweeps(app.parts);
  await sweep!.run(new AbortController().signal);
  expect(await loadOf(team, team.agents[0]!)).toBe(1);
});
