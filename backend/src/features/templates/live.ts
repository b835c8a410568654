// Live frames of templates, and their usage figures, which follow the campaigns.
import type { FrameAudience } from '@parley/contract';
import { z } from 'zod';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import { refreshUsage } from './usage';

const eventData = z.object({ scopes: z.array(z.enum(['personal', 'global'])), ownerId: z.uuid().nullable() });

export const templateSubscribers: NonNullable<Feature['subscribers']> = ({ db, feed }) => [
  {
    name: 'templates-live',
    types: ['template.created', 'template.updated', 'template.deleted'],
    run: async (event) => {
      if (!event.subjectId) return;
      await feed.publish(event.tenantId, 'templates.changed', { templateId: event.subjectId }, audienceOf(event));
    },
  },
  {
    name: 'templates-usage',
    types: ['campaign.started', 'campaign.completed', 'campaign.cancelled'],
    run: async ({ tenantId, subjectId }) => {
      if (subjectId) await db.withTenant(tenantId, (tx) => refreshUsage(tx, subjectId));
    },
  },
];

/** A template that is or was global concerns everyone; a personal one its owner and those who see all. */
function audienceOf(event: StoredEvent): FrameAudience {
  const { scopes, ownerId } = eventData.parse(event.data);
  if (scopes.includes('global')) return { permission: 'templates.read' };
  return { permission: 'templates.read', viewAll: 'templates.manageGlobal', userIds: ownerId ? [ownerId] : [] };
}
