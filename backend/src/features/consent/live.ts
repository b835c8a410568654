// Consent onto the live feed: the queue of near misses moved, or the settings did.
import type { Feature } from '../../platform/feature';

/** Frames name at most this many people. */
const namedAtMost = 100;

export const consentSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'consent-live',
    types: ['consent.review_opened', 'consent.reviewed', 'consent.settings'],
    run: async ({ tenantId, type, data }) => {
      const contactIds = type === 'consent.settings' ? [] : idsOf(data.contactIds).slice(0, namedAtMost);
      // Owners of today, because a person may have changed hands since.
      const owners = await parts.db.read<{ owner_id: string }>(
        tenantId,
        'select distinct owner_id from contacts where tenant_id = $1 and id = any($2::uuid[]) and owner_id is not null',
        [tenantId, contactIds],
      );
      const audience = {
        permission: 'contacts.read',
        viewAll: 'contacts.viewAll',
        userIds: owners.map((row) => row.owner_id),
      };
      await parts.feed.publish(
        tenantId,
        'consent.changed',
        { contactIds },
        contactIds.length > 0 ? audience : { permission: 'contacts.read' },
      );
    },
  },
];

function idsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((id): id is string => typeof id === 'string') : [];
}
