// Contact events onto the live feed.
import type { Feature } from '../../platform/feature';

/** Frames name at most this many contacts; a larger change is fetched afresh. */
const namedAtMost = 100;

export const contactSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'contacts-live',
    types: ['contact.created', 'contact.updated', 'contact.deleted', 'contact.opted_out', 'contact.opted_in'],
    run: (event) =>
      parts.feed.publish(
        event.tenantId,
        'contacts.changed',
        { contactIds: idsOf(event.data.contactIds).slice(0, namedAtMost) },
        { permission: 'contacts.read', viewAll: 'contacts.viewAll', userIds: idsOf(event.data.ownerIds) },
      ),
  },
];

function idsOf(given: unknown): string[] {
  return Array.isArray(given) ? given.filter((id): id is string => typeof id === 'string') : [];
}
