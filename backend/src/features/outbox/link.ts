// Meta returns our own id with statuses and echoes: it tells the provider's id of a message whose answer was lost.
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { heldSql, settleProven } from './proven';

/**
 * Gives messages that are on their way or uncertain the provider's id, and settles those that no worker holds any more. Pairs without an id of
 * ours, or with one that is not ours, are left alone.
 */
export async function linkByOurIds(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  pairs: readonly { providerId: string; messageId?: string | undefined }[],
): Promise<void> {
  const named = pairs.flatMap(({ providerId, messageId }) => (isId(messageId) ? [{ providerId, messageId }] : []));
  if (named.length === 0) return;
  const linked = await tx.query<{ id: string; held: boolean }>(
    `with pair as (
       select distinct on (u.id) u.id, u.provider_id from unnest($3::uuid[], $4::text[]) as u (id, provider_id) order by u.id, u.provider_id
     ), missing as (
       select m.id, p.provider_id from messages m join pair p on p.id = m.id
       where m.tenant_id = $1 and m.connection_id = $2 and m.direction = 'out' and m.provider_id is null and m.state in ('sending', 'uncertain')
         and not exists (select from messages y where y.tenant_id = $1 and y.connection_id = $2 and y.provider_id = p.provider_id)
       order by m.id for update of m
     )
     update messages m set provider_id = x.provider_id from missing x where m.tenant_id = $1 and m.id = x.id
     returning m.id, ${heldSql} as held`,
    [tx.tenantId, connectionId, named.map(({ messageId }) => messageId), named.map(({ providerId }) => providerId)],
  );
  await settleProven(
    tx,
    parts,
    connectionId,
    linked.filter((row) => !row.held).map((row) => row.id),
  );
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
