// The import job and the sweep that takes up imports whose worker died.
import { z } from 'zod';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { defineJob, handle } from '../../platform/queues';
import { purgeAbandoned } from './purge';
import { runImport } from './run';

export const importJob = defineJob({
  name: 'import',
  payload: z.object({ tenantId: z.uuid(), importId: z.uuid() }),
  // Imports are heavy; two at once leave room for everything else.
  concurrency: 2,
});

/** Asks for the import to be carried on. */
export function ringImport(parts: Parts, tenantId: string, importId: string): Promise<void> {
  return parts.queues.ring(importJob, { tenantId, importId }, { key: importId });
}

export const importJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(importJob, (payload, signal) => runImport(parts, payload, signal)),
];

export const importSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'resume-imports',
    everyMs: 10_000,
    run: async () => {
      const stalled = await parts.db
        .system('imports of any tenant whose worker died')
        .query<{ tenant_id: string; id: string }>("select * from imports_stalled('30 seconds')");
      for (const row of stalled) await ringImport(parts, row.tenant_id, row.id);
    },
  },
  { name: 'purge-abandoned-uploads', everyMs: 3_600_000, run: (signal) => purgeAbandoned(parts, signal) },
];
