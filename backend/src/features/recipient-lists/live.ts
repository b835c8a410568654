// Recipient list events onto the live feed.
import type { Feature } from '../../platform/feature';
import { findList } from './queries';

export const recipientListSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'recipient-lists-live',
    types: ['recipient_list.created', 'recipient_list.progress', 'recipient_list.finished'],
    run: async ({ tenantId, subjectId }) => {
      if (!subjectId) return;
      const list = await parts.db.withTenant(tenantId, (tx) => findList(tx, null, subjectId));
      if (!list) return;
      const { id: listId, status, total, processed, ready, duplicates, invalid } = list;
      await parts.feed.publish(
        tenantId,
        'recipient_list.progress',
        { listId, status, total, processed, ready, duplicates, invalid },
        {
          permission: 'campaigns.manage',
          viewAll: 'contacts.viewAll',
          userIds: list.created_by ? [list.created_by] : [],
        },
      );
    },
  },
];
