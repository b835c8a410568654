// Messenger reports how far a conversation was delivered or read, not which message: everything sent up to that time got there. The furthest of
// each person is kept for a day beside the early statuses, for messages that it overtook.
import type { ReportedWatermark } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { answerMs, moveByStatuses, watermarkOf } from './statuses';

/**
 * Applies watermarks of one connection; repeating or shuffling them changes nothing.
 * @param scope the page or account in which the scoped ids mean somebody
 */
export async function applyWatermarks(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  scope: string,
  watermarks: readonly ReportedWatermark[],
): Promise<void> {
  const named = watermarks.filter(({ to }) => to.scopedId);
  if (named.length === 0) return;
  await keepFurthest(tx, connectionId, named);
  const reached = await tx.query<{ provider_id: string; state: ReportedWatermark['state']; up_to: Date }>(
    `with w as (
       select * from unnest($3::text[], $4::text[], $5::timestamptz[]) as w (scoped_id, state, up_to)
     ), person as (
       select distinct i.contact_id, w.state, w.up_to from w join identities i
         on i.tenant_id = $1 and i.kind in ('psid', 'igsid') and i.scope = $6 and i.value = w.scoped_id
     )
     select m.provider_id, p.state, min(p.up_to) as up_to from person p
     cross join lateral (
       -- The newest of a person are those that are not read yet.
       select x.provider_id, x.state, x.at, x.sent_at from messages x
       where x.tenant_id = $1 and x.contact_id = p.contact_id and x.connection_id = $2 and x.direction = 'out' order by x.id desc limit 200
     ) m
     where m.provider_id is not null and m.at <= p.up_to and coalesce(m.sent_at, m.at) <= p.up_to + make_interval(secs => $7)
       and (m.state in ('sent', 'uncertain') or (m.state = 'delivered' and p.state = 'read'))
     group by m.provider_id, p.state`,
    [
      tx.tenantId,
      connectionId,
      named.map(({ to }) => to.scopedId),
      named.map(({ state }) => state),
      named.map(({ upTo }) => upTo),
      scope,
      answerMs / 1000,
    ],
  );
  await moveByStatuses(
    tx,
    parts,
    connectionId,
    reached.map((row) => ({ providerId: row.provider_id, state: row.state, at: row.up_to })),
  );
}

async function keepFurthest(tx: TenantTx, connectionId: string, named: readonly ReportedWatermark[]): Promise<void> {
  await tx.query(
    `insert into early_statuses as s (tenant_id, connection_id, provider_id, state, at)
     select $1, $2, '${watermarkOf}' || w.scoped_id, w.state, max(w.up_to) from unnest($3::text[], $4::text[], $5::timestamptz[]) as w (scoped_id, state, up_to)
     group by w.scoped_id, w.state
     on conflict (tenant_id, connection_id, provider_id, state) do update set at = greatest(s.at, excluded.at), created_at = now()`,
    [
      tx.tenantId,
      connectionId,
      named.map(({ to }) => to.scopedId),
      named.map(({ state }) => state),
      named.map(({ upTo }) => upTo),
    ],
  );
}
