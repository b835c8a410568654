// Statuses that came before their message was known, matched by the sweep.
import { createTestApp, insertConnection, type TestApp } from '../../../test/app';
import { insertChat } from '../../../test/conversation';
import { captureCredits, reserveCredits } from '../credits';
import { outboxSweeps } from './jobs';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A tenant whose message has left, and its failure, which was told before. */
async function setEarlyFailure(): Promise<string> {
  const { tenantId } = await app.register();
  const line = await insertConnection(app.parts, tenantId);
  const chat = await insertChat(app.parts, tenantId, line.id);
  await app.parts.db.withTenant(tenantId, async (tx) => {
    await reserveCredits(tx, { amount: 1 });
    await captureCredits(tx, { amount: 1 });
    await tx.query(
      `insert into messages (tenant_id, connection_id, contact_id, chat_id, direction, source, state, provider_id)
       values ($1, $2, $3, $4, 'out', 'inbox', 'sent', 'p1')`,
      [tenantId, line.id, chat.contactId, chat.id],
    );
    await tx.query(
      "insert into early_statuses (tenant_id, connection_id, provider_id, state, at) values ($1, $2, 'p1', 'failed', now())",
      [tenantId, line.id],
    );
  });
  return tenantId;
}

const stateOf = async (tenantId: string) =>
  (
    await app.parts.db.read<{ state: string }>(tenantId, 'select state from messages where tenant_id = $1', [tenantId])
  )[0]?.state;

const sweep = () =>
  outboxSweeps(app.parts)
    .find(({ name }) => name === 'match-early-statuses')
    ?.run(new AbortController().signal);

test('a tenant whose statuses cannot be applied keeps nobody else waiting, and is caught up on when it is mended', async () => {
  const tenants = [await setEarlyFailure(), await setEarlyFailure()];
  const due = await app.parts.db.system('test').query<{ tenant_id: string }>('select * from early_statuses_due()');
  const [broken = '', other = ''] = due.map((row) => row.tenant_id).filter((id) => tenants.includes(id));
  const within = (text: string, ...values: unknown[]) =>
    app.parts.db.withTenant(broken, (tx) => tx.query<{ account: object }>(text, [broken, ...values]));
  const [kept] = await within('delete from credit_accounts a where tenant_id = $1 returning to_jsonb(a) as account');
  await sweep();
  expect(await stateOf(broken)).toBe('sent');
  expect(await stateOf(other)).toBe('failed');
  await within(
    'insert into credit_accounts select * from jsonb_populate_record(null::credit_accounts, $2) a where a.tenant_id = $1',
    JSON.stringify(kept?.account),
  );
  await sweep();
  expect(await stateOf(broken)).toBe('failed');
});
