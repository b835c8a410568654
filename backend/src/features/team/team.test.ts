// The team over HTTP: who may change whom, and what ends when somebody leaves.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson, testPassword, until } from '../../../test/app';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const accept = (url: string, body: object) =>
  supertest(test.app)
    .post(`/api/invitations/${new URL(url).pathname.split('/').pop()}/accept`)
    .send(body);

const ownersOf = async (person: TestPerson) =>
  (await person.get('/api/users').expect(200)).body.data.filter(
    (one: { role: string; status: string }) => one.role === 'owner' && one.status === 'active',
  ).length;

describe('roles', () => {
  it('an admin changes roles up to their own and is told why not beyond', async () => {
    const owner = await test.register();
    const [admin, coach] = [await test.join(owner, 'admin'), await test.join(owner, 'coach')];
    const res = await admin.patch(`/api/users/${coach.userId}`, { role: 'manager' }).expect(200);
    expect(res.body.data).toMatchObject({ role: 'manager', abilities: { changeRole: true, remove: true } });
    expect((await admin.patch(`/api/users/${coach.userId}`, { role: 'owner' }).expect(403)).body.error).toBe(
      'forbidden',
    );
    await admin.patch(`/api/users/${owner.userId}`, { role: 'agent' }).expect(403);
    await admin.del(`/api/users/${owner.userId}`).expect(403);
    await admin.post('/api/invitations', { email: 'boss@test.localhost', role: 'owner' }).expect(403);
  });

  it('a role below admin sees the team and changes nothing', async () => {
    const owner = await test.register();
    const manager = await test.join(owner, 'manager');
    const res = await manager.get('/api/users').expect(200);
    expect(res.body.data.every((one: { abilities: object }) => !Object.values(one.abilities).includes(true))).toBe(
      true,
    );
    await manager.patch(`/api/users/${owner.userId}`, { role: 'agent' }).expect(403);
    await manager.get('/api/invitations').expect(403);
    await manager.patch('/api/tenant', { name: 'Mine' }).expect(403);
  });

  it('the new role holds from the next request on', async () => {
    const owner = await test.register();
    const agent = await test.join(owner, 'agent');
    await agent.get('/api/invitations').expect(403);
    await owner.patch(`/api/users/${agent.userId}`, { role: 'admin' }).expect(200);
    await agent.get('/api/invitations').expect(200);
  });

  it('a tenant never loses its last owner', async () => {
    const owner = await test.register();
    for (const body of [{ role: 'admin' }, { status: 'deactivated' }])
      expect((await owner.patch(`/api/users/${owner.userId}`, body).expect(409)).body.error).toBe('last_owner');
    await owner.del(`/api/users/${owner.userId}`).expect(409);
    expect(await ownersOf(owner)).toBe(1);
  });

  it('two owners who unmake each other at the same moment leave one', async () => {
    const first = await test.register();
    const second = await test.join(first, 'owner');
    const answers = await Promise.all([
      first.patch(`/api/users/${second.userId}`, { role: 'agent' }),
      second.patch(`/api/users/${first.userId}`, { role: 'agent' }),
    ]);
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    const rows = await test.parts.db.read(first.tenantId, "select user_id from memberships where role = 'owner'");
    expect(rows).toHaveLength(1);
  });

  it('an unknown role is refused by name, and a person of another tenant is not found', async () => {
    const [owner, stranger] = [await test.register(), await test.register()];
    const res = await owner.patch(`/api/users/${owner.userId}`, { role: 'king' }).expect(400);
    expect(res.body.details[0].path).toBe('role');
    await owner.patch(`/api/users/${stranger.userId}`, { role: 'agent' }).expect(404);
    await owner.del(`/api/users/${stranger.userId}`).expect(404);
  });
});

describe('leaving', () => {
  it('a deactivated member is signed out at once and can come back', async () => {
    const owner = await test.register();
    const agent = await test.join(owner, 'agent');
    await owner.patch(`/api/users/${agent.userId}`, { status: 'deactivated' }).expect(200);
    expect((await agent.get('/api/auth/profile').expect(401)).body.error).toBe('session_revoked');
    const signIn = () =>
      supertest(test.app).post('/api/auth/login').send({ email: agent.email, password: testPassword });
    await signIn().expect(403);
    await owner.patch(`/api/users/${agent.userId}`, { status: 'active' }).expect(200);
    await signIn().expect(200);
  });

  it('a removed member keeps their other tenants', async () => {
    const [one, two] = [await test.register(), await test.register()];
    const email = two.email;
    const invited = await one.post('/api/invitations', { email, role: 'agent' }).expect(201);
    const joined = await accept(invited.body.data.acceptUrl, { password: testPassword }).expect(200);
    expect(joined.body.data.tenants).toHaveLength(2);
    await one.del(`/api/users/${two.userId}`).expect(200);
    await two.get('/api/auth/profile').expect(200);
    await supertest(test.app)
      .get('/api/auth/profile')
      .set('authorization', `Bearer ${joined.body.data.accessToken}`)
      .expect(401);
  });

  it('removing two coaches whose templates share a name keeps both templates', async () => {
    const owner = await test.register();
    const coaches = [await test.join(owner, 'coach'), await test.join(owner, 'coach')];
    await test.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query(
        "insert into templates (tenant_id, name, owner_id, body) select $1, 'Hello', id, 'Hi' from unnest($2::uuid[]) id",
        [owner.tenantId, coaches.map((coach) => coach.userId)],
      ),
    );
    for (const coach of coaches) await owner.del(`/api/users/${coach.userId}`).expect(200);
    const rows = await test.parts.db.read<{ name: string }>(owner.tenantId, 'select name from templates order by name');
    expect(rows.map((row) => row.name)).toEqual(['Hello', expect.stringContaining('Hello (coach')]);
  });
});

describe('invitations', () => {
  it('are mailed with the link that is returned once', async () => {
    const owner = await test.register();
    const email = 'invited@test.localhost';
    const res = await owner.post('/api/invitations', { email: 'Invited@Test.localhost', role: 'coach' }).expect(201);
    const folder = path.join(test.parts.config.storageDir, 'outbox');
    const mail = await until(
      'the mail',
      () => existsSync(folder) && readdirSync(folder).find((file) => file.includes(email)),
    );
    expect(readFileSync(path.join(folder, mail), 'utf8')).toContain(res.body.data.acceptUrl);
    const list = await owner.get('/api/invitations').expect(200);
    expect(list.body.data).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain(new URL(res.body.data.acceptUrl).pathname.split('/').pop());
  });

  it('asking again replaces the earlier link', async () => {
    const owner = await test.register();
    const body = { email: 'twice@test.localhost', role: 'agent' };
    const first = await owner.post('/api/invitations', body).expect(201);
    const second = await owner.post('/api/invitations', { ...body, role: 'coach' }).expect(201);
    const person = { name: 'Twice', password: testPassword };
    expect((await accept(first.body.data.acceptUrl, person).expect(422)).body.error).toBe('invitation_invalid');
    expect((await accept(second.body.data.acceptUrl, person).expect(200)).body.data.role).toBe('coach');
    await accept(second.body.data.acceptUrl, { password: testPassword }).expect(422);
    expect((await owner.post('/api/invitations', body).expect(409)).body.error).toBe('conflict');
  });

  it('a known person proves who they are; a new one gives a name', async () => {
    const [owner, known] = [await test.register(), await test.register()];
    const forKnown = await owner.post('/api/invitations', { email: known.email, role: 'agent' }).expect(201);
    await accept(forKnown.body.data.acceptUrl, { password: 'not my password' }).expect(401);
    await accept(forKnown.body.data.acceptUrl, { password: testPassword }).expect(200);
    const forNew = await owner.post('/api/invitations', { email: 'fresh@test.localhost', role: 'agent' }).expect(201);
    const res = await accept(forNew.body.data.acceptUrl, { password: testPassword }).expect(400);
    expect(res.body.details).toEqual([{ path: 'name', message: 'Enter your name' }]);
  });

  it('withdrawn or expired ones admit nobody', async () => {
    const owner = await test.register();
    const person = { name: 'Late', password: testPassword };
    const invite = (email: string) => owner.post('/api/invitations', { email, role: 'agent' }).expect(201);
    const withdrawn = await invite('withdrawn@test.localhost');
    await owner.del(`/api/invitations/${withdrawn.body.data.id}`).expect(200);
    await owner.del(`/api/invitations/${withdrawn.body.data.id}`).expect(404);
    await accept(withdrawn.body.data.acceptUrl, person).expect(422);
    const late = await invite('late@test.localhost');
    await test.parts.db.read(owner.tenantId, 'update invitations set expires_at = now() where id = $1', [
      late.body.data.id,
    ]);
    await accept(late.body.data.acceptUrl, person).expect(422);
  });
});

describe('the tenant', () => {
  it('takes a real time zone and country and says which field is wrong otherwise', async () => {
    const owner = await test.register();
    const good = { name: 'New name', timezone: 'Asia/Jerusalem', country: 'GB', website: 'https://example.com' };
    expect((await owner.patch('/api/tenant', good).expect(200)).body.data).toMatchObject(good);
    for (const [field, value] of Object.entries({ timezone: 'Mars/Olympus', country: 'ZZ', website: 'nowhere' })) {
      const res = await owner.patch('/api/tenant', { [field]: value }).expect(400);
      expect(res.body.details[0].path).toBe(field);
    }
    expect((await owner.get('/api/tenant').expect(200)).body.data).toMatchObject(good);
    await owner.patch('/api/tenant', { website: null }).expect(200);
    expect((await owner.get('/api/tenant')).body.data.website).toBeNull();
  });
});
