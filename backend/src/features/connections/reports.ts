// What others tell of a line: webhooks about the number or account, and sends that were refused because of the line.
import type { ReportedLine } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { tellHealth } from './actions/check';
import { mergeReport, sameHealth } from './health';
import { changeLine } from './line';
import type { Line } from './policy';
import { afterRefusal } from './token-policy';

/**
 * Applies one report. A reason stops the line at once; `reason: null` (usable again) has the provider asked, which decides.
 * A report about another number of the same account changes nothing.
 */
export async function applyLineReport(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  report: ReportedLine,
): Promise<void> {
  const isOther = (line: Line) => report.phone !== undefined && line.phone !== null && line.phone !== report.phone;
  const changed = await changeLine(tx, parts, connectionId, (line, now) => {
    if (isOther(line) || line.state === 'disconnected') return line;
    if (report.reason) return afterRefusal(line, report.reason, now);
    return report.reason === null && line.state !== 'connected' ? { ...line, nextRetryAt: now } : line;
  });
  if (!changed || isOther(changed.row)) return;
  const health = mergeReport(changed.row.health, report);
  if (sameHealth(changed.row.health, health)) return;
  await tx.query('update connections set health = $3, updated_at = now() where tenant_id = $1 and id = $2', [
    tx.tenantId,
    connectionId,
    JSON.stringify(health),
  ]);
  await tellHealth(tx, parts, connectionId, null);
}

/** Notes that a line was heard; writes at most twice a minute. */
export async function noteHeard(tx: TenantTx, connectionId: string): Promise<void> {
  await tx.query(
    `update connections set heard_at = now() where tenant_id = $1 and id = $2 and (heard_at is null or heard_at < now() - interval '30 seconds')`,
    [tx.tenantId, connectionId],
  );
}
