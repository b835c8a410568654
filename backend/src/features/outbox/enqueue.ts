// Enqueue: a message enters the outbox in the caller's transaction; after commit its lane is rung.
import type { TenantTx } from '../../platform/db/database';
import { AppError, notFound } from '../../platform/errors';
import { newId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import { reserveCredits } from '../credits';
import { applyMoves } from './counters';
import { ringLane } from './lane';

export interface NewMessage {
  chatId: string;
  contactId: string;
  connectionId: string;
  text: string;
  source: 'inbox' | 'api' | 'automation';
  senderId?: string | null;
  replyToId?: string | null;
  clientKey?: string | null;
}

/** Queues one message and reserves its credit. @returns its id @throws AppError insufficient_credits */
export async function enqueueMessage(tx: TenantTx, parts: Parts, message: NewMessage): Promise<string> {
  await reserveCredits(tx, { amount: 1, ...(message.senderId ? { actorId: message.senderId } : {}) });
  const id = newId();
  await tx.query(
    `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, state, sender_id, reply_to_id, client_key)
     values ($1, $2, $3, $4, $5, 'out', $6, 'text', $7, 'queued', $8, $9, $10)`,
    [
      tx.tenantId,
      id,
      message.connectionId,
      message.contactId,
      message.chatId,
      message.source,
      message.text,
      message.senderId ?? null,
      message.replyToId ?? null,
      message.clientKey ?? null,
    ],
  );
  tx.afterCommit(() => ringLane(parts, tx.tenantId, message.connectionId));
  return id;
}

/**
 * Queues a failed or uncertain message again, because a person asked for it.
 * @throws AppError not_found, wrong_state, insufficient_credits
 */
export async function requeueMessage(tx: TenantTx, parts: Parts, messageId: string): Promise<void> {
  const row = await tx.one<{
    state: 'failed' | 'uncertain';
    connection_id: string;
    campaign_id: string | null;
    campaign_status: string | null;
  }>(
    `select m.state, m.connection_id, m.campaign_id, k.status as campaign_status from messages m
     left join campaigns k on k.tenant_id = m.tenant_id and k.id = m.campaign_id
     where m.tenant_id = $1 and m.id = $2 and m.direction = 'out' for update of m`,
    [tx.tenantId, messageId],
  );
  if (!row) throw notFound('message');
  if (row.state !== 'failed' && row.state !== 'uncertain')
    throw new AppError('wrong_state', 'Only a failed or uncertain message can be sent again.');
  if (row.campaign_status === 'cancelled' || row.campaign_status === 'failed')
    throw new AppError('wrong_state', 'Its campaign has ended. Write to this person in the inbox instead.');
  await tx.query(
    `update messages set state = 'queued', due_at = now(), attempts = 0, provider_id = null, error_code = null, error_detail = null, lease_id = null, lease_until = null
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, messageId],
  );
  await applyMoves(tx, [{ campaignId: row.campaign_id, from: row.state, to: 'queued' }]);
  // The campaign before the account, as everywhere, so that two transactions cannot lock each other out.
  await reserveCredits(tx, { amount: 1, ...(row.campaign_id ? { campaignId: row.campaign_id } : {}) });
  // A finished campaign runs again for this one message.
  if (row.campaign_id)
    await tx.query(
      "update campaigns set status = 'running', finished_at = null where tenant_id = $1 and id = $2 and status = 'completed'",
      [tx.tenantId, row.campaign_id],
    );
  tx.afterCommit(() => ringLane(parts, tx.tenantId, row.connection_id));
}
