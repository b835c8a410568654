// People whose words may be an opt-out: left out of campaigns until somebody decides, and the launch check tells so.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, receive } from '../../../test/conversation';
import { sendDue } from '../../../test/send-due';
import { reserveCredits } from '../credits';
import { readmit } from '../outbox';
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

/** Their messages wait for an hour. */
const holdBack = (contactIds: readonly string[]) =>
  app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query(
      "update messages set due_at = now() + interval '1 hour' where tenant_id = $1 and contact_id = any($2::uuid[]) and state = 'queued'",
      [owner.tenantId, contactIds],
    ),
  );

const launched = async (audience: object = { type: 'all' }, message: object = { text: 'Hi' }) => {
  const id = await draft(owner, scene.connectionId, { audience, message });
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, owner.tenantId, id);
  return id;
};
const states = (id: string) => countStates(app, owner.tenantId, id);
const campaign = (id: string) => data(`/api/campaigns/${id}`);
async function decideAll(decision: string): Promise<void> {
  for (const { id } of await data('/api/consent/reviews'))
    await owner.post(`/api/consent/reviews/${id}/decide`, { decision }).expect(200);
}
const silence = () => owner.patch('/api/consent/settings', { confirm: false }).expect(200);

describe('whoever stays after all', () => {
  test('is taken up again once, while the campaign runs, and paid for', async () => {
    const ids = await addPeople(app, owner.tenantId, { count: 5 });
    await doubt(ids.slice(0, 1));
    const id = await launched();
    // Written after the launch: passed over at the claim, with the credit given back.
    await doubt(ids.slice(1, 2));
    await holdBack(ids.slice(4));
    await sendDue(app, scene);
    expect(await states(id)).toEqual({ sent: 2, queued: 1, 'skipped:consent_review': 2 });
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 3, reserved: 1, used: 2 });
    await Promise.all([decideAll('dismiss'), readmit(app.parts, owner.tenantId, { campaignId: id })]);
    await readmit(app.parts, owner.tenantId, { contactIds: ids });
    expect(await states(id)).toEqual({ sent: 2, queued: 3 });
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 5, reserved: 3, used: 2 });
    await sendDue(app, scene);
    expect(await states(id)).toEqual({ sent: 4, queued: 1 });
    expect((await campaign(id)).progress).toMatchObject({ sentCount: 4, skippedCount: 0, pendingCount: 1 });
  });

  test('waits in a paused campaign; a decision between claim and settle is not lost', async () => {
    const ids = await addPeople(app, owner.tenantId, { count: 2 });
    const id = await launched();
    await doubt(ids.slice(0, 1));
    await sendDue(app, scene, {
      between: async () => {
        await owner.post(`/api/campaigns/${id}/pause`).expect(200);
        await decideAll('dismiss');
      },
    });
    expect(await states(id)).toEqual({ sent: 1, queued: 1 });
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 2, reserved: 1, used: 1 });
    await owner.post(`/api/campaigns/${id}/resume`).expect(200);
    await sendDue(app, scene);
    expect(await campaign(id)).toMatchObject({ status: 'completed', progress: { sentCount: 2, skippedCount: 0 } });
  });

  test('who opted out, or has another message that waits, stays passed over', async () => {
    await silence();
    const ids = await addPeople(app, owner.tenantId, { count: 3 });
    await doubt(ids.slice(0, 2));
    await doubt(ids.slice(1, 2));
    const id = await launched();
    const reviews = await data('/api/consent/reviews');
    const of = (contactId: string | undefined) =>
      reviews.filter((review: { contactId: string }) => review.contactId === contactId);
    await owner.post(`/api/consent/reviews/${of(ids[0])[0].id}/decide`, { decision: 'opt_out' }).expect(200);
    await owner.post(`/api/consent/reviews/${of(ids[1])[0].id}/decide`, { decision: 'dismiss' }).expect(200);
    expect(await states(id)).toEqual({ queued: 1, 'skipped:consent_review': 2 });
    await owner.post(`/api/consent/reviews/${of(ids[1])[1].id}/decide`, { decision: 'dismiss' }).expect(200);
    expect(await states(id)).toEqual({ queued: 2, 'skipped:consent_review': 1 });
  });

  test('is offered by a retry when the campaign has ended, with every file reserved', async () => {
    const ids = await addPeople(app, owner.tenantId, { count: 3 });
    await doubt(ids.slice(0, 1));
    const id = await launched();
    await sendDue(app, scene);
    expect(await campaign(id)).toMatchObject({ status: 'completed', abilities: { retryFailed: false } });
    await owner.post(`/api/campaigns/${id}/retry-failed`).expect(409);
    await decideAll('dismiss');
    expect(await states(id)).toEqual({ sent: 2, 'skipped:consent_review': 1 });
    expect((await campaign(id)).abilities.retryFailed).toBe(true);
    const answers = await Promise.all([1, 2].map(() => owner.post(`/api/campaigns/${id}/retry-failed`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await states(id)).toEqual({ sent: 2, queued: 1 });
    expect((await campaign(id)).progress).toMatchObject({ pendingCount: 1, skippedCount: 0, failedCount: 0 });
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 3, reserved: 1, used: 2 });
  });

  test('a dismissal taken back passes them over again at the claim, and gives the credit back', async () => {
    const ids = await addPeople(app, owner.tenantId, { count: 2 });
    await doubt(ids.slice(0, 1));
    const id = await launched();
    const [review] = await data('/api/consent/reviews');
    await decideAll('dismiss');
    expect(await states(id)).toEqual({ queued: 2 });
    await owner.post('/api/consent/reviews/reopen', { ids: [review.id] }).expect(200);
    await sendDue(app, scene);
    expect(await states(id)).toEqual({ sent: 1, 'skipped:consent_review': 1 });
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: credits - 1, reserved: 0, used: 1 });
  });

  test('without credits is not taken up, and the decision holds all the same', async () => {
    const ids = await addPeople(app, owner.tenantId, { count: 2 });
    await doubt(ids.slice(0, 1));
    const id = await launched();
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      reserveCredits(tx, { amount: credits - 1, reason: 'Spent elsewhere' }),
    );
    await decideAll('dismiss');
    expect(await states(id)).toEqual({ queued: 1, 'skipped:consent_review': 1 });
    await owner.post('/api/credits/top-up', { amount: 1, reason: 'More' }).expect(201);
    await owner.post(`/api/campaigns/${id}/retry-failed`).expect(200);
    expect(await states(id)).toEqual({ queued: 2 });
    expect(await readMoney(app, owner.tenantId)).toMatchObject({ balance: 0 });
  });
});
