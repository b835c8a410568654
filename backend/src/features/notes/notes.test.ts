// Notes over HTTP: who reads, changes and hears of them.
import type { FrameType, Note } from '@parley/contract';
import supertest from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { insertChat } from '../../../test/conversation';
import { actorWith, type LiveServer, startLive } from '../../../test/live-client';
import { newId } from '../../platform/ids';

let app: TestApp;
let live: LiveServer;
let owner: TestPerson;
let manager: TestPerson;
let agent: TestPerson;
let other: TestPerson;
let coach: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  live = await startLive(app.parts);
  owner = await app.register('Olga');
  manager = await app.join(owner, 'manager');
  [agent, other, coach] = [
    await app.join(owner, 'agent'),
    await app.join(owner, 'agent'),
    await app.join(owner, 'coach'),
  ];
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(async () => {
  await live.close();
  await app.close();
});

const makeChat = async (values: Parameters<typeof insertChat>[3] = {}) =>
  (await insertChat(app.parts, owner.tenantId, line, values)).id;
const write = async (person: TestPerson, chatId: string, values: object = {}): Promise<Note> =>
  (await person.post('/api/notes', { chatId, text: 'Prefers mornings', ...values }).expect(201)).body.data;
const list = async (person: TestPerson, chatId: string): Promise<Note[]> =>
  (await person.get(`/api/notes/chat/${chatId}`).expect(200)).body.data;
const textsOf = (notes: Note[]) => notes.map((note) => note.text);

test('a public note is read by everybody who sees the chat, with who wrote it and what they may do', async () => {
  const chatId = await makeChat();
  const note = await write(agent, chatId);
  expect(note).toMatchObject({
    chatId,
    text: 'Prefers mornings',
    visibility: 'public',
    pinned: false,
    authorId: agent.userId,
    authorName: 'agent',
    abilities: { edit: true, pin: true },
  });
  const seen = (await owner.get(`/api/notes/${note.id}`).expect(200)).body.data;
  expect(seen).toEqual({ ...note, abilities: { edit: false, pin: true } });
  expect(textsOf(await list(other, chatId))).toEqual(['Prefers mornings']);
});

test('a private note is its author’s alone: no rank opens, lists, counts, changes or deletes it', async () => {
  const chatId = await makeChat();
  const note = await write(agent, chatId, { visibility: 'private', text: 'Between me and me', pinned: true });
  for (const person of [owner, manager, other]) {
    expect(await list(person, chatId)).toEqual([]);
    await person.get(`/api/notes/${note.id}`).expect(404);
    await person.put(`/api/notes/${note.id}`, { pinned: true }).expect(404);
    await person.del(`/api/notes/${note.id}`).expect(404);
    const summary = (await person.get(`/api/notes/chat/${chatId}/summary`).expect(200)).body.data;
    expect(summary).toEqual({ chatId, total: 0, private: 0, public: 0, pinned: [], latest: null, authors: [] });
  }
  expect(textsOf(await list(agent, chatId))).toEqual(['Between me and me']);
});

test('pinned notes come first, then the newest; the summary counts them and names who wrote', async () => {
  const chatId = await makeChat();
  await write(agent, chatId, { text: 'one', pinned: true });
  await write(owner, chatId, { text: 'two' });
  await write(agent, chatId, { text: 'three', visibility: 'private' });
  expect(textsOf(await list(agent, chatId))).toEqual(['one', 'three', 'two']);
  const summary = (await agent.get(`/api/notes/chat/${chatId}/summary`).expect(200)).body.data;
  expect(summary).toMatchObject({
    total: 3,
    private: 1,
    public: 2,
    pinned: [{ text: 'one' }],
    latest: { text: 'three' },
    authors: [
      { id: agent.userId, name: 'agent', count: 2 },
      { id: owner.userId, name: 'Olga', count: 1 },
    ],
  });
  expect((await owner.get(`/api/notes/chat/${chatId}/summary`)).body.data).toMatchObject({ total: 2, private: 0 });
});

test('only its author rewrites a note; anybody who sees a public one may pin it', async () => {
  const chatId = await makeChat();
  const note = await write(agent, chatId);
  const refused = await owner.put(`/api/notes/${note.id}`, { text: 'Mine now' }).expect(403);
  expect(refused.body.error).toBe('forbidden');
  await other.put(`/api/notes/${note.id}`, { visibility: 'private' }).expect(403);
  const pinned = (await other.put(`/api/notes/${note.id}`, { pinned: true }).expect(200)).body.data;
  expect(pinned).toMatchObject({ pinned: true, text: note.text, updatedAt: note.updatedAt });
  const rewritten = (await agent.put(`/api/notes/${note.id}`, { text: 'Evenings, really' }).expect(200)).body.data;
  expect(rewritten).toMatchObject({ text: 'Evenings, really', pinned: true, visibility: 'public' });
});

test('a note is deleted by its author, or by who sees all chats; another agent may not', async () => {
  const chatId = await makeChat();
  const [mine, theirs] = [await write(agent, chatId), await write(agent, chatId)];
  await other.del(`/api/notes/${mine.id}`).expect(403);
  await agent.del(`/api/notes/${mine.id}`).expect(200);
  await manager.del(`/api/notes/${theirs.id}`).expect(200);
  await agent.del(`/api/notes/${mine.id}`).expect(404);
  expect(await list(owner, chatId)).toEqual([]);
});

test('notes of a chat that one does not see do not exist, not even one’s own', async () => {
  const chatId = await makeChat({ assigneeId: agent.userId });
  const note = await write(agent, chatId);
  for (const person of [other, coach, await app.register()]) {
    await person.get(`/api/notes/chat/${chatId}`).expect(404);
    await person.get(`/api/notes/chat/${chatId}/summary`).expect(404);
    await person.post('/api/notes', { chatId, text: 'Hello' }).expect(404);
    await person.get(`/api/notes/${note.id}`).expect(404);
    await person.put(`/api/notes/${note.id}`, { pinned: true }).expect(404);
    await person.del(`/api/notes/${note.id}`).expect(404);
  }
  await owner.patch(`/api/chats/${chatId}/assign`, { userId: other.userId }).expect(200);
  await agent.get(`/api/notes/${note.id}`).expect(404);
  await agent.put(`/api/notes/${note.id}`, { text: 'Too late' }).expect(404);
});

test('a note without words, with too many, or for no chat is refused', async () => {
  const chatId = await makeChat();
  for (const body of [{ chatId, text: '  ' }, { chatId, text: 'x'.repeat(5001) }, { chatId: 'none', text: 'x' }, {}])
    expect((await agent.post('/api/notes', body).expect(400)).body.error).toBe('validation_failed');
  const note = await write(agent, chatId);
  await agent.put(`/api/notes/${note.id}`, { text: '' }).expect(400);
  await agent.post('/api/notes', { chatId: newId(), text: 'x' }).expect(404);
  await supertest(app.app).get(`/api/notes/${note.id}`).expect(401);
  await supertest(app.app).post('/api/notes').send({ chatId, text: 'x' }).expect(401);
});

test('everybody who sees the chat hears of a public note, of a private one its author alone, and the text is in no event', async () => {
  const chatId = await makeChat({ assigneeId: agent.userId });
  const hear = (role: 'owner' | 'agent', { userId }: TestPerson) =>
    live.connect(actorWith(role, owner.tenantId, userId));
  const [asOwner, asAgent, asOther] = [hear('owner', owner), hear('agent', agent), hear('agent', other)];
  const types = (client: typeof asOwner, of: FrameType) => client.frames.filter((frame) => frame.type === of);
  await until('all are greeted', () => [asOwner, asAgent, asOther].every((one) => types(one, 'hello').length === 1));
  const note = await write(agent, chatId, { visibility: 'private', text: 'Quietly' });
  await until('the author heard', () => types(asAgent, 'notes.changed').length === 1);
  await agent.put(`/api/notes/${note.id}`, { visibility: 'public' }).expect(200);
  await until('the owner heard', () => types(asOwner, 'notes.changed').length === 1);
  // Those who could read it hear that it is gone.
  await agent.put(`/api/notes/${note.id}`, { visibility: 'private' }).expect(200);
  await until('the owner heard again', () => types(asOwner, 'notes.changed').length === 2);
  expect(types(asAgent, 'notes.changed')).toHaveLength(3);
  expect(types(asOther, 'notes.changed')).toHaveLength(0);
  const events = await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query<{ type: string; data: object }>('select type, data from events where tenant_id = $1 and subject_id = $2', [
      owner.tenantId,
      note.id,
    ]),
  );
  expect(events.map((event) => event.type).sort()).toEqual(['note.created', 'note.updated', 'note.updated']);
  expect(JSON.stringify(events)).not.toContain('Quietly');
  for (const client of [asOwner, asAgent, asOther]) client.ws.close();
});
