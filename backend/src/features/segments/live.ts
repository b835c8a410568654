// Segment events onto the live feed.
import { z } from 'zod';
import type { Feature } from '../../platform/feature';

/** Whose it was before and is now; null = the team's. */
const eventData = z.object({ ownerIds: z.array(z.uuid().nullable()) });

export const segmentSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'segments-live',
    types: ['segment.created', 'segment.updated', 'segment.deleted'],
    run: ({ tenantId, data }) => {
      const { ownerIds } = eventData.parse(data);
      const own = ownerIds.filter((id) => id !== null);
      const everybody = own.length < ownerIds.length;
      const audience = { permission: 'contacts.read', ...(everybody ? {} : { userIds: own }) };
      return parts.feed.publish(tenantId, 'segments.changed', {}, audience);
    },
  },
];
