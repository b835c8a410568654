// News of Meta about numbers, accounts and templates, posted and signed as Meta does, as a person sees them afterwards.
import type { Connection } from '@parley/contract';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { insertMetaLine, type MetaLine, metaEnv, postMeta, whatsAppChange } from '../../../test/meta';
import { applyNext } from './apply';

let app: TestApp;
let owner: TestPerson;
let number: MetaLine;
const phone = '+15550009999';

beforeAll(async () => {
  app = await createTestApp(metaEnv);
});
beforeEach(async () => {
  owner = await app.register();
  number = await insertMetaLine(app, owner.tenantId, 'whatsapp_cloud');
  await sql('update connections set phone = $2 where tenant_id = $1', [phone]);
  await sql(
    `insert into provider_templates (tenant_id, account_id, provider_id, name, language, category, status, quality, parameter_format, components)
     values ($1, $2, '77', 'order_ready', 'en_US', 'UTILITY', 'APPROVED', 'GREEN', 'POSITIONAL', '[{"type":"BODY","text":"Ready"}]')`,
    [number.accountId],
  );
});
afterAll(() => app.close());

const sql = <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row & object>(owner.tenantId, text, [owner.tenantId, ...params]);
const news = (field: string, value: object) => ({ field, value });
const entryOf = (line: MetaLine, ...changes: object[]) => ({ id: line.accountId, time: 1_763_719_200, changes });
async function tell(...entry: object[]) {
  await postMeta(app, 'whatsapp', { object: 'whatsapp_business_account', entry }).expect(200);
  return applyNext(app.parts, owner.tenantId, number.id);
}
const read = async (id = number.id): Promise<Connection> =>
  (await owner.get(`/api/social-connections/${id}`).expect(200)).body.data;
const readTemplate = async () => {
  const [row] = await sql(
    'select status, quality, category, rejected_reason from provider_templates where tenant_id = $1',
  );
  return row;
};
const ofTemplate = (value: object) => ({
  message_template_id: 77,
  message_template_name: 'order_ready',
  message_template_language: 'en_US',
  ...value,
});

test.each([
  [
    'a rating that fell',
    'phone_number_quality_update',
    { display_phone_number: '15550009999', event: 'FLAGGED', current_limit: 'TIER_1K' },
    { health: { quality: 'red', messagingLimit: 'TIER_1K' }, state: 'connected' },
  ],
  [
    'a limit of the account',
    'business_capability_update',
    { max_daily_conversations_per_business: 10_000 },
    { health: { messagingLimit: 'TIER_10K' } },
  ],
  [
    'an alert',
    'account_alerts',
    { alert_severity: 'WARNING', alert_type: 'X', alert_description: 'slow' },
    { health: { problems: ['alert: WARNING, X, slow'] }, state: 'connected' },
  ],
  [
    'a ban',
    'account_update',
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'today' } },
    { state: 'error', reason: 'banned', lastGap: { state: 'open' } },
  ],
  [
    'a restriction that only limits campaigns',
    'account_update',
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }] },
    { state: 'connected', health: { problems: ['ACCOUNT_RESTRICTION: RESTRICTED_BIZ_INITIATED_MESSAGING'] } },
  ],
  [
    'a review that was lost',
    'account_review_update',
    { decision: 'REJECTED' },
    { state: 'error', reason: 'account_restricted' },
  ],
])('%s is shown at the number', async (_name, field, value, expected) => {
  await tell(entryOf(number, news(field, value)));
  expect(await read()).toMatchObject(expected);
});

test('a rating of another number of the account changes nothing here', async () => {
  const value = { display_phone_number: '15550001234', event: 'FLAGGED', current_limit: 'TIER_250' };
  await tell(entryOf(number, news('phone_number_quality_update', value)));
  expect((await read()).health?.quality ?? null).toBeNull();
});

test.each([
  [
    'status',
    'message_template_status_update',
    { event: 'PAUSED', reason: 'NONE', other_info: { title: 'FIRST_PAUSE' } },
    { status: 'PAUSED', rejected_reason: 'FIRST_PAUSE' },
  ],
  [
    'rejection',
    'message_template_status_update',
    { event: 'REJECTED', reason: 'INVALID_FORMAT' },
    { status: 'REJECTED', rejected_reason: 'INVALID_FORMAT' },
  ],
  [
    'quality',
    'message_template_quality_update',
    { previous_quality_score: 'GREEN', new_quality_score: 'RED' },
    { quality: 'RED', status: 'APPROVED' },
  ],
  [
    'category',
    'template_category_update',
    { previous_category: 'UTILITY', new_category: 'MARKETING' },
    { category: 'MARKETING', status: 'APPROVED' },
  ],
])('a template’s new %s is known', async (_name, field, value, expected) => {
  await tell(entryOf(number, news(field, ofTemplate(value))));
  expect(await readTemplate()).toMatchObject(expected);
});

test('one post with several entries, and news and messages among the changes of one of them, is applied whole and once', async () => {
  const other = await insertMetaLine(app, owner.tenantId, 'whatsapp_cloud');
  const text = (id: string, body: string) => ({
    messages: [{ from: '15550001111', id, timestamp: '1763719200', type: 'text', text: { body } }],
  });
  const entries = [
    entryOf(
      number,
      news('message_template_status_update', ofTemplate({ event: 'PAUSED', reason: 'NONE' })),
      whatsAppChange(number, text('wamid.n1', 'one')),
      news('phone_number_quality_update', {
        display_phone_number: '15550009999',
        event: 'FLAGGED',
        current_limit: 'TIER_250',
      }),
      whatsAppChange(number, {
        ...text('wamid.n2', 'two'),
        statuses: [{ id: 'wamid.x', status: 'sent', timestamp: '1763719200' }],
      }),
    ),
    entryOf(
      other,
      whatsAppChange(other, text('wamid.o1', 'three')),
      news('account_update', { event: 'ACCOUNT_DELETED' }),
    ),
  ];
  await tell(...entries);
  await tell(...entries);
  await applyNext(app.parts, owner.tenantId, other.id);
  const threads = await sql('select connection_id, text from messages where tenant_id = $1 order by provider_id');
  expect(threads).toEqual([
    { connection_id: number.id, text: 'one' },
    { connection_id: number.id, text: 'two' },
    { connection_id: other.id, text: 'three' },
  ]);
  expect(await readTemplate()).toMatchObject({ status: 'PAUSED' });
  expect(await read()).toMatchObject({ state: 'connected', health: { quality: 'red', messagingLimit: 'TIER_250' } });
  expect(await read(other.id)).toMatchObject({ state: 'error', reason: 'account_restricted' });
  expect(await sql('select 1 from webhook_events where tenant_id = $1 and applied_at is null')).toEqual([]);
});

test('news of an account that is nobody’s, or with a wrong signature, changes nothing', async () => {
  const change = news('account_update', { event: 'ACCOUNT_DELETED' });
  const body = { object: 'whatsapp_business_account', entry: [entryOf(number, change)] };
  await postMeta(app, 'whatsapp', body, 'sha256=00').expect(401);
  await tell({ ...entryOf(number, change), id: '1' });
  expect(await read()).toMatchObject({ state: 'connected' });
});
