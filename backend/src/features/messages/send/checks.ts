// What is asked before a message is queued: a time to leave that makes sense, and whether a colleague answered meanwhile.
import type { NewOutboundMessage } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';
import { AppError, notFound } from '../../../platform/errors';
import type { Viewer } from '../present';
import { invalid } from './plan';

const soonestMs = 30_000;
const latestMs = 60 * 24 * 3_600_000;

/** When the message is to leave; undefined = now. @throws AppError validation_failed */
export function dueAtOf(sendAt: string | undefined, now: Date): Date | undefined {
  if (sendAt === undefined) return undefined;
  const at = new Date(sendAt);
  const waitMs = at.getTime() - now.getTime();
  if (waitMs < soonestMs) throw invalid('sendAt', 'Choose a time at least half a minute from now');
  if (waitMs > latestMs) throw invalid('sendAt', 'Choose a time within the next 60 days');
  return at;
}

/** An answer older than this was seen, or does not matter any more. */
const meanwhileMinutes = 2;

/**
 * Two people must not answer the same question. The chat is held, so that of two answers at once the second sees the first.
 * @throws AppError answered_meanwhile with `{by, at}` when a colleague's answer is newer than what the sender has seen
 */
export async function demandUnanswered(
  tx: TenantTx,
  actor: Viewer,
  { chatId, lastSeenMessageId, force }: NewOutboundMessage,
): Promise<void> {
  if (lastSeenMessageId === undefined || force) return;
  const answer = await tx.one<{ id: string; name: string | null; created_at: Date }>(
    `select m.id, u.name, m.created_at from messages m left join users u on u.id = m.sender_id
     where m.tenant_id = $1 and m.chat_id = $2 and m.source = 'inbox' and m.sender_id <> $3 and m.kind <> 'reaction' and m.deleted_at is null
       and m.scheduled_at is null and m.created_at > now() - interval '${meanwhileMinutes} minutes'
       and m.at > now() - interval '${meanwhileMinutes} minutes'
       and (m.at, m.id) > (coalesce((select s.at from messages s where s.tenant_id = $1 and s.chat_id = $2 and s.id = $4), '-infinity'), $4::uuid)
     order by m.at desc, m.id desc limit 1`,
    [tx.tenantId, chatId, actor.userId, lastSeenMessageId],
  );
  if (!answer) return;
  const by = answer.name ?? 'A colleague';
  throw new AppError('answered_meanwhile', `${by} has just answered. Read it, then send yours if it is still needed.`, {
    data: { messageId: answer.id, by, at: answer.created_at.toISOString() },
  });
}

/** A reply may quote only what stands in its own chat. @throws AppError not_found */
export async function demandQuotable(tx: TenantTx, chatId: string, messageId: string | undefined): Promise<void> {
  if (messageId === undefined) return;
  const quoted = await tx.one(
    "select 1 from messages where tenant_id = $1 and id = $2 and chat_id = $3 and kind <> 'reaction' and deleted_at is null",
    [tx.tenantId, messageId, chatId],
  );
  if (!quoted) throw notFound('message');
}
