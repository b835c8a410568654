// Live frames of Meta's templates: whoever looks at an account's list looks again.
import { z } from 'zod';
import type { Feature } from '../../platform/feature';

const eventData = z.object({ accountId: z.string() });

export const providerTemplateSubscribers: NonNullable<Feature['subscribers']> = ({ feed }) => [
  {
    name: 'provider-templates-live',
    types: [
      'provider_template.submitted',
      'provider_template.edited',
      'provider_template.deleted',
      'provider_template.reported',
      'provider_template.synced',
    ],
    run: async ({ tenantId, data }) => {
      const { accountId } = eventData.parse(data);
      await feed.publish(tenantId, 'provider_templates.changed', { accountId }, { permission: 'templates.read' });
    },
  },
];
