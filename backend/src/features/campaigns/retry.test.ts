// Retry of files: the first message of a person arrived, a further file did not.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { sendDue } from '../../../test/send-due';
import { applyStatuses } from '../outbox';
import { addPeople, countStates, draft, readMoney, runJob, type Scene, setScene } from './test-kit';

let app: TestApp;
let scene: Scene;
let owner: TestPerson;
const credits = 1000;

beforeAll(async () => {
  app = await createTestApp({ CREDITS_ON_SIGNUP: String(credits) });
});
beforeEach(async () => {
  scene = await setScene(app);
  owner = scene.owner;
});
afterAll(() => app.close());

/** A campaign of three files to so many people, written and ready to leave. */
async function launched(count: number): Promise<string> {
  const assets = await app.parts.db.read<{ id: string }>(
    owner.tenantId,
    `insert into assets (tenant_id, kind, mime, file_name, size_bytes, sha256, storage_key, uploaded_by)
     select $1, 'document', 'application/pdf', n || '.pdf', 1, '\\x00', 'none', $2 from generate_series(1, 3) n returning id`,
    [owner.tenantId, owner.userId],
  );
  await addPeople(app, owner.tenantId, { count });
  const message = { text: 'Hi', assetIds: assets.map(({ id }) => id) };
  const id = await draft(owner, scene.connectionId, { message });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  return id;
}
const data = async (path: string) => (await owner.get(path).expect(200)).body.data;
const states = (id: string) => countStates(app, owner.tenantId, id);
/** Files leave one after the other. */
async function sendAll(refuses?: Parameters<typeof sendDue>[2]): Promise<void> {
  for (let file = 0; file < 3; file += 1) await sendDue(app, scene, refuses);
}
const retry = (id: string) => owner.post(`/api/campaigns/${id}/retry-failed`);

test('only the failed file is sent again, for one credit, and its cause is counted apart from people', async () => {
  const id = await launched(2);
  let refused = 0;
  await sendAll({ refuses: ({ asset }) => asset?.file_name === '2.pdf' && ++refused === 1 });
  expect(await states(id)).toEqual({ sent: 5, 'failed:media_failed': 1 });
  const ended = await data(`/api/campaigns/${id}`);
  expect(ended).toMatchObject({
    status: 'completed',
    progress: { sentCount: 2, failedCount: 0 },
    abilities: { retryFailed: true },
  });
  expect(await data(`/api/campaigns/${id}/reasons`)).toEqual([
    { state: 'failed', code: 'media_failed', files: true, count: 1 },
  ]);
  const [person, ...others] = await data(`/api/campaigns/${id}/recipients?files=failed`);
  expect(others).toEqual([]);
  expect(person).toMatchObject({ state: 'sent', files: { sent: 2, total: 3 } });
  const answers = await Promise.all([1, 2, 3].map(() => retry(id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 6, reserved: 1, used: 5 });
  await sendAll();
  expect(await states(id)).toEqual({ sent: 6 });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 6, reserved: 0, used: 6 });
  expect(await data(`/api/campaigns/${id}`)).toMatchObject({ status: 'completed', abilities: { retryFailed: false } });
});

test('a file whose first message failed after all waits for that one, and nobody gets a file twice', async () => {
  const id = await launched(1);
  await sendAll({ refuses: ({ asset }) => asset?.file_name === '2.pdf' });
  const [first] = await app.parts.db.read<{ provider_id: string }>(
    owner.tenantId,
    'select provider_id from messages where tenant_id = $1 and campaign_id = $2 and part = 0',
    [owner.tenantId, id],
  );
  const failed = { providerId: first?.provider_id ?? '', state: 'failed' as const, at: new Date() };
  await app.parts.db.withTenant(owner.tenantId, (tx) => applyStatuses(tx, app.parts, scene.connectionId, [failed]));
  expect(await data(`/api/campaigns/${id}/reasons`)).toMatchObject([{ state: 'failed', files: false, count: 1 }]);
  await retry(id).expect(200);
  // The first one and what follows it are held; the file that has arrived is not sent again.
  await sendDue(app, scene, { refuses: () => true });
  expect(await states(id)).toMatchObject({ sent: 1, 'failed:media_failed': 1, skipped: 1 });
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 0 });
  await retry(id).expect(200);
  await sendAll();
  expect(await states(id)).toEqual({ sent: 3 });
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 0 });
});
