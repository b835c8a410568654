// Outages of a line: a row opens when it leaves `connected` and closes when it is back. Afterwards messages may be missing, unless its history
// could be fetched.
//
// Our own absence opens none: while we cannot store webhooks we answer 503, and the providers keep them and try again (Evolution for about
// half an hour, Meta for days).
import type { ConnectionGap, ConnectionReason } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { restCheckMs } from './policy';
import { type ConnectionRow, findConnection } from './queries';

/** Shorter ones are storms of reconnecting: the gateway delivers what came meanwhile. */
const shortestGapMs = 5000;
/** A phone that is back first delivers what it kept; its history is asked for after that. */
const settleMs = 10_000;

export interface GapRow {
  id: string;
  connection_id: string;
  started_at: Date;
  ended_at: Date | null;
  cause: ConnectionReason | null;
  state: ConnectionGap['state'];
  recovered: number;
}

export const gapColumns = 'g.id, g.connection_id, g.started_at, g.ended_at, g.cause, g.state, g.recovered';

/** The line is down from now, or from when it was last known to work. Harmless while one is open. */
export async function openGap(
  tx: TenantTx,
  parts: Parts,
  before: ConnectionRow,
  cause: ConnectionReason | null,
  now: Date,
) {
  const row = await tx.one(
    `insert into connection_gaps (tenant_id, connection_id, started_at, cause) values ($1, $2, $3, $4)
     on conflict (tenant_id, connection_id) where state = 'open' do nothing returning id`,
    [tx.tenantId, before.id, lastKnownGood(before, cause, now), cause],
  );
  if (row) await tellGap(tx, parts, before.id);
}

/** The line is back. */
export async function closeGap(tx: TenantTx, parts: Parts, connectionId: string, now: Date): Promise<void> {
  const closed = await tx.one<GapRow>(
    `update connection_gaps g set ended_at = $3, state = 'may_be_missing', next_at = now() + $4 * interval '1 millisecond'
     where g.tenant_id = $1 and g.connection_id = $2 and g.state = 'open' returning ${gapColumns}`,
    [tx.tenantId, connectionId, now, settleMs],
  );
  if (!closed) return;
  if (now.getTime() - closed.started_at.getTime() < shortestGapMs)
    await tx.query('delete from connection_gaps where tenant_id = $1 and id = $2', [tx.tenantId, closed.id]);
  await tellGap(tx, parts, connectionId);
}

/** The line worked, but nothing of it reached us since it was last heard; from now on it does again. */
export async function notePastGap(tx: TenantTx, parts: Parts, line: ConnectionRow, cause: ConnectionReason, now: Date) {
  await tx.query(
    `insert into connection_gaps (tenant_id, connection_id, started_at, ended_at, cause, state)
     values ($1, $2, $3, $4, $5, 'may_be_missing')`,
    [tx.tenantId, line.id, lastKnownGood(line, cause, now), now, cause],
  );
  await tellGap(tx, parts, line.id);
}

/**
 * All numbers of a WhatsApp account share one subscription: when it was lost and one of them got it back, the others were deaf as well, in
 * whatever tenant they are. One that was down meanwhile has an outage of its own.
 * @param exceptId the number that got it back
 */
export async function notePastGapOfSisters(
  parts: Parts,
  accountId: string | null,
  exceptId: string | null,
  now: Date,
): Promise<void> {
  if (!accountId) return;
  const sisters = await parts.db
    .system('numbers of a WhatsApp account whose webhooks were lost together')
    .query<{ tenant_id: string; connection_id: string }>("select * from connections_of_external('account', $1)", [
      accountId,
    ]);
  for (const { tenant_id: tenantId, connection_id: id } of sisters)
    if (id !== exceptId)
      await parts.db.withTenant(tenantId, async (tx) => {
        const line = await findConnection(tx, id);
        const own = "select 1 from connection_gaps where tenant_id = $1 and connection_id = $2 and state = 'open'";
        if (line && !(await tx.one(own, [tenantId, id]))) await notePastGap(tx, parts, line, 'not_subscribed', now);
      });
}

/** Newest first. */
export async function listGaps(tx: TenantTx, connectionId: string, atMost: number): Promise<ConnectionGap[]> {
  const rows = await tx.query<GapRow>(
    `select ${gapColumns} from connection_gaps g where g.tenant_id = $1 and g.connection_id = $2
     order by g.started_at desc, g.id desc limit $3`,
    [tx.tenantId, connectionId, atMost],
  );
  return rows.map(presentGap);
}

/** The newest outage of each connection that has one. */
export async function readLastGaps(
  tx: TenantTx,
  connectionIds: readonly string[],
): Promise<Map<string, ConnectionGap>> {
  const rows = await tx.query<GapRow>(
    `select ${gapColumns} from unnest($2::uuid[]) c (id) cross join lateral (
       select * from connection_gaps g where g.tenant_id = $1 and g.connection_id = c.id order by g.started_at desc, g.id desc limit 1) g`,
    [tx.tenantId, connectionIds],
  );
  return new Map(rows.map((row) => [row.connection_id, presentGap(row)]));
}

export async function tellGap(tx: TenantTx, parts: Parts, connectionId: string): Promise<void> {
  await recordEvent(tx, parts.publish, { type: 'connection.gap', subjectId: connectionId });
}

/** When the fault shows itself only by asking or by silence, it began some time before: after the line was last heard, or found to work. */
function lastKnownGood(line: ConnectionRow, cause: ConnectionReason | null, now: Date): Date {
  if (cause !== 'gateway_unreachable' && cause !== 'not_subscribed' && cause !== 'silent') return now;
  const heard = Math.max(line.heardAt?.getTime() ?? 0, line.since.getTime());
  const earliest = cause === 'gateway_unreachable' ? now.getTime() - restCheckMs : 0;
  return new Date(Math.min(now.getTime(), Math.max(heard, earliest)));
}

function presentGap(row: GapRow): ConnectionGap {
  return {
    id: row.id,
    from: row.started_at.toISOString(),
    to: row.ended_at?.toISOString() ?? null,
    cause: row.cause,
    state: row.state,
    recovered: row.recovered,
  };
}
