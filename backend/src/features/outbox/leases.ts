// Leases that ran out: a worker died, or an answer never came. What the gateway has echoed is sent; the rest may have arrived, so it
// counts as uncertain and is not sent again by itself. An echo that comes later still settles it.

import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { applyMoves, type MovingRow, moveOf, movingColumns } from './counters';
import { reportProgress } from './progress';
import { settleProven } from './proven';

/** Settles what is proven of them and gives up the rest, up to a thousand of each. Harmless to repeat. */
export async function expireLeases(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  const [any] = await parts.db.read(
    tenantId,
    "select 1 from messages where tenant_id = $1 and connection_id = $2 and state = 'sending' and lease_until < now() limit 1",
    [tenantId, connectionId],
    'lease-expired',
  );
  if (!any) return;
  await parts.db.withTenant(tenantId, async (tx) => {
    const proven = await tx.query<{ id: string }>(
      "select id from messages where tenant_id = $1 and connection_id = $2 and state = 'sending' and lease_until < now() and provider_id is not null order by id limit 1000",
      [tenantId, connectionId],
    );
    await settleProven(
      tx,
      parts,
      connectionId,
      proven.map((row) => row.id),
    );
    const rows = await tx.query<MovingRow>(
      `with gone as (
         select id from messages where tenant_id = $1 and connection_id = $2 and state = 'sending' and lease_until < now() and provider_id is null
         order by id limit 1000 for update skip locked)
       update messages m set state = 'uncertain', error_code = 'unconfirmed', lease_until = null, scheduled_at = null from gone where m.tenant_id = $1 and m.id = gone.id
       returning ${movingColumns}`,
      [tenantId, connectionId],
    );
    if (rows.length === 0) return;
    await applyMoves(
      tx,
      rows.map((row) => ({ ...moveOf(row), from: 'sending', to: 'uncertain' })),
    );
    await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: rows.map((row) => row.id) } });
    await reportProgress(
      tx,
      parts,
      rows.flatMap((row) => row.campaign_id ?? []),
    );
  });
}
