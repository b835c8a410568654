// The reading job, the sweep that takes up lists whose worker died, and the one that forgets lists nobody needs any more.
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { handle } from '../../platform/queues';
import { recipientListJob, ringList } from './ring';
import { readList } from './run';

/** How long a list is kept that no campaign waits for; its failed rows can be downloaded until then. */
const keptDays = 30;
/** Lists forgotten per sweep; more follow with the next. */
const forgottenAtOnce = 50;

export const recipientListJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(recipientListJob, (payload, signal) => readList(parts, payload, signal)),
];

export const recipientListSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'resume-recipient-lists',
    everyMs: 10_000,
    run: async () => {
      const stalled = await parts.db
        .system('recipient lists of any tenant whose worker died')
        .query<{ tenant_id: string; id: string }>("select * from recipient_lists_stalled('30 seconds')");
      for (const row of stalled) await ringList(parts, row.tenant_id, row.id);
    },
  },
  { name: 'forget-recipient-lists', everyMs: 3_600_000, run: (signal) => forgetLists(parts, signal) },
];

async function forgetLists(parts: Parts, signal: AbortSignal): Promise<void> {
  const unused = await parts.db
    .system('recipient lists of any tenant that no campaign waits for')
    .query<{ tenant_id: string; id: string }>('select * from recipient_lists_unused(make_interval(days => $1), $2)', [
      keptDays,
      forgottenAtOnce,
    ]);
  for (const { tenant_id: tenantId, id } of unused) {
    if (signal.aborted) return;
    const gone = await parts.db.withTenant(tenantId, (tx) =>
      tx.one<{ file_key: string }>('delete from recipient_lists where tenant_id = $1 and id = $2 returning file_key', [
        tenantId,
        id,
      ]),
    );
    if (gone) await parts.storage.remove(gone.file_key);
  }
}
