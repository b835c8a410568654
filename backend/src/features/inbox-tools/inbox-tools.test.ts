// Tags, ready answers, the inbox's settings and availability over HTTP.
import type { CannedReply, ChatTag, FrameType } from '@parley/contract';
import supertest from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { insertChat } from '../../../test/conversation';
import { actorWith, type LiveClient, type LiveServer, startLive } from '../../../test/live-client';
import { newId } from '../../platform/ids';

let app: TestApp;
let live: LiveServer;
let owner: TestPerson;
let manager: TestPerson;
let agent: TestPerson;
let coach: TestPerson;
let stranger: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  live = await startLive(app.parts);
  owner = await app.register('Olga');
  manager = await app.join(owner, 'manager');
  [agent, coach] = [await app.join(owner, 'agent'), await app.join(owner, 'coach')];
  stranger = await app.register();
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(async () => {
  await live.close();
  await app.close();
});

const makeChat = (values: Parameters<typeof insertChat>[3] = {}) => insertChat(app.parts, owner.tenantId, line, values);
const codeOf = async (request: supertest.Test) => (await request).body.error;
async function listen(role: 'owner' | 'agent', { tenantId, userId }: TestPerson): Promise<LiveClient> {
  const client = live.connect(actorWith(role, tenantId, userId));
  await until('greeted', () => client.frames.some((frame) => frame.type === 'hello'));
  return client;
}
const count = (client: LiveClient, type: FrameType) => client.frames.filter((frame) => frame.type === type).length;

describe('tags', () => {
  const list = async (person: TestPerson): Promise<ChatTag[]> => (await person.get('/api/tags').expect(200)).body.data;
  const make = async (name: string, color?: string): Promise<ChatTag> =>
    (await agent.post('/api/tags', { name, color }).expect(201)).body.data;
  const carry = (tagId: string, chatId: string) =>
    app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query('insert into chat_tags (tenant_id, chat_id, tag_id) values ($1, $2, $3)', [
        owner.tenantId,
        chatId,
        tagId,
      ]),
    );

  test('an agent adds one; it is listed by name, with the chats that the reader sees', async () => {
    const vip = await make('VIP', 'red');
    expect(vip).toMatchObject({ name: 'VIP', color: 'red', chats: 0 });
    await make('angry');
    await carry(vip.id, (await makeChat({ ownerId: coach.userId })).id);
    await carry(vip.id, (await makeChat({ assigneeId: owner.userId })).id);
    expect((await list(owner)).map(({ name, color, chats }) => ({ name, color, chats }))).toEqual([
      { name: 'angry', color: 'grey', chats: 0 },
      { name: 'VIP', color: 'red', chats: 2 },
    ]);
    expect((await list(coach)).find(({ name }) => name === 'VIP')?.chats).toBe(1);
    expect(await list(stranger)).toEqual([]);
  });

  test('two tags of a team never have the same name, however it is written', async () => {
    const [first, second] = [await make('Refund'), await make('Refunded')];
    expect(await codeOf(agent.post('/api/tags', { name: ' REFUND ' }).expect(409))).toBe('name_taken');
    expect(await codeOf(owner.patch(`/api/tags/${second.id}`, { name: 'refund' }).expect(409))).toBe('name_taken');
    await owner.patch(`/api/tags/${first.id}`, { name: 'REFUND' }).expect(200);
    await stranger.post('/api/tags', { name: 'Refund' }).expect(201);
  });

  test('managers rename, recolour and remove; a removed tag is on no chat; screens are told', async () => {
    const tag = await make('Late');
    const chat = await makeChat();
    await carry(tag.id, chat.id);
    const client = await listen('agent', agent);
    await agent.patch(`/api/tags/${tag.id}`, { name: 'Early' }).expect(403);
    await agent.del(`/api/tags/${tag.id}`).expect(403);
    const changed = await manager.patch(`/api/tags/${tag.id}`, { name: 'Early', color: 'green' }).expect(200);
    expect(changed.body.data).toMatchObject({ id: tag.id, name: 'Early', color: 'green', chats: 1 });
    await manager.del(`/api/tags/${tag.id}`).expect(200);
    await manager.del(`/api/tags/${tag.id}`).expect(404);
    const left = await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query('select from chat_tags where tenant_id = $1 and chat_id = $2', [owner.tenantId, chat.id]),
    );
    expect(left).toEqual([]);
    await until('two frames', () => count(client, 'tags.changed') === 2);
    client.ws.close();
  });

  test('a name is asked for and a colour of the palette; another team’s tag does not exist', async () => {
    for (const body of [{}, { name: ' ' }, { name: 'x'.repeat(41) }, { name: 'x', color: 'salmon' }])
      expect(await codeOf(agent.post('/api/tags', body).expect(400))).toBe('validation_failed');
    const tag = await make('Ours');
    await owner.patch(`/api/tags/${tag.id}`, { color: 'salmon' }).expect(400);
    await stranger.patch(`/api/tags/${tag.id}`, { name: 'Theirs' }).expect(404);
    await stranger.del(`/api/tags/${tag.id}`).expect(404);
    await supertest(app.app).get('/api/tags').expect(401);
  });
});

describe('ready answers', () => {
  const make = async (person: TestPerson, values: object = {}): Promise<CannedReply> =>
    (
      await person
        .post('/api/canned-replies', { shortcut: `s-${newId()}`, title: 'Hours', text: 'We open at 9.', ...values })
        .expect(201)
    ).body.data;
  const list = async (person: TestPerson, search = ''): Promise<CannedReply[]> =>
    (await person.get(`/api/canned-replies?search=${encodeURIComponent(search)}`).expect(200)).body.data;
  const idsOf = (replies: CannedReply[]) => replies.map((reply) => reply.id);

  test('one’s own are one’s own, the team’s are everybody’s, and only managers share', async () => {
    const own = await make(agent);
    expect(own).toMatchObject({ ownerId: agent.userId, uses: 0, abilities: { edit: true } });
    const shared = await make(manager, { shared: true });
    expect(shared.ownerId).toBeNull();
    await agent.post('/api/canned-replies', { shortcut: 'no', title: 'No', text: 'No', shared: true }).expect(403);
    expect(idsOf(await list(agent))).toEqual(expect.arrayContaining([own.id, shared.id]));
    expect(idsOf(await list(owner))).not.toContain(own.id);
    expect((await list(agent)).find(({ id }) => id === shared.id)?.abilities.edit).toBe(false);
    await owner.patch(`/api/canned-replies/${own.id}`, { title: 'Mine' }).expect(404);
    await owner.del(`/api/canned-replies/${own.id}`).expect(404);
    await agent.patch(`/api/canned-replies/${shared.id}`, { title: 'Mine' }).expect(403);
    await agent.del(`/api/canned-replies/${shared.id}`).expect(403);
    await agent.patch(`/api/canned-replies/${own.id}`, { shared: true }).expect(403);
    await manager.del(`/api/canned-replies/${shared.id}`).expect(200);
    await agent.del(`/api/canned-replies/${own.id}`).expect(200);
    await agent.del(`/api/canned-replies/${own.id}`).expect(404);
  });

  test('a shortcut is unique among one’s own and among the team’s, not across people', async () => {
    await make(agent, { shortcut: 'Hi' });
    await make(manager, { shortcut: 'hi' });
    const shared = await make(manager, { shortcut: 'hi', shared: true });
    const again = { shortcut: 'HI', title: 'x', text: 'x' };
    expect(await codeOf(agent.post('/api/canned-replies', again).expect(409))).toBe('name_taken');
    expect(await codeOf(manager.patch(`/api/canned-replies/${shared.id}`, { shared: false }).expect(409))).toBe(
      'name_taken',
    );
    expect(
      (await owner.patch(`/api/canned-replies/${shared.id}`, { title: 'New' }).expect(200)).body.data,
    ).toMatchObject({
      shortcut: 'hi',
      title: 'New',
      text: 'We open at 9.',
      ownerId: null,
    });
  });

  test('every word of a search stands somewhere; what was meant comes first, then the most used', async () => {
    const word = `w${newId().slice(-8)}`;
    const chat = await makeChat();
    const rare = await make(agent, { title: `${word} price list` });
    const used = await make(agent, { text: `Our PRICE ${word}` });
    const meant = await make(agent, { shortcut: `${word}-x`, text: 'price' });
    await agent.post(`/api/canned-replies/${used.id}/render`, { chatId: chat.id }).expect(200);
    expect(idsOf(await list(agent, word.toUpperCase()))).toEqual([meant.id, used.id, rare.id]);
    expect(idsOf(await list(agent, `${word} list`))).toEqual([rare.id]);
    expect(await list(agent, `${word} 100%_`)).toEqual([]);
  });

  test('rendering fills in the person of the chat, names what is blank, and counts a use', async () => {
    const chat = await makeChat({ name: 'Dana Levi', assigneeId: agent.userId });
    const reply = await make(agent, { text: 'Hi {name}, your city is {{lead.city}}. {{coach.fullName}}' });
    const rendered = await agent.post(`/api/canned-replies/${reply.id}/render`, { chatId: chat.id }).expect(200);
    expect(rendered.body.data).toEqual({ text: 'Hi Dana Levi, your city is . agent', missing: ['lead.city'] });
    expect((await list(agent)).find(({ id }) => id === reply.id)?.uses).toBe(1);
    const hidden = await makeChat({ assigneeId: owner.userId });
    await agent.post(`/api/canned-replies/${reply.id}/render`, { chatId: hidden.id }).expect(404);
    await owner.post(`/api/canned-replies/${reply.id}/render`, { chatId: chat.id }).expect(404);
    await stranger.post(`/api/canned-replies/${reply.id}/render`, { chatId: chat.id }).expect(404);
    await agent.post(`/api/canned-replies/${reply.id}/render`, {}).expect(400);
  });

  test('a variable that does not exist is refused where it stands, with the nearest one', async () => {
    const body = { shortcut: 'bad', title: 'Bad', text: 'Hi {{lead.nmae}}' };
    const refused = (await agent.post('/api/canned-replies', body).expect(422)).body;
    expect(refused).toMatchObject({ error: 'unknown_variable', details: [{ path: 'text' }] });
    expect(refused.message).toContain('{{lead.name}}');
    const reply = await make(agent);
    await agent.patch(`/api/canned-replies/${reply.id}`, { text: '{{nobody.knows}}' }).expect(422);
  });

  test('a shortcut with spaces, no title or no text is refused', async () => {
    for (const wrong of [{ shortcut: 'a b' }, { shortcut: '' }, { title: ' ' }, { text: '' }]) {
      const body = { shortcut: 'ok', title: 'Ok', text: 'Ok', ...wrong };
      expect(await codeOf(agent.post('/api/canned-replies', body).expect(400))).toBe('validation_failed');
    }
    await supertest(app.app).get('/api/canned-replies').expect(401);
  });

  test('one’s own are told to oneself, the team’s to everybody', async () => {
    const [asAgent, asOwner] = [await listen('agent', agent), await listen('owner', owner)];
    const own = await make(agent);
    await until('the agent heard', () => count(asAgent, 'canned_replies.changed') === 1);
    await make(manager, { shared: true });
    await until('everybody heard', () => count(asAgent, 'canned_replies.changed') === 2);
    await until('the owner heard', () => count(asOwner, 'canned_replies.changed') === 1);
    await agent.del(`/api/canned-replies/${own.id}`).expect(200);
    await until('the agent heard again', () => count(asAgent, 'canned_replies.changed') === 3);
    expect(count(asOwner, 'canned_replies.changed')).toBe(1);
    for (const client of [asAgent, asOwner]) client.ws.close();
  });
});

describe('settings', () => {
  test('everybody reads them, managers change what they name and nothing else, and screens are told', async () => {
    const before = (await agent.get('/api/inbox/settings').expect(200)).body.data;
    expect(before).toEqual({
      readReceipts: true,
      typingIndicator: true,
      autoAssign: false,
      autoAssignLimit: 20,
      autoAssignConnectionIds: null,
    });
    const client = await listen('agent', agent);
    await agent.patch('/api/inbox/settings', { autoAssign: true }).expect(403);
    const changes = { readReceipts: false, autoAssignLimit: 3, autoAssignConnectionIds: [line] };
    const after = (await manager.patch('/api/inbox/settings', changes).expect(200)).body.data;
    expect(after).toEqual({ ...before, ...changes });
    await manager.patch('/api/inbox/settings', { autoAssignConnectionIds: null }).expect(200);
    expect((await agent.get('/api/inbox/settings')).body.data).toEqual({
      ...before,
      readReceipts: false,
      autoAssignLimit: 3,
    });
    await until('screens are told', () => count(client, 'inbox.changed') === 2);
    client.ws.close();
    expect((await stranger.get('/api/inbox/settings')).body.data).toEqual(before);
  });

  test('a limit out of range and a connection of another team are refused', async () => {
    for (const body of [{ autoAssignLimit: 0 }, { autoAssignLimit: 501 }, { autoAssign: 'yes' }])
      expect(await codeOf(owner.patch('/api/inbox/settings', body).expect(400))).toBe('validation_failed');
    const foreign = await stranger.patch('/api/inbox/settings', { autoAssignConnectionIds: [line] }).expect(400);
    expect(foreign.body.details).toMatchObject([{ path: 'autoAssignConnectionIds' }]);
    await supertest(app.app).get('/api/inbox/settings').expect(401);
  });
});

describe('availability', () => {
  test('shows who answers chats, whether they take new ones, and how many they have', async () => {
    await makeChat({ assigneeId: coach.userId, ownerId: coach.userId });
    const { data } = (await coach.get('/api/inbox/availability').expect(200)).body;
    expect(data.map((one: { userId: string }) => one.userId).sort()).toEqual(
      [owner, manager, agent, coach].map((person) => person.userId).sort(),
    );
    expect(data.find((one: { userId: string }) => one.userId === coach.userId)).toEqual({
      userId: coach.userId,
      name: 'coach',
      available: true,
      open: 1,
      lastAssignedAt: null,
    });
    await supertest(app.app).get('/api/inbox/availability').expect(401);
  });

  test('everybody sets their own, managers anybody’s; screens are told once', async () => {
    const client = await listen('agent', agent);
    const mine = await agent.put('/api/inbox/availability', { available: false }).expect(200);
    expect(mine.body.data).toMatchObject({ userId: agent.userId, available: false });
    await agent.put('/api/inbox/availability', { available: false }).expect(200);
    await agent.put('/api/inbox/availability', { available: false, userId: coach.userId }).expect(403);
    const theirs = await manager.put('/api/inbox/availability', { available: true, userId: agent.userId }).expect(200);
    expect(theirs.body.data).toMatchObject({ userId: agent.userId, available: true });
    await until('two changes', () => count(client, 'inbox.changed') === 2);
    client.ws.close();
    await owner.put('/api/inbox/availability', { available: true, userId: stranger.userId }).expect(404);
    await owner.put('/api/inbox/availability', { available: 'perhaps' }).expect(400);
  });
});
