// Enqueue: a message enters the outbox in the caller's transaction; after commit its lane is rung.
import type { MessageContent, MessageKind, MessageState } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError, notFound } from '../../platform/errors';
import { newId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import { reserveCredits } from '../credits';
import { applyMoves, type MovingRow, moveOf, movingColumns, payerSql } from './counters';
import { ringLane } from './ring';

export interface NewMessage {
  chatId: string;
  contactId: string;
  connectionId: string;
  kind?: MessageKind;
  /** The text, or the caption of a file; for a reaction its emoji. */
  text: string | null;
  /** Kind-specific; `components` holds a provider template as it will leave. */
  content?: MessageContent & { components?: unknown[] };
  assetId?: string | null;
  source: 'inbox' | 'api' | 'automation';
  senderId?: string | null;
  replyToId?: string | null;
  clientKey?: string | null;
  /** Send later: it waits until then, and stands there in the thread. */
  dueAt?: Date;
  /** Reactions cost no credit. */
  free?: boolean;
}

/** What a person writes is paid from their budget; what the API or an automation sends from nobody's. */
function payerOf({ source, senderId }: NewMessage): { actorId?: string; userId?: string } {
  if (!senderId) return {};
  return source === 'inbox' ? { actorId: senderId, userId: senderId } : { actorId: senderId };
}

/** Queues one message and reserves its credit. @returns its id @throws AppError insufficient_credits */
export async function enqueueMessage(tx: TenantTx, parts: Parts, message: NewMessage): Promise<string> {
  if (!message.free) await reserveCredits(tx, { amount: 1, publish: parts.publish, ...payerOf(message) });
  const id = newId();
  await tx.query(
    `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, content, asset_id, media_state, state, sender_id, reply_to_id, client_key,
       due_at, scheduled_at, at)
     values ($1, $2, $3, $4, $5, 'out', $6, $7, $8, $9, $10, case when $10::uuid is null then null else 'ready' end, 'queued', $11, $12, $13,
       coalesce($14, now()), $14, coalesce($14, (
         -- A customer's message stands at the end of its second; an answer within that second stands after it.
         select greatest(now(), case when c.last_message_at < now() + interval '1 second' then c.last_message_at + interval '1 millisecond' end)
         from chats c where c.tenant_id = $1 and c.id = $5), now()))`,
    [
      tx.tenantId,
      id,
      message.connectionId,
      message.contactId,
      message.chatId,
      message.source,
      message.kind ?? 'text',
      message.text,
      JSON.stringify(message.content ?? {}),
      message.assetId ?? null,
      message.senderId ?? null,
      message.replyToId ?? null,
      message.clientKey ?? null,
      message.dueAt ?? null,
    ],
  );
  tx.afterCommit(() => ringLane(parts, tx.tenantId, message.connectionId));
  return id;
}

/**
 * Takes a message back that has not left yet; its credit is released and its row is gone.
 * @returns false when it is too late: it is leaving or has left
 */
export async function cancelQueued(tx: TenantTx, messageId: string): Promise<boolean> {
  const gone = await tx.one<{ kind: MessageKind; payer_id: string | null }>(
    `delete from messages m where tenant_id = $1 and id = $2 and state = 'queued' and direction = 'out' and campaign_id is null returning kind, ${payerSql} as payer_id`,
    [tx.tenantId, messageId],
  );
  if (!gone) return false;
  await applyMoves(tx, [{ campaignId: null, payerId: gone.payer_id, kind: gone.kind, from: 'queued', to: 'skipped' }]);
  return true;
}

/**
 * Queues a failed or uncertain message again, because a person asked for it.
 * @throws AppError not_found, wrong_state, insufficient_credits
 */
export async function requeueMessage(tx: TenantTx, parts: Parts, messageId: string): Promise<void> {
  const row = await tx.one<
    MovingRow & {
      state: MessageState;
      connection_id: string;
      campaign_status: string | null;
      campaign_parts: number | null;
    }
  >(
    `select ${movingColumns}, m.state, m.connection_id, k.status as campaign_status, k.parts as campaign_parts
     from messages m
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
  await applyMoves(tx, [{ ...moveOf(row), from: row.state, to: 'queued' }]);
  // The campaign before the account, as everywhere, so that two transactions cannot lock each other out.
  if (row.kind !== 'reaction')
    await reserveCredits(tx, {
      // The first file brings the others along.
      amount: row.part === 0 ? (row.campaign_parts ?? 1) : 1,
      ...(row.campaign_id ? { campaignId: row.campaign_id } : {}),
      ...(row.payer_id ? { userId: row.payer_id } : {}),
      publish: parts.publish,
    });
  // A finished campaign runs again for this one message.
  if (row.campaign_id)
    await tx.query(
      "update campaigns set status = 'running', finished_at = null where tenant_id = $1 and id = $2 and status = 'completed'",
      [tx.tenantId, row.campaign_id],
    );
  tx.afterCommit(() => ringLane(parts, tx.tenantId, row.connection_id));
}
