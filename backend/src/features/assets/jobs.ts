// Fetching customers' files, and clearing away uploads that nobody used.
import type { Feature } from '../../platform/feature';
import { handle } from '../../platform/queues';
import { fetchMedia, fetchMediaJob, ringMediaFetch } from './inbound';
import { deleteUnused } from './remove';

/** An upload waits this long for its message. */
const unusedFor = '48 hours';
const atOnce = 200;

export const assetJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(fetchMediaJob, ({ tenantId, messageId }) => fetchMedia(parts, tenantId, messageId)),
];

export const assetSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'ring-media-fetches',
    everyMs: 15_000,
    run: async () => {
      const due = await parts.db
        .system('files of any tenant that still have to be fetched')
        .query<{ tenant_id: string; message_id: string }>('select * from media_fetches_due($1)', [atOnce]);
      for (const fetch of due) await ringMediaFetch(parts, fetch.tenant_id, fetch.message_id);
    },
  },
  {
    name: 'remove-unused-assets',
    everyMs: 3_600_000,
    run: async (signal) => {
      const unused = await parts.db
        .system('uploads of any tenant that no message used')
        .query<{ tenant_id: string; id: string }>('select * from assets_unused($1::interval, $2)', [unusedFor, atOnce]);
      for (const asset of unused) {
        if (signal.aborted) return;
        await parts.db.withTenant(asset.tenant_id, (tx) => deleteUnused(tx, parts, asset.id));
      }
    },
  },
];
