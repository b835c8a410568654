import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import iconv from 'iconv-lite';
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { purgeAbandoned } from './purge';

let app: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  app = await createTestApp();
  app.work();
  owner = await app.register();
});
afterAll(() => app.close());

const upload = (person: TestPerson, content: string | Buffer, fileName = 'people.csv') =>
  supertest(app.app)
    .post('/api/contacts/imports')
    .set('authorization', `Bearer ${person.token}`)
    .attach('file', Buffer.from(content as string), fileName);

async function ended(person: TestPerson, id: string) {
  return until('the import ends', async () => {
    const { body } = await person.get(`/api/contacts/imports/${id}`).expect(200);
    return ['completed', 'failed', 'undone'].includes(body.data.status) && body.data;
  });
}

/** Uploads and runs with the suggested mapping. */
async function importCsv(person: TestPerson, content: string | Buffer, options: object = {}) {
  const { body } = await upload(person, content).expect(201);
  await person
    .post(`/api/contacts/imports/${body.data.id}/start`, { mapping: body.data.suggestedMapping, ...options })
    .expect(202);
  return ended(person, body.data.id);
}

const errorsOf = async (person: TestPerson, id: string) =>
  (await person.get(`/api/contacts/imports/${id}/errors.csv`).expect(200)).text;

/** Files of uploads that wait to be started. */
const storedFiles = () => readdir(path.join(app.parts.config.storageDir, owner.tenantId, 'imports'));

const phoneOf = (n: number) => `+9725${20_000_000 + n}`;

test('name,phone,first_name maps itself, and every row becomes a contact of the tenant', async () => {
  const { body } = await upload(owner, 'name,phone,first_name\nDana Levi,050-7000001,Dana\nAvi,0507000002,\n').expect(
    201,
  );
  expect(body.data).toMatchObject({
    fileName: 'people.csv',
    status: 'uploaded',
    delimiter: ',',
    encoding: 'utf-8',
    columns: ['name', 'phone', 'first_name'],
    preview: [
      ['Dana Levi', '050-7000001', 'Dana'],
      ['Avi', '0507000002', ''],
    ],
    suggestedMapping: { name: 'name', phone: 'phone', first_name: 'first_name' },
    total: null,
    abilities: { start: true, undo: false },
  });
  const started = await owner
    .post(`/api/contacts/imports/${body.data.id}/start`, { mapping: body.data.suggestedMapping, tags: ['spring'] })
    .expect(202);
  expect(started.body.data.status).toBe('queued');
  expect(await ended(owner, body.data.id)).toMatchObject({
    status: 'completed',
    total: 2,
    processed: 2,
    created: 2,
    updated: 0,
    skipped: 0,
    failed: 0,
    error: null,
    abilities: { start: false, undo: true },
  });
  const found = await owner.get('/api/contacts?search=050-7000001').expect(200);
  expect(found.body.data).toMatchObject([
    { name: 'Dana Levi', firstName: 'Dana', phone: '+972507000001', tags: ['spring'], ownerId: null },
  ]);
});

test('a Hebrew file from Excel (windows-1255, semicolons) is read and mapped as it is', async () => {
  const file = iconv.encode(
    'שם פרטי;שם משפחה;טלפון נייד;מייל;הערה\r\nדנה;לוי;050-7100001;dana@example.com;צה"ל\r\n',
    'windows-1255',
  );
  const { body } = await upload(owner, file).expect(201);
  expect(body.data).toMatchObject({
    encoding: 'windows-1255',
    delimiter: ';',
    suggestedMapping: {
      'שם פרטי': 'first_name',
      'שם משפחה': 'last_name',
      'טלפון נייד': 'phone',
      מייל: 'email',
      הערה: '',
    },
    preview: [['דנה', 'לוי', '050-7100001', 'dana@example.com', 'צה"ל']],
  });
  const done = await importCsv(owner, file);
  expect(done.created).toBe(1);
  const found = await owner.get('/api/contacts/search?q=0507100001').expect(200);
  expect(found.body.data[0]).toMatchObject({ name: 'דנה לוי', firstName: 'דנה', email: 'dana@example.com' });
});

test('duplicates are found whatever the spelling, in the file and among contacts, and each refused row has its reason', async () => {
  await importCsv(owner, 'name,phone\nFirst,0527200001\n');
  const done = await importCsv(
    owner,
    [
      'name,phone,email',
      'Known,+972 52-720-0001,',
      'New,052-7200002,new@example.com',
      'Twice,00972527200002,',
      'Bad phone,12,',
      'No phone,,x@example.com',
      'Bad mail,0527200003,nobody',
      'Too,0527200004,many@example.com,cells',
      '=cmd(),9.72E+11,',
    ].join('\n'),
  );
  expect(done).toMatchObject({ total: 8, processed: 8, created: 1, updated: 0, skipped: 2, failed: 5 });
  const csv = await errorsOf(owner, done.id);
  expect(csv.split('\n')[0]).toBe('\ufeffname,phone,email,reason');
  expect(csv).toContain("Known,'+972 52-720-0001,,A contact with this number already exists");
  expect(csv).toContain('Twice,00972527200002,,This number appears earlier in the file');
  expect(csv).toContain('“12” is not a phone number');
  expect(csv).toContain('The phone number is missing');
  expect(csv).toContain('“nobody” is not an e-mail address');
  expect(csv).toContain('The row has 4 cells but the header has 3');
  expect(csv).toContain("'=cmd(),9.72E+11");
  expect(csv).toContain('The spreadsheet shortened the phone number');
  const hebrew = (await owner.get(`/api/contacts/imports/${done.id}/errors.csv?language=he`).expect(200)).text;
  expect(hebrew.split('\n')[0]).toBe('\ufeffname,phone,email,סיבה');
  for (const words of [
    'כבר קיים איש קשר עם המספר הזה',
    'המספר כבר הופיע קודם בקובץ',
    '״12״ אינו מספר טלפון',
    'חסר מספר טלפון',
  ])
    expect(hebrew).toContain(words);
  expect(hebrew).not.toMatch(/number|address|header/);
  await owner.get(`/api/contacts/imports/${done.id}/errors.csv?language=xx`).expect(400);
});

test('updating keeps what the file leaves blank, and undo puts everything back', async () => {
  await importCsv(owner, 'name,phone,city,tags\nOld Name,0527300001,Haifa,a\nGone,0527300009,,\n', { tags: [] });
  const kept = (await owner.get('/api/contacts/search?q=0527300001')).body.data[0];
  const done = await importCsv(
    owner,
    'name,phone,city,tags,email\nNew Name,0527300001,,b,n@example.com\nAlso,0527300001,,,\nFresh,0527300002,,,\nUsed,0527300003,,,\n',
    { duplicates: 'update', tags: ['c'] },
  );
  expect(done).toMatchObject({ created: 2, updated: 1, skipped: 1, failed: 0 });
  const updated = (await owner.get(`/api/contacts/${kept.id}`)).body.data;
  expect(updated).toMatchObject({ name: 'New Name', email: 'n@example.com', lead: { city: 'Haifa' } });
  expect([...updated.tags].sort()).toEqual(['a', 'b', 'c']);
  const used = (await owner.get('/api/contacts/search?q=0527300003')).body.data[0];
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    const line = await tx.one<{ id: string }>(
      "insert into connections (tenant_id, channel, name) values ($1, 'whatsapp_evolution', 'Undo line') returning id",
      [owner.tenantId],
    );
    await tx.query('insert into chats (tenant_id, contact_id, connection_id) values ($1, $2, $3)', [
      owner.tenantId,
      used.id,
      line!.id,
    ]);
  });
  await owner.post(`/api/contacts/imports/${done.id}/undo`).expect(202);
  const undone = await ended(owner, done.id);
  expect(undone).toMatchObject({ status: 'undone', abilities: { start: false, undo: false } });
  expect(undone.error).toMatch(/^1 contact was kept/);
  const { updatedAt: _now, ...before } = kept;
  expect((await owner.get(`/api/contacts/${kept.id}`)).body.data).toMatchObject(before);
  expect((await owner.get('/api/contacts/search?q=0527300002')).body.data).toEqual([]);
  expect((await owner.get('/api/contacts/search?q=0527300003')).body.data).toHaveLength(1);
  await owner.post(`/api/contacts/imports/${done.id}/undo`).expect(409);
});

test('an import that dies half way carries on exactly where it stopped', async () => {
  const rows = 9000;
  const lines = Array.from({ length: rows }, (_, n) => `P${n},${n % 10 === 9 ? phoneOf(n - 1) : phoneOf(n)}`);
  const { body } = await upload(owner, `name,phone\n${lines.join('\n')}\n`).expect(201);
  const { id } = body.data;
  // The state a killed worker leaves: claimed, some batches committed, nobody at work.
  const { runImport } = await import('./run');
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query("update imports set status = 'running', mapping = $3 where tenant_id = $1 and id = $2", [
      owner.tenantId,
      id,
      JSON.stringify({ name: 'name', phone: 'phone' }),
    ]),
  );
  const job = { tenantId: owner.tenantId, importId: id };
  // Stops after two batches, as a shutdown would.
  let looks = 0;
  const stopping = {
    get aborted() {
      looks += 1;
      return looks > 3;
    },
  };
  await runImport(app.parts, job, stopping as AbortSignal);
  const halfWay = (await owner.get(`/api/contacts/imports/${id}`)).body.data;
  expect(halfWay.status).toBe('running');
  expect(halfWay.processed).toBeGreaterThan(0);
  expect(halfWay.processed).toBeLessThan(rows);
  // Two at once: one of them gives way.
  await Promise.all([
    runImport(app.parts, job, new AbortController().signal),
    runImport(app.parts, job, new AbortController().signal),
  ]);
  expect(await ended(owner, id)).toMatchObject({
    status: 'completed',
    total: rows,
    processed: rows,
    created: rows * 0.9,
    skipped: rows * 0.1,
    failed: 0,
  });
  const counted = await app.parts.db.read<{ count: number }>(
    owner.tenantId,
    'select count(*) as count from contacts where tenant_id = $1 and import_id = $2',
    [owner.tenantId, id],
  );
  expect(counted[0]?.count).toBe(rows * 0.9);
});

test('a quote that is never closed fails the whole import before anything is written', async () => {
  const lines = Array.from({ length: 5000 }, (_, n) => `Q${n},${phoneOf(100_000 + n)}`);
  const done = await importCsv(owner, `name,phone\n${lines.join('\n')}\n"open,${phoneOf(200_000)}\nlast,0501111111\n`);
  expect(done).toMatchObject({ status: 'failed', created: 0, processed: 0 });
  expect(done.error).toContain('never closed');
});

describe('what is refused at upload, leaving nothing behind', () => {
  test.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004 workbook', 'latin1'), 415, 'Save as CSV'],
    ['a PDF', Buffer.from('%PDF-1.7 …'), 415, 'Save as CSV'],
    ['binary data', Buffer.from([1, 2, 0, 0, 0, 3, 0, 0, 7, 200, 0]), 415, 'Save as CSV'],
    ['an empty file', Buffer.from(''), 400, 'empty'],
    ['a header without rows', Buffer.from('name,phone\n'), 400, 'no contacts'],
    ['a blank header', Buffer.from(',,\nDana,0501234567,x\n'), 400, 'header'],
  ])('%s', async (_title, content, status, message) => {
    const before = (await owner.get('/api/contacts/imports')).body.pagination.total;
    const files = await storedFiles();
    const { body } = await upload(owner, content).expect(status);
    expect(body.message).toContain(message);
    expect((await owner.get('/api/contacts/imports')).body.pagination.total).toBe(before);
    expect(await storedFiles()).toEqual(files);
  });

  test('a file over 50 MB', async () => {
    const files = await storedFiles();
    const { body } = await upload(owner, Buffer.alloc(50 * 1024 * 1024 + 1, 'a')).expect(413);
    expect(body.error).toBe('too_large');
    expect(await storedFiles()).toEqual(files);
  });

  test('an upload that breaks off', async () => {
    const files = await storedFiles();
    const server = app.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const request = http.request({
      port,
      method: 'POST',
      path: '/api/contacts/imports',
      headers: {
        authorization: `Bearer ${owner.token}`,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': 1_000_000,
      },
    });
    request.on('error', () => undefined);
    request.write(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,phone\nA,0501234567\n',
    );
    await until('the file is being written', async () => (await storedFiles()).length > files.length);
    request.destroy();
    await until('it is gone', async () => (await storedFiles()).length === files.length);
    await new Promise((resolve) => server.close(resolve));
  });

  test('a form that is cut off after the file', async () => {
    const files = await storedFiles();
    const res = await supertest(app.app)
      .post('/api/contacts/imports')
      .set('authorization', `Bearer ${owner.token}`)
      .set('content-type', 'multipart/form-data; boundary=x')
      .send(
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname,phone\nA,0501234567\n\r\n--x\r\nContent-Disposition: form-data; name="b"\r\n\r\ncut',
      );
    expect([res.status, res.body.error]).toEqual([400, 'malformed_request']);
    await until('nothing is left', async () => (await storedFiles()).length === files.length);
  });

  test('a request without a file, or that is not multipart', async () => {
    const asOwner = () =>
      supertest(app.app).post('/api/contacts/imports').set('authorization', `Bearer ${owner.token}`);
    const { body } = await asOwner().field('other', 'x').expect(400);
    expect(body.details[0].path).toBe('file');
    await asOwner().send({ file: 'x' }).expect(415);
  });
});

test.each([
  ['no phone', { name: 'name' }, 'No column is mapped to the phone number'],
  ['a field twice', { name: 'phone', phone: 'phone' }, 'Two columns are mapped to phone'],
  ['an unknown column', { nope: 'name', phone: 'phone' }, 'The file has no column “nope”'],
])('a mapping with %s is refused and the import stays startable', async (_title, mapping, message) => {
  const { body } = await upload(owner, 'name,phone\nA,0501234567\n').expect(201);
  const refused = await owner.post(`/api/contacts/imports/${body.data.id}/start`, { mapping }).expect(422);
  expect(refused.body.message).toContain(message);
  expect((await owner.get(`/api/contacts/imports/${body.data.id}`)).body.data.status).toBe('uploaded');
});

test('an import starts once', async () => {
  const done = await importCsv(owner, 'name,phone\nOnce,0527400001\n');
  await owner.post(`/api/contacts/imports/${done.id}/start`, { mapping: { phone: 'phone' } }).expect(409);
});

test('a coach imports into their own contacts, changes nobody else’s, and sees only their own imports', async () => {
  const coach = await app.join(owner, 'coach');
  await importCsv(owner, 'name,phone\nOwner’s,0527500001\n');
  const done = await importCsv(coach, 'name,phone\nStolen,0527500001\nMine,0527500002\n', { duplicates: 'update' });
  expect(done).toMatchObject({ created: 1, updated: 0, skipped: 1 });
  expect(await errorsOf(coach, done.id)).toContain('belongs to a contact of somebody else');
  const mine = (await coach.get('/api/contacts')).body.data;
  expect(mine).toMatchObject([{ name: 'Mine', ownerId: coach.userId }]);
  expect((await owner.get('/api/contacts/search?q=0527500001')).body.data[0].name).toBe('Owner’s');
  expect((await coach.get('/api/contacts/imports')).body.data).toHaveLength(1);
  const theirs = (await owner.get('/api/contacts/imports?limit=100')).body.data.find(
    (each: { id: string }) => each.id !== done.id,
  );
  await coach.get(`/api/contacts/imports/${theirs.id}`).expect(404);
  await coach.get(`/api/contacts/imports/${theirs.id}/errors.csv`).expect(404);
  const { body } = await upload(coach, 'name,phone\nA,0501234567\n').expect(201);
  await coach
    .post(`/api/contacts/imports/${body.data.id}/start`, { mapping: { phone: 'phone' }, ownerId: owner.userId })
    .expect(403);
});

test('an upload that nobody starts for a week is forgotten with its file; younger ones and started ones stay', async () => {
  const [old, young] = [
    await upload(owner, 'name,phone\nA,0527800001\n'),
    await upload(owner, 'name,phone\nB,0527800002\n'),
  ];
  const started = await importCsv(owner, 'name,phone\nC,0527800003\n');
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query(
      "update imports set created_at = now() - interval '8 days' where tenant_id = $1 and id = any($2::uuid[])",
      [owner.tenantId, [old.body.data.id, started.id]],
    ),
  );
  await purgeAbandoned(app.parts, new AbortController().signal);
  await owner.get(`/api/contacts/imports/${old.body.data.id}`).expect(404);
  await owner.get(`/api/contacts/imports/${young.body.data.id}`).expect(200);
  await owner.get(`/api/contacts/imports/${started.id}`).expect(200);
  const files = await storedFiles();
  expect(files).toContain(young.body.data.id);
  expect(files).not.toContain(old.body.data.id);
});

test('another tenant and an agent reach no import', async () => {
  const stranger = await app.register('Stranger');
  const agent = await app.join(owner, 'agent');
  const done = await importCsv(owner, 'name,phone\nX,0527600001\n');
  await stranger.get(`/api/contacts/imports/${done.id}`).expect(404);
  await stranger.post(`/api/contacts/imports/${done.id}/start`, { mapping: { phone: 'phone' } }).expect(404);
  await stranger.post(`/api/contacts/imports/${done.id}/undo`).expect(404);
  await agent.get('/api/contacts/imports').expect(403);
  await upload(agent, 'name,phone\nX,0501234567\n').expect(403);
});

test('the end of an import is heard on the live feed by those who may see it', async () => {
  const since = await app.parts.feed.latest(owner.tenantId);
  const done = await importCsv(owner, 'name,phone\nLive,0527700001\n');
  const frames = await until('the frames', async () => {
    const heard = (await app.parts.feed.after(owner.tenantId, since)) ?? [];
    return heard.some((frame) => frame.body.includes('contacts.changed')) && heard;
  });
  const last = frames.filter((frame) => frame.body.includes('import.progress')).at(-1)!;
  expect(JSON.parse(last.body).data).toMatchObject({
    importId: done.id,
    status: 'completed',
    processed: 1,
    created: 1,
  });
  expect(last.audience).toEqual({ permission: 'imports.run', viewAll: 'contacts.viewAll', userIds: [owner.userId] });
});
