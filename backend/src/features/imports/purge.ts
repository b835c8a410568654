// Uploads that nobody started are forgotten after a while, file and row.
import type { Parts } from '../../platform/parts';

/** How long an upload waits to be started. */
const keptDays = 7;
/** Uploads forgotten per sweep; more follow with the next. */
const purgedAtOnce = 200;

export async function purgeAbandoned(parts: Parts, signal: AbortSignal): Promise<void> {
  const abandoned = await parts.db
    .system('uploads of any tenant that were never started')
    .query<{ tenant_id: string; id: string }>('select * from imports_abandoned(make_interval(days => $1), $2)', [
      keptDays,
      purgedAtOnce,
    ]);
  for (const { tenant_id: tenantId, id } of abandoned) {
    if (signal.aborted) return;
    // Deleted first: whoever starts it at this moment either comes before, and keeps the file, or finds nothing.
    const gone = await parts.db.withTenant(tenantId, (tx) =>
      tx.one<{ file_key: string }>(
        "delete from imports where tenant_id = $1 and id = $2 and status = 'uploaded' returning file_key",
        [tenantId, id],
      ),
    );
    if (gone) await parts.storage.remove(gone.file_key);
  }
}
