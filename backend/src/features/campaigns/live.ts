// What campaigns do when something happened: live frames with their progress or a note to fetch afresh, and a place for people who stay after all.
import type { EventType, FrameAudience } from '@parley/contract';
import { z } from 'zod';
import type { Feature } from '../../platform/feature';
import { readmit } from '../outbox';
import { loadMovement, presentProgress } from './present';
import { findProgress } from './queries';

const types: EventType[] = [
  'campaign.created',
  'campaign.updated',
  'campaign.deleted',
  'campaign.started',
  'campaign.scheduled',
  'campaign.unscheduled',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'campaign.failed',
  'campaign.retried',
  'campaign.readmitted',
  'campaign.progress',
];

const eventData = z.object({ ownerId: z.uuid().nullish() });
const reviewedData = z.object({ contactIds: z.array(z.uuid()) });

export const campaignSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'campaigns-live',
    types,
    run: async ({ tenantId, type, subjectId, data }) => {
      if (!subjectId) return;
      const found = await parts.db.withTenant(tenantId, async (tx) => {
        const row = await findProgress(tx, subjectId);
        return row && { row, movement: (await loadMovement(tx, [row])).get(row.id) };
      });
      // A deleted campaign's owner is known from the event alone.
      const audience = audienceOf(found ? found.row.owner_id : eventData.parse(data).ownerId);
      if (found)
        await parts.feed.publish(tenantId, 'campaign.progress', presentProgress(found.row, found.movement), audience);
      if (type !== 'campaign.progress')
        await parts.feed.publish(tenantId, 'campaign.changed', { campaignId: subjectId }, audience);
    },
  },
  {
    name: 'campaigns-readmit',
    types: ['consent.reviewed'],
    run: async ({ tenantId, data }) => {
      const { contactIds } = reviewedData.parse(data);
      if (contactIds.length > 0) await readmit(parts, tenantId, { contactIds });
    },
  },
];

function audienceOf(ownerId: string | null | undefined): FrameAudience {
  return { permission: 'campaigns.read', viewAll: 'campaigns.viewAll', userIds: ownerId ? [ownerId] : [] };
}
