// Deleting a conversation: its messages and notes go, the contact stays. What campaigns sent stays with the campaigns.
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { audienceOf, findVisibleChat, lockChatForRemoval, peopleOf } from '../chats';
import { applyMoves, payerSql } from '../outbox';

/**
 * Messages that wait are taken back with their credit.
 * @throws AppError not_found, wrong_state while one of its messages is leaving
 */
export async function deleteChat({ tx, actor, record }: TenantContext, chatId: string): Promise<Record<string, never>> {
  found(await findVisibleChat(tx, actor, chatId), 'chat');
  // Messages before their chat, as whoever settles them does. What comes in between is met below.
  await tx.query('select 1 from messages where tenant_id = $1 and chat_id = $2 order by id for update', [
    tx.tenantId,
    chatId,
  ]);
  const chat = found(await lockChatForRemoval(tx, actor, chatId), 'chat');
  const params = [tx.tenantId, chatId];
  const leaving = await tx.one(
    `select 1 from messages where tenant_id = $1 and chat_id = $2 and state = 'sending' limit 1`,
    params,
  );
  if (leaving) throw new AppError('wrong_state', 'A message of this chat is leaving just now. Try again in a moment.');
  await tx.query(
    'update messages set chat_id = null where tenant_id = $1 and chat_id = $2 and campaign_id is not null',
    params,
  );
  const waiting = await tx.query<{ kind: string; payer_id: string | null }>(
    `delete from messages m where tenant_id = $1 and chat_id = $2 and state = 'queued' returning kind, ${payerSql} as payer_id`,
    params,
  );
  await tx.query('delete from chats where tenant_id = $1 and id = $2', params);
  // The account last, as everywhere.
  await applyMoves(
    tx,
    waiting.map(({ kind, payer_id: payerId }) => ({ campaignId: null, payerId, kind, from: 'queued', to: 'skipped' })),
  );
  await record({
    type: 'chat.deleted',
    subjectId: chatId,
    data: { contactId: chat.contact_id, audience: audienceOf(peopleOf(chat)) },
  });
  return {};
}
