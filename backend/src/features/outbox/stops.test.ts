// What the provider answers to a send about consent.
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { insertChat } from '../../../test/conversation';
import { newId } from '../../platform/ids';
import type { ClaimedMessage } from './claim';
import { settle } from './settle';

let app: TestApp;
let owner: TestPerson;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
});
afterAll(() => app.close());

test('“this person stopped marketing” as the answer to a send opts them out here, once, with the provider’s words', async () => {
  const line = await insertConnection(app.parts, owner.tenantId);
  const chat = await insertChat(app.parts, owner.tenantId, line.id);
  const [id, leaseId] = [newId(), newId()];
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    await tx.query('update credit_accounts set balance = balance - 1, reserved = reserved + 1 where tenant_id = $1', [
      owner.tenantId,
    ]);
    await tx.query(
      `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, state, lease_id) values ($1, $2, $3, $4, $5, 'out', 'inbox', 'sending', $6)`,
      [owner.tenantId, id, line.id, chat.contactId, chat.id, leaseId],
    );
  });
  const message = { id, contactId: chat.contactId, chatId: chat.id, campaignId: null, text: 'Hi' } as ClaimedMessage;
  const outcome = { state: 'failed', code: 'unsubscribed', detail: '131050: User stopped marketing' } as const;
  await settle(app.parts, owner.tenantId, line.id, leaseId, [{ message, outcome }]);
  const { body } = await owner.get(`/api/contacts/${chat.contactId}/consent`).expect(200);
  expect(body.data).toMatchObject([
    { decision: 'opt_out', origin: 'provider', note: '131050: User stopped marketing', messageId: id },
  ]);
  expect((await owner.get(`/api/contacts/${chat.contactId}`)).body.data.optedOutAt).toEqual(expect.any(String));
});
