// People whose words may be an opt-out: left out of campaigns until somebody decides, and the launch check tells so.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, receive } from '../../../test/conversation';
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

const data = async (path: string) => (await owner.get(path).expect(200)).body.data;

/** These people write what may be an opt-out. */
async function doubt(contactIds: readonly string[]): Promise<void> {
  const rows = await app.parts.db.read<{ phone: string }>(
    owner.tenantId,
    'select phone from contacts where tenant_id = $1 and id = any($2::uuid[])',
    [owner.tenantId, contactIds],
  );
  await receive(
    app.parts,
    owner.tenantId,
    scene.connectionId,
    rows.map(({ phone }) => inbound(phone, { text: 'stop sending me this' })),
  );
}

describe('the launch check', () => {
  const phonesOf = (ids: readonly string[]) =>
    app.parts.db.read<{ phone: string }>(
      owner.tenantId,
      'select phone from contacts where tenant_id = $1 and id = any($2::uuid[]) order by id',
      [owner.tenantId, ids],
    );

  test.each(['all', 'selected', 'inline'] as const)(
    '%s: tells how many wait for a decision, and what it costs without them is what the launch takes',
    async (type) => {
      const ids = await addPeople(app, owner.tenantId, { count: 6, optedOut: 1, withoutPhone: 0 });
      await doubt(ids.slice(2, 4));
      const recipients = await phonesOf(ids);
      const audience = {
        all: { type },
        selected: { type, contactIds: ids },
        inline: { type, recipients },
      }[type];
      const id = await draft(owner, scene.connectionId, { audience });
      const check = (await owner.post(`/api/campaigns/${id}/check`).expect(200)).body.data;
      expect(check.audience).toMatchObject({ total: 6, sendable: 3, optedOut: 1, inReview: 2 });
      expect(check.cost.required).toBe(3);
      expect(check.problems).toMatchObject([{ code: 'consent_reviews', severity: 'warn' }]);
      expect((await owner.post('/api/campaigns/audience-count', { audience }).expect(200)).body.data).toMatchObject({
        sendable: 3,
        leftOut: { optedOut: 1, inReview: 2 },
      });
      await owner.post(`/api/campaigns/${id}/start`).expect(200);
      await runJob(app, owner.tenantId, id);
      expect(await countStates(app, owner.tenantId, id)).toEqual({
        queued: 3,
        'skipped:opted_out': 1,
        'skipped:consent_review': 2,
      });
      expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 3, reserved: 3, used: 0 });
      expect((await data(`/api/campaigns/${id}`)).progress).toMatchObject({ totalContacts: 6, skippedCount: 3 });
    },
  );

  test('when everybody waits for a decision nothing is launched', async () => {
    const ids = await addPeople(app, owner.tenantId, { count: 2 });
    await doubt(ids);
    const id = await draft(owner, scene.connectionId);
    const { problems } = (await owner.post(`/api/campaigns/${id}/check`).expect(200)).body.data;
    expect(problems.map(({ code }: { code: string }) => code)).toEqual(['empty_audience', 'consent_reviews']);
    expect((await owner.post(`/api/campaigns/${id}/start`).expect(422)).body.error).toBe('empty_audience');
  });

  test('whoever may want to come back is left out as opted out, not as waiting', async () => {
    const [id] = await addPeople(app, owner.tenantId, { count: 1, optedOut: 1 });
    const [row] = await phonesOf([id ?? '']);
    const words = [inbound(row?.phone ?? '', { text: 'i want to subscribe' })];
    await receive(app.parts, owner.tenantId, scene.connectionId, words);
    expect(await data('/api/consent/reviews/count')).toEqual({ open: 1 });
    const counted = await owner.post('/api/campaigns/audience-count', { audience: { type: 'all' } }).expect(200);
    expect(counted.body.data.leftOut).toMatchObject({ optedOut: 1, inReview: 0 });
  });
});
