// Recipient lists: from a file to people who are written to, each with their own values.
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, receive } from '../../../test/conversation';
import { addPeople, countStates, draft, readMoney, runJob, type Scene, setScene } from '../campaigns/test-kit';
import { readList } from './run';

let app: TestApp;
let scene: Scene;
let owner: TestPerson;
let coach: TestPerson;
beforeAll(async () => {
  app = await createTestApp({ CREDITS_ON_SIGNUP: '50000' });
  scene = await setScene(app);
  ({ owner } = scene);
  coach = await app.join(owner, 'coach');
});
afterAll(() => app.close());

const send = (person: TestPerson, content: string | Buffer, fileName = 'people.csv') =>
  supertest(app.app)
    .post('/api/recipient-lists')
    .set('authorization', `Bearer ${person.token}`)
    .attach('file', Buffer.from(content as string), fileName);

async function upload(person: TestPerson, content: string | Buffer) {
  const { body } = await send(person, content).expect(201);
  // As a worker would; workers would also try the line, which has nobody at its other end.
  await readList(app.parts, { tenantId: owner.tenantId, listId: body.data.id }, new AbortController().signal);
  return (await person.get(`/api/recipient-lists/${body.data.id}`).expect(200)).body.data;
}

/** The launch check of a campaign from the scene's line. */
const check = async (input: { message: object; audience: object }) =>
  (await owner.post('/api/campaigns/check', { name: 'x', connectionId: scene.connectionId, ...input }).expect(200)).body
    .data;

const variablesOf = (campaignId: string) =>
  app.parts.db.read<{ phone: string; name: string; owner_id: string | null; variables: Record<string, string> }>(
    owner.tenantId,
    `select c.phone, c.name, c.owner_id, m.variables from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
     where m.tenant_id = $1 and m.campaign_id = $2 order by c.phone`,
    [owner.tenantId, campaignId],
  );

test('columns are known by their variable in any case, and by what people call a phone and a name; others are named and left out', async () => {
  const list = await upload(
    owner,
    'Teléfono;Nombre;{{LEAD.CITY}};client.Goal;Shoe size\n050-700 0001;Dana Levi;Haifa;Run;38\n',
  );
  expect(list).toMatchObject({ status: 'completed', total: 1, ready: 1, unknownColumns: ['Shoe size'] });
  expect(list.columns.map((one: { variable: string | null }) => one.variable)).toEqual([
    'phone',
    'name',
    'lead.city',
    'client.goal',
    null,
  ]);
  expect(list.firstRows).toEqual([
    {
      phone: '+972507000001',
      name: 'Dana Levi',
      variables: { name: 'Dana Levi', first_name: 'Dana', 'lead.city': 'Haifa', 'client.goal': 'Run' },
    },
  ]);
  const hebrew = await upload(owner, 'טלפון,שם פרטי,עיר\n050-7000002,נועה,חיפה\n');
  expect(hebrew.columns.map((one: { variable: string | null }) => one.variable)).toEqual([
    'phone',
    'first_name',
    'lead.city',
  ]);
});

test.each([
  ['phone,first_name,last_name', 'Dana', 'Levi'],
  ['טלפון,שם פרטי,שם משפחה', 'דנה', 'לוי'],
  ['Teléfono,Nombre de pila,Apellidos', 'Dana', 'Levi'],
])('%s: the two parts make the whole name, and the first name stays its own', async (header, first, last) => {
  const list = await upload(owner, `${header}\n0507000031,${first},${last}\n0507000032,,${last}\n`);
  expect(list).toMatchObject({ ready: 2, unknownColumns: [] });
  expect(list.columns.map((one: { variable: string | null }) => one.variable)).toEqual([
    'phone',
    'first_name',
    'last_name',
  ]);
  expect(list.firstRows).toEqual([
    {
      phone: '+972507000031',
      name: `${first} ${last}`,
      variables: { name: `${first} ${last}`, first_name: first, last_name: last },
    },
    { phone: '+972507000032', name: last, variables: { name: last, last_name: last } },
  ]);
});

test('repeats and wrong numbers are counted and come back as a file with their reasons', async () => {
  const list = await upload(owner, 'phone,name\n0507000011,A\n+972 50 700 0011,Again\nnonsense,B\n,C\n0507000012,D\n');
  expect(list).toMatchObject({ total: 5, processed: 5, ready: 2, duplicates: 1, invalid: 2 });
  const csv = await owner.get(`/api/recipient-lists/${list.id}/errors.csv`).expect(200);
  expect(
    csv.text
      .replace(/^\ufeff/, '')
      .trim()
      .split(/\r?\n/),
  ).toEqual([
    'phone,name,reason',
    expect.stringMatching(/Again,This number appears earlier in the file$/),
    'nonsense,B,“nonsense” is not a phone number',
    ',C,The phone number is missing',
  ]);
  const hebrew = await owner.get(`/api/recipient-lists/${list.id}/errors.csv?language=he`).expect(200);
  expect(hebrew.text).toContain('nonsense,B,״nonsense״ אינו מספר טלפון');
  expect(hebrew.text).toMatch(/^\ufeffphone,name,סיבה/);
  expect(list.firstRows).toHaveLength(2);
  expect((await owner.get('/api/contacts?search=0507000011')).body.pagination.total).toBe(0);
});

test('a file without phone numbers, without rows, or that is no CSV is refused and leaves nothing behind', async () => {
  const none = await send(owner, 'name,city\nDana,Haifa\n').expect(400);
  expect(none.body.message).toContain('No column holds phone numbers');
  await send(owner, 'phone,name\n').expect(400);
  await send(owner, Buffer.from('PK\u0003\u0004rest'), 'people.xlsx').expect(415);
});

test('a campaign to a list reaches known and new people, with their own values, and nobody who opted out', async () => {
  await addPeople(app, owner.tenantId, { count: 1 });
  await addPeople(app, owner.tenantId, { count: 1, optedOut: 1 });
  const phones = await app.parts.db.read<{ id: string; phone: string; out: boolean }>(
    owner.tenantId,
    `select id, phone, opted_out_at is not null as out from contacts where tenant_id = $1 and name like 'Person %' order by created_at desc, id desc limit 2`,
    [owner.tenantId],
  );
  const numberOf = (out: boolean) => phones.find((one) => one.out === out)!.phone;
  const list = await upload(
    owner,
    `phone,name,lead.city\n${numberOf(false)},Known,Acre\n${numberOf(true)},Out,Acre\n0507000021,Fresh Face,Eilat\nbad,Bad,x\n`,
  );
  const audience = { type: 'list', listId: list.id };
  const input = { message: { text: '{first_name} of {{lead.city}}' }, audience };
  const count = await owner.post('/api/campaigns/audience-count', { audience }).expect(200);
  expect(count.body.data).toEqual({
    total: 4,
    sendable: 2,
    leftOut: { optedOut: 1, noAddress: 0, inReview: 0, otherCoach: 0, duplicates: 0, invalid: 1 },
  });
  const checked = await check(input);
  expect(checked).toMatchObject({ audience: { total: 4, sendable: 2, optedOut: 1, invalid: 1 }, blanks: [] });
  expect(checked.samples[0].text).toBe('Known of Acre');
  const id = await draft(owner, scene.connectionId, input);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 2, 'skipped:opted_out': 1 });
  const rows = await variablesOf(id);
  expect(rows.find((row) => row.phone === '+972507000021')).toMatchObject({
    name: 'Fresh Face',
    variables: { first_name: 'Fresh', 'lead.city': 'Eilat' },
  });
  expect(rows.find((row) => row.phone === numberOf(false))?.variables['lead.city']).toBe('Acre');
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 2 });
});

test('a coach’s list writes to their own and to new people, who become theirs; people of others are left out, with the reason', async () => {
  await addPeople(app, owner.tenantId, { count: 1 });
  const [foreign] = await app.parts.db.read<{ phone: string }>(
    owner.tenantId,
    `select phone from contacts where tenant_id = $1 and name like 'Person %' order by created_at desc, id desc limit 1`,
    [owner.tenantId],
  );
  const list = await upload(coach, `phone,name\n${foreign!.phone},Theirs\n0507000031,Mine\n`);
  const audience = { type: 'list', listId: list.id };
  expect((await coach.post('/api/campaigns/audience-count', { audience })).body.data).toMatchObject({
    total: 2,
    sendable: 1,
    leftOut: { otherCoach: 1 },
  });
  const id = await draft(coach, scene.connectionId, { audience });
  await coach.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await variablesOf(id)).toMatchObject([{ phone: '+972507000031', owner_id: coach.userId }]);
  const csv = await coach.get(`/api/recipient-lists/${list.id}/errors.csv`).expect(200);
  expect(csv.text).toContain('belongs to a contact of somebody else');
});

test('somebody else’s list is not there for a coach, neither to read nor to write to', async () => {
  const list = await upload(owner, 'phone\n0507000041\n');
  const colleague = await app.join(owner, 'coach');
  await colleague.get(`/api/recipient-lists/${list.id}`).expect(404);
  await colleague
    .post('/api/campaigns', {
      name: 'x',
      connectionId: scene.connectionId,
      message: { text: 'Hi' },
      audience: { type: 'list', listId: list.id },
    })
    .expect(404);
});

test('a reader that stops in the middle goes on after its last batch', async () => {
  const rows = 7_000;
  const lines = Array.from({ length: rows }, (_, n) => `+97252${2_000_000 + n},Person ${n},Run`);
  const someone = await app.register();
  const { body } = await send(someone, `phone,name,client.goal\n${lines.join('\n')}\n`, 'many.csv').expect(201);
  const job = { tenantId: someone.tenantId, listId: body.data.id };
  const listed = async () => (await someone.get(`/api/recipient-lists/${job.listId}`).expect(200)).body.data;
  const stop = new AbortController();
  // Told as soon as the first batch is committed, and before the second begins.
  const publish = async () => stop.abort();
  expect(await readList({ ...app.parts, publish }, job, stop.signal)).toEqual({ againInMs: expect.any(Number) });
  const { status, processed, ready } = await listed();
  expect({ status, ready }).toEqual({ status: 'running', ready: processed });
  expect(processed).toBeGreaterThan(0);
  expect(processed).toBeLessThan(rows);
  await Promise.all([1, 2].map(() => readList(app.parts, job, new AbortController().signal)));
  expect(await listed()).toMatchObject({ status: 'completed', total: rows, ready: rows, duplicates: 0, invalid: 0 });
});

test('the launch check of a long list looks at rows from its whole length', async () => {
  const rows = 12_000;
  const lines = Array.from(
    { length: rows },
    (_, n) => `+97254${3_000_000 + n},Person ${n},${n < rows / 2 ? 'Run' : ''}`,
  );
  const list = await upload(owner, `phone,name,client.goal\n${lines.join('\n')}\n`);
  const { blanks, samples } = await check({
    message: { text: 'Hi {first_name}, {{client.goal}}' },
    audience: { type: 'list', listId: list.id },
  });
  expect(blanks).toEqual([{ variable: 'client.goal', count: expect.any(Number) }]);
  expect(Math.abs(blanks[0].count - rows / 2)).toBeLessThan(rows / 100);
  expect(samples[0]).toMatchObject({ kind: 'first', contactName: 'Person 0' });
});

test('whoever is new stays reachable while somebody else of the list waits for a decision', async () => {
  const doubtful = '+972507000090';
  await receive(app.parts, owner.tenantId, scene.connectionId, [inbound(doubtful, { text: 'stop sending me this' })]);
  const list = await upload(owner, `phone,name\n${doubtful},Doubtful\n0507000091,New Face\n`);
  const audience = { type: 'list', listId: list.id };
  const counted = await owner.post('/api/campaigns/audience-count', { audience }).expect(200);
  expect(counted.body.data).toMatchObject({ total: 2, sendable: 1, leftOut: { inReview: 1 } });
});
