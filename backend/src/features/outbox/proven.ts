// A message whose answer was lost but whose sending is proven (by the gateway's echo): it becomes sent, with everything a normal
// settle would have written.
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { ensureChats, touchChats } from '../chats';
import { applyMoves, type Move, type MovingRow, moveOf, movingColumns } from './counters';
import { reportProgress } from './progress';
import { applyKnownEarlyStatuses } from './statuses';

interface ProvenRow extends MovingRow {
  chat_id: string | null;
  text: string | null;
  was: Move['from'];
  at: Date;
  provider_id: string;
}

/** A worker still has message `m` in its hands: it settles it itself, or the end of its lease does. */
export const heldSql = "m.state = 'sending' and m.lease_until > now() and m.error_code is distinct from 'unconfirmed'";

/** @param messageIds messages in 'sending' or 'uncertain' that carry their provider's id */
export async function settleProven(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  messageIds: readonly string[],
): Promise<void> {
  if (messageIds.length === 0) return;
  const homeless = await tx.query<{ contact_id: string }>(
    'select contact_id from messages where tenant_id = $1 and id = any($2::uuid[]) and chat_id is null',
    [tx.tenantId, messageIds],
  );
  await ensureChats(
    tx,
    homeless.map((row) => ({ contactId: row.contact_id, connectionId })),
    { status: 'closed' },
  );
  const rows = await tx.query<ProvenRow>(
    `with old as (
       select id, state from messages where tenant_id = $1 and id = any($3::uuid[]) and state in ('sending', 'uncertain') and provider_id is not null order by id for update
     )
     update messages m set state = 'sent', error_code = null, error_detail = null, lease_id = null, lease_until = null, sent_at = coalesce(m.sent_at, now()),
       scheduled_at = null, at = case when (m.campaign_id is not null and m.chat_id is null) or m.scheduled_at is not null then now() else m.at end,
       chat_id = coalesce(m.chat_id, (select c.id from chats c where c.tenant_id = $1 and c.contact_id = m.contact_id and c.connection_id = $2))
     from old where m.tenant_id = $1 and m.id = old.id
     returning ${movingColumns}, m.chat_id, m.text, old.state as was, m.at, m.provider_id`,
    [tx.tenantId, connectionId, messageIds],
  );
  await touchChats(
    tx,
    rows.flatMap((row) =>
      row.chat_id && row.kind !== 'reaction'
        ? [
            {
              chatId: row.chat_id,
              messageId: row.id,
              at: row.at,
              preview: row.text ?? '',
              direction: 'out' as const,
              state: 'sent' as const,
              kind: row.kind,
            },
          ]
        : [],
    ),
  );
  await applyMoves(
    tx,
    rows.map((row) => ({ ...moveOf(row), from: row.was, to: 'sent' })),
  );
  await applyKnownEarlyStatuses(
    tx,
    parts,
    connectionId,
    rows.map((row) => row.provider_id),
  );
  await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: rows.map((row) => row.id) } });
  await reportProgress(
    tx,
    parts,
    rows.flatMap((row) => row.campaign_id ?? []),
  );
}
