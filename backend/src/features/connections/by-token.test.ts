// Lines by token over HTTP against Meta's stand-in: verified before they are kept, checked, renewed, reported, removed.
import type { Connection } from '@parley/contract';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { type MetaLines, startMetaLines } from '../../../test/meta-lines';
import { tendToken } from './actions/tend-token';
import { readChannelConnection } from './channel-connection';
import { connectionSweeps } from './jobs';
import { applyLineReport } from './reports';

const base = '/api/social-connections';
let meta: MetaLines;
let app: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  meta = await startMetaLines();
  app = await createTestApp(meta.env);
});
beforeEach(async () => {
  owner = await app.register();
});
afterAll(async () => {
  await app.close();
  await meta.close();
});

const read = async (id: string): Promise<Connection> => (await owner.get(`${base}/${id}`).expect(200)).body.data;
const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row>(owner.tenantId, text, [owner.tenantId, ...params]);
const eventsOf = (id: string) =>
  sql<{ type: string; actor_id: string | null; data: object }>(
    'select type, actor_id, data from events where tenant_id = $1 and subject_id = $2 order by id',
    [id],
  );

describe('connecting', () => {
  test.each([
    ['whatsapp_cloud', { phone: '+15550009999', profileName: 'Shop One' }, '/api/webhooks/whatsapp', 80],
    ['messenger', { phone: null, profileName: 'Shop Page' }, '/api/webhooks/meta', 40],
    ['instagram', { phone: null, profileName: 'shop.one' }, '/api/webhooks/meta', 10],
  ] as const)(
    'a line of %s is connected at once, with its own limits and health',
    async (channel, who, webhook, perSecond) => {
      const { line } = await meta.connect(owner, channel, channel === 'messenger' ? { isSubscribed: false } : {});
      expect(line).toMatchObject({
        ...who,
        state: 'connected',
        reason: null,
        pacing: { perSecond, perMinute: null, minDelayMs: 0 },
        health: { problems: [], checkedAt: expect.any(String) },
        capabilities: { windowHours: 24 },
        lastGap: null,
      });
      expect(line.webhookUrl).toMatch(new RegExp(`^http.*${webhook}$`));
      expect(line.externalId).toMatch(/^\d+$/);
      expect((await owner.post(`${base}/${line.id}/test`).expect(200)).body.data.state).toBe('connected');
    },
  );

  test('the token is kept sealed, and shown and recorded nowhere', async () => {
    const { line, token } = await meta.connect(owner, 'whatsapp_cloud');
    const [row] = await sql<{ credentials: string }>(
      'select credentials from connections where tenant_id = $1 and id = $2',
      [line.id],
    );
    expect(row!.credentials).not.toContain(token);
    expect((await readChannelConnection(app.parts, owner.tenantId, line.id))!.connection.accessToken).toBe(token);
    expect(JSON.stringify([await read(line.id), await eventsOf(line.id)])).not.toContain(token);
  });

  test('a refused token leaves nothing behind and says what to do', async () => {
    const credentials = await meta.make('messenger');
    const body = {
      channel: 'messenger',
      name: 'Page',
      credentials: { ...credentials, pageAccessToken: 'EAABsomething-else' },
    };
    const refused = (await owner.post(base, body).expect(422)).body;
    expect(refused).toMatchObject({ error: 'rule_broken', data: { code: 'token_invalid' } });
    expect((await owner.get(base).expect(200)).body.data).toEqual([]);
  });

  test('fields of another channel, or none, are refused with their place', async () => {
    const credentials = await meta.make('messenger');
    const wrong = await owner.post(base, { channel: 'whatsapp_cloud', name: 'A', credentials }).expect(400);
    expect(wrong.body.details).toMatchObject([{ path: 'credentials.phoneNumberId' }]);
    expect((await owner.post(base, { channel: 'instagram', name: 'A' }).expect(400)).body.details).toMatchObject([
      { path: 'credentials.igUserId' },
    ]);
    const qr = await owner.post(base, { channel: 'whatsapp_evolution', name: 'A', credentials }).expect(400);
    expect(qr.body.details).toMatchObject([{ path: 'credentials' }]);
  });

  test('a number belongs to one connection of the whole installation, and is free again once removed', async () => {
    const { line, credentials } = await meta.connect(owner, 'whatsapp_cloud');
    const stranger = await app.register();
    const body = { channel: 'whatsapp_cloud', name: 'Mine', credentials };
    for (const person of [owner, stranger])
      expect((await person.post(base, body).expect(409)).body.error).toBe('already_connected');
    await owner.del(`${base}/${line.id}`).expect(200);
    await stranger.post(base, body).expect(201);
    const [row] = await sql<{ credentials: null }>(
      'select credentials from connections where tenant_id = $1 and id = $2',
      [line.id],
    );
    expect(row!.credentials).toBeNull();
  });

  test('a name that is taken is refused', async () => {
    const { line } = await meta.connect(owner, 'instagram');
    const credentials = await meta.make('instagram');
    const body = { channel: 'instagram', name: line.name, credentials };
    expect((await owner.post(base, body).expect(409)).body.error).toBe('name_taken');
  });

  test('without an app at Meta, or with Meta away, it says so', async () => {
    const credentials = await meta.make('messenger');
    const body = { channel: 'messenger', name: 'Page', credentials };
    const bare = await createTestApp();
    expect((await (await bare.register()).post(base, body).expect(503)).body.message).toContain('META_APP_SECRET');
    const lonely = await createTestApp({ ...meta.env, META_GRAPH_URL: 'http://127.0.0.1:9' });
    expect((await (await lonely.register()).post(base, body).expect(502)).body.error).toBe('upstream_failed');
    await bare.close();
    await lonely.close();
  });
});

describe('verifying while somebody pastes', () => {
  test('it tells who the token is for, and keeps nothing', async () => {
    const credentials = await meta.make('whatsapp_cloud');
    const res = await owner.post(`${base}/verify`, { channel: 'whatsapp_cloud', credentials }).expect(200);
    expect(res.body.data).toMatchObject({
      ok: true,
      displayName: 'Shop One',
      phone: '+15550009999',
      health: { quality: 'green' },
      problem: null,
    });
    expect((await owner.get(base).expect(200)).body.data).toEqual([]);
  });

  test('it tells what is wrong and how to mend it', async () => {
    const credentials = await meta.make('whatsapp_cloud', { scopes: ['whatsapp_business_management'] });
    const res = await owner.post(`${base}/verify`, { channel: 'whatsapp_cloud', credentials }).expect(200);
    expect(res.body.data).toMatchObject({
      ok: false,
      code: 'permissions_missing',
      problem: expect.stringContaining('permission'),
    });
  });

  test('who may not manage numbers may not verify', async () => {
    const credentials = await meta.make('messenger');
    const agent = await app.join(owner, 'agent');
    await agent.post(`${base}/verify`, { channel: 'messenger', credentials }).expect(403);
    await owner.post(`${base}/verify`, { channel: 'whatsapp_evolution', credentials }).expect(400);
  });
});

describe('a line by token', () => {
  test('is not scanned', async () => {
    const { line } = await meta.connect(owner, 'messenger');
    expect((await owner.post(`${base}/${line.id}/connect`).expect(409)).body.error).toBe('wrong_state');
    expect((await owner.get(`${base}/${line.id}/qr`).expect(409)).body.error).toBe('wrong_state');
  });

  test('whose token died is an error with an open outage; a new token mends it', async () => {
    const { line, token } = await meta.connect(owner, 'messenger');
    await meta.graph.expireToken({ token, subcode: 460 });
    expect((await owner.post(`${base}/${line.id}/test`).expect(200)).body.data).toMatchObject({
      state: 'error',
      reason: 'token_invalid',
    });
    expect((await read(line.id)).lastGap).toMatchObject({ state: 'open', cause: 'token_invalid', to: null });
    expect((await owner.post(`${base}/${line.id}/refresh-token`).expect(422)).body.error).toBe('rule_broken');
    const elsewhere = await meta.make('messenger');
    const foreign = { accessToken: elsewhere.pageAccessToken };
    expect((await owner.post(`${base}/${line.id}/refresh-token`, foreign).expect(422)).body.data).toEqual({
      code: 'token_invalid',
    });
    const fresh = `${token}-fresh`;
    await meta.graph.addPage({ pageId: line.externalId!, token: fresh, name: 'Shop Page' });
    const mended = (await owner.post(`${base}/${line.id}/refresh-token`, { accessToken: fresh }).expect(200)).body.data;
    expect(mended).toMatchObject({ state: 'connected', reason: null });
    const told = await eventsOf(line.id);
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['connection.gap', 'connection.status', 'connection.token']),
    );
    expect(told.find(({ type }) => type === 'connection.token')).toMatchObject({ actor_id: owner.userId });
    expect(JSON.stringify(told)).not.toContain(fresh);
  });

  test('is renewed at Meta when asked, and by itself in its last week', async () => {
    const soon = Math.floor(Date.now() / 1000) + 3 * 86_400;
    const { line, token } = await meta.connect(owner, 'whatsapp_cloud', { tokenExpiresAt: soon });
    expect(Date.parse((await read(line.id)).health!.tokenExpiresAt!)).toBe(soon * 1000);
    await tendToken(app.parts, owner.tenantId, line.id);
    const renewed = (await readChannelConnection(app.parts, owner.tenantId, line.id))!.connection.accessToken;
    expect(renewed).not.toBe(token);
    expect(Date.parse((await read(line.id)).health!.tokenExpiresAt!)).toBeGreaterThan(Date.now() + 50 * 86_400_000);
    await owner.post(`${base}/${line.id}/refresh-token`).expect(200);
    expect((await readChannelConnection(app.parts, owner.tenantId, line.id))!.connection.accessToken).not.toBe(renewed);
    expect(
      (await eventsOf(line.id)).filter(({ type }) => type === 'connection.token').map((one) => one.actor_id),
    ).toEqual([null, owner.userId]);
  });

  test('that lost its webhooks gets them again, and a past outage is noted', async () => {
    const { line, token } = await meta.connect(owner, 'messenger');
    await meta.graph.addPage({ pageId: line.externalId!, token, name: 'Shop Page', isSubscribed: false });
    expect((await owner.post(`${base}/${line.id}/test`).expect(200)).body.data.state).toBe('connected');
    expect((await read(line.id)).lastGap).toMatchObject({ state: 'may_be_missing', cause: 'not_subscribed' });
  });

  test('that lost its webhooks with the other numbers of its account has the outage noted on each of them', async () => {
    const [wabaId, token] = ['102000000000077', 'EAABshared-account'];
    const { line } = await meta.connect(owner, 'whatsapp_cloud', { wabaId, token });
    const { line: sister } = await meta.connect(owner, 'whatsapp_cloud', { wabaId, token });
    const { line: other } = await meta.connect(owner, 'whatsapp_cloud');
    const stranger = await app.register();
    const { line: theirs } = await meta.connect(stranger, 'whatsapp_cloud', { wabaId, token });
    const lost = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const url = `${meta.sandbox.graphUrl}/v25.0/${wabaId}/subscribed_apps`;
      expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(200);
    };
    const gapsOf = async (person: TestPerson, id: string) =>
      (await person.get(`${base}/${id}/gaps`).expect(200)).body.data;
    await lost();
    await owner.post(`${base}/${line.id}/test`).expect(200);
    const noted = { state: 'may_be_missing', cause: 'not_subscribed' };
    expect(await gapsOf(owner, line.id)).toMatchObject([noted]);
    expect(await gapsOf(owner, sister.id)).toMatchObject([noted]);
    expect(await gapsOf(stranger, theirs.id)).toMatchObject([noted]);
    expect(await gapsOf(owner, other.id)).toEqual([]);
    // Found in order afterwards, each keeps one.
    await owner.post(`${base}/${sister.id}/test`).expect(200);
    expect(await gapsOf(owner, sister.id)).toHaveLength(1);
    // A new number brings the account's webhooks back as well.
    const credentials = await meta.make('whatsapp_cloud', { wabaId, token });
    await lost();
    await owner.post(base, { channel: 'whatsapp_cloud', name: 'One more', credentials }).expect(201);
    expect(await gapsOf(owner, line.id)).toHaveLength(2);
    expect(await gapsOf(owner, sister.id)).toHaveLength(2);
  });

  test('is repaired by checking it and asking for its webhooks', async () => {
    const { line } = await meta.connect(owner, 'instagram');
    expect((await owner.post(`${base}/${line.id}/repair`).expect(200)).body.data).toMatchObject({
      state: 'connected',
      code: null,
    });
  });

  test('that somebody logs out forgets its token, and lives again with another', async () => {
    const { line, token } = await meta.connect(owner, 'instagram');
    expect((await owner.post(`${base}/${line.id}/logout`).expect(200)).body.data).toMatchObject({
      state: 'disconnected',
      reason: 'logged_out',
    });
    expect((await readChannelConnection(app.parts, owner.tenantId, line.id))!.connection.accessToken).toBeNull();
    await owner.post(`${base}/${line.id}/test`).expect(200);
    expect(await read(line.id)).toMatchObject({ state: 'disconnected' });
    expect(
      (await owner.post(`${base}/${line.id}/refresh-token`, { accessToken: token }).expect(200)).body.data.state,
    ).toBe('connected');
  });

  test('is nobody’s but its tenant’s and its managers’', async () => {
    const { line } = await meta.connect(owner, 'messenger');
    const [stranger, agent] = [await app.register(), await app.join(owner, 'agent')];
    await stranger.post(`${base}/${line.id}/refresh-token`).expect(404);
    await stranger.get(`${base}/${line.id}/gaps`).expect(404);
    await agent.post(`${base}/${line.id}/refresh-token`).expect(403);
    await agent.get(`${base}/${line.id}/gaps`).expect(200);
    await owner.post(`${base}/${line.id}/refresh-token`, { accessToken: 'x' }).expect(400);
  });

  test('whose token was not proved for a day is checked by the clock', async () => {
    const { line, token } = await meta.connect(owner, 'messenger');
    await meta.graph.expireToken({ token });
    await sql("update connections set checked_at = now() - interval '25 hours' where tenant_id = $1 and id = $2", [
      line.id,
    ]);
    app.work();
    for (const sweep of connectionSweeps(app.parts))
      if (sweep.name === 'tend-tokens') await sweep.run(new AbortController().signal);
    await until('it is an error', async () => (await read(line.id)).reason === 'token_invalid');
  });
});

describe('what Meta reports', () => {
  const report = (id: string, told: Parameters<typeof applyLineReport>[3]) =>
    app.parts.db.withTenant(owner.tenantId, (tx) => applyLineReport(tx, app.parts, id, told));

  test('ratings and problems are kept; a ban stops the line; its end has Meta asked', async () => {
    const { line } = await meta.connect(owner, 'whatsapp_cloud');
    await report(line.id, { phone: line.phone!, quality: 'red', messagingLimit: 'TIER_250', problem: 'alert' });
    expect((await read(line.id)).health).toMatchObject({
      quality: 'red',
      messagingLimit: 'TIER_250',
      problems: ['alert'],
    });
    await report(line.id, { reason: 'banned' });
    expect(await read(line.id)).toMatchObject({ state: 'error', reason: 'banned', lastGap: { state: 'open' } });
    await report(line.id, { reason: null });
    app.work();
    await until('it is connected', async () => (await read(line.id)).state === 'connected');
    expect((await eventsOf(line.id)).map(({ type }) => type)).toContain('connection.health');
  });

  test('news of another number of the account change nothing', async () => {
    const { line } = await meta.connect(owner, 'whatsapp_cloud');
    await report(line.id, { phone: '+15550001111', quality: 'red', reason: 'banned' });
    expect(await read(line.id)).toMatchObject({ state: 'connected', health: { quality: 'green' } });
  });
});
