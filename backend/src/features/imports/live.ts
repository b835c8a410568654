// Import events onto the live feed.
import type { Feature } from '../../platform/feature';
import type { LockedImport } from './queries';

interface Progress extends Pick<LockedImport, 'status' | 'processed' | 'total' | 'created_by' | 'owner_id'> {
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

export const importSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'imports-live',
    types: ['import.started', 'import.progress', 'import.finished', 'import.undo_started', 'import.undone'],
    run: async ({ tenantId, subjectId: importId, type }) => {
      const [row] = await parts.db.read<Progress>(
        tenantId,
        `select status, processed, total, created, updated, skipped, failed, created_by, owner_id from imports where tenant_id = $1 and id = $2`,
        [tenantId, importId],
        'import-progress',
      );
      if (!row || !importId) return;
      const { created_by, owner_id, ...progress } = row;
      const creators = created_by ? [created_by] : [];
      await parts.feed.publish(
        tenantId,
        'import.progress',
        { importId, ...progress },
        { permission: 'imports.run', viewAll: 'contacts.viewAll', userIds: creators },
      );
      if (type !== 'import.finished' && type !== 'import.undone') return;
      // Too many to name: the lists are fetched afresh.
      await parts.feed.publish(
        tenantId,
        'contacts.changed',
        { contactIds: [] },
        {
          permission: 'contacts.read',
          viewAll: 'contacts.viewAll',
          userIds: owner_id ? [...creators, owner_id] : creators,
        },
      );
    },
  },
];
