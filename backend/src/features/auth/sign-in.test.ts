// Accounts over HTTP: registering, signing in, the profile, a forgotten password.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson, testPassword, until } from '../../../test/app';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

const post = (url: string, body: object) => supertest(test.app).post(url).send(body);
const signIn = (email: string, password = testPassword) => post('/api/auth/login', { email, password });
const newPerson = { name: 'Noa', password: testPassword };

describe('registering', () => {
  it('makes a person, a tenant they own and its welcome credits', async () => {
    const res = await post('/api/auth/register', {
      ...newPerson,
      email: 'Noa@Test.localhost',
      timezone: 'Asia/Jerusalem',
      country: 'IL',
      locale: 'he',
    }).expect(201);
    expect(res.body.data).toMatchObject({
      role: 'owner',
      user: { email: 'noa@test.localhost', locale: 'he' },
      tenant: { name: 'Noa', timezone: 'Asia/Jerusalem', country: 'IL', locale: 'he' },
      expiresIn: 900,
    });
    const [account] = await test.parts.db.read(
      res.body.data.tenant.id,
      'select balance, (select sum(amount)::int from credit_entries) as ledger from credit_accounts',
    );
    expect(account).toEqual({ balance: 1000, ledger: 1000 });
  });

  it('refuses an address that is taken in any case of letters, and leaves no tenant behind', async () => {
    const person = await test.register();
    const count = async () => (await test.parts.db.system('test').query('select id from tenants')).length;
    const before = await count();
    const res = await post('/api/auth/register', { ...newPerson, email: person.email.toUpperCase() }).expect(409);
    expect(res.body.error).toBe('email_taken');
    expect(await count()).toBe(before);
  });

  it.each([
    ['email', { email: 'no-address' }],
    ['password', { password: 'short' }],
    ['password', { password: '€'.repeat(25) }],
    ['name', { name: ' ' }],
    ['timezone', { timezone: '+02:00' }],
    ['country', { country: 'XX' }],
  ])('says that %s is wrong', async (field, given) => {
    const res = await post('/api/auth/register', { ...newPerson, email: 'new@test.localhost', ...given }).expect(400);
    expect(res.body.details[0].path).toBe(field);
  });
});

describe('signing in', () => {
  it('answers a wrong password and an unknown address alike', async () => {
    const person = await test.register();
    const wrong = await signIn(person.email, 'not the password').expect(401);
    const unknown = await signIn('nobody@test.localhost', 'not the password').expect(401);
    expect(wrong.body.error).toBe('invalid_credentials');
    expect(unknown.body.message).toBe(wrong.body.message);
    await signIn(person.email.toUpperCase()).expect(200);
  });

  it('locks an account after ten failures side by side, and a reset opens it', async () => {
    const person = await test.register();
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, at) => signIn(person.email, `guess number ${at}`)),
    );
    expect(guesses.map((one) => one.status).sort()).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);
    const locked = await signIn(person.email).expect(429);
    expect(locked.body.error).toBe('account_locked');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
    await resetThroughMail(person, 'another good password');
    await signIn(person.email, 'another good password').expect(200);
  });

  it('an unknown address locks the same way', async () => {
    const email = 'ghost@test.localhost';
    for (let guess = 0; guess < 10; guess += 1) await signIn(email).expect(401);
    await signIn(email).expect(429);
  });

  it('a suspended tenant lets nobody in', async () => {
    const person = await test.register();
    await test.parts.db
      .system('test')
      .query("update tenants set status = 'suspended' where id = $1", [person.tenantId]);
    await person.get('/api/auth/profile').expect(401);
    await signIn(person.email).expect(403);
  });
});

describe('the profile', () => {
  it('says who I am, where, and what I may do', async () => {
    const owner = await test.register();
    const agent = await test.join(owner, 'agent');
    const res = await agent.get('/api/auth/profile').expect(200);
    expect(res.body.data).toMatchObject({ user: { id: agent.userId }, tenant: { id: owner.tenantId }, role: 'agent' });
    expect(res.body.data.permissions).toContain('messages.send');
    expect(res.body.data.permissions).not.toContain('team.manage');
    expect(JSON.stringify(res.body)).not.toMatch(/password|\$2b\$/);
  });

  it('changes what is given and keeps the rest', async () => {
    const person = await test.register('Dana');
    await person.put('/api/auth/profile', { coachProfile: { profession: 'Coach' } }).expect(200);
    const res = await person.put('/api/auth/profile', { locale: 'he' }).expect(200);
    expect(res.body.data.user).toMatchObject({ name: 'Dana', locale: 'he', coachProfile: { profession: 'Coach' } });
    expect((await person.put('/api/auth/profile', { locale: 'xx' }).expect(400)).body.details[0].path).toBe('locale');
  });

  it('a new password takes the current one and ends the other sessions', async () => {
    const person = await test.register();
    const other = (await signIn(person.email).expect(200)).body.data;
    const next = 'a better password';
    const missing = await person.put('/api/auth/profile', { newPassword: next }).expect(400);
    expect(missing.body.details[0].path).toBe('currentPassword');
    await person.put('/api/auth/profile', { newPassword: next, currentPassword: 'wrong one' }).expect(401);
    await person.put('/api/auth/profile', { newPassword: next, currentPassword: testPassword }).expect(200);
    await person.get('/api/auth/profile').expect(200);
    await supertest(test.app).get('/api/auth/profile').set('authorization', `Bearer ${other.accessToken}`).expect(401);
    await signIn(person.email).expect(401);
    await signIn(person.email, next).expect(200);
  });
});

describe('a forgotten password', () => {
  it('is answered the same whether the address exists or not', async () => {
    const person = await test.register();
    const known = await post('/api/auth/forgot-password', { email: person.email }).expect(202);
    const unknown = await post('/api/auth/forgot-password', { email: 'nobody@test.localhost' }).expect(202);
    expect(unknown.body).toEqual(known.body);
    await mailedToken(person);
  });

  it('is replaced once by the mailed link, which ends every session', async () => {
    const person = await test.register();
    const token = await resetThroughMail(person, 'brand new password');
    await person.get('/api/auth/profile').expect(401);
    await signIn(person.email, 'brand new password').expect(200);
    const again = await post('/api/auth/reset-password', { token, password: 'yet another one' }).expect(422);
    expect(again.body.error).toBe('invitation_invalid');
  });

  it('a link that has run out changes nothing', async () => {
    const person = await test.register();
    await post('/api/auth/forgot-password', { email: person.email }).expect(202);
    const token = await mailedToken(person);
    await test.parts.db
      .system('test')
      .query('update mail_tokens set expires_at = now() where user_id = $1', [person.userId]);
    await post('/api/auth/reset-password', { token, password: 'too late for this' }).expect(422);
    await signIn(person.email).expect(200);
  });
});

async function resetThroughMail(person: TestPerson, password: string): Promise<string> {
  await post('/api/auth/forgot-password', { email: person.email }).expect(202);
  const token = await mailedToken(person);
  await post('/api/auth/reset-password', { token, password }).expect(200);
  return token;
}

/** The token of the link in the mail that was written for the person. */
async function mailedToken(person: TestPerson): Promise<string> {
  const folder = path.join(test.parts.config.storageDir, 'outbox');
  return until('the mail', () => {
    const files = (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []).filter((file) =>
      file.name.includes(person.email),
    );
    const text = files[0] && readFileSync(path.join(folder, files[0].name), 'utf8');
    return text?.match(/token=([\w-]+)/)?.[1];
  });
}
