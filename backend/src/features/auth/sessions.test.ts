// Sessions over HTTP: rotation, reuse, signing out, devices, tenants, tickets.
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson, testPassword } from '../../../test/app';
import { actorOfSession, redeemTicket } from '.';
import { readAccess } from './tokens';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const signIn = (person: TestPerson) =>
  supertest(test.app).post('/api/auth/login').send({ email: person.email, password: testPassword }).expect(200);
const refresh = (refreshToken: string) => supertest(test.app).post('/api/auth/refresh').send({ refreshToken });
const as = (token: string) => supertest(test.app).get('/api/auth/profile').set('authorization', `Bearer ${token}`);
const age = (sessionId: string) =>
  test.parts.db
    .system('test')
    .query("update sessions set rotated_at = rotated_at - interval '11 seconds' where id = $1", [sessionId]);
const sessionOf = async (token: string) => (await readAccess(test.parts.config.tokens, token)).sessionId;

describe('refresh', () => {
  it('gives a new pair; the answer lost on the way is given again, the same', async () => {
    const { body } = await signIn(await test.register());
    const first = await refresh(body.data.refreshToken).expect(200);
    expect(first.body.data.refreshToken).not.toBe(body.data.refreshToken);
    const again = await refresh(body.data.refreshToken).expect(200);
    expect(again.body.data.refreshToken).toBe(first.body.data.refreshToken);
    await as(again.body.data.accessToken).expect(200);
  });

  it('ten at once succeed with one successor', async () => {
    const { body } = await signIn(await test.register());
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(body.data.refreshToken).expect(200)));
    expect(new Set(answers.map((one) => one.body.data.refreshToken)).size).toBe(1);
  });

  it('an old token after the grace ends the session for both who hold it', async () => {
    const { body } = await signIn(await test.register());
    const next = await refresh(body.data.refreshToken).expect(200);
    await age(await sessionOf(body.data.accessToken));
    expect((await refresh(body.data.refreshToken).expect(401)).body.error).toBe('session_revoked');
    expect((await refresh(next.body.data.refreshToken).expect(401)).body.error).toBe('session_revoked');
    expect((await as(next.body.data.accessToken).expect(401)).body.error).toBe('session_revoked');
  });

  it('a token two generations old ends the session even within the grace', async () => {
    const { body } = await signIn(await test.register());
    const second = await refresh(body.data.refreshToken).expect(200);
    await refresh(second.body.data.refreshToken).expect(200);
    await refresh(body.data.refreshToken).expect(401);
    await refresh(second.body.data.refreshToken).expect(401);
  });

  it('works by the cookie alone, which scripts cannot read and other pages cannot use', async () => {
    const res = await signIn(await test.register());
    const [cookie] = res.get('Set-Cookie') ?? [];
    expect(cookie).toMatch(
      /^parley_refresh=[^;]+; Max-Age=604800; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    const byCookie = () => supertest(test.app).post('/api/auth/refresh').set('cookie', cookie!.split(';')[0]!);
    expect((await byCookie().set('origin', 'https://evil.example').expect(403)).body.error).toBe('origin_refused');
    await byCookie().set('origin', test.parts.config.publicUrl).expect(200);
    await byCookie().expect(200);
  });

  it('refuses nothing, rubbish and an access token', async () => {
    const { body } = await signIn(await test.register());
    await supertest(test.app).post('/api/auth/refresh').expect(401);
    await refresh('rubbish').expect(401);
    await refresh(body.data.accessToken).expect(401);
    await as(body.data.refreshToken).expect(401);
  });
});

describe('signing out', () => {
  it('ends the session and takes the cookie back', async () => {
    const person = await test.register();
    const res = await person.post('/api/auth/logout').expect(200);
    expect(res.get('Set-Cookie')?.[0]).toMatch(/^parley_refresh=;/);
    await person.get('/api/auth/profile').expect(401);
  });

  it('one device can sign another out, but nobody else’s', async () => {
    const [person, other] = [await test.register(), await test.register()];
    const second = (await signIn(person)).body.data;
    const list = await person.get('/api/auth/sessions').expect(200);
    expect(list.body.data.map((one: { current: boolean }) => one.current).sort()).toEqual([false, true]);
    const id = await sessionOf(second.accessToken);
    await other.del(`/api/auth/sessions/${id}`).expect(404);
    await as(second.accessToken).expect(200);
    await person.del(`/api/auth/sessions/${id}`).expect(200);
    await as(second.accessToken).expect(401);
    await refresh(second.refreshToken).expect(401);
    await person.del(`/api/auth/sessions/${id}`).expect(404);
    const events = await test.parts.db.read(
      person.tenantId,
      "select actor_id, data from events where tenant_id = $1 and type = 'user.signed_out'",
      [person.tenantId],
    );
    expect(events).toEqual([{ actor_id: person.userId, data: { sessionId: id } }]);
  });
});

it('switching tenants continues there and ends the session here', async () => {
  const [one, two] = [await test.register(), await test.register()];
  const invited = await two.post('/api/invitations', { email: one.email, role: 'coach' }).expect(201);
  const token = new URL(invited.body.data.acceptUrl).pathname.split('/').pop();
  await supertest(test.app).post(`/api/invitations/${token}/accept`).send({ password: testPassword }).expect(200);
  const res = await one.post('/api/auth/switch-tenant', { tenantId: two.tenantId }).expect(200);
  expect(res.body.data).toMatchObject({ role: 'coach', tenant: { id: two.tenantId } });
  await one.get('/api/auth/profile').expect(401);
  // The next sign-in continues in the tenant used last.
  expect((await signIn(one)).body.data.tenant.id).toBe(two.tenantId);
});

it('a tenant one is no member of cannot be switched to', async () => {
  const [one, two] = [await test.register(), await test.register()];
  await one.post('/api/auth/switch-tenant', { tenantId: two.tenantId }).expect(404);
  await one.get('/api/auth/profile').expect(200);
});

describe('socket tickets', () => {
  it('open one socket for their owner, once', async () => {
    const person = await test.register();
    const { ticket } = (await person.post('/api/ws-ticket').expect(201)).body.data;
    expect(await redeemTicket(test.parts, ticket)).toMatchObject({ userId: person.userId, tenantId: person.tenantId });
    expect(await redeemTicket(test.parts, ticket)).toBeUndefined();
    expect(await redeemTicket(test.parts, 'made-up')).toBeUndefined();
  });

  it('are worth nothing after signing out, and a live socket’s actor is gone too', async () => {
    const person = await test.register();
    const claims = await readAccess(test.parts.config.tokens, person.token);
    const { ticket } = (await person.post('/api/ws-ticket').expect(201)).body.data;
    expect(await actorOfSession(test.parts, claims)).toMatchObject({ role: 'owner' });
    await person.post('/api/auth/logout').expect(200);
    expect(await redeemTicket(test.parts, ticket)).toBeUndefined();
    expect(await actorOfSession(test.parts, claims)).toBeUndefined();
  });
});
