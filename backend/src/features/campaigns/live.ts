// Live frames of campaigns: progress with its numbers, and a note to fetch afresh when anything else changed.
import type { EventType, FrameAudience } from '@parley/contract';
import { z } from 'zod';
import type { Feature } from '../../platform/feature';
import { loadMovement, presentProgress } from './present';
import { findCampaign } from './queries';

const types: EventType[] = [
  'campaign.created',
  'campaign.updated',
  'campaign.deleted',
  'campaign.started',
  'campaign.unscheduled',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'campaign.failed',
  'campaign.retried',
  'campaign.progress',
];

const eventData = z.object({ ownerId: z.uuid().nullish() });

export const campaignSubscribers: NonNullable<Feature['subscribers']> = ({ db, feed }) => [
  {
    name: 'campaigns-live',
    types,
    run: async ({ tenantId, type, subjectId, data }) => {
      if (!subjectId) return;
      const found = await db.withTenant(tenantId, async (tx) => {
        const row = await findCampaign(tx, null, subjectId);
        return row && { row, movement: (await loadMovement(tx, [row])).get(row.id) };
      });
      // A deleted campaign's owner is known from the event alone.
      const audience = audienceOf(found ? found.row.owner_id : eventData.parse(data).ownerId);
      if (found)
        await feed.publish(tenantId, 'campaign.progress', presentProgress(found.row, found.movement), audience);
      if (type !== 'campaign.progress')
        await feed.publish(tenantId, 'campaign.changed', { campaignId: subjectId }, audience);
    },
  },
];

function audienceOf(ownerId: string | null | undefined): FrameAudience {
  return { permission: 'campaigns.read', viewAll: 'campaigns.viewAll', userIds: ownerId ? [ownerId] : [] };
}
