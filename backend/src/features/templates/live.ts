// Live frames of templates: lists look again, and a writer hears what became of their submission.
import type { FrameAudience } from '@parley/contract';
import { z } from 'zod';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';

const eventData = z.object({ scopes: z.array(z.enum(['personal', 'global'])), ownerId: z.uuid().nullable() });
const decisionData = z.object({ ownerId: z.uuid().nullable(), name: z.string(), reason: z.string().nullable() });

export const templateSubscribers: NonNullable<Feature['subscribers']> = ({ feed }) => [
  {
    name: 'templates-live',
    types: [
      'template.created',
      'template.updated',
      'template.deleted',
      'template.submitted',
      'template.approved',
      'template.rejected',
    ],
    run: async (event) => {
      if (!event.subjectId) return;
      await feed.publish(event.tenantId, 'templates.changed', { templateId: event.subjectId }, audienceOf(event));
    },
  },
  {
    name: 'templates-decided',
    types: ['template.approved', 'template.rejected'],
    run: async ({ tenantId, type, subjectId, data, actorId }) => {
      const { ownerId, name, reason } = decisionData.parse(data);
      if (!subjectId || !ownerId || ownerId === actorId) return;
      const decision = type === 'template.approved' ? 'approved' : 'rejected';
      const audience: FrameAudience = { permission: 'templates.read', userIds: [ownerId] };
      await feed.publish(tenantId, 'template.decided', { templateId: subjectId, name, decision, reason }, audience);
    },
  },
  {
    name: 'templates-settings',
    types: ['template.settings'],
    run: async ({ tenantId }) =>
      feed.publish(tenantId, 'templates.changed', { templateId: null }, { permission: 'templates.read' }),
  },
];

/** A template that is or was global concerns everyone; a personal one its owner and those who see all. */
function audienceOf(event: StoredEvent): FrameAudience {
  const { scopes, ownerId } = eventData.parse(event.data);
  if (scopes.includes('global')) return { permission: 'templates.read' };
  return { permission: 'templates.read', viewAll: 'templates.manageGlobal', userIds: ownerId ? [ownerId] : [] };
}
